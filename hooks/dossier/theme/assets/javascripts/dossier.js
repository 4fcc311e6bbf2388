// Whether something is asked of the search: its page keeps room for the answer from its first picture on.
if (/[?&]q=[^&]/.test(location.search)) document.documentElement.dataset.asked = "";

// Light or dark, as chosen before or as the system is set. Runs right behind the switches in the header, before the page is painted.
(() => {
  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  if (!options.length) return;
  const key = new URL("../../", document.currentScript.src).pathname + ".__palette";
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ } };
  const choose = (option) => {
    option.checked = true;
    for (const name of ["media", "scheme", "primary", "accent"]) document.body.setAttribute("data-md-color-" + name, option.getAttribute("data-md-color-" + name));
    for (const other of options) if (other.nextElementSibling) other.nextElementSibling.hidden = other !== option;
  };
  choose(options[kept()?.index] || options.find((option) => matchMedia(option.dataset.mdColorMedia).matches) || options[0]);
  for (const [index, option] of options.entries()) option.addEventListener("change", () => {
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = option.dataset;
    choose(option);
    keep({ index, color: { media, scheme, primary, accent } });
  });
})();

// What every page has, once it is read. Enhancement only: every page reads and works without this file.
(document.readyState === "loading" ? (run) => addEventListener("DOMContentLoaded", run) : (run) => run())(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // Folds are open in the HTML. On a small screen they start closed, and paper gets them all open.
  if (matchMedia("(max-width: 59.99em)").matches) for (const fold of all("details[data-fold]")) fold.open = location.hash !== "" && fold.querySelector(":target") !== null;
  document.documentElement.dataset.folded = ""; // until now the style sheet kept them shut, so that nothing moves
  addEventListener("beforeprint", () => { for (const fold of all(".dossier details:not([open])")) { fold.open = true; fold.dataset.shut = ""; } });
  addEventListener("afterprint", () => { for (const fold of all("[data-shut]")) { fold.open = false; delete fold.dataset.shut; } });

  // Copying: a "Link" or "#" also copies its address; a hidden "Copy" button appears and copies the text of its row;
  // "Quote" copies a paragraph, or the words selected in it, whose they are, and an address with the fingerprint of its wording.
  if (!navigator.clipboard || !document.querySelector("[data-copy-text], [data-copy-link], [data-quote], .dossier-permalink, .dossier-para__n a")) return;
  // What came of it stands on the button for a moment, and is read out: the names of those buttons stay what they are.
  const said = document.createElement("p"), resting = new Map();
  said.className = "dossier-sr";
  said.setAttribute("role", "status");
  document.querySelector(".dossier")?.append(said);
  const told = (element, word, shown = word) => {
    const { was = element.textContent, timer } = resting.get(element) || {};
    clearTimeout(timer);
    element.textContent = shown;
    said.textContent = word;
    resting.set(element, { was, timer: setTimeout(() => { element.textContent = was; said.textContent = ""; resting.delete(element); }, 1600) });
  };
  for (const button of all("button[data-copy-text], button[data-copy-link], button[data-quote]")) button.hidden = false;
  // A page read from the disk copies the address that the page has on the web, where it says so.
  const canonical = location.protocol === "file:" && document.querySelector("link[rel=canonical]")?.href;
  const web = (link) => canonical ? new URL(link.getAttribute("href"), canonical).href.replace(/index\.html(?=$|[?#])/, "") : link.href;
  const quoted = (text) => /[“”"]/.test(text) && !text.includes("‘") ? `‘${text}’` : `“${text}”`;
  const offset = (para, container, at) => {
    const before = document.createRange();
    before.selectNodeContents(para);
    before.setEnd(container, at);
    return before.toString().length;
  };
  // The words of a paragraph; with a range, the whole words of it that are in the range.
  const words = (row, range) => [row, ...row.parentElement.querySelectorAll(`[data-more-of="${row.id}"]`)].map((piece) => {
    const para = piece.querySelector(".dossier-para"), text = para.textContent, mark = para.querySelector(".dossier-para__mark")?.textContent.length || 0;
    if (!range) return text.slice(mark);
    if (!range.intersectsNode(para)) return "";
    const from = Math.max(mark, para.contains(range.startContainer) ? offset(para, range.startContainer, range.startOffset) : 0);
    const to = para.contains(range.endContainer) ? offset(para, range.endContainer, range.endOffset) : text.length;
    const segments = [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)];
    return segments.filter(({ index, segment }) => index < to && index + segment.length > from).map(({ segment }) => segment).join("");
  }).join(" ").replace(/\s+/g, " ").trim();
  const selected = (row) => {
    const chosen = getSelection();
    return Intl.Segmenter && chosen.rangeCount && !chosen.isCollapsed ? words(row, chosen.getRangeAt(0)) : "";
  };
  // On a touch screen the tap ends the selection before the click.
  let meant = "";
  document.addEventListener("pointerdown", (event) => {
    const quote = event.target.closest("[data-quote]");
    meant = quote ? selected(quote.closest(".dossier-row")) : "";
  });
  const permalink = (row) => {
    const url = new URL(row.closest("article").dataset.url || ".", location);
    url.search = "?v=" + row.dataset.fingerprint.slice(0, 12);
    url.hash = row.id;
    return url.href;
  };
  document.addEventListener("click", (event) => {
    const quote = event.target.closest("[data-quote]");
    if (quote) {
      const row = quote.closest(".dossier-row"), source = row.closest("article").dataset.source.replace("{n}", row.id.slice(1)), some = meant || selected(row);
      meant = "";
      navigator.clipboard.writeText([quoted(some || words(row)), source, permalink(row)].join("\n")).then(() => told(quote, some ? "Copied: the selected words" : "Copied", "Copied"), () => told(quote, "Not copied"));
    }
    const link = event.target.closest(".dossier-permalink, .dossier-para__n a"), button = event.target.closest("[data-copy-text]"), entry = event.target.closest("[data-copy-link]");
    if (link) navigator.clipboard.writeText(web(link)).then(() => told(link, "Copied", link.matches(".dossier-action") ? "Copied" : link.textContent), () => {});
    if (entry) navigator.clipboard.writeText(web(entry.previousElementSibling)).then(() => told(entry.firstElementChild, "Copied"), () => told(entry.firstElementChild, "Not copied"));
    if (button) navigator.clipboard.writeText(button.closest("div").querySelector("dd:last-child").textContent.trim()).then(() => told(button, "Copied"), () => told(button, "Not copied"));
  });
});
