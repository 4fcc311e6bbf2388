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
