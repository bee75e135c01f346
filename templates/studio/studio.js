// Wat elke bladzijde doet: het geheim van de sessie meesturen, zeggen wat er misgaat, en nooit iets kwijtraken.

const body = document.body;

/** The secret that shows that a form comes from a page of ours. */
export const csrf = () => body.dataset.csrf;

/** Say something at the top of the page, to eyes and to screen readers. */
export function tell(text) {
  document.getElementById("nieuws").textContent = text;
}

const PATIENCE = 30_000; // ms: longer than a save of a large board takes

/** Ask something; null where nobody answers in time, or the answer breaks off. Never throws: whoever waits goes on. */
export async function ask(path, options = {}) {
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE);
  options.signal?.addEventListener("abort", () => patience.abort());
  try {
    const answer = await fetch(path, { ...options, signal: patience.signal });
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, where: answer.headers.get("HX-Redirect"), text };
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

/** The data of an answer; null where it was refused, or holds none: something between us and the studio answered. */
export function data(answer) {
  if (!answer?.ok) return null;
  try { return JSON.parse(answer.text); } catch { return null; }
}

/** Send texts to a path of ours, and give the data that comes back; null where it was not done. */
export const send = async (path, fields) => data(await post(path, fields, { Accept: "application/json" }));

/**
 * The same, for who wants the answer as it is.
 * A session that ended is begun anew in another window; what was typed stays in this one.
 */
export async function post(path, fields, headers, more = {}) {
  const sent = () => ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Csrf": csrf(), ...headers },
    body: JSON.stringify(fields),
    ...more,
  });
  let answer = await sent();
  if ([401, 403].includes(answer?.status) && await renewed()) answer = await sent();
  if (answer?.status === 401 && !isOther) tell(`${ENDED} Wat u hier typte, blijft staan.`);
  if (answer?.status === 401) hasEnded = true;
  else if (answer?.ok && hasEnded) { hasEnded = false; tell(""); }
  return answer;
}

const ENDED = "U bent niet meer aangemeld. Meld u aan in een ander venster.";
const REASONS = { 401: `${ENDED} Doe het daarna hier opnieuw.`, 413: "Dit is te veel om in één keer te versturen. Maak het korter." };

/** Why something was not done and what to do: as the studio says it; where it was not the studio that answered, as we do. */
export function refusal(answer) {
  const told = answer && new DOMParser().parseFromString(answer.text, "text/html").querySelector(".refusal");
  if (told?.textContent.trim()) return document.importNode(told, true);
  const own = Object.assign(document.createElement("div"), { className: "refusal" });
  own.setAttribute("role", "alert");
  const silent = "De studio antwoordt niet. Kijk of uw verbinding werkt en of de studio nog draait. Probeer het daarna opnieuw.";
  const odd = `Er kwam geen goed antwoord (${answer?.status}). Wacht een minuut en probeer het opnieuw. Blijft het zo, vraag dan wie de studio beheert.`;
  own.append(Object.assign(document.createElement("p"), { textContent: answer ? REASONS[answer.status] ?? odd : silent }));
  return own;
}

/** The same in one line, for the top of the page. */
const inShort = (answer) => refusal(answer).textContent.replace(/\s+/g, " ").trim();

let hasEnded = false, isOther = false;

/** Take over the session that was begun in another window; not that of somebody else: what stands here is not his. */
async function renewed() {
  const session = data(await ask("/-sessie", { headers: { Accept: "application/json" } }));
  if (!session) return false;
  isOther = session.wie !== body.dataset.person;
  if (isOther) {
    tell("In dit venster is nu iemand anders aangemeld. Wat u hier typte, blijft staan; meld uzelf weer aan om het te bewaren.");
    return false;
  }
  body.dataset.csrf = session.csrf;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = csrf();
  return true;
}

/** What somebody presses, with all around it; `:active` is forgotten when the clause around the editor is shown anew. */
const AFTER_PRESS = 150; // ms
let press = null;
let waiting = [];
for (const begin of ["pointerdown", "keydown"]) {
  addEventListener(begin, (event) => {
    if (event.button || (event.key ?? " ") !== " ") return; // no other of them clicks
    const around = event.composedPath();
    const button = around.find((one) => one.matches?.("button, a, summary, label"));
    press = { around, button, top: button?.getBoundingClientRect().top };
  });
}
for (const end of ["pointerup", "pointercancel", "keyup", "dragstart", "contextmenu", "blur"]) {
  addEventListener(end, () => {
    press = null;
    setTimeout(() => { for (const one of waiting.splice(0)) one(); }, AFTER_PRESS); // the click of a finger comes later
  });
}

/**
 * Change something in the page; a button that somebody presses stays under his hand, for else his click is lost.
 * A part that is replaced waits until nothing is pressed in it.
 */
export function steadily(change, part) {
  if (part && (waiting.length || press?.around.includes(part))) { waiting.push(() => steadily(change, part)); return; }
  change();
  const mine = press;
  const hold = () => { // also when its style sheets come
    if (!mine?.button?.isConnected || press !== mine) return;
    scrollBy(0, mine.button.getBoundingClientRect().top - mine.top);
    requestAnimationFrame(hold);
  };
  hold();
}

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Csrf"] = csrf(); });
/** What was shown last, by address: what is asked each second is mostly the same, and stays. */
const answered = new Map();
// A refusal is shown where the answer would have come: it says what is wrong. What something else answers is never shown there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, elt, target } = event.detail, { status } = xhr;
  const swapStyle = elt.getAttribute("hx-swap");
  if ([401, 403].includes(status)) renewed();
  const isOurs = status < 400 || / class="refusal"/.test(xhr.responseText);
  event.detail.shouldSwap = false; // not before what is pressed, wherever on the page, is let go
  if (!isOurs || status === 401) tell(`${inShort({ status, text: xhr.responseText })} Wat u typte, staat nog in dit venster.`);
  else if (swapStyle !== "none" && answered.get(xhr.responseURL) !== xhr.responseText) steadily(() => {
    if (!target.isConnected) return;
    answered.set(xhr.responseURL, xhr.responseText);
    htmx.swap(target, xhr.responseText, { swapStyle });
  }, body);
});
for (const silence of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(silence, () => tell(`${inShort(null)} Wat u typte, staat nog in dit venster; laat het open.`));
}

// Who clicks twice sends once: the second would be told that it is done already, and sees that instead of what was done.
const AGAIN_AFTER = 5000; // ms: a form whose answer is a file, or never comes, can be sent anew
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if ("sent" in form.dataset) { event.preventDefault(); return; }
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, AGAIN_AFTER);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; }); // who goes back

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

// Who else has this document open: asked now and then, while somebody looks at the page.
const BETWEEN = 12_000; // ms; `presence.HERE` is three times as long
for (const one of document.querySelectorAll("[data-who]")) {
  const look = async () => {
    const found = document.hidden ? null : data(await ask(one.dataset.who, { headers: { Accept: "application/json" } }));
    const told = found?.anderen.length ? `Nu ook in dit document: ${found.anderen.join(", ")}.` : "";
    if (found && one.textContent !== told) one.textContent = told;
  };
  look();
  setInterval(look, BETWEEN);
  document.addEventListener("visibilitychange", look);
}
