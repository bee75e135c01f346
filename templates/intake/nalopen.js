/* Shows where each character stands on the other side, by mouse, keys and touch; and keeps what was done on this
   computer. Without it the page is whole: the numbers lead from one side to the other. */
(function () {
  "use strict";
  var all = document.getElementById("blokken"), rows = document.querySelector(".rijen");
  var blocks = Array.prototype.slice.call(document.querySelectorAll(".b article"));
  if (!all || !blocks.length) { return; }
  var KEY = "schoolprotocol-nalopen:" + document.body.dataset.sleutel;
  var PLACES = { number: "nummer", cell: "cel", call: "verwijsteken van een noot", hyphen: "afbreekstreepje", mark: "teken van de opmaak" };
  var done = load(), pinned = null, lit = [];

  function load() {
    try { return JSON.parse(window.localStorage.getItem(KEY)) || {}; } catch (refused) { return {}; }
  }
  function keep() {
    try { window.localStorage.setItem(KEY, JSON.stringify(done)); } catch (refused) { /* then only for this visit */ }
  }
  function make(tag, properties, children) {
    var one = document.createElement(tag);
    Object.keys(properties || {}).forEach(function (name) { one[name] = properties[name]; });
    (children || []).forEach(function (child) { one.append(child); });
    return one;
  }

  /* -- the other side ---------------------------------------------------------------------------------------------- */

  var told = make("p", {}), bar = make("div", { className: "kies" });
  var WAITS = "Wijs een stuk aan, of loop met j en k door de blokken: hier staat waar het bleef.";
  told.textContent = WAITS;

  function light(number, place) {
    lit.forEach(function (one) { one.classList.remove("hier", "juist"); });
    lit = [];
    var block = number && document.getElementById("b" + number);
    if (!block) { told.textContent = WAITS; return; }
    mark(block, "hier");
    document.querySelectorAll('.o [data-b="' + number + '"]').forEach(function (one) {
      mark(one, "hier");
      if (place && (one.dataset.p || "text") === place) { mark(one, "juist"); }
    });
    var name = place ? place.replace(/\d+$/, "") : "";
    if (place && place !== "text") {
      block.querySelectorAll('[data-p="' + place + '"]').forEach(function (one) { mark(one, "juist"); });
    }
    var which = block.querySelector(".over").textContent.replace(/^\s*\d+\s*/, "").replace(/\s+/g, " ").trim();
    var printed = block.querySelector('[data-p="number"]');
    told.textContent = "Blok " + number + ": " + which + (printed ? ", in het origineel “" + printed.textContent + "”" : "") +
      (PLACES[name] ? "; dit is het " + PLACES[name] : "") + ". " + block.dataset.t + (block.dataset.t === "1" ? " teken." : " tekens.");
  }
  function mark(one, name) { one.classList.add(name); lit.push(one); }
  function at(target) {
    if (!target || !target.closest) { return null; }
    var piece = target.closest("[data-b]");
    if (piece) { return { number: piece.dataset.b, place: piece.dataset.p || "text" }; }
    var link = target.closest(".o a");
    if (link) { return { number: link.getAttribute("href").slice(2), place: "" }; }
    var block = target.closest("article");
    if (!block) { return null; }
    var part = target.closest(".b [data-p]");
    return { number: block.id.slice(1), place: part ? part.dataset.p : "" };
  }
  function show(found) { light(found && found.number, found && found.place); }

  rows.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") { return; }
    show(at(event.target) || pinned);
  });
  rows.addEventListener("pointerleave", function () { show(pinned); });
  rows.addEventListener("focusin", function (event) { pinned = at(event.target); show(pinned); });
  rows.addEventListener("click", function (event) {
    var found = at(event.target), selected = window.getSelection();
    if (!found || (selected && !selected.isCollapsed)) { return; }
    pinned = found;
    show(found);
    if (event.target.closest("a") && !event.target.closest("path, text")) { return; } // the browser goes there
    if (event.target.closest(".o")) {
      event.preventDefault();
      document.getElementById("b" + found.number).scrollIntoView({ block: "nearest" });
    }
  });

  /* -- from block to block ----------------------------------------------------------------------------------------- */

  function seen(one) { return !one.hidden && !one.closest("[hidden]"); }
  function go(step, only) {
    var open = blocks.filter(function (one) { return seen(one) && (!only || one.classList.contains("let")); });
    if (!open.length) { return; }
    var now = pinned ? Number(pinned.number) : 0, next;
    if (step > 0) { next = open.filter(function (one) { return Number(one.id.slice(1)) > now; })[0] || open[open.length - 1]; }
    else { next = open.filter(function (one) { return Number(one.id.slice(1)) < now; }).pop() || open[0]; }
    reach(next);
  }
  function reach(target) {
    if (!target.hasAttribute("tabindex")) { target.tabIndex = -1; }
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
    pinned = { number: target.id.slice(1), place: "" };
    show(pinned);
  }
  all.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    if (event.key === "j") { go(1); } else if (event.key === "k") { go(-1); }
    else if (event.key === "n") { go(1, true); } else if (event.key === "p") { go(-1, true); }
    else if (event.key === "Escape") { pinned = null; show(null); } else { return; }
    event.preventDefault();
  });

  var kinds = {};
  blocks.forEach(function (one) { kinds[one.dataset.k] = one.querySelector(".over span").textContent.replace(/ \d+$/, ""); });
  var choice = make("select", {}, [
    make("option", { value: "", textContent: "alles" }), make("option", { value: "!", textContent: "wat u moet nalopen" })
  ].concat(Object.keys(kinds).map(function (kind) { return make("option", { value: kind, textContent: kinds[kind] }); })));
  choice.addEventListener("change", choose);
  function choose() {
    var value = choice.value;
    blocks.forEach(function (one) {
      one.hidden = Boolean(value) && !(value === "!" ? one.classList.contains("let") : one.dataset.k === value);
    });
    rows.querySelectorAll(".rij:not(.kop)").forEach(function (row) {
      row.hidden = Boolean(value) && !Array.prototype.some.call(row.querySelectorAll("article"), function (one) { return !one.hidden; });
    });
    rows.querySelectorAll(".deel").forEach(function (head) { head.hidden = Boolean(value); });
  }
  function step(text, title, by, only) {
    var button = make("button", { type: "button", textContent: text });
    button.setAttribute("aria-label", title);
    button.addEventListener("click", function () { go(by, only); });
    return button;
  }
  bar.append(told, make("label", {}, ["Toon ", choice]));
  if (document.querySelector("article.let")) {
    bar.append(step("← Vorige", "← Vorige: vorig blok om na te lopen", -1, true), step("Volgende →", "Volgende →: volgend blok om na te lopen", 1, true));
  }
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Waar het bleef");
  all.append(bar);

  /* a link to a block that is not shown shows everything again */
  function arrive() {
    var target = /^#[bo]\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    if (!seen(target)) { choice.value = ""; choose(); }
    reach(target);
  }
  window.addEventListener("hashchange", arrive);

  /* -- what is done ------------------------------------------------------------------------------------------------ */

  var items = Array.prototype.slice.call(document.querySelectorAll(".taak li"));
  var progress = make("p", { className: "hoe" });
  progress.setAttribute("role", "status");
  function count() {
    var many = items.filter(function (one) { return done[one.dataset.i]; }).length;
    progress.textContent = many + " van " + items.length + " afgevinkt. Dat onthoudt deze browser, en niemand anders.";
  }
  items.forEach(function (one) {
    var box = make("input", { type: "checkbox", checked: Boolean(done[one.dataset.i]) });
    box.setAttribute("aria-label", "Klaar: " + one.textContent.replace(/\s+/g, " ").trim().slice(0, 80));
    box.addEventListener("change", function () {
      if (box.checked) { done[one.dataset.i] = 1; } else { delete done[one.dataset.i]; }
      one.classList.toggle("klaar", box.checked);
      keep(); count();
    });
    one.classList.toggle("klaar", box.checked);
    one.prepend(box);
  });
  if (items.length) {
    document.querySelector(".lead").after(progress);
    count();
  }
  arrive();
})();
