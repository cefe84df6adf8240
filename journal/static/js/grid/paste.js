// A block copied from a spreadsheet: rows by line, columns by tab, laid over the sheet from the chosen cell.

import { readSymbol } from "./keys.js";

// Pair pasted texts with cells: {writes: [{cell, symbol}], strangers: [{cell, value}]}. Empty places change nothing.
export function layPaste(sheet, start, pasted) {
  const lines = pasted.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const writes = [];
  const strangers = [];
  lines.slice(0, sheet.rows.length - start.row.index).forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const column = sheet.columns.indexOf(start.column) + right;
      if (!value.trim() || column >= sheet.columns.length) return;
      const cell = sheet.rows[start.row.index + down].cells[column];
      const symbol = readSymbol(value, cell.column.symbols);
      if (symbol === null || !cell.writable) strangers.push({ cell, value: value.trim() });
      else writes.push({ cell, symbol });
    });
  });
  return { writes, strangers };
}
