// What was typed on this page, so that Ctrl+Z takes it back step by step. A paste is one step.

export class History {
  constructor() {
    this.steps = [];
  }

  // Remember a step: cells with the symbol that each showed before.
  push(cells) {
    this.steps.push(cells.map((cell) => ({ cell, before: cell.shown })));
  }

  // The last step, forgotten with this; an empty list when there is none.
  pop() {
    return this.steps.pop() ?? [];
  }
}
