// The lesson screen's client: the plain form becomes a sheet and two texts that save themselves piece by piece.

import { openFiles } from "./files.js";
import { openHomework } from "./homework.js";
import { openMarks } from "./marks.js";
import { openTopic } from "./topic.js";

for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
for (const element of document.querySelectorAll("[data-plain]")) element.remove();

const form = document.getElementById("lesson");
form.addEventListener("submit", (event) => event.preventDefault());

const topic = openTopic(form);
const homework = openHomework(form);
openFiles();
await openMarks();

window.addEventListener("beforeunload", (event) => {
  if (topic?.isWaiting || homework?.isWaiting) event.preventDefault();
});
if (topic?.offer) topic.offer.focus();
