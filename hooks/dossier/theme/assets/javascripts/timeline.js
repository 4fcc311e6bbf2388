// Narrows a timeline on its page, from the data beside it (views/narrowdata.py says what stands there). Without scripts the pages by group
// and by year do this; until somebody touches a control, or the address says what is wanted, the page stays as it came.
(() => {
  const rail = document.querySelector("[data-narrow]");
  if (!rail || location.protocol === "file:") return; // a page read from the disk cannot load the data beside it: its pages by group and year do
  const { narrow: source, root, onlyGroup, onlySpan, total } = rail.dataset, level = Number(rail.dataset.level), across = "across" in rail.dataset;
  const list = rail.querySelector("[data-list]"), pages = rail.querySelector("[data-pages]");
  const FIRST = 200, COMMON = 8, MOST = 40, SETS = ["group", "kind", "person", "organisation", "country", "source", "sure"];
  const small = matchMedia("(max-width: 59.99em)").matches;

  // Making elements: words only ever become text.
  const SVG = "http://www.w3.org/2000/svg";
  let spoken = new Map(); // words in another language than most, with what says so
  const worded = (child) => { const [lang, dir] = spoken.get(child) || []; return lang ? filled(document.createElement("span"), { lang, dir }, [new Text(child)]) : child; };
  const filled = (made, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
    made.append(...children.filter((child) => child !== "" && child !== undefined).map(worded));
    return made;
  };
  const make = (name, attributes, ...children) => filled(document.createElement(name), attributes, children);
  const where = (address) => (/^(https?:\/\/|mailto:|#)/.test(address) ? address : root + address);
  const number = (n) => n.toLocaleString("en");
  const entries = (n) => `${number(n)} ${n === 1 ? "entry" : "entries"}`;
  const glyph = (path) => filled(document.createElementNS(SVG, "svg"), { class: "dossier-glyph", width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" }, [filled(document.createElementNS(SVG, "path"), { d: path }, [])]);
  const joined = (items, between) => items.flatMap((item, place) => (place ? [between, ...[item].flat()] : [item].flat()));

  // An entry as parts/entries.html has it.
  let data;
  const theirs = () => (data.own ? { lang: data.own[0], dir: data.own[1] } : {}); // of what case files say, where that is not English as our words are
  const inTheirs = (text) => (data.own ? make("span", theirs(), text) : text);
  const link = ([words, href, lang]) => (href ? make("a", { href: where(href), hreflang: lang || false }, words) : words);
  const linked = (place) => link(data.links[place]);
  const named = (place) => (data.links[place][1] ? linked(place) : make("bdi", {}, linked(place))); // in a row with others: parts/basic.html
  const when = (pieces) => pieces.map((piece) => [piece].flat()[0]).join("");
  const date = (pieces) => pieces.map((piece) => (typeof piece === "string" ? piece : make("time", { datetime: piece[1] }, piece[0])));
  const dated = (pieces) => (pieces ? [", ", ...date(pieces)] : []);
  const name = ([publisher, title]) => publisher || title;
  const brief = (places) => { // as told_apart in views/pieces.py
    const list = places.map((place) => data.sources[place]), same = (a, b) => name(a) === name(b) && JSON.stringify(a[4]) === JSON.stringify(b[4]);
    return joined(list.map((s) => {
      const alike = list.filter((other) => same(s, other)), titled = alike.filter((other) => other[1] === s[1]);
      const more = alike.length > 1 && titled.length === 1 ? s[1] : "";
      return [link([name(s), s[6]]), ...(more ? [`, “${more}”`] : []), ...dated(s[4]), ...(s[5] ? [", ", s[5]] : [])];
    }), "; ");
  };
  const citation = (place) => {
    const [publisher, title, url, lang, day, at, href] = data.sources[place];
    const said = day && title.endsWith(when(day));
    return [...(publisher ? [publisher, ", "] : []), url ? link([title, url, lang]) : link([title, href]), ...(said ? [] : dated(day)), ...(at ? [", ", at] : [])];
  };
  const accounts = (told, rows) => [
    make("p", { class: "dossier-accounts__label" }, told),
    make("ul", { class: "dossier-accounts" }, ...rows.map(([by, day, text, sources]) => make("li", {},
      make("p", { class: "dossier-account__who" }, linked(by)),
      make("p", { class: "dossier-account__text" }, ...(day ? [...date(day), ": "] : []), inTheirs(text)),
      sources.length ? make("p", { class: "dossier-account__source" }, ...joined(sources.map(citation), "; ")) : ""))),
  ];
  const position = ([by, day, to, sources]) => make("p", { class: "dossier-reply" },
    make("b", {}, "Position", ...(by.length ? [" of ", ...joined(by.map(named), ", ")] : [])), ", ", ...date(day), ": ", inTheirs(linked(to)), ...(sources.length ? [" (", ...brief(sources), ")"] : []));
  const reply = ([to, asked, channel, answered, lead, text, silence]) => make("p", { class: "dossier-reply" },
    make("b", {}, "Right of reply."), " ", linked(to), " was asked on ", ...date(asked), channel ? ` (${channel})` : "",
    ...(answered ? [" and answered on ", ...date(answered)] : ["; " + silence]), ".", ...(text ? [` ${lead}: `, inTheirs(text)] : []));
  const concerned = (e) => {
    const home = e.g === undefined ? [] : [link(data.countries[e.g].slice(1))], meta = (...words) => make("p", { class: "dossier-entry__meta" }, ...words);
    if (!e.n) return home.length ? [meta(...home)] : [];
    if (e.n.length <= 12) return [meta(...joined(e.n.map(named), ", "), ...(home.length ? [" · ", ...home] : []))];
    const names = make("ul", { class: "dossier-names" }, ...e.n.map((place) => make("li", {}, linked(place))));
    return [make("details", { class: "dossier-fold", open: !small, "data-fold": true }, make("summary", {}, `${e.n.length} people and organisations`), names), ...(home.length ? [meta(...home)] : [])];
  };
  const build = (e) => {
    const [, label, group, path] = data.kinds[e.k], sure = e.c && data.sure.find(([code]) => code === e.c);
    return make("li", { class: `dossier-entry dossier-entry--${e.w}`, id: e.a, "data-group": group },
      make("div", { class: "dossier-entry__date" }, ...date(e.d)),
      make("div", { class: "dossier-entry__body" },
        make("p", { class: "dossier-entry__kind", "data-group": group }, glyph(path), " ", make("span", { class: "dossier-kind" }, label),
          ...(sure ? [" ", make("span", { class: "dossier-confidence", "data-confidence": e.c }, sure[1])] : [])),
        make("h" + (level + 1), { class: "dossier-entry__head", ...theirs() }, make("a", { href: where(e.h) }, e.t)),
        ...(e.x ? accounts(e.y, e.x) : []), ...(e.z || []).map(position), ...(e.r || []).map(reply), ...concerned(e),
        e.s ? make("p", { class: "dossier-entry__meta" }, e.s.length > 1 ? "Sources: " : "Source: ", ...brief(e.s)) : ""),
      make("a", { class: "dossier-permalink", href: where(e.h), "aria-label": `Link to this entry: ${e.t}` }, "#"),
      make("button", { class: "dossier-copy", type: "button", "data-copy-link": true, hidden: !navigator.clipboard }, make("span", {}, "Copy"), make("span", { class: "dossier-sr" }, " the link to this entry: ", e.t)));
  };

  // What is wanted, in the address: ?kind=arrest&kind=trial&from=2017&person=…&q=…&order=newest
  const wanted = { from: "", to: "", q: "", newest: false };
  const read = () => {
    const asked = new URLSearchParams(location.search), year = (name) => (/^\d{4}$/.test(asked.get(name) || "") && !onlySpan ? asked.get(name) : "");
    for (const name of SETS) wanted[name] = new Set(name === "group" && onlyGroup ? [] : asked.getAll(name).filter(Boolean));
    Object.assign(wanted, { from: year("from"), to: year("to"), q: (asked.get("q") || "").trim(), newest: asked.get("order") === "newest" });
  };
  const query = (said = new URLSearchParams(location.search)) => {
    for (const name of [...SETS, "from", "to", "q", "order"]) said.delete(name);
    for (const name of SETS) for (const code of wanted[name]) said.append(name, code);
    for (const name of ["from", "to", "q"]) if (wanted[name]) said.append(name, wanted[name]);
    if (wanted.newest) said.append("order", "newest");
    return said.size || String(said) ? "?" + said : "";
  };
  const active = () => Boolean(wanted.from || wanted.to || wanted.q || SETS.some((name) => wanted[name].size));
  let applied, typed = false, waiting;
  const commit = (typing) => {
    const to = query();
    if (to === location.search) return;
    history[typing && typed ? "replaceState" : "pushState"](null, "", location.pathname + to);
    typed = typing;
  };

  // Text is compared without case, accents and apostrophes; letters and digits that hooks/dossier/folding.py takes for one are one here too,
  // and Latin letters of one piece are what the search takes them for (hooks/dossier/spelling.py).
  const PLAIN = { ß: "ss", æ: "ae", ð: "d", ø: "o", þ: "th", đ: "d", ħ: "h", ı: "i", ĸ: "q", ł: "l", ŋ: "ng", œ: "oe", ŧ: "t", ə: "e", ς: "σ", ک: "ك", ی: "ي", ى: "ي", ة: "ه", ہ: "ه", ھ: "ه", ە: "ه" };
  const same = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g"), isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));
  const digit = (sign) => { let value = 0; while (isDigit(sign.codePointAt(0) - value - 1)) value += 1; return value; };
  const fold = (text) => text.replaceAll("´", "").normalize("NFKD").replace(/[\p{Mn}\p{Me}\p{Cf}'’‘ʼʻʽʾʿʹʺˈˊ`′ـ]/gu, "").toLowerCase()
    .replace(same, (sign) => PLAIN[sign]).replace(/(?![0-9])\p{Nd}/gu, digit);
  const { compare } = new Intl.Collator("en");

  // What takes long is done in slices of a frame each, so that a slow telephone answers in between; what is no longer wanted is left off.
  const SLICE = 8, STEP = 8, SOME = 64, PAUSE = true;
  const soon = (next) => (document.hidden ? setTimeout(next) : requestAnimationFrame(next));
  const inSlices = (steps, isWanted) => new Promise((done) => {
    const go = () => {
      for (const until = performance.now() + SLICE; isWanted();) {
        const step = steps.next();
        if (step.done) return done();
        if (step.value === PAUSE || performance.now() > until) return soon(go);
      }
    };
    go();
  });

  // The controls. Those of which the page knows the choices are there at once; the others are filled when the data is. The data comes while
  // somebody presses a control: whatever it adds outside a closed fold has its room before, so that nothing moves away under the finger.
  const rows = Object.fromEntries(SETS.map((name) => [name, new Map()])), folds = {}, ids = (name) => "narrow-" + name;
  const checkbox = (name, code, label, count, before, names = "") => {
    const input = make("input", { type: "checkbox", name, value: code }), tally = make("span", { class: "dossier-count" }, number(count));
    const row = make("li", {}, make("label", {}, input, before || "", make("span", {}, label), " ", tally));
    rows[name].set(code, { row, input, tally, label, folded: fold(label + " " + names) });
    return row;
  };
  const field = (name, label, input) => [make("label", { class: "dossier-filter__field", for: ids(name) }, label), input];
  const search = (name) => make("input", { type: "search", id: ids(name), name, autocomplete: "off", spellcheck: "false" });
  const words = search("q");
  const form = make("form", { class: "dossier-filter", role: "search", "aria-label": "Narrow the timeline" }, ...field("q", "Words, names, places", words));
  const years = [...pages.querySelectorAll("[data-year]")].map((row) => row.dataset.year);
  const counted = (row) => Number(row.querySelector("a > span:last-child").textContent.replace(/\D/g, ""));
  const span = {};
  const groups = [...pages.querySelectorAll("li[data-group]")];
  if (!onlyGroup && groups.length) {
    const made = groups.map((row) => { const one = checkbox("group", row.dataset.group, row.querySelector("span").textContent, counted(row)); one.dataset.group = row.dataset.group; return one; });
    form.append(make("fieldset", {}, make("legend", {}, "What happened"), make("ul", {}, ...made)));
  }
  if (!onlySpan && years.length) {
    for (const [name, label] of [["from", "From"], ["to", "To"]]) {
      span[name] = make("select", { id: ids(name), name }, make("option", { value: "" }, "any"), ...years.map((year) => make("option", { value: year }, year)));
      span[name].said = label;
    }
    form.append(make("fieldset", {}, make("legend", {}, "Years"), make("div", { class: "dossier-filter__span" }, ...["from", "to"].map((name) => make("div", {}, ...field(name, span[name].said, span[name]))))));
  }
  const LABELS = { kind: "Kind", person: "Person", organisation: "Organisation", country: "Country", source: "Source", sure: "How sure" };
  for (const [name, label] of Object.entries(LABELS)) {
    const chosen = make("span", { class: "dossier-count" }), body = make("fieldset", {}, make("legend", { class: "dossier-sr" }, label));
    folds[name] = { chosen, body, details: make("details", { class: "dossier-fold", hidden: name === "country" && !across }, make("summary", {}, label, " ", chosen), body) };
    folds[name].details.addEventListener("toggle", () => { if (folds[name].details.open) load().catch(failed); });
    form.append(folds[name].details);
  }
  const saved = make("button", { type: "button", class: "dossier-action" }, "Download this list as CSV");
  form.append(make("p", {}, saved)); // not above the list, where it would move away under the finger when what was typed narrows it
  pages.before(form);
  const ways = make("details", { class: "dossier-fold", open: Boolean(onlyGroup || onlySpan) }, make("summary", {}, "Pages by group and by year"));
  pages.replaceWith(ways);
  ways.append(pages);

  // Above the list: how many, in which order, what it is narrowed to.
  const status = make("span", { role: "status", "aria-live": "polite" }), said = make("p", { class: "dossier-result__said", hidden: true });
  const clear = make("button", { type: "button", class: "dossier-action", hidden: true }, "Clear"), order = make("button", { type: "button", class: "dossier-action" });
  const own = { note: list.querySelector(":scope > .dossier-shown"), jump: list.querySelector(":scope > .dossier-yearjump"), empty: list.querySelector(":scope > .dossier-empty"), sections: [...list.querySelectorAll(":scope > .dossier-year")] };
  const jump = make("nav", { class: "dossier-yearjump", "aria-label": "Years", hidden: true }), out = make("div", { "data-out": true });
  const more = make("button", { type: "button", class: "dossier-button dossier-more", hidden: true });
  out.append(...own.sections);
  list.prepend(make("div", { class: "dossier-result" }, status, clear, order), said);
  list.append(jump, out, more);
  const kept = own.sections.map((section) => ({ section, items: [...section.querySelector("ol").children] }));

  // The list in order. DOM and reading order are the same, newest first too.
  let found = [], limit = FIRST, totals = new Map();
  let drawn = "own";
  const section = (year, count) => {
    const made = make("section", { class: "dossier-year", id: "y" + Number(year), "aria-labelledby": `y${Number(year)}-h` });
    const of = totals.get(year), heading = make("h" + level, { id: `y${Number(year)}-h` }, String(Number(year)), " ", make("small", {}, count === of ? entries(of) : `${number(count)} of ${entries(of)}`));
    made.append(heading, make("ol", { class: "dossier-entries" }));
    return made;
  };
  const emptied = () => { out.style.minHeight = out.offsetHeight + "px"; out.replaceChildren(); };
  const draw = function* (first = 0) {
    const turned = wanted.newest ? [...found].reverse() : found, counts = new Map();
    for (const e of found) counts.set(e.year, (counts.get(e.year) || 0) + 1);
    drawn = "found";
    if (!first) emptied();
    for (const [place, e] of turned.slice(first, limit).entries()) {
      if (out.lastElementChild?.id !== "y" + Number(e.year)) out.append(section(e.year, counts.get(e.year)));
      out.lastElementChild.lastElementChild.append((e.shown ||= build(e)));
      yield place % STEP === STEP - 1;
    }
    out.style.minHeight = "";
    const left = found.length - limit;
    more.hidden = left <= 0;
    more.textContent = `Show ${number(Math.min(left, FIRST))} more of ${number(Math.max(left, 0))}`;
    jump.hidden = counts.size < 2;
    jump.replaceChildren(make("ul", {}, ...[...counts].map(([year, count]) => make("li", {}, make("a", { href: "#y" + Number(year) }, String(Number(year))), " ", make("span", {}, number(count))))));
  };
  const turn = (items) => (wanted.newest ? [...items].reverse() : items);
  const restore = function* () {
    more.hidden = jump.hidden = true;
    const own = wanted.newest ? "turned" : "own";
    if (drawn === own) return;
    drawn = "";
    emptied();
    for (const { section: made, items } of turn(kept)) {
      const entries = made.querySelector("ol");
      entries.replaceChildren();
      out.append(made);
      for (const [place, item] of turn(items).entries()) { entries.append(item); yield place % STEP === STEP - 1; }
    }
    out.style.minHeight = "";
    drawn = own;
  };

  // Which entries are wanted. A choice counts what it would give beside the choices under other heads.
  const any = (set, codes) => codes.some((code) => set.has(code));
  const tests = () => {
    const split = new Set([...wanted.kind].map((code) => data.groupOf.get(code))), terms = fold(wanted.q).split(/\s+/).filter(Boolean);
    const within = (name) => wanted[name].size && ((e) => any(wanted[name], e.codes[name]));
    return [
      (wanted.kind.size || wanted.group.size) && ((e) => wanted.kind.has(e.kind) || (wanted.group.has(e.group) && !split.has(e.group))),
      ...["person", "organisation", "country", "source", "sure"].map(within),
      (wanted.from || wanted.to) && ((e) => (!wanted.from || e.year >= wanted.from) && (!wanted.to || e.year <= wanted.to)),
      terms.length && ((e) => terms.every((term) => e.text.includes(term))),
    ];
  };
  const HEADS = [["group", "kind"], ["person"], ["organisation"], ["country"], ["source"], ["sure"], ["year"], []];
  const sift = function* () {
    const checks = tests(), fitting = [], counts = Object.fromEntries([...SETS, "year"].map((name) => [name, new Map()]));
    const add = (name, code) => counts[name].set(code, (counts[name].get(code) || 0) + 1);
    const tally = (e, head) => { for (const name of HEADS[head]) for (const code of e.codes[name]) add(name, code); };
    for (const [place, e] of data.scope.entries()) {
      if (place % SOME === 0) yield;
      let missed = -1;
      for (let head = 0; head < checks.length && missed > -2; head += 1) if (checks[head] && !checks[head](e)) missed = missed === -1 ? head : -2;
      if (missed === -1) { fitting.push(e); for (let head = 0; head < HEADS.length; head += 1) tally(e, head); } else if (missed >= 0) tally(e, missed);
    }
    found = fitting;
    return counts;
  };
  const say = (where, words) => { if (where.textContent !== words) where.textContent = words; };
  const recount = (counts) => {
    for (const name of SETS) for (const [code, { tally }] of rows[name]) say(tally, number(counts[name].get(code) || 0));
    for (const select of Object.values(span)) for (const option of select.options) if (option.value) say(option, `${Number(option.value)} (${number(counts.year.get(option.value) || 0)})`);
  };
  const described = () => {
    const label = (name, code) => rows[name].get(code)?.label || `“${code}” (not on record here)`;
    const heads = [["group", "kind"], ["person"], ["organisation"], ["country"], ["source"], ["sure"]].map((names) => names.flatMap((name) => [...wanted[name]].map((code) => label(name, code))).join(" or "));
    const { from, to, q } = wanted, span = from && from === to ? from : from && to ? `${from} to ${to}` : from ? `from ${from}` : to ? `to ${to}` : "";
    return [...heads, span, q ? `“${q}”` : ""].filter(Boolean).join("; ");
  };
  const sync = () => {
    for (const name of SETS) for (const [code, { input }] of rows[name]) input.checked = wanted[name].has(code);
    for (const name of Object.keys(span)) span[name].value = wanted[name];
    if (!waiting && words.value.trim() !== wanted.q) words.value = wanted.q; // nothing is taken from under the fingers of whoever is typing
    for (const name of Object.keys(LABELS)) { folds[name].chosen.textContent = wanted[name].size ? `${wanted[name].size} chosen` : ""; folds[name].find?.(); }
  };
  const steps = function* () {
    const narrowed = active(), all = Number(total), sorted = wanted.newest ? "newest first" : "oldest first";
    if (data) recount(yield* sift());
    limit = FIRST;
    say(status, narrowed ? `${number(found.length)} of ${entries(all)}, ${sorted}` : `${entries(all)}, ${sorted}`);
    said.hidden = clear.hidden = !narrowed;
    said.textContent = narrowed ? `Narrowed to ${described()}` : "";
    order.textContent = wanted.newest ? "Oldest first" : "Newest first";
    for (const part of [own.note, own.jump, own.empty]) if (part) part.hidden = narrowed;
    yield* narrowed ? draw() : restore();
  };
  let job;
  const settled = () => { job = undefined; list.removeAttribute("aria-busy"); };
  const work = (wantedNow) => {
    job = wantedNow;
    list.setAttribute("aria-busy", "true");
    inSlices(wantedNow, () => job === wantedNow).then(settled);
  };
  const finish = () => { while (job && !job.next().done); settled(); };
  // On paper the page says its address, with what is chosen.
  const address = document.querySelector(".dossier-address"), whole = address?.textContent;
  const apply = () => { sync(); applied = query(); if (address) address.textContent = whole + query(new URLSearchParams()); work(steps()); };

  // The data, once it is needed.
  const prepare = function* (data) {
    spoken = new Map(Object.entries(data.spoken));
    data.groupOf = new Map(data.kinds.map(([code, , group]) => [code, group]));
    const differ = data.sure.find(([code]) => code === "contested")[2];
    const plain = { links: data.links.map(([name]) => fold(name)), kinds: data.kinds.map(([, label, , , several]) => fold(label + "\n" + several)), sources: data.sources.map(([publisher, title]) => fold(publisher + "\n" + title)) };
    const sure = new Map(data.sure.map(([code, label]) => [code, label]));
    for (const folder of ["people", "organisations"]) plain[folder] = data[folder].map(([, name, others]) => fold(name + "\n" + others));
    for (const [place, e] of data.entries.entries()) {
      if (place % SOME === 0) yield;
      [e.kind, , e.group] = data.kinds[e.k];
      e.year = e.e.slice(0, 4);
      e.codes = {
        group: [e.group], kind: [e.kind], person: (e.p || []).map((place) => data.people[place][0]), organisation: (e.o || []).map((place) => data.organisations[place][0]),
        country: e.g === undefined ? [] : [data.countries[e.g][0]], source: (e.b || []).map((place) => data.cited[place][0]), sure: [...(e.c ? [e.c] : []), ...(e.y === differ ? ["contested"] : [])], year: [e.year],
      };
      // What is read in the entry is found (but for the days of its sources), and who is in it by every name.
      const { x: accounts = [], z: positions = [], r: replies = [] } = e;
      const read = [e.t, e.l, when(e.d), sure.get(e.c), e.y, ...accounts.flatMap(([, on, text]) => [on && when(on), text]), ...positions.map(([, on]) => when(on)),
        ...replies.flatMap(([, asked, channel, answered, lead, text, silence]) => [when(asked), channel, answered && when(answered), text && `${lead}: ${text}`, silence])].filter(Boolean);
      const linked = new Set([...(e.n || []), ...accounts.map(([by]) => by), ...positions.flatMap(([by, , to]) => [...by, to]), ...replies.map(([to]) => to)]);
      const sources = new Set([...(e.s || []), ...accounts.flatMap(([, , , own]) => own), ...positions.flatMap(([, , , own]) => own)]);
      e.text = [fold(read.join("\n")), plain.kinds[e.k], e.g === undefined ? "" : fold(data.countries[e.g][1]), ...[...linked].map((place) => plain.links[place]), ...[...sources].map((place) => plain.sources[place]), ...(e.p || []).map((place) => plain.people[place]), ...(e.o || []).map((place) => plain.organisations[place])].join("\n");
    }
    data.scope = data.entries.filter((e) => (!onlyGroup || e.group === onlyGroup) && e.e.startsWith(onlySpan));
    totals = new Map();
    for (const e of data.scope) totals.set(e.year, (totals.get(e.year) || 0) + 1);
    yield* fill(data);
  };
  const fill = function* (data) {
    const often = new Map(), count = (name, code) => often.get(name + " " + code) || 0;
    for (const [place, e] of data.scope.entries()) {
      if (place % SOME === 0) yield;
      for (const name of SETS) for (const code of e.codes[name]) often.set(name + " " + code, count(name, code) + 1);
    }
    const rank = data.groups.map(([code]) => code), by = (name) => (a, b) => count(name, b[0]) - count(name, a[0]) || compare(a[1], b[1]);
    const there = (name, table) => table.filter(([code]) => count(name, code) || wanted[name].has(code));
    const kinds = there("kind", data.kinds).sort((a, b) => rank.indexOf(a[2]) - rank.indexOf(b[2]) || by("kind")(a, b));
    folds.kind.body.append(make("ul", {}, ...kinds.map(([code, label, group, path, several]) => { const row = checkbox("kind", code, several || label, count("kind", code), glyph(path)); row.dataset.group = group; return row; })));
    yield PAUSE;
    choices("person", there("person", data.people).sort(by("person")), count);
    yield PAUSE;
    choices("organisation", there("organisation", data.organisations).sort(by("organisation")), count);
    yield PAUSE;
    choices("country", there("country", data.countries).sort(by("country")).map(([code, name]) => [code, name, ""]), count);
    yield PAUSE;
    choices("source", there("source", data.cited).sort(by("source")).map(([code, name]) => [code, name, ""]), count);
    choices("sure", there("sure", data.sure).map(([code, , label]) => [code, label, ""]), count);
  };
  const choices = (name, table, count) => {
    const { body } = folds[name], made = table.map(([code, label, others]) => checkbox(name, code, label, count(name, code), "", others));
    if (!made.length) { body.append(make("p", { class: "dossier-note" }, "None on record here.")); return; }
    body.append(make("ul", {}, ...made));
    if (made.length <= COMMON) return;
    const find = search("find-" + name), note = make("p", { class: "dossier-note", id: ids("note-" + name) });
    find.setAttribute("aria-describedby", note.id);
    find.removeAttribute("name");
    body.querySelector("legend").after(...field("find-" + name, `Find among ${number(made.length)}`, find), note);
    folds[name].find = () => {
      const terms = fold(find.value).split(/\s+/).filter(Boolean);
      let shown = 0, matching = 0;
      for (const { row, input, folded } of rows[name].values()) {
        const fits = terms.every((term) => folded.includes(term));
        matching += fits;
        row.hidden = !(input.checked || (fits && shown < (terms.length ? MOST : COMMON)));
        shown += fits && !row.hidden;
      }
      note.textContent = matching > shown ? `${number(shown)} of ${number(matching)}, the most frequent first.` : `${number(matching)} found.`;
    };
    find.addEventListener("input", (event) => { event.stopPropagation(); folds[name].find(); });
    find.addEventListener("change", (event) => event.stopPropagation());
  };
  let loading;
  const load = () => (loading ||= fetch(source).then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.json(); }).then((loaded) => inSlices(prepare(loaded), () => true).then(() => { data = loaded; apply(); }), (error) => { loading = undefined; throw error; }));
  const failed = () => { status.textContent = "The data could not be loaded; the pages by group and by year hold the same entries."; };
  const run = () => { if (data || !active()) apply(); else { sync(); load().catch(failed); } };

  // The list as it is narrowed, as a table (RFC 4180, UTF-8 with the mark by which spreadsheets know it): a row an entry, with every account,
  // position and answer. A cell that a spreadsheet would run is neutral as in hooks/dossier/cells.py.
  const RUNS = /^[\s\u001c-\u001f\u0085\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/, NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
  const neutral = (text) => (RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text);
  const cell = (text) => (/[",\r\n]/.test(neutral(text)) ? `"${neutral(text).replaceAll('"', '""')}"` : neutral(text));
  const web = (address) => new URL(where(address), document.querySelector("link[rel=canonical]")?.href || location.href).href;
  const called = (places) => places.map((place) => data.links[place][0]).join("; ");
  const rests = (places) => places.map((place) => {
    const [publisher, title, url, , on, at, href] = data.sources[place];
    return [publisher, title, on ? when(on) : "", at, url || web(href)].filter(Boolean).join(", ");
  }).join("; ");
  const COLUMNS = {
    date: (e) => when(e.d), latest_day: (e) => e.e, kind: (e) => data.kinds[e.k][1], title: (e) => e.t, how_sure: (e) => e.c || "", place: (e) => e.l || "",
    concerned: (e) => called(e.n || []), ...(across && { country: (e) => (e.g === undefined ? "" : data.countries[e.g][1]) }), accounts_say: (e) => e.y || "",
    accounts: (e) => (e.x || []).map(([by, on, text, sources]) => `${data.links[by][0]}: ${on ? when(on) + ": " : ""}${text}${sources.length ? ` (${rests(sources)})` : ""}`).join("\n"),
    positions_and_replies: (e) => [...(e.z || []).map(position), ...(e.r || []).map(reply)].map((said) => said.textContent).join("\n"),
    sources: (e) => rests(e.s || []), address: (e) => web(e.h),
  };
  const table = (items) => "\ufeff" + [Object.keys(COLUMNS), ...items.map((e) => Object.values(COLUMNS).map((say) => cell(say(e))))].map((row) => row.join(",") + "\r\n").join("");
  const save = () => {
    finish();
    const href = URL.createObjectURL(new Blob([table(turn(found))], { type: "text/csv" }));
    make("a", { href, download: "timeline.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  const rest = () => { clearTimeout(waiting); waiting = undefined; };
  const changed = (typing = false) => {
    rest();
    for (const name of SETS) for (const [code, { input }] of rows[name]) wanted[name][input.checked ? "add" : "delete"](code);
    for (const name of Object.keys(span)) wanted[name] = span[name].value;
    wanted.q = words.value.trim();
    commit(typing);
    run();
  };
  words.addEventListener("input", () => { rest(); waiting = setTimeout(changed, 120, true); });
  form.addEventListener("change", (event) => { changed(event.target === words); });
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(true); });
  saved.addEventListener("click", () => { changed(true); load().then(save, failed); });
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
  order.addEventListener("click", () => { wanted.newest = !wanted.newest; commit(false); apply(); });
  clear.addEventListener("click", () => {
    rest();
    for (const name of SETS) wanted[name].clear();
    Object.assign(wanted, { from: "", to: "", q: "" });
    commit(false);
    apply();
    const place = rail.querySelector(".dossier-narrow > details");
    (place.open ? words : place.querySelector("summary")).focus();
  });
  more.addEventListener("click", () => {
    const before = limit;
    finish();
    limit += FIRST;
    work(draw(before));
    out.querySelectorAll(".dossier-entry__head a")[before]?.focus();
  });
  jump.addEventListener("click", (event) => {
    const to = event.target.closest("a");
    if (!to || document.getElementById(to.hash.slice(1))) return;
    finish();
    const before = limit;
    limit = turn(found).findLastIndex((e) => "#y" + Number(e.year) === to.hash) + 1;
    job = draw(before);
    finish();
  });
  addEventListener("beforeprint", () => { finish(); if (active() && data && found.length > limit) { const before = limit; limit = found.length; job = draw(before); finish(); } });
  addEventListener("popstate", () => { if (query() === location.search && applied === location.search) return; rest(); read(); typed = false; run(); });
  globalThis.dossierTimeline = { load, build: (place) => build(data.entries[place]), count: () => data.entries.length, fold, neutral };
  read();
  run();
  if (!data && active()) status.textContent = `${entries(Number(total))}`;
})();
