// The state on any day, or on two beside each other, from the published data: every row says on which days it changes, and the last change
// before a day holds. The pages for the days of letters and meetings say the same without scripts.
(() => {
  const on = (turns, day) => { let found; for (const [from, what] of turns) if (from <= day) found = what; return found; };
  const learnt = (held, day) => !held.known || held.known > day;
  const state = (data, day) => ({
    rows: data.people_and_organisations.map((row) => ({ ...row, held: (on(row.turns, day) || []).map((held) => ({ ...held, later: Boolean(held.event) && learnt(held, day) })) })).filter((row) => row.held.length),
    demands: data.demands.map((row) => ({ ...row, ...on(row.turns, day) })).filter((row) => row.state),
    letters: data.letters.map((row) => ({ ...row, state: on(row.turns, day) || "" })).filter((row) => row.state),
  });
  // Of each row that has something on one of two days: what is recorded for each, and whether that is not the same.
  const compared = (rows, first, second) => rows.map((row) => ({ ...row, then: [first, second].map((day) => on(row.turns, day) || "") }))
    .filter((row) => row.then.some((what) => Object.keys(what).length)).map((row) => ({ ...row, changed: JSON.stringify(row.then[0]) !== JSON.stringify(row.then[1]) }));
  globalThis.dossierAsOf = { state, compared };
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
  const cited = (source) => [link(source.text, source.href), ...[source.more && `“${source.more}”`, source.date, source.at].filter(Boolean).map((words) => ", " + words)];
  const held = (one) => {
    const line = element("p");
    line.className = "dossier-held";
    if (one.by) line.append((one.still ? "As before, by the account of " : "") + one.by + ": ");
    line.append(element("b", one.perhaps ? "Perhaps " + lower(one.value) : upper(one.value)));
    const by = /^by /.test(one.since), between = /^between /.test(one.since) ? "a day " : "";
    if (one.since) line.append(one.anew ? ", recorded anew " : ", ", by ? "" : one.anew ? "for " : "since ", between, one.since);
    if (one.before) line.append("; until then on record as " + one.before);
    if (one.doubt) line.append(one.doubt);
    if (one.event) line.append(": ", link(one.event, one.href));
    for (const source of one.sources || []) line.append("; ", ...cited(source));
    line.append(".");
    if (one.later) {
      const later = element("span", one.known ? `Learnt later: ${one.stated ? "recorded here as known since" : "the first source here that can tell of it is of"} ${one.known_words}.` : "No dated source says since when this was known.");
      later.className = "dossier-held__later";
      line.append(" ", later);
    }
    return line;
  };
  const positions = (one) => (one.positions || []).map((position) => {
    const line = element("p", "", element("b", position.by ? "Position of " + position.by : "Position"), `, ${position.date}: `, link(position.text, position.href));
    for (const [number, source] of position.sources.entries()) line.append(number ? "; " : " (", ...cited(source));
    if (position.sources.length) line.append(")");
    line.className = "dossier-reply";
    return line;
  });
  const replies = (one) => (one.replies || []).map((words) => {
    const line = element("p", "", element("b", "Right of reply."), " ", words);
    line.className = "dossier-reply";
    return line;
  });
  const marked = (all, day) => (all || []).map((one) => ({ ...one, later: Boolean(one.event) && learnt(one, day) }));
  const nothing = (words) => { const line = element("p", words); line.className = "dossier-held"; return line; };
  // What is recorded of somebody for a day, in the words of the page of a day.
  const standing = (all) => {
    const label = element("p", "Accounts differ");
    label.className = "dossier-held__label";
    return all.length ? [...(all.some((one) => one.contested) ? [label] : []), ...all.flatMap((one) => [held(one), ...positions(one), ...replies(one)])] : [nothing("Nothing recorded.")];
  };
  const absent = "Not in this list for that day.", plain = (words) => [nothing(words || absent)];
  const demanded = (one) => {
    if (!one) return plain();
    const perhaps = (one.perhaps || []).map(([words, when]) => `; perhaps ${lower(words)}, ${when}`).join("");
    const state = element("p", "", element("b", one.state), `${one.since ? `, ${one.since}` : ""}${perhaps}.`), asked = element("p", "Asked in ");
    for (const [number, letter] of one.letters.entries()) asked.append(number ? "; " : "", link(letter.text, letter.href));
    for (const line of [state, asked]) line.className = "dossier-held";
    return [state, asked];
  };
  const table = (caption, heads, labels, rows) => {
    const made = element("table", "", element("caption", caption)), head = element("tr"), body = element("tbody");
    made.className = `dossier-table dossier-table--stack dossier-table--day${heads.length > 2 ? " dossier-table--two" : ""}`;
    for (const words of heads) { const cell = element("th", words); cell.scope = "col"; head.append(cell); }
    for (const { row, cells } of rows) {
      const who = element("th", "", link(row.who, row.href)), line = element("tr", "", who);
      who.scope = "row";
      if (row.what) { const what = element("span", row.what); what.className = "dossier-note"; who.append(element("br"), what); }
      cells.forEach((cell, number) => { const made = element("td", "", element("div", "", ...cell)); made.dataset.label = labels[number]; line.append(made); });
      body.append(line);
    }
    made.append(element("thead", "", head), body);
    return made;
  };
  const section = (title, empty, ...tables) => {
    const made = element("section", "", element("h2", title), ...(tables.length ? tables : [element("p", empty)]));
    made.className = "dossier-section";
    return made;
  };
  // The tables of a section: of one day, one; of two, what is recorded otherwise on the second, then what is recorded alike.
  const tables = (rows, days, who, caption, words) => {
    if (!rows.length) return [];
    if (days.length < 2) return [table(caption, [who, "Recorded for that day"], ["That day"], rows.map((row) => ({ row, cells: [words(row.then[0], days[0])] })))];
    const changed = rows.filter((row) => row.changed), stayed = rows.filter((row) => !row.changed);
    return [
      ...(changed.length ? [table("Recorded otherwise for the later day", [who, ...days.map(spoken)], days.map(spoken), changed.map((row) => ({ row, cells: row.then.map((what, number) => words(what, days[number])) })))] : []),
      ...(stayed.length ? [table("Recorded alike for both days", [who, "Recorded for both days"], ["Both days"], stayed.map((row) => ({ row, cells: [words(row.then[0], days[0])] })))] : []),
    ];
  };
  // A browser takes 31 February for 3 March.
  const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day) && day > "0001" && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  const spoken = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const counted = (rows, one, many) => `${rows.length} ${rows.length === 1 ? one : many}`;
  // On paper the page says its address, with the days that it shows.
  const address = document.querySelector(".dossier-address"), whole = address?.textContent;
  const printed = (asked) => { if (address) address.textContent = whole + asked; };
  const empty = (words) => { said.textContent = words; out.replaceChildren(); out.classList.remove("dossier-asof-out"); printed(""); };
  let data;
  const show = async () => {
    const asked = new URLSearchParams(location.search), given = [asked.get("as_of"), asked.get("and")].filter(Boolean);
    if (!asked.get("as_of")) return empty("");
    if (!given.every(isDay)) return empty("There is no such day; write it as 2017-03-24.");
    out.classList.add("dossier-asof-out"); // as high as the screen, so that nothing below moves when the data come
    form.elements.as_of.value = given[0];
    form.elements.and.value = given[1] || "";
    try {
      data ||= await (await fetch(form.dataset.asof)).json();
    } catch {
      return empty("The data could not be loaded; the days below have pages of their own.");
    }
    const days = [...new Set(given)].sort(), last = days.at(-1), both = days.length > 1, none = `Nothing is recorded for ${both ? "either" : "that"} day.`;
    printed(`?as_of=${days.join("&and=")}`);
    const rows = (all) => compared(all, days[0], last);
    const found = rows(data.people_and_organisations), people = found.filter((row) => row.of === "person"), organisations = found.filter((row) => row.of === "organisation");
    const demands = rows(data.demands), letters = rows(data.letters.map((row) => (row.who.endsWith(row.date) ? row : { ...row, what: row.date }))), all = [...found, ...demands, ...letters];
    const held_on = (what, day) => standing(marked(what, day));
    const notes = both ? [element("p", "What is recorded for these two days is compared; what came and went between them is on the ")] : [];
    for (const line of notes) { const way = element("a", "timeline"); way.href = "../timeline/"; line.append(way, "."); line.className = "dossier-note"; }
    const late = form.dataset.checked && last > form.dataset.checked ? [element("p", `Records were last checked on ${spoken(form.dataset.checked)}, before this day: what may have happened since is not here.`)] : [];
    for (const line of late) line.className = "dossier-notice";
    // The one line that is read out: a whole state would be read from its beginning to its end.
    said.textContent = both
      ? `Shown for ${days.map(spoken).join(" and ")}: ${all.filter((row) => row.changed).length} recorded otherwise for the later day, ${all.filter((row) => !row.changed).length} alike.`
      : `Shown for ${spoken(last)}: ${counted(people, "person", "people")}, ${counted(organisations, "organisation", "organisations")}, ${counted(demands, "demand", "demands")}, ${counted(letters, "letter", "letters")}.`;
    out.replaceChildren(
      element("h2", both ? `${days.map(spoken).join(" and ")}, compared` : `As of ${spoken(last)}`), ...notes, ...late,
      section("People", none, ...tables(people, days, "Who", "Whether somebody was held; court proceedings are on each person’s page.", held_on)),
      section("Organisations", none, ...tables(organisations, days, "Who", "How organisations stood.", held_on)),
      section("What had been asked and is not recorded as met in full by then", "No demand is recorded as made by then for certain, or all were settled.", ...tables(demands, days, "Demand", "Each with the state on record, since when it is, and the letters that had asked.", demanded)),
      section("Letters with no full answer recorded by then", "No letter whose text is in this dossier is recorded as waiting for an answer. Letters known from references only are not counted.", ...tables(letters, days, "Letter", "Each with what was on record of a reply.", plain)),
    );
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const day = form.elements.as_of.value, other = form.elements.and.value;
    history.pushState(null, "", "?as_of=" + day + (other ? "&and=" + other : ""));
    show();
  });
  addEventListener("popstate", show);
  show();
})();
