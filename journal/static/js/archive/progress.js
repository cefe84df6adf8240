// Keeps the progress of a printing fresh, and shows the papers as soon as they are made.

const EVERY = 3000;

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return setTimeout(refresh, EVERY);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("progress");
  if (!fresh || !("running" in fresh.dataset)) return location.reload();
  document.getElementById("progress").replaceWith(document.adoptNode(fresh));
  return setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
