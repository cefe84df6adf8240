// Pages that the journal page shows in a dialog: «what was changed» in a cell, and the form of a new column.
// Without a script they are pages of their own.

import { text } from "./texts.js";

async function showPart(dialog, address, part) {
  const place = dialog.querySelector('[data-part="content"]');
  place.textContent = text("loading");
  dialog.showModal();
  const response = await fetch(address).catch(() => null);
  const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  const found = page?.querySelector(part);
  if (found) place.replaceChildren(found);
  else place.textContent = text("no_page");
}

export function showHistory(cell) {
  const dialog = document.getElementById("history-dialog");
  return showPart(dialog, `${cell.collection}/${cell.pupil}/history`, "[data-history]");
}

export async function showColumnForm(cell) {
  const dialog = document.getElementById("column-dialog");
  await showPart(dialog, `/lessons/${cell.column.lesson}/columns/new`, "[data-form]");
  dialog.querySelector("select")?.focus();
}
