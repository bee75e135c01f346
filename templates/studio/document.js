// Schrijven in de tekst: een clausule openen waar zij staat, bewaren wat er getypt wordt, en tonen wat het wordt.

import { pasted } from "./paste.js";
import { ask, data, post, refusal, steadily, tell } from "./studio.js";

const host = document.getElementById("document");
const AFTER_KEY = 150; // ms
const AFTER_REST = 1200; // ms: the check asks more of the machine than the text itself
const AGAIN = 5000; // ms

/** The shadow tree in which the text stands as the site has it. */
const page = () => document.getElementById("tekst")?.shadowRoot;
const fragment = (html) => new DOMParser().parseFromString(html, "text/html");

/** Say something in a part of the page; where that stands there already, it stays. */
function fill(part, html) {
  steadily(() => { if (part.told !== html) part.innerHTML = part.told = html; }, part);
}

// -- the text -------------------------------------------------------------------------------------------------------

/** A browser that does not know shadow trees in HTML gets them by script. */
function shaded(within) {
  for (const one of within.querySelectorAll("template[shadowrootmode]")) {
    const parent = one.parentElement;
    if (!parent.shadowRoot) parent.attachShadow({ mode: "open" }).append(one.content.cloneNode(true));
    one.remove();
  }
}

/** Give each clause a button; whoever clicks in the text of a clause means it too. */
function dress() {
  const tree = page();
  if (!tree || "read" in host.dataset) return;
  const waiting = new Set([...host.querySelectorAll(".offers [data-clause]")].map((one) => one.dataset.clause));
  for (const clause of tree.querySelectorAll(".clause[id]")) {
    if (clause.querySelector(":scope > .schrijf")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "schrijf";
    button.textContent = waiting.has(clause.id) ? "Niet bewaard: schrijf verder" : "Schrijf";
    button.classList.toggle("waits", waiting.has(clause.id));
    const number = clause.querySelector(".number")?.textContent ?? "";
    const words = clause.querySelector(".clause-text")?.textContent.trim().slice(0, 40) ?? "";
    button.setAttribute("aria-label", `${button.textContent} ${number || words}`);
    clause.append(button);
  }
}

/** To a clause in the text; from there Enter opens it. Whether the text has it. */
function go(id) {
  const clause = page()?.getElementById(id);
  if (!clause) return "read" in host.dataset;
  clause.scrollIntoView({ block: "center" });
  const button = clause.querySelector(":scope > .schrijf");
  button?.focus({ preventScroll: true });
  return true;
}

function clicked(event) {
  const clause = event.target.closest(".clause[id]");
  if (event.target.closest("a, button:not(.schrijf), slot, summary") || !clause) return;
  if (!event.target.closest(".schrijf") && !page().getSelection?.()?.isCollapsed && getSelection()?.toString()) return;
  event.preventDefault();
  open(clause.id);
}

/** Put what the site would have of a clause in the place of what stands there. */
function show(id, html) {
  const old = page()?.getElementById(id);
  const fresh = fragment(html).body.firstElementChild ?? fragment(`<ul>${html}</ul>`).querySelector(".clause");
  if (!old || !fresh) return;
  const slot = old.querySelector("slot[name=schrijven]");
  const next = document.importNode(fresh, true);
  old.replaceWith(next);
  if (slot) next.append(slot);
  dress();
}

// -- a clause that somebody writes -----------------------------------------------------------------------------------

let editor = null;

async function open(id, query = "") {
  if (editor?.id === id && !query) return editor.focus();
  const address = `${host.dataset.at}/clausule/${id}`;
  const answer = await ask(address + query, { headers: { "HX-Request": "true" } });
  const found = answer?.ok && fragment(answer.text).querySelector(".editor");
  if (!found) return told(refusal(answer).outerHTML);
  if (editor && !await editor.close(false)) return editor.focus(); // what stands there is kept nowhere yet
  host.querySelector(".sheet > .done")?.remove();
  const piece = document.importNode(found, true);
  const place = page()?.getElementById(id);
  if (place) {
    piece.slot = "schrijven";
    const slot = document.createElement("slot");
    slot.name = "schrijven";
    place.append(slot);
    document.getElementById("tekst").append(piece);
  } else {
    host.querySelector(".sheet").prepend(piece);
  }
  editor = new Editor(piece);
  editor.focus();
}

class Editor {
  constructor(piece) {
    this.sequence = 0;
    this.dirty = false;
    this.kept = true;
    this.begin(piece);
  }

  /** Take a form in use: the first, or the one that came back after a refusal. */
  begin(piece) {
    this.piece = piece;
    this.id = piece.dataset.clause;
    this.form = piece.querySelector(".clause-form");
    this.box = this.form.elements.text;
    this.first = JSON.stringify(this.fields());
    shaded(piece);
    piece.querySelector("[data-look]")?.setAttribute("hidden", "");
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    piece.addEventListener("click", (event) => this.clicked(event));
    piece.addEventListener("submit", (event) => this.forget(event));
    piece.querySelector("[data-filter]")?.addEventListener("input", (event) => this.filter(event));
    piece.querySelector("[data-search]")?.addEventListener("input", (event) => this.search(event));
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("paste", (event) => this.paste(event));
    this.needs();
    this.everywhere();
  }

  focus() {
    const conflict = this.piece.querySelector("[data-conflict] h3");
    (conflict ?? page()?.getElementById(this.id) ?? this.piece).scrollIntoView({ block: "start" });
    (conflict ?? this.box).focus({ preventScroll: true });
  }

  /** All fields as texts; boxes of one name, each on a line. */
  fields() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (name === "csrf") continue;
      found[name] = name in found ? `${found[name]}\n${value}` : value;
    }
    return found;
  }

  state(text) { this.piece.querySelector("[data-state]").textContent = text; }

  say(html) { this.piece.querySelector("[data-said]").innerHTML = html; }

  // -- typing --

  typed() {
    this.dirty = JSON.stringify(this.fields()) !== this.first;
    this.kept = false;
    this.needs();
    this.notes();
    clearTimeout(this.soon);
    clearTimeout(this.later);
    this.soon = setTimeout(() => { this.keep(); this.preview(); }, AFTER_KEY);
    this.later = setTimeout(() => this.everywhere(), AFTER_REST);
  }

  /** Keep what was typed on the disk of the studio. That is a draft, and nobody's text yet. */
  async keep(more = {}) {
    clearTimeout(this.again);
    const fields = this.fields(), now = JSON.stringify(fields);
    const path = `${this.piece.dataset.at}/concept`;
    const kept = (this.keeping ?? Promise.resolve()).then(() => post(path, fields, { Accept: "application/json" }, more));
    this.keeping = kept;
    const answer = await kept, told = data(answer);
    if (this.closed) return answer;
    if (told) {
      const { wanneer, anderen } = told;
      if (now === JSON.stringify(this.fields())) this.kept = true;
      steadily(() => {
        this.state(wanneer ? `Uw klad is onthouden ${wanneer}. Nog niet bewaard.` : "");
        this.piece.querySelector("[data-present]").textContent = anderen.length ? `${anderen.join(", ")} typt hier nu ook.` : "";
      });
    } else {
      this.state("Wat u typte is nog niet onthouden: de studio antwoordt niet goed. Laat dit venster open; het wordt vanzelf opnieuw geprobeerd.");
      this.again = setTimeout(() => this.keep(), AGAIN);
    }
    return answer;
  }

  async preview() {
    const mine = ++this.sequence;
    this.asking?.abort();
    this.asking = new AbortController();
    const path = `${this.piece.dataset.at}/voorbeeld`;
    const answer = await post(path, this.fields(), { Accept: "application/json" }, { signal: this.asking.signal });
    const told = data(answer);
    if (!told || mine !== this.sequence || this.closed) return;
    const { html, fouten, gebruikt } = told;
    if (html) steadily(() => show(this.id, html));
    fill(this.piece.querySelector("[data-used]"), gebruikt);
    fill(this.piece.querySelector("[data-faults-here]"), fouten);
  }

  /** The other schools, and what the check says: that takes longer, and comes after a rest. */
  async everywhere() {
    if (this.looking) { this.looksAgain = true; return; } // one at a time: it asks much of the machine
    const mine = this.sequence;
    const path = `${this.piece.dataset.at}/overal`;
    this.looking = true;
    const answer = await post(path, this.fields(), { "HX-Request": "true" });
    this.looking = false;
    if (this.looksAgain && !this.closed) { this.looksAgain = false; this.everywhere(); return; }
    if (!answer?.ok || mine !== this.sequence || this.closed) return;
    const found = fragment(answer.text).body;
    const faults = found.querySelector("[data-faults]");
    if (!faults) return;
    faults.remove();
    if (this.dirty) fill(this.piece.querySelector("[data-faults-here]"), faults.innerHTML);
    const place = this.piece.querySelector("[data-everywhere]");
    steadily(() => {
      place.replaceChildren(...document.importNode(found, true).childNodes);
      for (const one of place.querySelectorAll("[data-html]")) this.mirror(one);
    }, place);
  }

  /** A clause of another school, in the style of the page. */
  mirror(one) {
    const tree = one.attachShadow({ mode: "open" });
    for (const sheet of page()?.querySelectorAll("link") ?? []) tree.append(sheet.cloneNode());
    const reading = document.createElement("div");
    reading.className = "reading";
    const [begin, end] = one.dataset.html.trimStart().startsWith("<li") ? ['ul role="list"', "ul"] : ["div", "div"];
    reading.innerHTML = `<article class="text"><${begin} class="clauses numbered">${one.dataset.html}</${end}></article>`;
    tree.append(reading);
  }

  /** What a choice of school asks besides. */
  needs() {
    const level = this.fields().niveau ?? "";
    for (const one of this.piece.querySelectorAll("[data-needs]")) {
      const kind = one.dataset.needs;
      one.hidden = kind === "eigen:" ? !level.startsWith(kind) : level !== kind;
    }
  }

  /** A box for each note that the text calls. */
  notes() {
    const holder = this.piece.querySelector("[data-notes]");
    for (const [, name] of this.box.value.matchAll(/\[\^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\]/g)) {
      if (this.form.elements[`noot.${name}`]) continue;
      const place = document.createElement("div");
      const label = Object.assign(document.createElement("label"), { htmlFor: `noot-${name}`, textContent: `Noot [^${name}]` });
      const box = Object.assign(document.createElement("textarea"), { id: `noot-${name}`, name: `noot.${name}`, rows: 2 });
      place.append(label, box);
      holder.append(place);
      holder.hidden = false;
    }
  }

  // -- tools --

  clicked(event) {
    const { target } = event;
    const button = target.closest("button, a");
    if (!button) return;
    if (button.dataset.mark) this.mark(button.dataset.mark);
    if (button.dataset.insert) this.insert(button.dataset.insert);
    if (button.dataset.line) this.line(Number(button.dataset.line));
    if ("continue" in button.dataset && host) { event.preventDefault(); open(this.id, new URL(button.href).search); }
    if ("editBoth" in button.dataset) { event.preventDefault(); this.box.focus(); }
    if ("close" in button.dataset && host) { event.preventDefault(); this.close(true); }
  }

  key(event) {
    if (event.key === "Escape" && host) { event.preventDefault(); this.close(true); return; }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const mark = { b: "bold", i: "emphasis" }[event.key];
    if (mark && event.target === this.box) { event.preventDefault(); this.mark(mark); }
    if (event.key === "s" || event.key === "Enter") { event.preventDefault(); this.save(); }
  }

  mark(kind) {
    const { selectionStart: from, selectionEnd: to, value } = this.box;
    const chosen = value.slice(from, to);
    if (kind === "bold") this.put(`**${chosen || "vet"}**`);
    if (kind === "emphasis") this.put(`*${chosen || "nadruk"}*`);
    if (kind === "note") {
      const taken = new Set([...value.matchAll(/\[\^([^\]]+)\]/g)].map((one) => one[1]));
      let number = 1;
      while (taken.has(`noot-${number}`) || this.form.elements[`noot.noot-${number}`]) number += 1;
      this.put(`${chosen}[^noot-${number}]`);
      this.form.elements[`noot.noot-${number}`]?.focus();
    }
    if (kind === "list" || kind === "numbers") {
      const lines = (chosen || "eerste punt").split("\n").filter((one) => one.trim());
      const listed = lines.map((one, at) => `${kind === "list" ? "-" : `${at + 1}.`} ${one.trim()}`).join("\n");
      const before = value.slice(0, from).replace(/\n+$/, ""), after = value.slice(to).replace(/^\n+/, "");
      this.put(`${before ? "\n\n" : ""}${listed}${after ? "\n\n" : ""}`, before.length, value.length - after.length);
    }
  }

  /** A value or reference; where a sentence begins, with a capital. */
  insert(written) {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const begins = /^\{\{ school\./.test(written) && /(^|[.!?]\s|\n\s*)$/.test(before);
    this.put(begins ? written.replace(" }}", " | hoofdletter }}") : written);
  }

  put(text, from = this.box.selectionStart, to = this.box.selectionEnd) {
    this.box.focus();
    this.box.setSelectionRange(from, to);
    // So that the browser's own undo knows it; where it cannot, by hand.
    if (!document.execCommand?.("insertText", false, text)) {
      this.box.setRangeText(text, from, to, "end");
      this.typed();
    }
  }

  /** What comes from Word keeps its lists and bold words; what a clause cannot have is told. */
  paste(event) {
    const found = pasted(event.clipboardData);
    if (!found?.text && !found?.pictures) return;
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to, value } = this.box;
    const isWhole = /\n|^\s*(-|1\.) /.test(found.text); // blocks: they stand apart from what is there
    const before = isWhole && value.slice(0, from).trim() ? "\n\n" : "", after = isWhole && value.slice(to).trim() ? "\n\n" : "";
    this.put(`${before}${found.text}${after}`);
    const told = [
      found.tables && "Een tabel kan niet in een clausule: elke rij is nu een punt van een lijst.",
      found.pictures && "Een plaatje kan niet in een clausule: het is niet meegekomen.",
      this.box.value.length >= this.box.maxLength && "Dit is meer dan in een clausule past: het eind is niet meegekomen.",
    ].filter(Boolean).join(" ");
    if (told) this.say(`<p class="offer" role="status"><strong>Geplakt.</strong> ${told} Kijk na of er staat wat u bedoelt.</p>`);
  }

  line(number) {
    const lines = this.box.value.split("\n");
    const from = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.box.focus();
    this.box.setSelectionRange(from, from + lines[number - 1].length);
  }

  filter(event) {
    event.stopPropagation();
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of this.piece.querySelectorAll("[data-words]")) {
      one.hidden = !words.every((word) => one.dataset.words.toLowerCase().includes(word));
    }
  }

  search(event) {
    event.stopPropagation();
    clearTimeout(this.searching);
    const { value, dataset } = event.target;
    this.searching = setTimeout(async () => {
      const answer = await ask(`${dataset.search}?zoek=${encodeURIComponent(value)}`, { headers: { "HX-Request": "true" } });
      if (answer?.ok) fill(this.piece.querySelector("[data-results]"), value.trim() ? answer.text : "");
    }, AFTER_KEY);
  }

  // -- to the end --

  async save() {
    if (this.saving) return;
    this.saving = true;
    clearTimeout(this.soon);
    clearTimeout(this.later);
    clearTimeout(this.again);
    const button = this.form.elements.bewaar;
    button.disabled = true;
    this.state("bewaren …");
    try {
      if (this.dirty && await this.keep() === null) this.refused(null); // nobody answers: a save would wait as long again
      else await this.sent();
    } finally {
      this.saving = false;
      button.disabled = false;
    }
  }

  async sent() {
    const fields = { ...this.fields(), bewaar: "ja" };
    const answer = await post(this.form.action, fields, { "HX-Request": "true" });
    const piece = fragment(answer?.text ?? "").body;
    const form = piece.querySelector(".editor"), done = piece.querySelector("[data-saved]");
    if (answer?.ok && done) {
      this.dirty = false;
      this.kept = true;
      if (!host) { location.assign(this.piece.querySelector("[data-close]").href); return; }
      const { id } = this;
      await this.close(false);
      await renew(done.outerHTML, id);
    } else if (answer?.status === 409 && form) {
      const next = document.importNode(form, true);
      next.slot = this.piece.slot;
      this.piece.replaceWith(next);
      this.begin(next);
      this.dirty = true;
      this.focus();
    } else if (form) {
      this.say(form.querySelector("[data-said]").innerHTML);
      this.unsaved();
    } else {
      this.refused(answer);
    }
  }

  /** Not saved, and why; his text stays where it is. */
  refused(answer) {
    const said = refusal(answer);
    said.insertAdjacentHTML("afterbegin", "<p><strong>Nog niet bewaard.</strong> Uw tekst staat nog in het vak.</p>");
    this.say(said.outerHTML);
    this.unsaved();
  }

  unsaved() {
    this.state("niet bewaard");
    this.piece.querySelector("[data-said]").scrollIntoView({ block: "nearest" });
  }

  async forget(event) {
    if (!("forget" in event.target.dataset) || !host) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target));
    const answer = await post(event.target.action, fields, { "HX-Request": "true" });
    if (!answer?.ok) { this.say(refusal(answer).outerHTML); return; }
    if (event.target.closest(".offer")) { event.target.closest(".offer").remove(); return; }
    this.dirty = false;
    await this.close(false);
    await renew("", this.id);
  }

  /** Out of the page, where what was typed is saved or kept as a draft; whether it is. */
  async close(asked) {
    clearTimeout(this.soon);
    clearTimeout(this.later);
    clearTimeout(this.again);
    if (this.dirty && !this.kept) await this.keep();
    if (this.dirty && !this.kept) return false;
    clearTimeout(this.again);
    this.closed = true;
    this.asking?.abort();
    const tree = page();
    tree?.querySelectorAll("slot[name=schrijven]").forEach((one) => one.remove());
    this.piece.remove();
    if (editor === this) editor = null;
    if (asked) {
      await renew(this.dirty ? '<p class="done kept" role="status">Uw klad is onthouden. Het is nog niet bewaard: open de clausule om verder te gaan.</p>' : "", this.id);
      page()?.getElementById(this.id)?.querySelector(".schrijf")?.focus();
    }
    return true;
  }
}

/** Say something above the text, in the place of what was said there. */
function said(html) {
  host.querySelector(".sheet > :is(.done, .refusal)")?.remove();
  host.querySelector(".sheet").insertAdjacentHTML("afterbegin", html);
}

/** The same, and show it. */
function told(html) {
  said(html);
  host.querySelector(".sheet > :is(.done, .refusal)").scrollIntoView({ block: "nearest" });
}

/** The text has its height only when its style sheets are there. */
const styled = () => Promise.all([...page()?.querySelectorAll("link") ?? []].map((one) => one.sheet ?? new Promise((done) => {
  one.addEventListener("load", done);
  one.addEventListener("error", done);
})));

/** What is to be in sight after the text was renewed: news of one's own save renews it once more. */
let aim = null;

/** The text and the outline as they are now. */
async function renew(words, id) {
  const answer = await ask(`${host.dataset.at}/`, { headers: { "HX-Request": "true" } });
  const found = answer?.ok ? fragment(answer.text).body : null;
  if (!found?.querySelector(".sheet")) {
    if (words) told(words);
    tell("De bladzijde kan niet worden ververst: u ziet haar zoals zij was. Laad haar straks opnieuw.");
    return;
  }
  tell("");
  await new Promise((done) => steadily(done, host));
  if (editor) return; // he opened a clause meanwhile: it stays
  const before = words || host.querySelector(".done")?.outerHTML; // news must not take away what was just said
  const mine = aim = { id: id || aim?.id, height: aim?.height ?? scrollY };
  host.replaceChildren(...document.importNode(found, true).childNodes);
  shaded(host);
  begin();
  host.querySelector(".sheet .done")?.remove();
  if (before) said(before);
  await styled();
  if (mine !== aim) return;
  aim = null;
  if (editor) return;
  const clause = page()?.getElementById(mine.id);
  if (clause) clause.scrollIntoView({ block: "center" }); // below what was said, which stays at the top
  else scrollTo(0, mine.height);
}

// -- what others change meanwhile ------------------------------------------------------------------------------------

/** One window of the browser waits for news and tells the others: a browser has few connections with an address. */
function news() {
  let seen = Number(document.body.dataset.state);
  const told = new BroadcastChannel("studio-nieuws");
  const heard = (nu) => { if (nu !== seen) { seen = nu; changed(); } };
  told.onmessage = (event) => heard(event.data);
  const wait = async () => {
    for (;;) {
      const answer = data(await ask(`/-nieuws?sinds=${seen}`, { headers: { Accept: "application/json" } }));
      if (!answer) { await new Promise((resolve) => setTimeout(resolve, AGAIN)); continue; }
      const { nu } = answer;
      if (nu === seen) continue;
      told.postMessage(nu);
      heard(nu);
    }
  };
  if (navigator.locks) navigator.locks.request("studio-nieuws", wait);
  else wait();
}

/** Something changed: renew the text, or say it beside what somebody is typing. */
async function changed() {
  if (!editor) { await renew("", ""); return; }
  const answer = await ask(editor.piece.dataset.at, { headers: { "HX-Request": "true" } });
  if (!editor || editor.saving || !answer || !answer.ok && answer.status !== 404) return; // what cannot be read now is not changed
  const now = answer.ok ? fragment(answer.text).querySelector("input[name=gezien]")?.value : null;
  if (now === editor.form.elements.gezien.value || editor.piece.querySelector("[data-changed]")) return;
  const said = '<div class="conflict" role="status" data-changed><p><strong>Dit is intussen veranderd</strong>, door iemand anders of door u in een ander venster. Uw tekst staat nog in het vak. Bewaart u, dan ziet u eerst beide teksten naast elkaar.</p></div>';
  steadily(() => editor.piece.querySelector("[data-said]").insertAdjacentHTML("afterbegin", said)); // beside why something was refused
}

const narrow = matchMedia("(max-width: 61.99rem)"); // as document.css: the outline stands above the text

function begin() {
  if (narrow.matches) host.querySelector(".outline details").open = false;
  page()?.addEventListener("click", clicked);
  dress();
  for (const one of host.querySelectorAll("[data-clause]:not(.editor)")) {
    one.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (one.closest(".outline") && go(one.dataset.clause)) return;
      open(one.dataset.clause);
    });
  }
}

if (host) {
  shaded(host);
  begin();
  news();
  if (location.hash.length > 1) page()?.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} else {
  const piece = document.querySelector(".editor");
  shaded(document.body);
  if (piece) editor = new Editor(piece);
}
addEventListener("pagehide", () => { if (editor?.dirty && !editor.kept) editor.keep({ keepalive: true }); });
addEventListener("beforeunload", (event) => { if (editor?.dirty && !editor.kept) event.preventDefault(); });
