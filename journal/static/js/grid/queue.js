// Saves typed cells one after another. At most one request is on its way for a lesson, so that attendance and marks
// arrive in the order of typing; what is typed meanwhile in a column goes with its next request. A lost connection is retried, everything else is answered by a person or shown as refused.

const PAUSES = [1000, 2000, 5000, 10000, 20000];
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

export class Queue {
  // *store* keeps entries over a reload; *ask* answers conflicts; *listener* hears of every change of state.
  constructor({ store, ask, listener, token }) {
    Object.assign(this, { store, ask, listener, token });
    this.entries = new Map();
    this.busy = new Set();
    this.failures = 0;
    this.signedOut = false;
    window.addEventListener("online", () => this.retry());
  }

  get size() {
    return this.entries.size;
  }

  // Write a symbol into a cell: {collection, pupil, symbol, saw, source}.
  put(entry) {
    const key = `${entry.collection}/${entry.pupil}`;
    const known = this.entries.get(key);
    if (known?.sending) {
      known.next = entry;
    } else {
      this.entries.set(key, { ...entry, key, saw: known ? known.saw : entry.saw });
      this.store.keep(this.entries.get(key));
    }
    this.listener.saving(entry);
    this.#schedule(entry.collection);
  }

  // Send what an earlier visit left behind.
  resume() {
    for (const entry of this.store.load()) this.put(entry);
  }

  // Try at once whatever waits.
  retry() {
    clearTimeout(this.timer);
    this.timer = null;
    this.#sendAll();
  }

  #sendAll() {
    for (const collection of new Set([...this.entries.values()].map((entry) => entry.collection))) this.#send(collection);
  }

  // Cells typed or pasted in one go belong to one request.
  #schedule(collection) {
    if (this.signedOut) return;
    queueMicrotask(() => this.#send(collection));
  }

  async #send(collection) {
    const lane = laneOf(collection);
    if (this.busy.has(lane)) return;
    const all = [...this.entries.values()].filter((entry) => entry.collection === collection && !entry.asking);
    const batch = collection.startsWith("/lessons/") ? all : all.slice(0, 1);
    if (!batch.length) return;
    this.busy.add(lane);
    batch.forEach((entry) => (entry.sending = true));
    const answers = await this.#request(collection, batch).catch(() => null);
    this.busy.delete(lane);
    batch.forEach((entry) => (entry.sending = false));
    if (!answers) return this.#wait(batch);
    this.failures = 0;
    await this.#settle(batch, answers);
    if (!this.signedOut) this.#sendAll();
  }

  // One answer for each entry; nothing when the server could not be reached or asks to come again.
  async #request(collection, batch) {
    const single = batch.length === 1;
    const body = single ? toBody(batch[0]) : { cells: batch.map((entry) => ({ pupil_id: Number(entry.pupil), ...toBody(entry) })) };
    const response = await fetch(single ? `${collection}/${batch[0].pupil}` : collection, {
      method: "PUT",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify(body),
    });
    if (RETRIED.has(response.status)) return null;
    const answer = await response.json();
    if (single || !response.ok) return batch.map(() => ({ status: response.status, ...answer }));
    return batch.map((entry) => answer.results.find((one) => String(one.pupil_id) === String(entry.pupil)));
  }

  #wait(batch) {
    batch.forEach((entry) => this.listener.waiting(entry));
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.timer ??= setTimeout(() => this.retry(), pause);
  }

  async #settle(batch, answers) {
    const reasonless = batch.filter((_, index) => answers[index].error === "reason");
    for (const [index, entry] of batch.entries()) {
      const answer = answers[index];
      if (answer.status === 200) this.#saved(entry, answer);
      else if (answer.status === 401 || answer.error === "csrf") this.#hold(entry, answer);
      else if (answer.error === "conflict") this.#question(entry, this.ask.conflict(entry, answer));
      else if (answer.error === "confirm") this.#question(entry, this.ask.confirm(entry, answer));
      else if (answer.error !== "reason") this.#refused(entry, answer);
    }
    if (reasonless.length) {
      const message = answers.find((answer) => answer.error === "reason").message;
      const asked = this.ask.reason(reasonless, message);
      reasonless.forEach((entry) => this.#question(entry, asked));
    }
  }

  #saved(entry, answer) {
    this.#forget(entry);
    this.listener.saved(entry, answer);
    if (entry.next) this.put({ ...entry.next, saw: answer.cell ?? answer.symbol });
  }

  // The session ended: the entry stays in the browser until the person has signed in again.
  #hold(entry, answer) {
    this.signedOut = true;
    this.listener.signedOut(entry, answer);
  }

  #refused(entry, answer) {
    this.#forget(entry);
    this.listener.refused(entry, answer);
  }

  // A person's answer: {again: fields to send with} or {now: the value that stays}.
  async #question(entry, asked) {
    entry.asking = true;
    const { again, now } = await asked;
    entry.asking = false;
    if (again) {
      Object.assign(entry, again);
      this.store.keep(entry);
      this.#schedule(entry.collection);
    } else {
      this.#forget(entry);
      this.listener.dropped(entry, now);
    }
  }

  #forget(entry) {
    this.entries.delete(entry.key);
    this.store.drop(entry);
  }
}

function toBody({ symbol, saw, source, reason, sure }) {
  return { symbol, saw, source, ...(reason ? { reason } : {}), ...(sure ? { sure } : {}) };
}

// What must not be overtaken: «/lessons/12» of «/lessons/12/columns/3/cells».
function laneOf(collection) {
  return collection.split("/").slice(0, 3).join("/");
}
