// The journal page's client: keys, fingers and the clipboard become writes, writes go to the queue.

import { Sheet } from "./cells.js";
import { ATTENDANCE, readKey, readLetters } from "./keys.js";
import { showColumnForm, showHistory } from "./parts.js";
import { layPaste } from "./paste.js";
import * as ask from "./questions.js";
import { Queue } from "./queue.js";
import { describeCell, explain, listRefusal, showSignedOut, showState } from "./status.js";
import { TypedStore } from "./storage.js";
import { showLesson, showStart } from "./scroll.js";
import { text } from "./texts.js";
import { History } from "./undo.js";

const table = document.getElementById("marks");
const keypad = document.getElementById("keypad");
const sheet = new Sheet(table);
const history = new History();
let chosen = null;
let letters = "";
let leaving = false;

const cellOf = (entry) => sheet.find(entry.collection, entry.pupil);

const listener = {
  saving(entry) {
    const cell = cellOf(entry);
    cell?.show(entry.symbol);
    cell?.mark("saving");
    showState("saving");
  },
  waiting(entry) {
    cellOf(entry)?.mark("waiting");
    showState("waiting", { count: queue.size });
  },
  saved(entry, answer) {
    const cell = cellOf(entry);
    cell?.settle(answer.cell ?? answer);
    cell?.mark("saved");
    if (cell) sheet.showSums(cell, answer);
    cell?.td.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: answer }));
    showState(queue.size ? "saving" : "saved");
  },
  refused(entry, answer) {
    const cell = cellOf(entry);
    cell?.show(cell.saved);
    cell?.mark("refused");
    showState("refused");
    listRefusal(cell, entry.symbol, answer.message);
  },
  dropped(entry, now) {
    const cell = cellOf(entry);
    if (now !== undefined) cell?.settle(now);
    else cell?.show(cell.saved);
    cell?.mark("");
    showState("kept");
  },
  signedOut(entry, answer) {
    cellOf(entry)?.mark("waiting");
    showSignedOut(answer.message);
  },
};

const queue = new Queue({
  store: new TypedStore(table.dataset.account),
  ask,
  listener,
  token: document.querySelector('meta[name="csrf-token"]').content,
});

// ---- choosing ----

function choose(cell) {
  if (chosen !== cell) {
    endLetters();
    chosen?.td.removeAttribute("tabindex");
    chosen?.column.head.classList.remove("is-active");
    chosen = cell;
  }
  cell.td.tabIndex = 0;
  cell.td.setAttribute("aria-readonly", String(!cell.writable));
  cell.column.head.classList.add("is-active");
  describeCell(cell);
  showLesson(cell.column.lesson);
}

function go(cell) {
  choose(cell);
  cell.td.focus();
  cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// ---- writing ----

function write(cell, symbol, source = "typed") {
  queue.put({ collection: cell.collection, pupil: cell.pupil, symbol, saw: cell.saw, source });
}

function type(symbol) {
  endLetters();
  if (!chosen.writable) return showRefusedKey(explain(chosen));
  if (!chosen.column.symbols.includes(symbol) && symbol !== "") {
    return showRefusedKey(text("wrong_symbol", { symbol, allowed: chosen.column.symbols.join(" ") }));
  }
  if (symbol !== chosen.shown) {
    history.push([chosen]);
    write(chosen, symbol);
  }
  if (symbol !== "") go(sheet.below(chosen));
}

// The lesson screen has buttons in every row: attendance goes to the first column, a mark to the chosen one.
export function press(tr, symbol) {
  const row = sheet.rows.find((one) => one.tr === tr);
  const cell = row.cells[ATTENDANCE.includes(symbol) ? 0 : sheet.columns.indexOf(chosen.column)];
  go(cell);
  type(symbol === cell.shown ? "" : symbol);
}

// Several empty cells of the first column at once, each saved as if it had been typed: pairs of a row and a symbol.
export function fill(pairs) {
  const found = pairs.map(([tr, symbol]) => ({ cell: sheet.rows.find((row) => row.tr === tr).cells[0], symbol }));
  const empty = found.filter(({ cell }) => cell.writable && cell.shown === "");
  history.push(empty.map(({ cell }) => cell));
  empty.forEach(({ cell, symbol }) => write(cell, symbol));
}

function showRefusedKey(why) {
  const line = document.getElementById("save-line");
  line.className = "save-line is-refused";
  line.textContent = why;
}

function undo() {
  const step = history.pop();
  step.forEach(({ cell, before }) => write(cell, before));
  if (step.length) go(step[0].cell);
  else showState("nothing_to_undo");
}

// ---- letters of a code ----

function addLetter(letter) {
  if (!chosen.writable) return showRefusedKey(explain(chosen));
  const read = readLetters(letters + letter, chosen.column.symbols);
  if (read.symbol) return type(read.symbol);
  if (!read.possible) {
    endLetters();
    return showRefusedKey(text("wrong_symbol", { symbol: letter, allowed: chosen.column.symbols.join(" ") }));
  }
  letters += letter;
  chosen.td.textContent = letters;
  chosen.td.classList.add("is-typing");
}

function endLetters() {
  if (!letters) return;
  letters = "";
  chosen.show(chosen.shown);
}

function showKeypad(shown) {
  keypad.hidden = !shown;
  document.body.classList.toggle("has-keypad", shown);
}

// ---- events ----

function onKey(event) {
  const cell = sheet.cellOf(event.target);
  const meaning = cell && readKey(event);
  if (!meaning) return;
  if (meaning.tab) {
    const next = sheet.neighbour(cell, 0, meaning.tab);
    if (leaving || next === cell) return;
    event.preventDefault();
    return go(next);
  }
  event.preventDefault();
  leaving = false;
  act(cell, meaning, event.key);
}

function act(cell, meaning, key) {
  if (meaning.move) {
    const { only } = readLetters(letters, cell.column.symbols);
    if (letters && key === "Enter" && only) return type(only);
    return go(sheet.neighbour(cell, ...meaning.move));
  }
  if (meaning.undo) return undo();
  if (meaning.mark) return type(meaning.mark);
  if (meaning.letter) return addLetter(meaning.letter);
  if (meaning.clear) return letters ? endLetters() : type("");
  leaving = !letters;
  return endLetters();
}

function onPaste(event) {
  const cell = sheet.cellOf(event.target);
  if (!cell) return;
  event.preventDefault();
  const { writes, strangers } = layPaste(sheet, cell, event.clipboardData.getData("text/plain"));
  history.push(writes.map((one) => one.cell));
  writes.forEach((one) => write(one.cell, one.symbol, "pasted"));
  for (const { cell: refused, value } of strangers) {
    refused.mark("refused");
    listRefusal(refused, value, explain(refused) || text("wrong_symbol", { symbol: value, allowed: refused.column.symbols.join(" ") }));
  }
}

table.addEventListener("keydown", onKey);
table.addEventListener("paste", onPaste);
table.addEventListener("pointerdown", ({ target }) => {
  const cell = sheet.cellOf(target);
  if (cell) cell.td.tabIndex = 0;
});
table.addEventListener("focusin", ({ target }) => {
  const cell = sheet.cellOf(target);
  if (!cell) return;
  choose(cell);
  showKeypad(true);
});
table.addEventListener("focusout", ({ relatedTarget }) => {
  endLetters();
  if (relatedTarget && !table.contains(relatedTarget)) showKeypad(false);
});
keypad.addEventListener("pointerdown", (event) => event.preventDefault());
keypad.addEventListener("click", ({ target }) => {
  if (chosen && target.dataset.symbol !== undefined) type(target.dataset.symbol);
});
document.getElementById("cell-history").addEventListener("click", () => showHistory(chosen));
document.getElementById("column-add").addEventListener("click", () => showColumnForm(chosen));
window.addEventListener("beforeunload", (event) => {
  if (queue.size && !queue.signedOut) event.preventDefault();
});

// ---- beginning: the last lesson that took place is in sight, and its first open cell can be reached by Tab ----

const start = sheet.columns.findLast((column) => column.on <= table.dataset.today) ?? sheet.columns[0];
const at = sheet.columns.indexOf(start);
chosen = (sheet.rows.find((row) => row.cells[at].writable) ?? sheet.rows[0]).cells[at];
chosen.td.tabIndex = 0;
showStart(table, start);
queue.resume();
