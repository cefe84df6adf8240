// The lines above the sheet: what the chosen cell is, what became of the last save, and what was not saved.

import { day, text } from "./texts.js";

const byId = (id) => document.getElementById(id);

// Tell whose cell it is, and why nothing can be typed there.
export function describeCell(cell) {
  const { column, row } = cell;
  const line = byId("cell-line");
  const where = column.period ? column.name : `${day(column.on)}, ${column.name}`;
  const name = Object.assign(document.createElement("b"), { textContent: row.name.trim() });
  line.replaceChildren(name, ` · ${where}`);
  const why = explain(cell);
  if (why) line.append(" · ", Object.assign(document.createElement("span"), { className: "closed", textContent: why }));
  const href = askingAddress(cell);
  if (href) line.append(" · ", Object.assign(document.createElement("a"), { href, textContent: text("ask") }));
  const hint = row.tr.cells[0].querySelector(".hint")?.title;
  if (hint) line.append(` · ${hint}`);
  if (cell.td.title) line.append(` · ${cell.td.title}`);
  byId("cell-history").hidden = false;
  byId("column-add").hidden = Boolean(column.period || column.closed);
}

// Where a closed cell is asked for: the page of requests with this cell ticked, or "".
function askingAddress({ column, locked, onRoster, pupil }) {
  const { course, readOnly } = byId("marks").dataset;
  if (!locked || !onRoster || !column.closed || readOnly) return "";
  return column.period
    ? `/courses/${course}/unlock-finals/${column.period}?pupil=${pupil}`
    : `/courses/${course}/unlock?lesson=${column.lesson}&pupil=${pupil}`;
}

// Why a cell can't be written, or "".
export function explain(cell) {
  const { closed, opens } = cell.column;
  if (!cell.onRoster) return text("off_roster");
  if (!cell.locked) return "";
  if (closed) return text("closed", { since: day(closed) });
  return opens ? text("opens", { on: day(opens) }) : (byId("marks").dataset.readOnly ?? text("read_only"));
}

// Show the state of saving: "saving", "saved", "waiting", "refused".
export function showState(state, values = {}) {
  const line = byId("save-line");
  line.className = `save-line is-${state}`;
  line.textContent = text(state, values);
}

// The session is over; what was typed waits for the next sign-in.
export function showSignedOut(message) {
  const line = byId("save-line");
  line.className = "save-line is-refused";
  const link = Object.assign(document.createElement("a"), { href: window.location.href, textContent: text("sign_in") });
  line.replaceChildren(`${message ?? text("signed_out")} `, link);
}

// Keep a refused value in sight until the person has read it.
export function listRefusal(cell, value, message) {
  const list = byId("refusals");
  const where = cell ? `${cell.row.name.trim()}, ${cell.column.period ? cell.column.name : day(cell.column.on)}: ` : "";
  const item = document.createElement("li");
  const typed = Object.assign(document.createElement("b"), { textContent: value || text("nothing") });
  const close = Object.assign(document.createElement("button"), {
    className: "btn btn-secondary btn-small",
    type: "button",
    textContent: text("understood"),
  });
  close.addEventListener("click", () => {
    item.remove();
    list.hidden = !list.children.length;
    cell?.mark("");
    cell?.td.focus();
  });
  const sentence = document.createElement("span");
  sentence.append(where, typed, ` – ${message}`);
  item.append(sentence, close);
  list.append(item);
  list.hidden = false;
}
