// The sheet as rows and columns of cells. Which pupil, lesson or period a cell belongs to is read from the heads, so
// that a cell itself is a bare <td>.

import { ATTENDANCE, MARKS } from "./keys.js";

class Cell {
  constructor(td, row, column) {
    this.td = td;
    this.row = row;
    this.column = column;
    this.saved = td.classList.contains("p") ? "" : td.textContent;
    this.shown = this.saved;
  }

  get pupil() {
    return this.row.pupil;
  }

  // Where its value is put; the collection takes several cells of a column at once.
  get collection() {
    return this.column.collection;
  }

  get onRoster() {
    return !this.td.classList.contains("o");
  }

  get locked() {
    const { closed, opens } = this.column;
    return this.td.classList.contains("closed") || ((closed || opens) && !this.td.classList.contains("open"));
  }

  get writable() {
    return this.onRoster && !this.locked;
  }

  // What the person has before the eyes: the pair of a lesson's cell, or a final mark as it is. Attendance that was
  // typed a moment ago arrives before this cell does.
  get saw() {
    if (this.column.period) return this.saved;
    const first = this.column.first ? this.saved : this.row.cells[this.column.firstIndex].shown;
    const attendance = ATTENDANCE.includes(first) ? first : "";
    return { attendance, mark: MARKS.includes(this.saved) ? this.saved : "" };
  }

  show(symbol) {
    this.shown = symbol;
    this.td.textContent = symbol;
    this.td.classList.remove("p", "d", "is-typing");
    this.td.classList.toggle("a", !this.column.period && ATTENDANCE.includes(symbol));
  }

  // The server's own word for the cell: a final mark's symbol, or a lesson's pair.
  settle({ symbol, attendance, mark }) {
    this.saved = symbol ?? ((this.column.first && attendance) || mark);
    this.show(this.saved);
  }

  mark(state) {
    for (const name of ["is-saving", "is-waiting", "is-saved", "is-refused"]) {
      this.td.classList.toggle(name, name === `is-${state}`);
    }
    this.td.toggleAttribute("aria-invalid", state === "refused");
  }
}

function readColumns(table) {
  const finalSymbols = table.dataset.symbols.split(" ").filter(Boolean);
  const columns = [...table.querySelectorAll("thead [data-column]")].map((head) => ({
    head,
    lesson: head.dataset.lesson,
    id: head.dataset.column,
    on: head.dataset.on,
    name: head.title,
    closed: head.dataset.closed,
    opens: head.dataset.opens,
    collection: `/lessons/${head.dataset.lesson}/columns/${head.dataset.column}/cells`,
  }));
  const marks = table.dataset.marking === "none" ? [] : MARKS;
  columns.forEach((column, index) => {
    column.firstIndex = columns.findIndex((other) => other.lesson === column.lesson);
    column.first = column.firstIndex === index;
    column.symbols = column.first ? [...marks, ...ATTENDANCE] : marks;
  });
  const finals = [...table.querySelectorAll("thead [data-period]")].map((head) => ({
    head,
    period: head.dataset.period,
    name: head.title || head.textContent.trim(),
    closed: head.dataset.closed,
    opens: head.dataset.opens,
    symbols: head.dataset.symbols?.split(" ") ?? finalSymbols,
    collection: head.dataset.collection ?? `/courses/${table.dataset.course}/finals/${head.dataset.period}`,
  }));
  return [...columns, ...finals];
}

export class Sheet {
  constructor(table) {
    this.table = table;
    this.columns = readColumns(table);
    this.rows = [...table.tBodies[0].rows].map((tr, index) => this.#readRow(tr, index));
    this.byElement = new Map(this.rows.flatMap((row) => row.cells.map((cell) => [cell.td, cell])));
    table.setAttribute("role", "grid");
  }

  #readRow(tr, index) {
    const row = { tr, index, pupil: tr.dataset.pupil, name: tr.cells[0].childNodes[1].textContent };
    row.cells = this.columns.map((column, at) => new Cell(tr.cells[at + 1], row, column));
    row.mean = tr.cells[this.columns.length + 1];
    row.missed = tr.cells[this.columns.length + 2];
    return row;
  }

  // The cell that an element lies in, or undefined.
  cellOf(element) {
    return this.byElement.get(element.closest("td"));
  }

  // The cell of a pupil in a collection, or undefined when it isn't on this page.
  find(collection, pupil) {
    const column = this.columns.findIndex((one) => one.collection === collection);
    return this.rows.find((row) => row.pupil === String(pupil))?.cells[column];
  }

  // The cell so many rows and columns away, kept inside the sheet.
  neighbour(cell, down, right) {
    const clamp = (value, last) => Math.max(0, Math.min(last, value));
    const row = this.rows[clamp(cell.row.index + down, this.rows.length - 1)];
    return row.cells[clamp(this.columns.indexOf(cell.column) + right, this.columns.length - 1)];
  }

  // The next cell below that can be written, or the same one when there is none.
  below(cell) {
    const at = this.columns.indexOf(cell.column);
    const next = this.rows.slice(cell.row.index + 1).find((row) => row.cells[at].writable);
    return next ? next.cells[at] : cell;
  }

  // Mean, missed lessons and hint of a pupil, as the server counted them after a save.
  showSums(cell, { mean, missed, hint }) {
    if (mean !== undefined) cell.row.mean.textContent = mean;
    if (missed !== undefined) cell.row.missed.textContent = missed || "";
    if (hint !== undefined) this.#showHint(cell.row, hint);
  }

  #showHint(row, hint) {
    row.tr.cells[0].querySelector(".hint")?.remove();
    if (!hint) return;
    const sign = Object.assign(document.createElement("abbr"), { className: "hint", title: hint, textContent: "•" });
    row.tr.cells[0].append(sign);
  }
}
