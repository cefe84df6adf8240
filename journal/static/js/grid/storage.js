// Typed cells wait in the browser until the server has acknowledged them. One key an entry, so that two tabs don't
// overwrite each other; keyed by account, and no names are kept.

export class TypedStore {
  constructor(account) {
    this.prefix = `journal:typed:${account}:`;
  }

  #key(entry) {
    return `${this.prefix}${entry.collection}/${entry.pupil}`;
  }

  keep(entry) {
    const { collection, pupil, symbol, saw, source, reason, sure } = entry;
    try {
      localStorage.setItem(this.#key(entry), JSON.stringify({ collection, pupil, symbol, saw, source, reason, sure }));
    } catch {
      // A full or forbidden storage only takes away the safety net; the entry itself is still being sent.
    }
  }

  drop(entry) {
    localStorage.removeItem(this.#key(entry));
  }

  // Everything that was typed earlier and never acknowledged.
  load() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    return keys.map((key) => JSON.parse(localStorage.getItem(key)));
  }
}
