// The topic: typed, chosen from the plan, or accepted from it with one press.

import { Piece } from "./piece.js";

const byId = (id) => document.getElementById(id);
const toIds = (key) => (key ? key.split("-").map(Number) : []);

export function openTopic(form) {
  const field = byId("topic");
  if (!field) return null;
  const plan = byId("plan");
  const offer = byId("topic-offer");
  const piece = new Piece({
    url: `${form.action}/topic`,
    account: form.dataset.account,
    line: byId("topic-state"),
    saved: { topic: form.elements["saw-topic"].value, plan_item_ids: toIds(form.elements["saw-plan"]?.value) },
    read: () => ({ topic: field.value.trim(), plan_item_ids: toIds(plan?.value) }),
    write({ topic, plan_item_ids: ids }) {
      field.value = topic;
      if (plan) plan.value = ids.join("-");
    },
    saw: ({ topic }) => topic,
    tell: ({ topic }) => topic,
  });

  function take(key, words) {
    if (plan) plan.value = key;
    field.value = words;
    piece.save();
  }

  // The button goes away with its press; from the keyboard one goes on to the marks.
  function accept({ detail }) {
    take(offer.dataset.key, offer.dataset.text);
    offer.remove();
    if (detail === 0) document.querySelector("#marks td[tabindex]")?.focus();
  }

  if (offer) {
    offer.hidden = false;
    offer.addEventListener("click", accept);
  }
  field.addEventListener("input", () => {
    if (!field.value.trim() && plan) plan.value = "";
    piece.touch();
  });
  field.addEventListener("change", () => piece.save());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    piece.save();
  });
  plan?.addEventListener("change", () => {
    const words = [...plan.options].map((option) => option.dataset.text);
    const isOwn = field.value.trim() && !words.includes(field.value.trim());
    if (isOwn) piece.save();
    else take(plan.value, plan.selectedOptions[0].dataset.text ?? "");
  });
  return Object.assign(piece, { offer });
}
