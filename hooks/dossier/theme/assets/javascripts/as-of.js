// The state on any day, from the published data: every row says on which days it changes, and the last change before a day holds.
// The pages for the days of letters and meetings say the same without scripts.
(() => {
  const on = (turns, day) => { let found; for (const [from, what] of turns) if (from <= day) found = what; return found; };
  const learnt = (held, day) => !held.known || held.known > day;
  const state = (data, day) => ({
    rows: data.people_and_organisations.map((row) => ({ ...row, held: (on(row.turns, day) || []).map((held) => ({ ...held, later: Boolean(held.event) && learnt(held, day) })) })).filter((row) => row.held.length),
    demands: data.demands.map((row) => ({ ...row, state: on(row.turns, day) || "" })).filter((row) => row.state),
    letters: data.letters.map((row) => ({ ...row, state: on(row.turns, day) || "" })).filter((row) => row.state),
  });
  globalThis.dossierAsOf = { state };
  const form = document.querySelector("[data-asof]"), out = document.querySelector("[data-asof-result]");
  if (!form || !out) return;
  if (location.protocol === "file:") {
    const said = document.createElement("p");
    said.textContent = "Other days than those below need the website: a page read from the disk cannot load the data beside it.";
    out.append(said);
    return;
  }
  const root = form.dataset.root;
  const element = (name, text = "", ...children) => { const made = document.createElement(name); if (text) made.textContent = text; made.append(...children); return made; };
  const link = (text, href) => { const made = element("a", text); made.href = root + href; return made; };
  const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1), lower = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);
  const held = (one) => {
    const line = element("p");
    line.className = "dossier-held";
    if (one.by) line.append(one.by + ": ");
    line.append(element("b", one.perhaps ? "Perhaps " + lower(one.value) : upper(one.value)));
    if (one.since) line.append(/^(by|between) /.test(one.since) ? ", " + one.since : ", since " + one.since);
    if (one.event) line.append(": ", link(one.event, one.href));
    for (const source of one.sources || []) line.append("; ", link(source.text, source.href), source.date ? ", " + source.date : "");
    line.append(".");
    if (one.later) line.append(element("span", one.known ? ` Learnt later: the first dated source here is of ${one.known_words}.` : " No dated source says since when this was known."));
    return line;
  };
  const positions = (one) => (one.positions || []).map((position) => {
    const line = element("p", "", element("b", position.by ? "Position of " + position.by : "Position"), `, ${position.date}: `, link(position.text, position.href));
    line.className = "dossier-reply";
    return line;
  });
  const section = (title, rows, line, empty) => {
    const made = element("section", "", element("h2", title));
    made.className = "dossier-section";
    const list = element("ul");
    for (const row of rows) list.append(element("li", "", ...line(row)));
    made.append(rows.length ? list : element("p", empty));
    return made;
  };
  const standing = (row) => [link(row.who, row.href), `, ${lower(row.what)}`, ...(row.held.some((one) => one.contested) ? [element("p", "Accounts differ")] : []), ...row.held.flatMap((one) => [held(one), ...positions(one)])];
  const words = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  let data;
  const show = async () => {
    const day = new URLSearchParams(location.search).get("as_of");
    if (!/^\d{4}-\d\d-\d\d$/.test(day || "") || Number.isNaN(Date.parse(day))) { out.replaceChildren(); return; }
    form.elements.as_of.value = day;
    try {
      data ||= await (await fetch(form.dataset.asof)).json();
    } catch {
      out.replaceChildren(element("p", "The data could not be loaded; the days below have pages of their own."));
      return;
    }
    const found = state(data, day);
    out.replaceChildren(
      element("h2", `As of ${words(day)}`),
      section("People", found.rows.filter((row) => row.of === "person"), standing, "Nothing is recorded for that day."),
      section("Organisations", found.rows.filter((row) => row.of === "organisation"), standing, "Nothing is recorded for that day."),
      section("What had been asked and was open", found.demands, (row) => [link(row.who, row.href), `: ${row.state}`], "No demand was on record by then, or all were settled."),
      section("Letters without an answer that day", found.letters, (row) => [link(row.who, row.href), `: ${row.state}`], "No letter on record waited for an answer."),
    );
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", "?as_of=" + form.elements.as_of.value);
    show();
  });
  addEventListener("popstate", show);
  show();
})();
