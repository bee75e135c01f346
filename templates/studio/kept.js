// Elk formulier met data-keep: wat iemand typt, wordt vastgelegd, en komt terug als hij weggaat of de sessie eindigt.

import { ask, data, post, refusal, send } from "./studio.js";

const REST = 400, AGAIN = 5000; // ms
const WAYS = ["hidden", "submit", "button", "file", "password"];

/** What people fill in of a form; boxes of one name, each on a line. */
function filled(form) {
  const found = {};
  for (const one of form.elements) {
    if (!one.name || WAYS.includes(one.type)) continue;
    if (["checkbox", "radio"].includes(one.type) && !one.checked) continue;
    found[one.name] = one.name in found ? `${found[one.name]}\n${one.value}` : one.value;
  }
  return found;
}

function fill(form, fields) {
  for (const one of form.elements) {
    if (!one.name || WAYS.includes(one.type)) continue;
    const value = fields[one.name] ?? "";
    if (["checkbox", "radio"].includes(one.type)) one.checked = value.split("\n").includes(one.value);
    else one.value = value;
  }
}

/** Follow a form; gives what is to be called when it was sent. */
export function keep(form) {
  const eenheid = form.dataset.keep, tab = `${Date.now()}-${Math.random()}`;
  const first = JSON.stringify(filled(form));
  const state = Object.assign(document.createElement("p"), { className: "hint" });
  state.setAttribute("role", "status");
  form.append(state);
  let soon, isSent = false;
  const write = async () => {
    const now = JSON.stringify(filled(form));
    const kept = await send("/klad/", { eenheid, tab, velden: now === first || isSent ? "" : now });
    if (kept) {
      state.textContent = kept.wanneer && !isSent ? `Uw klad is onthouden ${kept.wanneer}. Nog niet bewaard.` : "";
    } else if (!isSent) {
      state.textContent = "Uw klad is nog niet onthouden: laat dit venster open. Het wordt vanzelf opnieuw geprobeerd.";
      soon = setTimeout(write, AGAIN);
    }
  };
  form.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(write, REST); });
  offer(form, eenheid);
  form.dataset.tab = tab;
  return () => { isSent = true; clearTimeout(soon); return write(); };
}

/** What he typed here before, in a tab that is gone. */
async function offer(form, eenheid) {
  const { klad } = data(await ask(`/klad/?eenheid=${encodeURIComponent(eenheid)}`, { headers: { Accept: "application/json" } })) ?? { klad: [] };
  for (const one of klad) {
    const forget = () => send("/klad/", { eenheid, tab: one.tab, velden: "" });
    if (JSON.stringify(one.velden) === JSON.stringify(filled(form))) { forget(); continue; }
    const box = document.createElement("div");
    box.className = "offer";
    const said = Object.assign(document.createElement("p"), { textContent: `U vulde hier ${one.wanneer} iets in dat niet is bewaard.` });
    const back = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Zet het terug" });
    const away = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Gooi het weg" });
    back.addEventListener("click", () => { fill(form, one.velden); form.dispatchEvent(new Event("input")); forget(); box.remove(); });
    away.addEventListener("click", () => { forget(); box.remove(); });
    const acts = document.createElement("p");
    acts.append(back, " ", away);
    box.append(said, acts);
    form.before(box);
    form.closest("details")?.setAttribute("open", "");
  }
}

/** A form that the browser sends itself: it says which draft is saved with it. */
function plain(form) {
  keep(form);
  for (const [name, value] of [["eenheid", form.dataset.keep], ["tab", form.dataset.tab]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
}

/** Send a form without losing it where nobody is logged in, or nobody or something else answers. */
function sending(form) {
  const sent = keep(form);
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    const fields = {};
    for (const [name, value] of new FormData(form, event.submitter)) if (name !== "csrf") fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
    isBusy = true;
    const answer = await post(form.action, fields, { "HX-Request": "true" });
    isBusy = false;
    if (answer?.ok && answer.where) { await sent(); location.assign(answer.where); return; }
    const fresh = answer && new DOMParser().parseFromString(answer.text, "text/html").querySelector("main");
    if (fresh?.querySelector("form[data-scripted=send]")) { // the same page, with what was typed and what is wrong
      document.querySelector("main").replaceChildren(...document.importNode(fresh, true).childNodes);
      begin();
    } else {
      document.querySelector("[data-refused]")?.remove();
      const said = refusal(answer);
      said.dataset.refused = "";
      said.insertAdjacentHTML("afterbegin", "<p><strong>Nog niet bewaard.</strong> Wat u invulde, staat er nog.</p>");
      form.before(said);
    }
    document.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
  });
}

function begin() {
  for (const form of document.querySelectorAll("form[data-keep]:not([data-scripted])")) plain(form);
  for (const form of document.querySelectorAll("form[data-scripted=send]")) sending(form);
}
begin();
