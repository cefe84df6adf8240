// The three questions that a save may come back with. They are asked one at a time.

import { moment, text } from "./texts.js";

let turn = Promise.resolve();

// Show a dialog after those before it; *fill* prepares its parts, the promise gives the chosen answer.
function ask(dialog, fill) {
  const answered = turn.then(
    () =>
      new Promise((resolve) => {
        const before = document.activeElement;
        dialog.returnValue = "";
        fill((name) => dialog.querySelector(`[data-part="${name}"]`));
        dialog.addEventListener(
          "close",
          () => {
            before?.focus();
            resolve(dialog.returnValue);
          },
          { once: true },
        );
        dialog.showModal();
      }),
  );
  turn = answered;
  return answered;
}

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (!event.target.dataset.answer) return;
    event.preventDefault();
    dialog.close(event.target.dataset.answer);
  });
}

const byId = (id) => document.getElementById(id);
const written = (value) => value.symbol || value.attendance || value.mark || text("nothing");

// Someone else changed the cell: which of the two values stays?
export async function conflict(entry, { message, now, by, at }) {
  const answer = await ask(byId("conflict-dialog"), (part) => {
    part("message").textContent = message;
    part("mine").textContent = entry.symbol || text("nothing");
    part("theirs").textContent = written(now);
    part("who").textContent = [by, moment(at)].filter(Boolean).join(", ");
  });
  return answer === "mine" ? { again: { saw: now.symbol ?? now } } : { now };
}

// A mark beside an absence: is it meant?
export async function confirm(entry, { message }) {
  const answer = await ask(byId("confirm-dialog"), (part) => (part("message").textContent = message));
  return answer === "yes" ? { again: { sure: true } } : {};
}

// Why a saved value is replaced after the lesson's day; one reason for all *entries*.
export async function reason(entries, message) {
  const input = byId("reason-text");
  const answer = await ask(byId("reason-dialog"), (part) => (part("message").textContent = message));
  const given = input.value.trim();
  return answer === "save" && given ? { again: { reason: given } } : {};
}
