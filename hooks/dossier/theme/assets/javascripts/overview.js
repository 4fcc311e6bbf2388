// Enhancement only: the picture's links work without this. It says beside the picture what a mark is, and makes the picture
// one stop of the Tab key, in which arrow keys go from mark to mark.
for (const picture of document.querySelectorAll("[data-overview]")) {
  const said = picture.parentElement.querySelector("[data-overview-said]");
  if (said && matchMedia("(hover: none)").matches) said.textContent = said.dataset.touch; // nothing can be pointed at
  const resting = said ? said.textContent : "";
  const name = (mark) => mark.querySelector("title").textContent;
  if (said) said.hidden = !picture.querySelector("svg a");
  for (const svg of picture.querySelectorAll("svg")) {
    const marks = [...svg.querySelectorAll("a")];
    const go = (place) => {
      for (const mark of marks) mark.tabIndex = -1;
      marks[place].tabIndex = 0;
    };
    if (!marks.length) continue;
    go(0);
    svg.addEventListener("keydown", (event) => {
      const here = marks.indexOf(document.activeElement.closest("a"));
      const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: marks.length - 1 }[event.key];
      if (here < 0 || next === undefined || !marks[next]) return;
      event.preventDefault();
      go(next);
      marks[next].focus();
    });
  }
  const show = (event) => { const mark = event.target.closest("a"); if (said) said.textContent = mark ? name(mark) : resting; };
  picture.addEventListener("pointerover", show);
  picture.addEventListener("focusin", show);
  picture.addEventListener("pointerleave", () => { if (said) said.textContent = resting; });
}
