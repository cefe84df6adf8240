// Files of the homework: sent as soon as they are chosen, taken off with one press.

import * as ask from "../grid/questions.js";
import { text } from "../grid/texts.js";

const byId = (id) => document.getElementById(id);
const token = document.querySelector('meta[name="csrf-token"]').content;

export function openFiles() {
  const input = byId("files");
  const list = byId("file-list");
  if (!input) return;
  const line = byId("homework-state");

  function show(state, values = {}) {
    const kind = { file_sending: "saving", piece_refused: "refused", piece_waiting: "waiting" }[state] ?? "saved";
    line.className = `save-line is-${kind}`;
    line.textContent = text(state, values);
  }

  // Send; a replaced or removed file may need a reason, which is asked for once.
  async function send(url, body, done) {
    show("file_sending");
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body,
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (!answer) return show("piece_refused", { message: text("no_file") });
    if (response.ok) {
      list.replaceChildren(...answer.files.map(toItem));
      return show(done);
    }
    if (answer.error === "reason" && !body.has("reason")) {
      const { again } = await ask.reason([], answer.message);
      if (!again) return show("piece_kept");
      body.set("reason", again.reason);
      return send(url, body, done);
    }
    return show("piece_refused", { message: answer.message });
  }

  function toItem(file) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: file.url, textContent: file.name });
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "btn btn-secondary btn-small",
      textContent: "✕",
      ariaLabel: text("remove_file", { name: file.name }),
    });
    button.dataset.remove = file.id;
    item.append(link, " ", button);
    return item;
  }

  input.addEventListener("change", async () => {
    const body = new FormData();
    for (const file of input.files) body.append("files", file);
    if (!input.files.length) return;
    await send(list.dataset.url, body, "file_saved");
    input.value = "";
  });
  list.addEventListener("click", ({ target }) => {
    const id = target.dataset.remove;
    if (id) send(`${list.dataset.url}/${id}/delete`, new FormData(), "file_removed");
  });
}
