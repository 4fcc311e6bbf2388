// Letter pages: whether a pasted quote stands in the letter, and what became of a paragraph since a link to it was made.
// The first half is hooks/dossier/quotes/, function by function (the reasons stand there); tests/quotes.json is run through both.
(() => {
  const MAX_CHARACTERS = 40000, MAX_WORDS = 2000, MAX_MARKS = 50, SAME = 9, SIMILAR = 6, SIGN = 2, OPEN = 5, NEVER = -1e9, AREA = 600000, SHOWN = 60;
  const BLANKS = "9-D 1C-20 85 A0 1680 2000-200A 2022 2023 2028 2029 202F 2043 205F 25AA 25CF 25E6 3000";
  const UNSEEN = "0-8 E-1B 7F-84 86-9F AD 34F 61C 640 180B-180E 200B-200F 202A-202E 2060-206F FE00-FE0F FEFF FFF9-FFFB E0000-E007F E0100-E01EF";
  const QUOTES = "22 27 60 AB B4 BB 2BC 5F3 5F4 2018-201F 2039 203A 300C-300F 301D-301F FF02 FF07";
  const DASHES = "2D 5BE 2010-2015 2212 FE58 FE63 FF0D";
  const SIGNS = "21-2F 3A-40 5B-5E 60 7B-7E A1-A9 AB-B1 B4 B6-B8 BB BF D7 F7 2BC 37E 387 55A-55F 589 58A 5BE 5C0 5C3 5C6 5F3 5F4 60C 61B 61E 61F 66A-66D 6D4 "
    + "964 965 10FB 1360-1368 166E 2010-206F 20A0-20CF 2100-2BFF 2E00-2E7F 3001-3004 3008-3020 3030 303D FE10-FE1F FE30-FE6F FF01-FF0F FF1A-FF20 "
    + "FF3B-FF40 FF5B-FF65 1F000-1FAFF";
  const SINGLES = "E00-EFF F00-FFF 1000-109F 1780-17FF 2E80-2FDF 3005-3007 3021-302F 3031-303C 3040-312F 31A0-31BF 31F0-31FF 3400-4DBF 4E00-A4CF F900-FAFF "
    + "FF66-FF9F 20000-3FFFF";
  const ranges = (codes) => codes.replace(/[0-9A-F]+/g, "\\u{$&}").replaceAll(" ", "");
  const all = (codes) => new RegExp(`[${ranges(codes)}]`, "gu");
  const BLANK = new RegExp(`[${ranges(BLANKS)}]+`, "gu"), NOT_SEEN = all(UNSEEN), QUOTE = all(QUOTES), DASH = all(DASHES);
  const LETTER = `[^${ranges([BLANKS, SIGNS, SINGLES].join(" "))}]`, DOTS = "(?:[…⋯]+|\\.(?: ?\\.){2,})";
  const TOKEN = new RegExp(`(?<gap>[\\[(<［（〈〔【] ?${DOTS} ?[\\])>］）〉〕】]|${DOTS})|(?<sic>\\[ ?[sS][iI][cC] ?!? ?\\])|(?<!${LETTER})\\[(?<free>(?![0-9_])${LETTER})\\](?<rest>${LETTER}*)`
    + `|(?<word>${LETTER}+|[${ranges(SINGLES)}])|[^ ]`, "gu");
  const BINDS = "-‐‑'’‘ʼ´`·", BINDS_FIGURES = ".,:/-'", FIGURES = "0123456789", ENDS = ".!?;:。！？；：؟", AROUND = [..."'….,。．｡、，､،۔।"], SINGLE = new RegExp(`[${ranges(SINGLES)}]`, "u"), NUMBER = /^(?=.)(?:\[[0-9]{1,3}[a-z]?\])?(?:\(?(?:[0-9]{1,3}|[a-z])[.)])?$/;

  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
  const span = (start, end) => Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
  const listed = (map, key, value) => { if (map.has(key)) map.get(key).push(value); else map.set(key, [value]); };

  class Text {
    key = []; low = []; text = []; before = []; unit = []; word = []; free = []; paragraph = [];

    add(text, paragraph) {
      const shown = text.replace(NOT_SEEN, "").normalize("NFC").replace(BLANK, " ").replace(/^ | $/g, "");
      let blank = this.key.length ? "\n" : "", end = 0;
      const begun = this.key.length;
      for (const match of shown.replaceAll("ک", "ك").replaceAll("ی", "ي").replace(QUOTE, "'").replace(DASH, "-").matchAll(TOKEN)) {
        const { gap, sic, free, rest, word } = match.groups, start = match.index, at = this.key.length;
        blank = blank || (start > 0 && shown[start - 1] === " " ? " " : "");
        if (sic) continue;
        const key = gap ? "…" : free ? free + rest : match[0];
        this.key.push(key);
        this.low.push(key.toLowerCase());
        this.text.push(shown.slice(start, start + match[0].length));
        this.before.push(blank);
        this.word.push(Boolean(word || free));
        this.free.push(Boolean(free));
        this.paragraph.push(paragraph);
        this.unit.push(this.bound(at, begun, start === end) ? this.unit.at(-1) : at ? this.unit.at(-1) + 1 : 0);
        blank = "";
        end = start + match[0].length;
      }
    }

    bound(at, begun, glued) {
      if (!(glued && at - begun >= 1 && this.word[at] && !this.word[at - 1])) return false;
      const sign = this.key[at - 1], figure = FIGURES.includes(this.key[at][0]);
      if (at - begun >= 2 && this.word[at - 2] && !this.before[at - 1]) {
        const figures = figure && FIGURES.includes(this.key[at - 2].at(-1));
        if (!BINDS.includes(this.text[at - 1]) && !(figures && BINDS_FIGURES.includes(sign))) return false;
        this.unit[at - 1] = this.unit[at - 2];
        return true;
      }
      return figure && sign === "-";
    }

    bracketed() {
      const found = new Set();
      let opened = -1;
      for (const [at, key] of this.key.entries()) {
        if (key === "[") opened = at;
        else if (key === "]" && opened >= 0) {
          for (let inside = opened; inside <= at; inside++) { this.unit[inside] = this.unit[opened]; found.add(inside); }
          opened = -1;
        }
      }
      return found;
    }
  }

  const part = (start, end, marked) => ({ start, end, marked, pairs: [], tried: false });

  class Check {
    constructor(quote, letter, idents) {
      Object.assign(this, { q: quote, l: letter, idents, inserted: quote.bracketed(), start: 0, end: quote.key.length, places: new Map() });
      while (["'", "…"].includes(quote.key[this.start])) this.start++;
      while (AROUND.includes(quote.key[this.end - 1])) this.end--;
      for (const [at, low] of letter.low.entries()) listed(this.places, low, at);
    }

    verdict(count) {
      const whole = [part(this.start, this.end, false)], parts = this.parts();
      if (this.verbatim(whole)) return this.told(whole);
      if (this.verbatim(parts)) return this.told(parts);
      if (count < 3) return { kind: "not-found", paragraphs: [], pieces: [] };
      this.place(parts);
      const words = span(0, this.q.key.length).filter((i) => this.q.word[i]), outside = words.filter((i) => !this.inserted.has(i));
      const counted = outside.length ? outside : words, found = new Set(parts.flatMap(({ pairs }) => pairs.map(([i]) => i)));
      if (2 * counted.filter((i) => found.has(i)).length <= counted.length) return { kind: "not-found", paragraphs: [], pieces: [] };
      return this.told(parts);
    }

    parts() {
      const found = [];
      let start = this.start;
      for (let at = this.start; at <= this.end; at++) {
        if (at !== this.end && this.q.key[at] !== "…") continue;
        if (at > start) found.push(part(start, at, start > this.start));
        start = at + 1;
      }
      return found;
    }

    equal(i, j) {
      const one = this.q.key[i], other = this.l.key[j];
      if (one === other || !(this.q.free[i] || this.l.free[j])) return one === other;
      const [mine, ...rest] = one, [theirs, ...others] = other;
      return mine.toLowerCase() === theirs.toLowerCase() && rest.join("") === others.join("");
    }

    // Verbatim

    verbatim(parts) {
      const found = [];
      let at = 0;
      for (const part of parts) {
        at = this.find(part, at, this.l.key.length, false);
        if (at < 0) return false;
        found.push(at);
        at += part.end - part.start;
      }
      for (let number = parts.length - 2; number >= 0; number--) found[number] = this.find(parts[number], found[number], found[number + 1], true);
      for (const [number, part] of parts.entries()) part.pairs = span(part.start, part.end).map((i) => [i, found[number] + i - part.start]);
      return true;
    }

    find(part, low, high, last) {
      const { unit } = this.l, size = part.end - part.start, often = (i) => (this.places.get(this.q.low[i]) || []).length;
      let rarest = part.start;
      for (let i = part.start; i < part.end; i++) if (often(i) < often(rarest)) rarest = i;
      const places = this.places.get(this.q.low[rarest]) || [];
      for (const place of last ? [...places].reverse() : places) {
        const at = place - rarest + part.start;
        if (at < low || at + size > high) continue;
        let n = 0;
        while (n < size && this.equal(part.start + n, at + n)) n++;
        if (n === size && !(at && unit[at - 1] === unit[at]) && !(at + size < unit.length && unit[at + size] === unit[at + size - 1])) return at;
      }
      return -1;
    }

    // Altered: the longest part first, the others before and after it

    place(parts) {
      let single = parts.length === 1;
      for (let turn = 0; turn < 24; turn++) {
        let part = null, most = -1;
        for (const other of parts) if (!other.tried && this.words(other.start, other.end) > most) { part = other; most = this.words(other.start, other.end); }
        if (!part) break;
        part.tried = true;
        const here = parts.indexOf(part), before = parts.slice(0, here).flatMap(({ pairs }) => pairs), after = parts.slice(here + 1).flatMap(({ pairs }) => pairs);
        const low = before.length ? before.at(-1)[1] + 1 : 0, high = after.length ? after[0][1] : this.l.key.length;
        const pairs = this.nearest(part.start, part.end, low, high, after.length > 0 && !before.length);
        const found = pairs.filter(([i]) => this.q.word[i]).length;
        if (!pairs.length || !(single || 2 * found > this.words(part.start, part.end))) continue;
        single = false;
        part.pairs = pairs;
        const first = pairs[0][0], last = pairs.at(-1)[0] + 1;
        if (this.words(last, part.end) >= 4) {
          parts.splice(here + 1, 0, { ...part, start: last, marked: false, pairs: [], tried: false });
          part.end = last;
        }
        if (this.words(part.start, first) >= 4) {
          parts.splice(here, 0, { ...part, end: first, pairs: [], tried: false });
          part.start = first;
          part.marked = false;
        }
      }
    }

    words(start, end) {
      let count = 0;
      for (let i = start; i < end; i++) if (this.q.word[i]) count++;
      return count;
    }

    nearest(start, end, low, high, last) {
      const words = span(low, high).filter((at) => this.l.word[at]), size = this.words(start, end);
      let best = [], score = 0;
      for (const where of this.windows(start, end, words, last)) {
        const left = where - size - 20, right = where + 2 * size + 20;
        const begin = left > 0 ? words[left] : low, stop = right < words.length ? words[right] : high;
        const pairs = this.align(start, end, begin, stop, true, true), found = sum(pairs.map(([i, j]) => this.weight(i, j))) - this.gaps(pairs);
        if (pairs.length && (!best.length || found > score)) { best = pairs; score = found; }
        if ((end - start) * (stop - begin) > AREA) break;
      }
      return best;
    }

    windows(start, end, words, last) {
      const mine = span(start, end).filter((i) => this.q.word[i]).map((i) => this.q.low[i]), size = mine.length, need = new Map(), have = new Map();
      for (const [at, word] of mine.entries()) for (const key of at ? [word, `${mine[at - 1]} ${word}`] : [word]) need.set(key, (need.get(key) || 0) + 1);
      const change = (key, weight, by) => {
        if (!need.has(key)) return 0;
        have.set(key, (have.get(key) || 0) + by);
        return (by > 0 ? have.get(key) <= need.get(key) : have.get(key) < need.get(key)) ? weight * by : 0;
      };
      const theirs = words.map((at) => this.l.low[at]), scores = [], found = [];
      let score = 0;
      for (const [at, word] of theirs.entries()) {
        score += change(word, 1, 1);
        if (at && size > 1) score += change(`${theirs[at - 1]} ${word}`, 2, 1);
        if (at >= size) {
          score += change(theirs[at - size], 1, -1);
          if (size > 1) score += change(`${theirs[at - size]} ${theirs[at - size + 1]}`, 2, -1);
        }
        if (at >= size - 1 || at === theirs.length - 1) scores.push(score);
      }
      for (let turn = 0; turn < 3; turn++) {
        const top = scores.reduce((one, other) => Math.max(one, other), 0);
        if (top <= 0) break;
        const at = last ? scores.lastIndexOf(top) : scores.indexOf(top);
        found.push(at);
        scores.fill(0, Math.max(0, at - size), Math.min(scores.length, at + size + 1));
      }
      return found;
    }

    weight(i, j) {
      return !this.equal(i, j) ? SIMILAR : this.q.word[i] ? SAME : SIGN;
    }

    gaps(pairs) {
      let cost = 0;
      for (let at = 1; at < pairs.length; at++) for (const side of [0, 1]) {
        const size = pairs[at][side] - pairs[at - 1][side] - 1;
        if (size) cost += OPEN + size;
      }
      return cost;
    }

    align(a, b, low, high, openStart, openEnd) {
      if (a >= b || low >= high) return [];
      if ((b - a) * (high - low) <= AREA) return this.gotoh(a, b, low, high, openStart, openEnd);
      const [i, j, size] = this.commonRun(a, b, low, high);
      if (size < 3) return [];
      return [...this.align(a, i, low, j, openStart, false), ...span(0, size).map((n) => [i + n, j + n]), ...this.align(i + size, b, j + size, high, false, openEnd)];
    }

    commonRun(a, b, low, high) {
      const threes = new Map();
      for (let i = a; i < b - 2; i++) listed(threes, this.q.key.slice(i, i + 3).join(" "), i);
      let best = [a, low, 0], runs = new Map();
      for (let j = low; j < high - 2; j++) {
        const longer = new Map(), places = threes.get(this.l.key.slice(j, j + 3).join(" ")) || [];
        for (const i of places.length <= 16 ? places : []) {
          const size = (runs.get(i - 1) || 0) + 1;
          longer.set(i, size);
          if (size + 2 > best[2]) best = [i - size + 1, j - size + 1, size + 2];
        }
        runs = longer;
      }
      return best;
    }

    gotoh(a, b, low, high, openStart, openEnd) {
      const width = high - low + 1, here = new Map(), camePair = [], cameAlone = [], cameAdded = [], row = () => new Int32Array(width).fill(NEVER);
      for (let j = low; j < high; j++) listed(here, this.l.low[j], j);
      let pair = row(), alone = row(), added = row();
      if (openStart) pair.fill(0);
      else {
        pair[0] = 0;
        for (let j = 1; j < width; j++) alone[j] = -OPEN - j;
      }
      for (let i = a; i < b; i++) {
        const newPair = row(), newAlone = row(), newAdded = row(), fromPair = new Uint8Array(width), fromAlone = new Uint8Array(width), fromAdded = new Uint8Array(width);
        for (const j of here.get(this.q.low[i]) || []) {
          const at = j - low, states = [pair[at], alone[at], added[at]], source = states.indexOf(Math.max(...states));
          newPair[at + 1] = states[source] + this.weight(i, j);
          fromPair[at + 1] = source;
        }
        let run = NEVER;
        for (let at = 0; at < width; at++) {
          const one = pair[at], two = alone[at], three = added[at] + OPEN;
          const source = one >= two ? (one >= three ? 0 : 2) : two >= three ? 1 : 2;
          newAdded[at] = (source === 0 ? one : source === 1 ? two : three) - OPEN - 1;
          fromAdded[at] = source;
          if (!at) continue;
          const opened = newPair[at - 1] - OPEN;
          if (opened >= run) run = opened - 1;
          else { run--; fromAlone[at] = 1; }
          newAlone[at] = run;
        }
        pair = newPair; alone = newAlone; added = newAdded;
        camePair.push(fromPair); cameAlone.push(fromAlone); cameAdded.push(fromAdded);
      }
      let at = width - 1;
      if (openEnd) {
        at = 0;
        for (let other = 1; other < width; other++) if (Math.max(pair[other], added[other]) > Math.max(pair[at], added[at])) at = other;
      }
      const ends = [pair[at], openEnd ? NEVER : alone[at], added[at]], found = [];
      let state = ends.indexOf(Math.max(...ends)), i = b - a;
      while (i > 0 && at >= 0) {
        if (state === 0) {
          found.push([a + i - 1, low + at - 1]);
          state = camePair[i - 1][at];
          i--; at--;
        } else if (state === 1) {
          state = cameAlone[i - 1][at];
          at--;
        } else {
          state = cameAdded[i - 1][at];
          i--;
        }
      }
      return found.reverse();
    }

    // What is told of it

    told(parts) {
      const ops = this.unnumbered(this.wholeUnits(this.ops(parts))), of = (...kinds) => ops.filter((op) => kinds.includes(op.kind));
      const same = of("same").length ? of("same") : of("missing"), numbers = new Set(same.map((op) => this.l.paragraph[op.j]));
      return { kind: of("missing", "added", "skipped").length ? "altered" : "verbatim", paragraphs: [...new Set([...numbers].map((number) => this.idents[number]))], pieces: this.pieces(ops) };
    }

    ops(parts) {
      const ops = [], op = (kind, i, j, end = -1) => ops.push({ kind, i, j, end }), placed = parts.filter(({ pairs }) => pairs.length), edges = new Map();
      for (const [number, part] of placed.entries()) {
        const low = number ? edges.get(placed[number - 1])[1] : 0, high = number + 1 < placed.length ? placed[number + 1].pairs[0][1] : this.l.key.length;
        edges.set(part, this.edges(part, low, high));
      }
      let end = -1;
      for (const [number, part] of parts.entries()) {
        const later = parts.findIndex(({ pairs }, at) => at >= number && pairs.length), follows = later < 0 ? -1 : edges.get(parts[later])[0];
        const gap = end >= 0 && end < follows ? [end, follows] : [-1, -1];
        const ahead = parts.slice(number + 1, (later < 0 ? number : later) + 1).some(({ marked }) => marked);
        if (number && part.marked) {
          if (gap[1] - gap[0] === 1 && this.l.key[gap[0]] === "…") op("same", part.start - 1, gap[0]);
          else op("omitted", part.start - 1, ...gap);
          if (gap[0] >= 0) end = follows;
        } else if (gap[0] >= 0 && !ahead) {
          op("skipped", -1, ...gap);
          end = follows;
        }
        if (!part.pairs.length) {
          for (let i = part.start; i < part.end; i++) op("added", i, -1);
          continue;
        }
        const [left, right] = edges.get(part);
        if (part === placed[0]) ops.push(...this.surplus(span(0, this.start).reverse(), -1, part, left));
        let i = part.start, j = left;
        for (const [one, two] of [...part.pairs, [part.end, right]]) {
          for (let at = j; at < two; at++) op("missing", -1, at);
          for (let at = i; at < one; at++) op("added", at, -1);
          if (one < part.end) op(this.equal(one, two) ? "same" : "similar", one, two);
          i = one + 1;
          j = two + 1;
        }
        end = right;
        if (part === placed.at(-1)) ops.push(...this.surplus(span(this.end, this.q.key.length), 1, part, right));
      }
      return ops;
    }

    surplus(marks, step, part, edge) {
      if (step < 0 ? part.pairs[0][0] !== this.start : part.pairs.at(-1)[0] !== this.end - 1) return [];
      const found = [];
      let at = step < 0 ? edge - 1 : edge;
      for (const i of marks) {
        if (at < 0 || at >= this.l.key.length || this.q.key[i] !== this.l.key[at]) continue;
        found.push({ kind: "same", i, j: at, end: -1 });
        at += step;
      }
      return step < 0 ? found.reverse() : found;
    }

    edges(part, low, high) {
      const { unit } = this.l, [begin, first] = part.pairs[0], [end, last] = part.pairs.at(-1);
      let left = first, right = last + 1, changed = this.words(part.start, begin);
      if (begin > part.start && changed <= 3) left = this.stretched(left - 1, low - 1, -1, changed) + 1;
      while (left > low && unit[left - 1] === unit[left]) left--;
      changed = this.words(end + 1, part.end);
      if (end + 1 < part.end && changed <= 3) right = this.stretched(right, high, 1, changed);
      while (right < high && unit[right] === unit[right - 1]) right++;
      return [left, right];
    }

    stretched(at, stop, step, words) {
      if (at === stop) return at;
      const begun = this.l.paragraph[at - step];
      let last = at, place = at;
      while (place !== stop && this.l.paragraph[place] === begun) {
        if (this.l.word[place]) {
          if (!words) break;
          words--;
          last = place + step;
        } else if (!words) return place + step;
        else if (ENDS.includes(this.l.key[place])) break;
        place += step;
        if (!words) break;
      }
      return last;
    }

    wholeUnits(ops) {
      const sizes = (units) => { const count = new Map(); for (const unit of units) count.set(unit, (count.get(unit) || 0) + 1); return count; };
      const lengths = sizes(this.l.unit), lengthsOfMine = sizes(this.q.unit);
      const theirs = new Set(ops.filter(({ kind }) => kind === "missing" || kind === "similar").map(({ j }) => this.l.unit[j]));
      const mine = new Set(ops.filter(({ kind }) => kind === "added" || kind === "similar").map(({ i }) => this.q.unit[i]));
      for (let changed = true; changed;) {
        changed = false;
        for (const op of ops) {
          if (op.kind !== "same") continue;
          const one = this.l.unit[op.j], two = this.q.unit[op.i];
          if (!(theirs.has(one) && lengths.get(one) > 1) && !(mine.has(two) && lengthsOfMine.get(two) > 1)) continue;
          op.kind = "similar";
          theirs.add(one);
          mine.add(two);
          changed = true;
        }
      }
      const ordered = [];
      let waiting = [];
      for (const op of ops) {
        if (op.kind === "added") waiting.push(op);
        else if (op.kind === "similar") {
          ordered.push({ kind: "missing", i: -1, j: op.j, end: -1 });
          waiting.push({ kind: "added", i: op.i, j: -1, end: -1 });
        } else if (op.kind === "missing" || op.kind === "skipped") ordered.push(op);
        else {
          ordered.push(...waiting, op);
          waiting = [];
        }
      }
      return [...ordered, ...waiting];
    }

    unnumbered(ops) {
      const kept = [], first = ops.findIndex((op) => this.begins(op));
      if (first > 0 && this.numbers(ops, 0, first)) ops = ops.slice(first);
      for (let at = 0; at < ops.length;) {
        let end = at, slid;
        while (end < ops.length && ops[end].kind === "added") end++;
        if (end === at) kept.push(ops[at++]);
        else if (this.numbers(ops, at, end)) at = end;
        else if ((slid = this.slid(ops, at, end)) && this.numbers(slid, at + 1, end + 1)) ops = slid;
        else {
          kept.push(...ops.slice(at, end));
          at = end;
        }
      }
      return kept;
    }

    numbers(ops, at, end) {
      return end < ops.length && this.begins(ops[end]) && NUMBER.test(ops.slice(at, end).map(({ i }) => this.q.key[i] ?? "").join(""));
    }

    begins({ kind, j }) {
      return kind === "same" && (j === 0 || this.l.paragraph[j - 1] !== this.l.paragraph[j]);
    }

    slid(ops, at, end) {
      if (end === ops.length || ops[end].kind !== "same" || !this.equal(ops[at].i, ops[end].j)) return null;
      const added = [...ops.slice(at + 1, end), ops[end]].map(({ i }) => ({ kind: "added", i, j: -1, end: -1 }));
      return [...ops.slice(0, at), { kind: "same", i: ops[at].i, j: ops[end].j, end: -1 }, ...added, ...ops.slice(end + 1)];
    }

    pieces(ops) {
      const found = [];
      const [mine, theirs] = [this.q, this.l].map((side) => side.word.map((word, at) => word && !SINGLE.test(side.key[at])));
      let kind = null, text = "", word = false;
      for (const op of ops) {
        let now = op.kind === "missing" || op.kind === "skipped" ? "missing" : op.kind === "added" ? "added" : "same", said, blank, starts, ends;
        if (op.kind === "omitted" || op.kind === "skipped") {
          if (op.kind === "omitted") now = "omitted";
          said = this.shown(op.j, op.end);
          [blank, starts, ends] = op.j >= 0 ? [this.l.before[op.j], theirs[op.j], theirs[op.end - 1]] : ["", false, false];
        } else if (op.kind === "added") {
          said = this.q.text[op.i];
          blank = this.q.before[op.i];
          starts = ends = mine[op.i];
        } else {
          said = this.l.text[op.j];
          blank = this.l.before[op.j] || (op.kind === "same" && kind === "added" ? this.q.before[op.i] : "");
          starts = ends = theirs[op.j];
        }
        if (kind === null) blank = "";
        else if (!blank && kind !== now && word && starts) blank = " ";
        if (kind !== null && (kind !== now || now === "omitted")) { found.push([kind, text]); text = ""; }
        kind = now; text += blank + said; word = ends;
      }
      if (kind !== null) found.push([kind, text]);
      return found;
    }

    shown(start, end) {
      if (end - start <= SHOWN) return this.spelt(start, end);
      return `${this.spelt(start, start + SHOWN / 2 - 5)} … ${this.spelt(end - SHOWN / 2 + 5, end)}`;
    }

    spelt(start, end) {
      return span(start, end).map((at) => (at > start ? this.l.before[at] : "") + this.l.text[at]).join("");
    }
  }

  // A passage in quotation marks, a line that says whose it is, a line with its address: what the pages let readers copy.
  const CITED = /^[ \t\r\n]*([“‘"][^]*[”’"])[ \t]*\r?\n[^\n]*\n[ \t]*https?:\/\/[^ \t\r\n]+#p[0-9]+[a-z]?[ \t\r\n]*$/;

  // quote and [[id, text], …] -> {kind, paragraphs: [id, …], pieces: [[kind, text], …], cited}
  const check = (quote, paragraphs) => {
    const nothing = (kind) => ({ kind, paragraphs: [], pieces: [], cited: false });
    if (quote.length > 2 * MAX_CHARACTERS || [...quote].length > MAX_CHARACTERS) return nothing("too-long");
    const asked = new Text(), letter = new Text(), cited = CITED.exec(quote);
    asked.add(cited?.[1] ?? quote, 0);
    const count = asked.word.filter(Boolean).length;
    if (count > MAX_WORDS || asked.key.filter((key) => key === "…").length > MAX_MARKS) return nothing("too-long");
    if (!count) return nothing("empty");
    for (const [number, [, text]] of paragraphs.entries()) letter.add(text, number);
    return { ...new Check(asked, letter, paragraphs.map(([ident]) => ident)).verdict(count), cited: Boolean(cited) };
  };

  const NUMBERED = /^p[0-9]/, and = (words) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
  const whereOf = (paragraphs) => {
    const numbers = paragraphs.filter((ident) => NUMBERED.test(ident)).map((ident) => ident.slice(1)), around = (name) => (paragraphs.includes(name) ? [`the ${name}`] : []);
    const found = [...around("salutation"), ...(numbers.length ? [`paragraph${numbers.length > 1 ? "s" : ""} ${and(numbers)}`] : []), ...around("closing")];
    return found.length > 2 ? `${found.slice(0, 2).join(", ")}, and ${found[2]}` : and(found);
  };
  const says = ({ kind, paragraphs, pieces, cited }, text = "letter", before = "") => {
    if (kind === "empty") return "Nothing to check: give the words of the passage.";
    if (kind === "too-long") return `Too long to check: at most 2,000 words and ${MAX_MARKS} marks of omission at a time.`;
    if (kind === "not-found") return `Not found in this ${text}.`;
    const some = (count, word) => `${count} ${word}${count > 1 ? "s" : ""}`, where = whereOf(paragraphs);
    const gaps = pieces.filter(([name]) => name === "omitted").length, omitted = gaps ? `, with ${some(gaps, "marked omission")}` : "";
    const below = cited ? " The lines below the quotation were not checked." : "";
    if (kind === "verbatim") return `Verbatim${text === "letter" ? "" : ` in this ${text}`}${before && ` before the correction of ${before}`}${omitted}: ${where}.${below}`;
    const differs = pieces.map(([name]) => name === "missing" || name === "added"), count = differs.filter((now, at) => now && !differs[at - 1]).length;
    return `Altered${text === "letter" ? "" : ` from this ${text}`}${omitted}: ${some(count, "difference")}; nearest ${paragraphs.length === 1 ? "is" : "are"} ${where}.${below}`;
  };

  globalThis.dossierQuote = { check, says };
  if (!globalThis.document) return;

  const made = (name, className, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };

  // The box. Whatever the reader pasted becomes text nodes, never markup.
  const letterText = () => {
    const found = [];
    for (const para of document.querySelectorAll(".dossier-row:is([id^=p], [data-more-of], [data-around]) > .dossier-para")) {
      const { id, dataset } = para.parentElement, copy = para.cloneNode(true);
      for (const mark of copy.querySelectorAll(".dossier-para__mark")) mark.remove();
      for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
      found.push([id || dataset.moreOf || dataset.around, copy.textContent]);
    }
    return found;
  };
  // An item may go on behind a list in it; its words are told together, and as they are read: hooks/dossier/quoting.py
  const together = (rows) => {
    const found = new Map();
    for (const [ident, text] of rows) listed(found, ident, text);
    return [...found].map(([ident, texts]) => [ident, texts.join("\n")]);
  };
  const changed = ({ pieces }) => pieces.reduce((sum, [kind, text]) => sum + (["missing", "added"].includes(kind) ? text.split(/\s+/).filter(Boolean).length : 0), 0);
  const judged = (quote, rows, words) => {
    const verdict = check(quote, words);
    const fit = ({ kind }) => ["verbatim", "altered", "not-found"].indexOf(kind);
    if (fit(verdict) < 1 || words.length === rows.length) return verdict;
    const read = check(quote, rows);
    return (fit(read) - fit(verdict) || changed(read) - changed(verdict)) < 0 ? read : verdict;
  };
  // The latest wording before a correction in which the quote is verbatim, and the day of that correction: hooks/dossier/quoting.py
  const formerly = (quote, paragraphs) => {
    const notes = [...document.querySelectorAll(".dossier-row[id^=p] .dossier-note--correction[data-fingerprint]")], day = (note) => note.querySelector("time");
    for (const note of notes.sort((one, other) => (day(one).dateTime < day(other).dateTime) - (day(one).dateTime > day(other).dateTime))) {
      const changed = note.closest(".dossier-row").id, was = note.querySelector(":scope > span").textContent;
      paragraphs = paragraphs.map(([ident, text]) => [ident, ident === changed ? was : text]);
      const verdict = check(quote, paragraphs);
      if (verdict.kind === "verbatim") return [{ ...verdict, cited: false }, day(note).textContent];
    }
    return [];
  };
  const aside = (words) => Object.assign(made("span", "dossier-sr", words), { lang: "en" });
  const shownPiece = ([kind, text]) => {
    const blank = /^\s*/.exec(text)[0], words = text.slice(blank.length);
    if (kind === "same") return [text];
    if (kind === "omitted") return [blank || " ", made("span", "dossier-check__omitted", "[", aside("left out and marked: "), words || "nothing", "]")];
    return [blank, kind === "missing" ? made("del", "", aside("[left out: "), words, aside("]")) : made("ins", "", aside("[added: "), words, aside("]"))];
  };
  const box = document.querySelector("[data-check-quote]");
  if (box) {
    const [form, text, output, passage, quoted, links] = ["form", "textarea", "output", "[data-passage]", "blockquote", ".dossier-links"].map((name) => box.querySelector(name));
    form.hidden = false;
    box.querySelector("[data-scriptless]").hidden = true;
    text.addEventListener("input", () => { output.textContent = ""; passage.hidden = true; });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const rows = letterText(), words = together(rows), verdict = judged(text.value, rows, words), kept = ["altered", "not-found"].includes(verdict.kind), [former, day] = kept ? formerly(text.value, words) : [];
      output.textContent = says(verdict, box.dataset.checkQuote) + (former ? ` ${says(former, box.dataset.checkQuote, day)}` : "");
      passage.hidden = !verdict.pieces.length;
      box.querySelector("[data-legend]").hidden = verdict.pieces.every(([kind]) => kind === "same");
      quoted.lang = document.querySelector(".dossier-row[id^=p]")?.closest("[lang]")?.lang || "";
      quoted.replaceChildren(...verdict.pieces.flatMap(shownPiece));
      links.replaceChildren(...(former ?? verdict).paragraphs.filter((ident) => NUMBERED.test(ident)).map((ident) => Object.assign(made("a", "", `Paragraph ${ident.slice(1)}`), { href: `#${ident}` })));
    });
  }

  // Links carry the fingerprint of the wording they were made for: ?v=<hex>#p3
  const since = () => {
    for (const note of document.querySelectorAll(".dossier-note--since")) note.remove();
    for (const note of document.querySelectorAll("[data-cited]")) delete note.dataset.cited;
    const meant = (new URLSearchParams(location.search).get("v") || "").toLowerCase(), ident = location.hash.slice(1);
    const row = /^[0-9a-f]{8,64}$/.test(meant) && /^p[0-9]+[a-z]?$/.test(ident) && document.getElementById(ident);
    if (!row || !row.matches(".dossier-row[data-fingerprint]") || row.dataset.fingerprint.startsWith(meant)) return;
    const former = [...row.querySelectorAll(".dossier-note--correction[data-fingerprint]")].find((note) => note.dataset.fingerprint.startsWith(meant)), number = ident.slice(1);
    const note = made("p", "dossier-note dossier-note--since", former
      ? `This link was made for an earlier wording of paragraph ${number}, which is quoted below; it was corrected since.`
      : `The wording of paragraph ${number} is not the one that this link was made for.`);
    note.setAttribute("role", "status");
    note.lang = "en";
    if (former) former.dataset.cited = "";
    row.querySelector(".dossier-para").before(note); // where the link leads: the end of a long paragraph is off the screen
  };
  since();
  addEventListener("hashchange", since);
})();
