// Names by their spelling, and what Pagefind gives -> what is shown. Nothing here touches the page; search.js does.
// `key` gives the same as hooks/dossier/spelling.py, from the same rules.
(() => {
  const spelling = (table) => {
    const rules = table.rules.map(([pattern, instead]) => [new RegExp(pattern, "gu"), instead]);
    const plain = (text) => [...text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")].map((sign) => table.letters[sign] ?? sign).join("").match(/[\p{L}\p{N}]+/gu) || [];
    const keys = (text) => plain(text).map((word) => rules.reduce((said, [pattern, instead]) => said.replace(pattern, instead), word)).filter(Boolean);
    const beginning = (key) => (/^[a-z0-9]/.test(key) ? key[0] : "other");
    return { plain, keys, beginning };
  };

  // Names stand in the order of the registers (Unicode's own), whatever language the browser speaks.
  const { compare } = new Intl.Collator("en");

  // How many letters must be changed, added or left out; stops counting above `most`.
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      row = next;
    }
    return row[other.length];
  };
  const near = (asked, key) => (asked === key ? 0 : asked.length < 5 ? 9 : distance(asked, key, asked.length < 9 ? 1 : 2) <= (asked.length < 9 ? 1 : 2) ? 1 : 9);

  // Whoever is called like what was asked, each by themselves: [{name, href, what, country, also, spoken, sure}], best first.
  // A person is meant by any word of a name, an organisation by an abbreviation or by nothing but words of its name.
  const alike = (asked, entries, keys) => {
    const found = [];
    for (const [name, href, what, country, also, spoken] of entries) {
      let best = null;
      for (const form of [name, ...also]) {
        const own = keys(form), steps = asked.map((key) => Math.min(9, ...own.map((other) => near(key, other))));
        const hits = steps.filter((step) => step < 9).length;
        if (!hits || (what !== "person" && hits < asked.length)) continue;
        const rank = { hits, off: steps.reduce((sum, step) => sum + (step < 9 ? step : 0), 0), spare: own.length - hits };
        if (!best || rank.hits > best.hits || (rank.hits === best.hits && rank.off < best.off)) best = rank;
      }
      if (best) found.push({ name, href, what, country, also, spoken, ...best, sure: best.off === 0 });
    }
    const most = Math.max(0, ...found.map((one) => one.hits));
    const kept = found.filter((one) => one.hits === most), sure = kept.filter((one) => one.sure);
    return (sure.length ? sure : kept).sort((a, b) => a.off - b.off || a.spare - b.spare || compare(a.name, b.name)).slice(0, 8);
  };

  // Letters of scripts that write no blanks between words stand apart in the index, as hooks/dossier/parting.py has it, and are so asked for:
  // next to each other, if they are all that is asked for.
  const UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}", JOINER = "\u2060";
  const UNIT = new RegExp(`[${UNSPACED}]\\p{M}*[^\\p{L}\\p{N}\\p{M}_\\s<&]*(?=\\S)|(?![${UNSPACED}])[\\p{L}\\p{N}_](?=[${UNSPACED}])`, "gu");
  const apart = (query) => {
    const parts = query.replace(UNIT, "$& ");
    return parts !== query && !/[\s"]/.test(query) ? `"${parts}"` : parts;
  };
  // Words with letters of one piece (ł, ı, ß) have the same in plain letters beside them there, and are asked for in these.
  const OF_ONE_PIECE = /(?![a-z])\p{Script=Latin}/iu, BESIDE = /-\u2063-[\p{L}\p{N}]+/gu;
  const isOfOnePiece = (text) => OF_ONE_PIECE.test(text.normalize("NFKD"));
  const plainly = (query, { plain }) => query.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (isOfOnePiece(word) ? plain(word).join("") : word));
  // What stands behind an apostrophe is there by itself too. The words that French, Italian and Catalan draw to it (l’arrestation, dell’arresto)
  // are not asked for: a text may draw others to it, or none.
  const DRAWN = /(?<![\p{L}\p{M}\p{N}])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|(?:a|co|da|de|ne|su)ll|quell|un)['’](?=\p{L}\p{M}*\p{L})/giu;
  const undrawn = (query) => (query.includes('"') ? query : query.replace(DRAWN, ""));
  const together = (text) => text.replaceAll(JOINER + " ", "").replaceAll(JOINER, "").replace(BESIDE, "");

  const WINDOW = 28;
  // A found page -> the passages to show, best first: [{id, label, words: [{text, hit}], before, after, other}].
  // Pagefind counts words between blanks; a passage begins at a numbered paragraph or a heading with an id.
  const passages = (fragment, most) => {
    const words = fragment.content.replace(/\u200B/g, "").split(/[\r\n\s]+/);
    const starts = [{ id: "", element: "", location: 0, text: "" }];
    for (const anchor of [...fragment.anchors].sort((a, b) => a.location - b.location)) {
      if (/^p\d+[a-z]?$/.test(anchor.id) || anchor.id === "other-letters" || (/^h[2-6]$/i.test(anchor.element) && anchor.text?.trim())) starts.push(anchor);
    }
    const said = (start) => (/^h/i.test(start.element) ? start.text.trim().split(/\s+/).length : 0);
    const parts = starts.map((start, at) => ({ ...start, from: start.location + said(start), end: starts[at + 1]?.location ?? words.length, hits: [] })).filter((part) => part.end > part.from);
    for (const { location, balanced_score: score, weight } of fragment.weighted_locations || []) {
      parts.findLast((part) => part.location <= location)?.hits.push({ location, score: score ?? weight ?? 1 });
    }
    const scored = parts.filter((part) => part.hits.length).map((part) => ({ ...part, score: part.hits.reduce((sum, hit) => sum + hit.score, 0) / Math.sqrt(part.hits.length) }));
    if (!scored.length) scored.push({ ...parts[0], hits: [{ location: 0, score: 0 }], none: true });
    const shown = scored.sort((a, b) => b.score - a.score || a.location - b.location).slice(0, most);
    return shown.map((part) => {
      const at = part.hits.map((hit) => hit.location);
      let from = at[0], best = 0;
      for (const start of at) {
        const count = part.hits.filter((hit) => hit.location >= start && hit.location < start + WINDOW - 6).reduce((sum, hit) => sum + hit.score, 0);
        if (count > best) [best, from] = [count, start];
      }
      from = Math.max(part.from, Math.min(from - 6, part.end - WINDOW));
      const to = Math.min(part.end, from + WINDOW);
      return {
        id: part.id, other: part.id === "other-letters", label: /^p\d+[a-z]?$/.test(part.id) ? `Paragraph ${part.id.slice(1)}` : together(part.text?.trim() || ""),
        words: words.slice(from, to).map((text, index) => ({ text: together(text), glued: text.endsWith(JOINER), hit: !part.none && at.includes(from + index) })), before: from > part.from, after: to < part.end,
      };
    });
  };

  // The words of a query with which none of these pages was found, nor with one that begins so: Pagefind leaves out a word that it does not have,
  // or takes for it one with which it begins ("O" for "Ouzbékistan").
  const missing = (query, pages, { plain }) => {
    if (query.includes('"')) return [];
    const there = new Set(pages.flatMap(({ content, meta, weighted_locations: hits }) => {
      const words = content.replace(/\u200B/g, "").split(/[\r\n\s]+/);
      return plain([...(hits || []).map(({ location }) => words[location] || ""), ...Object.values(meta || {})].join(" "));
    }));
    const is_there = (word) => there.has(word) || [...there].some((longer) => longer.startsWith(word));
    return [...new Set(query.split(/\s+/))].filter((part) => plain(part).some((word) => !is_there(word)));
  };

  // What hooks/dossier/commonest.py knows of words that stand on very many pages.
  const common = (table) => {
    const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
    const exact = (text) => text.includes('"'), known = (word) => Object.hasOwn(table.words, word);
    const forms = (word) => (known(word) && word.length > 2 ? [word] : Object.keys(table.words).filter((longer) => longer.startsWith(word)));
    // Whether every word stands on a page of the list (0), or in its title (1).
    const all = (asked, page, where) => asked.every((own) => own.some((form) => {
      const signs = table.words[form][where];
      return signs && table.signs.indexOf(signs[page >> 2]) & (8 >> (page & 3));
    }));
    // The pages that come first for a query of such words alone, those before the others that have them all in the title.
    const first = (query, most) => {
      const asked = words(query).map(forms);
      if (!asked.length || exact(query) || asked.some((own) => !own.length)) return [];
      const found = [...table.pages.keys()].filter((page) => all(asked, page, 0)), titled = found.filter((page) => all(asked, page, 1));
      return [...new Set([...titled, ...found])].slice(0, most).map((page) => table.pages[page]);
    };
    // Where on a page its words stand, as Pagefind counts them.
    const located = (content, query) => {
      const asked = words(query);
      const hit = (word) => asked.some((one) => word === one || (word.startsWith(one) && !(known(one) && one.length > 2)));
      return content.replace(/\u200B/g, "").split(/[\r\n\s]+/).flatMap((text, location) => (words(text).some(hit) ? [{ location, balanced_score: 1 }] : []));
    };
    // A query of three words or more without what stands nearly everywhere, if a rare word is left by which pages can be told:
    // [what to ask for, words left out].
    const telling = (query) => {
      const parts = query.split(/\s+/), nearly = (part) => table.nearly.includes(part.toLowerCase());
      const rare = parts.some((part) => words(part).some((word) => !forms(word).length));
      return rare && parts.length > 2 && !exact(query) ? [parts.filter((part) => !nearly(part)).join(" "), parts.filter(nearly)] : [query, []];
    };
    return { first, located, telling };
  };

  globalThis.dossierFound = { spelling, compare, distance, alike, apart, isOfOnePiece, plainly, undrawn, together, passages, missing, common };
})();
