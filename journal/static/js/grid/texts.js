// The page's sentences, translated by the server and handed over as data.

const sentences = JSON.parse(document.getElementById("grid-texts").textContent);

// The sentence called *name*, with its {placeholders} filled from *values*.
export function text(name, values = {}) {
  return sentences[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

// «12 сентября» in the page's language, from «2026-09-12».
export function day(iso) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long" }).format(
    new Date(`${iso}T12:00:00`),
  );
}

// «12 сентября, 14:05» from a moment in ISO form; nothing when it is unknown.
export function moment(iso) {
  if (!iso) return "";
  const form = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(iso));
}
