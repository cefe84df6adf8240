// The dialog that adds a column to the lesson of the chosen cell; it is an ordinary form.

import { day } from "./texts.js";

export function showColumnDialog(cell) {
  const dialog = document.getElementById("column-dialog");
  const form = dialog.querySelector("form");
  form.action = `${form.dataset.action}${cell.column.lesson}/columns`;
  dialog.querySelector('[data-part="lesson"]').textContent = day(cell.column.on);
  dialog.showModal();
}
