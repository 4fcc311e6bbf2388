// The page /search/: asks Pagefind and shows what it finds, by kind; beside it, whoever is called alike in other spellings.
// A few words that stand on very many pages have an answer beforehand; Pagefind, which takes long for them, is asked for the rest of it.
// Nothing is loaded before something is asked. All text becomes text nodes; no HTML is taken from anywhere.
(() => {
  const form = document.querySelector("[data-search]"), out = document.querySelector("[data-found]"), said = document.querySelector("[data-said]");
  if (!form || !out || !said) return;
  delete document.documentElement.dataset.asked; // until now the style sheet kept room
  const { spelling, compare, alike, apart, isOfOnePiece, plainly, undrawn, together, passages, missing, common } = globalThis.dossierFound;
  const root = new URL(form.dataset.root, location), fields = ["country", "kind", "year", "person"];
  const groups = out.dataset.groups.split("|"), choose = form.querySelector("[data-choose]"), FIRST = 3, STEP = 10, COUNTED = 2000;
  const element = (name, classes = "", ...children) => { const made = document.createElement(name); if (classes) made.className = classes; made.append(...children); return made; };
  const link = (href, ...children) => { const made = element("a", "", ...children); made.href = href; return made; };
  const spoken = (made, language) => { if (language) [made.lang, made.dir] = [language, "auto"]; return made; };
  const value = (name) => form.elements[name].value;
  // An address of the index or of the names, as far as it leads to a page of this site.
  const address = (path, hash = "") => { const url = new URL(path.replace(/^\/+/, ""), root); url.hash = hash; return url.origin === root.origin ? url.href : root.href; };

  if (location.protocol === "file:") {
    said.textContent = "The search works on the website only: a page read from the disk cannot load the index beside it. Everything is listed in the registers below.";
    for (const control of form.elements) control.disabled = true;
    return;
  }

  // Each language has an index and a stemmer of its own, and Pagefind reads the language off the page while it begins.
  const engines = new Map();
  const engine = (language, main) => {
    if (!engines.has(language)) engines.set(language, import(new URL(`pagefind/pagefind.js${main ? "" : `?${language}`}`, root).href).then((module) => {
      const page = document.documentElement, was = page.lang;
      page.lang = language;
      try { return module.createInstance({ noWorker: true, ranking: { metaWeights: { title: 5, also: 5, line: 1, country: 1, kind: 0.1 } } }); } finally { page.lang = was; }
    }));
    return engines.get(language);
  };
  const loaded = new Map();
  const json = (path) => {
    if (!loaded.has(path)) loaded.set(path, fetch(new URL(path, root)).then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); }));
    return loaded.get(path);
  };
  // A page as the index has it, packed as Pagefind packs it.
  const fragment = async (name) => {
    const MAGIC = "pagefind_dcd", text = (bytes) => new TextDecoder().decode(bytes);
    const packed = await (await fetch(new URL(`pagefind/fragment/${name}.pf_fragment`, root))).arrayBuffer();
    const read = text(packed.slice(0, MAGIC.length)) === MAGIC ? packed : await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    return JSON.parse(text(read).slice(MAGIC.length));
  };
  // What was asked, as the index has it.
  const sought = async (query) => apart(undrawn(isOfOnePiece(query) ? plainly(query, spelling(await json("search/spelling.json"))) : query));
  const chosen = () => Object.fromEntries(fields.filter((name) => value(name)).map((name) => [name, value(name)]));

  const named = async (query) => {
    const table = await json("search/spelling.json"), { keys, beginning } = spelling(table);
    const asked = keys(query).filter((key) => key.length > 1).slice(0, 8);
    const files = [...new Set(asked.map(beginning))].filter((name) => table.beginnings.includes(name));
    const entries = new Map((await Promise.all(files.map((name) => json(`search/names/${name}.json`)))).flat().map((entry) => [entry[1], entry]));
    return asked.length ? alike(asked, [...entries.values()], keys) : [];
  };
  const asked = (name) => { const url = new URL(location); url.search = `?${new URLSearchParams({ q: name })}`; return url.href; };
  const name_list = (found) => {
    const list = element("ul", "dossier-alike");
    for (const one of found) {
      const item = element("li", "", spoken(link(address(one.href), one.name), one.spoken), element("span", "dossier-hit__meta", `${one.what}, ${one.country}`));
      if (one.also.length) item.append(element("span", "dossier-hit__also", `also written ${one.also.join(", ")}`));
      if (one.name !== value("q").trim()) {
        item.append(link(asked(one.name), "Search for this name"));
        item.lastChild.dataset.again = one.name;
      }
      list.append(item);
    }
    const heading = element("h2", "", found[0].sure ? "People and organisations of this name" : "Did you mean");
    heading.id = "alike-h";
    const made = element("section", "dossier-section", heading, list);
    made.setAttribute("aria-labelledby", heading.id);
    return made;
  };

  const place = (data) => data.raw_url || data.url;
  const hit = ({ data, language }) => {
    const { title, kind, line, country, date, also } = Object.fromEntries(Object.entries(data.meta).map(([name, text]) => [name, together(text)])), where = place(data);
    const item = element("li", "", element("h3", "", spoken(link(address(where), title), data.filters?.spoken?.[0])));
    const meta = [date, kind === "Countries" ? "" : line, country].filter(Boolean).join(" · ");
    if (meta) item.append(element("p", "dossier-hit__meta", meta));
    for (const passage of passages(data, 2)) {
      const text = element("p", "dossier-hit__text");
      if (passage.other) {
        if (also) item.append(element("p", "dossier-hit__also", `Also written ${also}`));
        continue;
      }
      if (passage.id) text.append(link(address(where, passage.id), passage.label), " ");
      const words = element("span");
      if (language !== document.documentElement.lang) words.lang = language;
      words.append(passage.before ? "… " : "");
      for (const { text: word, glued, hit: marked } of passage.words) {
        const [, before, core, after] = marked ? word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/u) : [];
        words.append(...(marked ? [before, element("mark", "", core), after] : [word]), glued ? "" : " ");
      }
      words.append(passage.after ? "…" : "");
      text.append(words);
      item.append(text);
    }
    return item;
  };

  let run = 0, telling = (query) => [query, []];
  const ask = async (focus) => {
    const mine = ++run, query = value("q").trim().slice(0, 200), current = () => mine === run;
    document.title = document.title.replace(/^(.*: )?(?=Search - )/, query ? `${query}: ` : "");
    out.classList.toggle("dossier-found", Boolean(query)); // as high as the screen, so that nothing below moves while results come
    if (!query) { out.replaceChildren(); out.setAttribute("aria-busy", "false"); said.textContent = ""; return; }
    said.textContent = "Searching …";
    out.setAttribute("aria-busy", "true");
    const main = document.documentElement.lang || "en", counts = {};
    let counted = true, left = [], lacking = [], lacks_all = false;
    let results = [], cards = [], names = [], shown = 0, trouble = false;
    const search = async (language, filters = chosen()) => (await engine(language, language === main)).search(telling(await sought(query))[0], { filters });
    // Of words that no page has, it is said that the results are without them.
    const besides = (number) => (lacks_all ? ` ${number} with words that begin as ${lacking.length === 1 ? "it does" : "these do"}.`
      : lacking.length ? ` No page has ${lacking.map((word) => `‘${word}’`).join(", ")}: the results have the rest, or words that begin alike.` : "");
    const find_lacking = async () => {
      const parts = missing(telling(wanted)[0], cards.map((card) => card.data), spelling(await json("search/spelling.json")));
      const languages = [...new Set([main, ...results.map((one) => one.language)])];
      // An inflected form is there under its stem: asked for in quotes, Pagefind takes no shorter beginning.
      const exactly = async (part) => (await Promise.all(languages.map(async (language) => (await engine(language, language === main)).search(`"${part}"`, { filters: chosen() })))).some((answer) => answer.results.length);
      const there = await Promise.all(parts.map(exactly));
      lacking = parts.filter((_, at) => !there[at]);
      lacks_all = lacking.length > 0 && lacking.length === new Set(telling(wanted)[0].split(/\s+/)).size;
    };
    const draw = () => {
      const parts = names.length ? [name_list(names)] : [];
      for (const kind of new Set(cards.map((card) => card.data.meta.kind))) {
        const own = cards.filter((card) => card.data.meta.kind === kind), all = counts[kind] ?? (!counted || shown < results.length ? 0 : own.length);
        const heading = element("h2", "", kind, " ", element("small", "", own.length < all ? `${own.length} of ${all}` : all ? String(all) : ""));
        heading.id = `found-${groups.indexOf(kind)}`;
        const made = element("section", "dossier-section", heading, element("ol", "dossier-hits", ...own.map(hit)));
        made.setAttribute("aria-labelledby", heading.id);
        parts.push(made);
      }
      if (!counted || shown < results.length) {
        const more = element("button", "dossier-button", counted ? `Show ${Math.min(STEP * 2, results.length - shown)} more` : "Show more");
        more.type = "button";
        more.addEventListener("click", counted ? () => step(STEP * 2, true) : rest, { once: !counted });
        parts.push(more);
      }
      out.replaceChildren(...parts);
      const number = results.length === 1 ? "1 result" : `${results.length.toLocaleString("en-GB")} results`;
      const without = left.length ? ` Left out, since on more than half of all pages: ${left.join(", ")}.` : "";
      said.textContent = trouble ? "The index of the search could not be loaded (a site under mkdocs serve has none). Everything is listed in the registers below."
        : !counted ? `The first ${cards.length} results for ‘${query}’. How many there are is counted when more are shown.`
        : `${results.length && !lacks_all ? number : "Nothing was found"} for ‘${query}’${names.length && (!results.length || lacks_all) ? "; names that are alike are below" : ""}.${without}${besides(number)}`;
    };
    const step = async (count, by_hand = false) => {
      const next = results.slice(shown, shown + count), before = new Set(cards.map((card) => place(card.data)));
      shown += next.length;
      cards = cards.concat(await Promise.all(next.map(async ({ result, language }) => ({ language, data: await result.data() }))));
      if (!current()) return;
      draw();
      if (by_hand) [...out.querySelectorAll(".dossier-hits h3 a")].find((a) => !before.has(`/${a.href.slice(root.href.length)}`))?.focus();
    };
    const gather = async (language) => {
      const known = new Set(results.map(({ result }) => result.id)), { results: found } = await search(language);
      results = results.concat(found.filter(({ id }) => !known.has(id)).map((result) => ({ result, language })));
    };
    const everything = async () => {
      try {
        await gather(main);
        if (!current()) return;
        counted = true;
        if (results.length && !shown) await step(FIRST); // soon, and little of it
        if (current() && shown < Math.min(STEP, results.length)) await step(STEP - shown);
        // What is not needed to see the first results comes after them: other languages, how many there are of each kind, names.
        const { languages } = await json("pagefind/pagefind-entry.json");
        const others = Object.keys(languages).filter((code) => code !== main && (languages[main] || code !== Object.keys(languages)[0]));
        for (const language of others) {
          await gather(language);
          if (!current()) return;
        }
        for (const language of results.length > shown && results.length <= COUNTED ? [main, ...others] : []) { // of more, a second search takes too long
          const { filters } = await search(language, { ...chosen(), kind: value("kind") || { any: groups } });
          for (const [kind, count] of Object.entries(filters.kind || {})) counts[kind] = (counts[kind] || 0) + count;
        }
      } catch {
        trouble = !results.length || !counted;
      }
    };
    // What was drawn beforehand stays where it is; the rest follows.
    const rest = async () => {
      said.textContent = "Searching …";
      out.setAttribute("aria-busy", "true");
      await everything();
      if (!current()) return;
      await step(STEP * 2, true);
      out.setAttribute("aria-busy", "false");
    };
    const wanted = await sought(query).catch(() => apart(undrawn(query)));
    const known = await json("pagefind/common.json").then(common).catch(() => null);
    if (known) telling = known.telling;
    const first = known && !Object.keys(chosen()).length && globalThis.DecompressionStream ? known.first(wanted, STEP) : [];
    const calling = () => named(query).catch(() => []);
    const [called, read] = first.length < FIRST ? [] : await Promise.all([calling(), Promise.all(first.map(fragment)).catch(() => null)]);
    if (!current()) return;
    if (read) {
      names = called;
      results = read.map((page, at) => ({ language: first[at].replace(/_.*/, ""), result: { id: first[at], data: async () => ({ ...page, weighted_locations: known.located(page.content, wanted) }) } }));
      counted = false;
    } else {
      left = telling(wanted)[1];
      await everything();
      names = await calling();
      if (cards.length) await find_lacking().catch(() => {});
    }
    if (!current()) return;
    await step(Math.max(0, STEP - shown));
    await options().catch(() => {});
    if (!current()) return;
    out.setAttribute("aria-busy", "false");
    settle();
    if (focus) said.scrollIntoView({ block: "nearest" });
  };

  // With all results there, no screen is left blank below few of them. The registers are put there anew, so that they are not seen moving.
  const registers = out.nextElementSibling;
  const settle = () => {
    if (registers.contains(document.activeElement)) return;
    registers.remove();
    out.classList.remove("dossier-found");
    out.after(registers);
  };

  // When the choices are opened: how many results each would leave, and who is named in them.
  const options = async () => {
    if (!choose.open || !value("q").trim()) return;
    const instance = await engine(document.documentElement.lang || "en", true);
    await instance.filters();
    const answer = await instance.search(telling(await sought(value("q").trim()))[0], { filters: chosen() });
    const person = form.elements.person, was = person.value;
    const people = Object.entries(answer.filters.person || {}).filter(([name, count]) => count || name === was).sort(([a], [b]) => compare(a, b));
    person.replaceChildren(person.options[0], ...people.map(([name]) => new Option(name, name, false, name === was)));
    for (const name of ["country", "kind", "year", "person"]) for (const option of form.elements[name].options) {
      if (option.value) option.textContent = `${option.value} (${answer.filters[name]?.[option.value] || 0})`;
    }
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    form.elements.q.value = asked.get("q") || "";
    for (const name of fields) {
      const field = form.elements[name], wanted = asked.get(name) || "";
      if (name === "person" && wanted && ![...field.options].some((option) => option.value === wanted)) field.append(new Option(wanted, wanted));
      field.value = wanted;
      if (field.selectedIndex < 0) field.value = "";
      if (field.value) choose.open = true;
    }
  };
  const write = (push) => {
    const asked = new URLSearchParams();
    for (const name of ["q", ...fields]) if (value(name).trim()) asked.set(name, value(name).trim());
    history[push ? "pushState" : "replaceState"](null, "", `${location.pathname}${String(asked) ? `?${asked}` : ""}`);
  };
  let waiting;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); write(true); ask(true); });
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.name === "q") waiting = setTimeout(() => { write(false); ask(); }, 350);
    else { write(true); ask(); }
  });
  choose.addEventListener("toggle", () => { if (out.getAttribute("aria-busy") === "false") options().catch(() => {}); }); // else they follow the results
  out.addEventListener("click", (event) => {
    const again = event.target.closest("[data-again]");
    if (!again || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.elements.q.value = again.dataset.again;
    write(true);
    ask(true);
    form.elements.q.focus();
  });
  addEventListener("popstate", () => { read(); ask(); });
  read();
  ask();
})();
