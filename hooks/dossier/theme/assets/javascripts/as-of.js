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
  const form = document.querySelector("[data-asof]"), out = document.querySelector("[data-asof-result]"), said = document.querySelector("[data-asof-said]");
  if (!form || !out || !said) return;
  if (location.protocol === "file:") {
    said.textContent = "Other days than those below need the website: a page read from the disk cannot load the data beside it.";
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
    if (one.since) line.append(/^by /.test(one.since) ? ", " : /^between /.test(one.since) ? ", since a day " : ", since ", one.since);
    if (one.doubt) line.append(one.doubt);
    if (one.event) line.append(": ", link(one.event, one.href));
    for (const source of one.sources || []) line.append("; ", link(source.text, source.href), source.date ? ", " + source.date : "");
    line.append(".");
    if (one.later) line.append(element("span", one.known ? ` Learnt later: ${one.stated ? "recorded here as known since" : "the first dated source here is of"} ${one.known_words}.` : " No dated source says since when this was known."));
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
  // A browser takes 31 February for 3 March.
  const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day) && day > "0001" && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  const words = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const counted = (rows, one, many) => `${rows.length} ${rows.length === 1 ? one : many}`;
  let data;
  const show = async () => {
    const day = new URLSearchParams(location.search).get("as_of");
    if (!isDay(day || "")) { said.textContent = day ? "There is no such day; write it as 2017-03-24." : ""; out.replaceChildren(); out.classList.remove("dossier-asof-out"); return; }
    out.classList.add("dossier-asof-out"); // as high as the screen, so that nothing below moves when the data come
    form.elements.as_of.value = day;
    try {
      data ||= await (await fetch(form.dataset.asof)).json();
    } catch {
      said.textContent = "The data could not be loaded; the days below have pages of their own.";
      out.replaceChildren();
      out.classList.remove("dossier-asof-out");
      return;
    }
    const found = state(data, day), people = found.rows.filter((row) => row.of === "person"), organisations = found.rows.filter((row) => row.of === "organisation");
    const checked = form.dataset.checked;
    const late = checked && day > checked ? [element("p", `Records were last checked on ${words(checked)}, before this day: what may have happened since is not here.`)] : [];
    for (const line of late) line.className = "dossier-notice";
    // The one line that is read out: a whole state would be read from its beginning to its end.
    said.textContent = `Shown for ${words(day)}: ${counted(people, "person", "people")}, ${counted(organisations, "organisation", "organisations")}, ${counted(found.demands, "demand", "demands")}, ${counted(found.letters, "letter", "letters")}.`;
    out.replaceChildren(
      element("h2", `As of ${words(day)}`), ...late,
      section("People", people, standing, "Nothing is recorded for that day."),
      section("Organisations", organisations, standing, "Nothing is recorded for that day."),
      section("What had been asked and is not recorded as met in full by then", found.demands, (row) => [link(row.who, row.href), `: ${row.state}`], "No demand was on record by then, or all were settled."),
      section("Letters with no full answer recorded by then", found.letters, (row) => [link(row.who, row.href), `: ${row.state}`], "No letter whose text is in this dossier is recorded as waiting for an answer. Letters known from references only are not counted."),
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
