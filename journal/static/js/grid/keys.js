// What a key means. Pure: no page, no state. A Russian teacher's keyboard is often in the Latin layout, so the same
// physical keys type the same codes there: Б = , · УП = eg · НП = yg · ОП = jg · ОТ = jn · осв. = jcd.

export const ATTENDANCE = ["осв.", "ОТ", "УП", "Б", "НП", "ОП"];
export const MARKS = ["1", "2", "3", "4", "5"];

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьб";
const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

// The Russian letter of a key in either layout, or "" when it is none.
function letter(key, code) {
  const small = key.toLowerCase();
  if (/^[а-яё]$/.test(small)) return small;
  const known = LATIN.indexOf(small);
  if (small.length === 1 && known >= 0) return RUSSIAN[known];
  const physical = /^Key([A-Z])$/.exec(code);
  return physical && small.length === 1 ? RUSSIAN[LATIN.indexOf(physical[1].toLowerCase())] : "";
}

// The meaning of a keydown: {move}, {tab}, {mark}, {clear}, {undo}, {cancel}, {letter}, or null when it isn't ours.
export function readKey({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  if (ctrlKey || metaKey) {
    if (code === "KeyZ" && !shiftKey && !altKey) return { undo: true };
    if (key === "Home") return { move: [-Infinity, -Infinity] };
    if (key === "End") return { move: [Infinity, Infinity] };
    return null;
  }
  if (altKey) return null;
  if (key === "Enter" && shiftKey) return { move: [-1, 0] };
  if (key in MOVES) return { move: MOVES[key] };
  if (key === "Tab") return { tab: shiftKey ? -1 : 1 };
  if (key === "Escape") return { cancel: true };
  if (key === "Backspace" || key === "Delete") return { clear: true };
  if (/^[0-9]$/.test(key)) return { mark: key };
  const typed = letter(key, code);
  return typed ? { letter: typed } : null;
}

const bare = (symbol) => symbol.toLowerCase().replace(/[^а-яё]/g, "");

// What *letters* typed so far can become among *symbols*: {symbol} when it is complete, {only} when a single one is
// left, {possible} whether any is.
export function readLetters(letters, symbols) {
  const open = symbols.filter((symbol) => bare(symbol).startsWith(letters));
  const complete = open.length === 1 && bare(open[0]) === letters ? open[0] : null;
  return { symbol: complete, only: open.length === 1 ? open[0] : null, possible: open.length > 0 };
}

// The symbol meant by a pasted text («осв», «б», «5»), "" for nothing, or null when it is none of *symbols*.
export function readSymbol(pasted, symbols) {
  const wanted = pasted.trim();
  if (wanted === "" || symbols.includes(wanted)) return wanted;
  const letters = bare(wanted);
  return (letters && symbols.find((symbol) => bare(symbol) === letters)) || null;
}
