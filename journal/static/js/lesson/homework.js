// The homework: its text and its day; without a day it is due at the course's next lesson.

import { day } from "../grid/texts.js";
import { Piece } from "./piece.js";

const byId = (id) => document.getElementById(id);

export function openHomework(form) {
  const field = byId("homework");
  if (!field) return null;
  const due = byId("due_on");
  const piece = new Piece({
    url: `${form.action}/homework`,
    account: form.dataset.account,
    line: byId("homework-state"),
    saved: { text: form.elements["saw-homework"].value, due_on: form.elements["saw-due_on"].value },
    read: () => ({ text: field.value.trim(), due_on: due.value }),
    write({ text, due_on }) {
      field.value = text;
      due.value = due_on;
    },
    saw: (value) => value,
    tell: ({ text, due_on }) => [text, due_on && day(due_on)].filter(Boolean).join(" · "),
  });
  field.addEventListener("input", () => piece.touch());
  field.addEventListener("change", () => piece.save());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) piece.save();
  });
  due.addEventListener("change", () => {
    // A day alone is no homework yet: it goes with the text.
    if (field.value.trim() || byId("file-list").children.length) piece.save();
  });
  for (const button of document.querySelectorAll("[data-homework]")) {
    button.addEventListener("click", () => {
      field.value = button.dataset.homework;
      piece.save();
    });
  }
  return piece;
}
