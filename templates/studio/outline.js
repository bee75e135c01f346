// De opbouw: slepen naast de knoppen, en formulieren zonder dat de bladzijde verspringt.

import { keep } from "./kept.js";
import { post, refusal } from "./studio.js";

const host = document.getElementById("opbouw");

async function send(path, fields) {
  const answer = await post(path, fields, { "HX-Request": "true" });
  host.querySelector("[data-refused]")?.remove();
  if (!answer?.text.includes('id="nieuw"')) { // no page of ours: what was typed stays
    const said = refusal(answer);
    said.dataset.refused = "";
    said.insertAdjacentHTML("afterbegin", "<p><strong>Er is niets veranderd.</strong> Wat u typte, staat er nog.</p>");
    host.prepend(said);
    said.scrollIntoView({ block: "nearest" });
    return;
  }
  const isAdding = path.endsWith("/toevoegen");
  const typed = [...host.querySelectorAll("#nieuw [name]")].filter((one) => one.id && one.type !== "hidden").map((one) => [one.id, one.value]);
  if (isAdding && answer.ok) await sent?.();
  host.innerHTML = answer.text;
  if (!isAdding) for (const [id, value] of typed) document.getElementById(id).value = value;
  begin();
  const moved = fields.clausule && host.querySelector(`[data-clause="${CSS.escape(fields.clausule)}"] [value="${CSS.escape(fields.naar ?? "")}"]`);
  moved?.focus();
  if (!answer.ok || !moved) host.querySelector("[role=alert], [role=status]").scrollIntoView({ block: "nearest" });
}

function fieldsOf(form, button) {
  const found = {};
  for (const [name, value] of new FormData(form, button)) if (name !== "csrf") found[name] = name === "geldt" || !(name in found) ? value : `${found[name]}\n${value}`;
  return found;
}

host.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  send(event.target.action, fieldsOf(event.target, event.submitter));
});
host.addEventListener("change", (event) => { if (event.target.closest("[data-scope]")) scope(); });
host.addEventListener("click", (event) => {
  const after = event.target.closest("[data-after]")?.dataset.after;
  if (after) document.getElementById("nieuw-na").value = after;
});

/** For whom a move is: one choice for all buttons. */
function scope() {
  const { value } = host.querySelector("[data-scope] [name=geldt]:checked");
  for (const one of host.querySelectorAll("[data-for]")) one.value = value;
}

// -- dragging: with mouse, pen or finger -------------------------------------------------------------------------------

let dragged = null, over = null;

host.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.button) return;
  event.preventDefault();
  dragged = grip.closest("li");
  dragged.classList.add("dragged");
  host.setPointerCapture(event.pointerId);
});
host.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const found = document.elementFromPoint(event.clientX, event.clientY)?.closest(".moves > li[data-clause]");
  if (found === over) return;
  over?.classList.remove("over");
  over = found === dragged ? null : found;
  over?.classList.add("over");
  if (event.clientY < 60) scrollBy(0, -30);
  if (event.clientY > innerHeight - 60) scrollBy(0, 30);
});
for (const end of ["pointerup", "pointercancel"]) {
  host.addEventListener(end, (event) => {
    if (!dragged) return;
    const [what, where] = [dragged, over];
    what.classList.remove("dragged");
    where?.classList.remove("over");
    dragged = null;
    over = null;
    if (event.type === "pointercancel" || !where) return;
    const form = what.querySelector("form.act");
    send(form.action, { ...fieldsOf(form), naar: `voor:${where.dataset.clause}` });
  });
}

let sent = null;

function begin() {
  host.querySelector("[data-apply]").hidden = true;
  const form = host.querySelector("[data-keep]");
  if (form) sent = keep(form);
}
begin();
