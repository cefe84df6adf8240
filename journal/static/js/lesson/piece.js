// A text that saves itself: the topic or the homework. One request at a time; what is typed meanwhile goes with the
// next one. Until the server has acknowledged it, it is also kept in the browser.

import * as ask from "../grid/questions.js";
import { text } from "../grid/texts.js";

const PAUSES = [1000, 2000, 5000, 10000, 20000];
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);
const token = document.querySelector('meta[name="csrf-token"]').content;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Piece {
  // *read* gives what the fields hold, *write* fills them, *saw* and *tell* turn a value into what the server is told
  // to have been seen and into words for a person; *line* shows the state.
  constructor({ url, account, line, saved, read, write, saw, tell }) {
    Object.assign(this, { url, line, saved, read, write, saw, tell });
    this.key = `journal:text:${account}:${url}`;
    this.failures = 0;
    this.#restore();
    window.addEventListener("online", () => this.save());
  }

  get isWaiting() {
    return this.busy || !same(this.read(), this.saved);
  }

  // Something was typed and isn't saved yet.
  touch() {
    this.#keep();
    this.#show(this.isWaiting ? "typing" : "");
  }

  // Nothing else is sent while a question waits for its answer: the field loses the focus to the dialog, and that
  // alone would save it again.
  async save() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    let answers = {};
    while (answers && !same(this.read(), this.saved)) answers = await this.#attempt(answers);
    this.busy = false;
  }

  // Send once; return what to send again with, or null when it is over for now.
  async #attempt(answers) {
    const wanted = this.read();
    this.#keep();
    this.#show("saving");
    const answer = await this.#send({ ...wanted, saw: this.saw(this.saved), ...answers }).catch(() => null);
    if (!answer) return this.#wait();
    this.failures = 0;
    return this.#settle(answer, wanted);
  }

  async #send(body) {
    const response = await fetch(this.url, {
      method: "PUT",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
    if (RETRIED.has(response.status)) return null;
    return { status: response.status, ...(await response.json()) };
  }

  #wait() {
    this.#show("waiting");
    this.timer = setTimeout(() => this.save(), PAUSES[Math.min(this.failures++, PAUSES.length - 1)]);
    return null;
  }

  async #settle(answer, wanted) {
    if (answer.status === 200) return this.#accept(answer, wanted);
    if (answer.error === "conflict") return this.#choose(answer, wanted);
    if (answer.error === "reason") {
      const { again } = await ask.reason([], answer.message);
      return again ?? this.#leave(this.saved);
    }
    this.#show("refused", { message: answer.message });
    return null;
  }

  #accept(answer, wanted) {
    const typedOn = !same(this.read(), wanted);
    this.saved = this.pick(answer);
    if (typedOn) return {};
    this.write(this.saved);
    localStorage.removeItem(this.key);
    this.#show("saved", { time: new Date().toTimeString().slice(0, 5) });
    return null;
  }

  // Two people wrote: both versions are shown, one stays.
  async #choose(answer, wanted) {
    const now = this.pick(answer.now);
    const { again } = await ask.conflict({ symbol: this.tell(wanted) }, { ...answer, now: { symbol: this.tell(now) } });
    this.saved = now;
    return again ? {} : this.#leave(now);
  }

  #leave(value) {
    this.write(value);
    localStorage.removeItem(this.key);
    this.#show("kept");
    return null;
  }

  // The fields of a value, taken out of an answer that has more.
  pick(answer) {
    return Object.fromEntries(Object.keys(this.saved).map((name) => [name, answer[name]]));
  }

  #keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ typed: this.read(), saved: this.saved }));
    } catch {
      // A full or forbidden storage only takes away the safety net; the text itself is still being sent.
    }
  }

  // What an earlier visit typed and never saw acknowledged.
  #restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || same(kept.typed, this.saved)) return localStorage.removeItem(this.key);
    this.write(kept.typed);
    this.saved = kept.saved;
    queueMicrotask(() => this.save());
  }

  #show(state, values = {}) {
    this.line.className = `save-line is-${state}`;
    this.line.textContent = state ? text(`piece_${state}`, values) : "";
  }
}
