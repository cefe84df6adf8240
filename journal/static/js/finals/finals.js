// The page of final marks: the grid types and saves; here the differences follow, and proposals may be accepted.

import { fill } from "../grid/grid.js";

const table = document.getElementById("marks");
const RELEASED = "осв.";

// The teacher's word against the program's: said beside the cell as soon as it is saved.
function showDifference(tr, symbol) {
  const { proposal } = tr.dataset;
  const sign = tr.querySelector("[data-differs]");
  if (sign) sign.hidden = !symbol || symbol === RELEASED || !proposal || symbol === proposal;
  tr.querySelector("[data-tutor]")?.remove();
}

// The numbers beside the table are counted by the server.
let counting = null;

function countAgain() {
  clearTimeout(counting);
  counting = setTimeout(async () => {
    const response = await fetch(window.location.href).catch(() => null);
    if (!response?.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const offer = document.querySelector("[data-accept]");
    if (offer) offer.hidden = !page.querySelector("[data-accept]");
    for (const part of ["counts", "facts"]) {
      const fresh = page.querySelector(`#statistics .${part}`);
      if (fresh) document.querySelector(`#statistics .${part}`).replaceWith(fresh);
    }
  }, 600);
}

table.addEventListener("saved", ({ target, detail }) => {
  showDifference(target.closest("tr"), detail.symbol);
  if (document.getElementById("statistics")) countAgain();
});

const accept = document.getElementById("accept-proposals");
if (accept) {
  accept.closest("[data-accept]").hidden = false;
  accept.addEventListener("click", () => {
    const rows = [...table.tBodies[0].rows].filter((tr) => tr.dataset.proposal && !tr.classList.contains("left"));
    fill(rows.map((tr) => [tr, tr.dataset.proposal]));
  });
}
