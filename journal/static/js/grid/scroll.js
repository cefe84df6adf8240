// What lies in sight: both pages of the spread scroll on their own.

const topics = document.querySelector(".spread-topics");
let lit = null;

// Light the chosen lesson's topic on the right page and bring it into view there.
export function showLesson(lesson) {
  const row = lesson && document.getElementById(`lesson-${lesson}`);
  if (!row || row === lit) return;
  lit?.classList.remove("is-active");
  row.classList.add("is-active");
  lit = row;
  if (topics.scrollHeight > topics.clientHeight) topics.scrollTop = row.offsetTop - topics.clientHeight / 2;
}

// Begin at a column: it lies near the middle, and no column is cut by the names.
export function showStart(table, column) {
  const pane = table.parentElement;
  const names = table.querySelector(".names").offsetWidth;
  const left = (head) => head.getBoundingClientRect().left - table.getBoundingClientRect().left - names;
  const wanted = left(column.head) - (pane.clientWidth - names) / 2;
  const heads = [...table.querySelectorAll(".works th")];
  const first = heads.find((head) => left(head) >= wanted) ?? column.head;
  pane.scrollLeft = Math.max(0, left(first));
  showLesson(column.lesson);
}
