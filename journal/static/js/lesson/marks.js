// Attendance and marks: the inputs of the plain form become cells of the sheet, which then behaves as on the journal
// page; every row has buttons besides.

export async function openMarks() {
  const table = document.getElementById("marks");
  if (!table) return;
  for (const input of table.querySelectorAll(".cell-input")) {
    input.parentElement.textContent = input.dataset.symbol;
  }
  const { press } = await import("../grid/grid.js");
  table.addEventListener("click", ({ target }) => {
    const symbol = target.closest(".quick button")?.dataset.symbol;
    if (symbol) press(target.closest("tr"), symbol);
  });
}
