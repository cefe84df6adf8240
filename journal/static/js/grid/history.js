// «What was changed» in a cell: the server sends the rows as a piece of HTML.

import { text } from "./texts.js";

export async function showHistory(cell) {
  const dialog = document.getElementById("history-dialog");
  const rows = dialog.querySelector('[data-part="rows"]');
  rows.textContent = text("loading");
  dialog.showModal();
  const response = await fetch(`${cell.collection}/${cell.pupil}/history`).catch(() => null);
  if (response?.ok) rows.innerHTML = await response.text();
  else rows.textContent = text("no_history");
}
