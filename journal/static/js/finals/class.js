// The sheet of a class: the grid saves what the tutor fills in; here the cell closes behind it and the sums follow.

import "../grid/grid.js";

const RELEASED = "осв.";
const table = document.getElementById("marks");
let counting = null;

function countAgain() {
  clearTimeout(counting);
  counting = setTimeout(async () => {
    const response = await fetch(window.location.href).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of ["class-sums", "class-result"]) {
      document.getElementById(part).replaceWith(page.getElementById(part));
    }
  }, 600);
}

table.addEventListener("saved", ({ target, detail }) => {
  target.classList.remove("missing");
  target.classList.toggle("by-tutor", Boolean(detail.symbol));
  target.classList.toggle("closed", Boolean(detail.symbol));
  const { proposal } = target.dataset;
  target.classList.toggle("d", Boolean(proposal && detail.symbol && ![proposal, RELEASED].includes(detail.symbol)));
  countAgain();
});
