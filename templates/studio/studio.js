// Wat elke bladzijde doet: het geheim van de sessie meesturen, zeggen wat er misgaat, en nooit iets kwijtraken.

const body = document.body;

/** The secret that shows that a form comes from a page of ours. */
export const csrf = () => body.dataset.csrf;

/** Say something at the top of the page, to eyes and to screen readers. */
export function tell(text) {
  document.getElementById("nieuws").textContent = text;
}

/**
 * Send texts to a path of ours, and give the answer's JSON.
 * A session that ended is begun anew in another window; what was typed stays in this one.
 */
export async function send(path, fields) {
  const answer = await post(path, fields, { Accept: "application/json" });
  if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { status: answer.status });
  return answer.status === 204 ? null : answer.json();
}

/** The same, for who wants the answer as it is. Throws only where nobody answered. */
export async function post(path, fields, headers, more = {}) {
  const ask = () => fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Csrf": csrf(), ...headers },
    body: JSON.stringify(fields),
    ...more,
  });
  let answer = await ask();
  if ([401, 403].includes(answer.status) && await renewed()) answer = await ask();
  if (answer.status === 401 && !isOther) tell("U bent niet meer aangemeld. Meld u aan in een ander venster; wat u hier typte, blijft staan.");
  if (answer.status === 401) hasEnded = true;
  else if (answer.ok && hasEnded) { hasEnded = false; tell(""); }
  return answer;
}

let hasEnded = false, isOther = false;

/** Take over the session that was begun in another window; not that of somebody else: what stands here is not his. */
async function renewed() {
  const answer = await fetch("/-sessie", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return false;
  const session = await answer.json();
  isOther = session.wie !== body.dataset.person;
  if (isOther) {
    tell("In dit venster is nu iemand anders aangemeld. Wat u hier typte, blijft staan; meld uzelf weer aan om het te bewaren.");
    return false;
  }
  body.dataset.csrf = session.csrf;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = csrf();
  return true;
}

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Csrf"] = csrf(); });
// A refusal is shown where the answer would have come: it says what is wrong.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if ([403, 409, 413, 422, 500, 507].includes(status)) event.detail.shouldSwap = true;
  if (status === 401) tell("U bent niet meer aangemeld. Meld u aan in een ander venster; wat u hier typte, blijft staan.");
});
document.addEventListener("htmx:sendError", () => tell("De studio antwoordt niet. Wat u typte, staat nog in dit venster; laat het open."));

// A file that is dropped on a form goes into its field: what the keyboard does with the field itself.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const over = (is) => form.classList.toggle("over", is);
  form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
