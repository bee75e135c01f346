/* The reader's own tools: choosing what to see, keys, what was read, reactions. Without it the page is whole; nothing
   that it makes leaves the browser but the file or the mail that the reader asks for. */
(function () {
  "use strict";
  var body = document.body, data = body.dataset;
  var changes = Array.prototype.slice.call(document.querySelectorAll("article[data-wijziging]"));
  var first = document.querySelector(".wijzigingen > section");
  if (!changes.length || !first) { return; }

  var KEY = "schoolprotocol-wijzigingen:" + data.sleutel;
  var NAMES = {
    voor: { medewerker: "medewerkers", leerling: "leerlingen", ouder: "ouders/verzorgers", overig: "anderen" },
    gewicht: { "new": "nieuwe en vervallen regels", rule: "regels die veranderen", words: "namen, waarden, koppen en bewoordingen", review: "kijk na", editorial: "redactioneel" },
    soort: { added: "toegevoegd", dropped: "vervallen", changed: "andere tekst", moved: "verplaatst", split: "gesplitst", merged: "samengevoegd", audience: "andere doelgroep", form: "andere vorm", reference: "andere verwijzing", parameter: "ander gegeven", heading: "andere kop", kort: "andere korte zin" }
  };
  var LABELS = { voor: "Voor wie", gewicht: "Gewicht", soort: "Wat er gebeurde" };
  var KINDS = { akkoord: "Akkoord", vraag: "Vraag", bezwaar: "Bezwaar" };
  var state = load();

  function load() {
    try {
      var found = JSON.parse(window.localStorage.getItem(KEY)) || {};
      return { read: found.read || {}, reactions: found.reactions || {} };
    } catch (refused) { return { read: {}, reactions: {} }; }
  }
  function keep() {
    try { window.localStorage.setItem(KEY, JSON.stringify(state)); } catch (refused) { /* then only for this visit */ }
  }
  function make(tag, properties, children) {
    var one = document.createElement(tag);
    Object.keys(properties || {}).forEach(function (name) {
      if (name in one && name !== "list") { one[name] = properties[name]; } else { one.setAttribute(name, properties[name]); }
    });
    (children || []).forEach(function (child) { one.append(child); });
    return one;
  }
  function name(change) { return change.dataset.gewicht === "editorial" || change.dataset.gewicht === "review" ? change.dataset.gewicht + ":" + change.dataset.wijziging : change.dataset.wijziging; }
  function title(change) { return change.querySelector("h3").textContent.replace(/\s+/g, " ").trim(); }

  /* -- choosing ---------------------------------------------------------------------------------------------------- */

  var bar = make("section", { className: "keuzes" });
  bar.setAttribute("aria-label", "Zo leest u");
  var shown = make("p", { className: "stand", role: "status" });
  var choices = {};
  Object.keys(NAMES).forEach(function (which) {
    var there = Object.keys(NAMES[which]).filter(function (value) {
      return changes.some(function (change) { return change.dataset[which].split(" ").indexOf(value) >= 0; });
    });
    if (there.length < 2) { return; }
    var select = make("select", {}, [make("option", { value: "", textContent: "alles" })]);
    there.forEach(function (value) { select.append(make("option", { value: value, textContent: NAMES[which][value] })); });
    select.addEventListener("change", choose);
    choices[which] = select;
    bar.append(make("label", {}, [LABELS[which] + " ", select]));
  });
  var form = make("select", {}, [make("option", { value: "waswordt", textContent: "was en wordt" }), make("option", { value: "renvooi", textContent: "renvooi: in één tekst" })]);
  form.addEventListener("change", function () {
    body.dataset.lees = form.value;
    document.querySelectorAll("details.renvooi").forEach(function (one) { one.open = form.value === "renvooi"; });
  });
  bar.append(make("label", {}, ["Teksten ", form]));
  var foldAll = make("button", { type: "button", textContent: "Alles inklappen" });
  foldAll.addEventListener("click", function () {
    var close = foldAll.textContent === "Alles inklappen";
    changes.forEach(function (change) { fold(change, close); });
    foldAll.textContent = close ? "Alles uitklappen" : "Alles inklappen";
  });
  bar.append(foldAll, shown);

  function choose() {
    var number = 0;
    changes.forEach(function (change) {
      change.hidden = Object.keys(choices).some(function (which) {
        var value = choices[which].value;
        return value && change.dataset[which].split(" ").indexOf(value) < 0;
      });
      if (!change.hidden) { number += 1; }
    });
    tell(number);
  }
  function tell(number) {
    var counted = changes.filter(function (change) { return change.dataset.gewicht !== "editorial"; });
    var read = counted.filter(function (change) { return state.read[name(change)]; }).length;
    var visible = number === undefined ? changes.filter(function (change) { return !change.hidden; }).length : number;
    shown.textContent = read + " van " + counted.length + " gelezen" + (visible < changes.length ? "; " + visible + " van " + changes.length + " getoond" : "") + ".";
    meter.value = read; meter.max = counted.length;
  }
  var meter = make("progress", { value: 0, max: changes.length });
  meter.setAttribute("aria-label", "Gelezen");
  bar.append(meter);
  bar.append(make("p", { className: "toetsen", textContent: "Toetsen: j volgende, k vorige, g gelezen, i in- of uitklappen." }));

  /* -- each change ------------------------------------------------------------------------------------------------- */

  function fold(change, close) {
    var inside = change.querySelector(".inhoud");
    if (!inside) { return; }
    inside.hidden = close;
    var button = change.querySelector("button.klap");
    button.setAttribute("aria-expanded", String(!close));
    button.textContent = close ? "Uitklappen" : "Inklappen";
  }
  function mark(change, read) {
    if (read) { state.read[name(change)] = 1; } else { delete state.read[name(change)]; }
    change.classList.toggle("gelezen", read);
    change.querySelector(".zelf input[type=checkbox]").checked = read;
    keep(); tell();
  }
  function react(change, own) {
    var saved = state.reactions[name(change)] || {}, group = "reactie-" + changes.indexOf(change);
    var text = make("textarea", { rows: 3, value: saved.text || "" });
    text.setAttribute("aria-label", "Toelichting bij uw reactie op " + title(change));
    var radios = Object.keys(KINDS).map(function (kind) {
      return make("input", { type: "radio", name: group, value: kind, checked: saved.kind === kind });
    });
    function save() {
      var chosen = radios.filter(function (one) { return one.checked; })[0];
      if (!chosen && !text.value.trim()) { delete state.reactions[name(change)]; } else {
        state.reactions[name(change)] = { change: change.dataset.wijziging, kind: chosen ? chosen.value : "vraag", text: text.value.trim() };
      }
      keep(); offer();
    }
    radios.forEach(function (one) { one.addEventListener("change", save); });
    text.addEventListener("input", save);
    var clear = make("button", { type: "button", textContent: "Wissen" });
    clear.addEventListener("click", function () {
      radios.forEach(function (one) { one.checked = false; });
      text.value = ""; save();
    });
    var lines = radios.map(function (one) { return make("label", {}, [one, " " + KINDS[one.value]]); });
    var set = make("fieldset", {}, [make("legend", { textContent: "Uw reactie" })].concat(lines, [text, clear]));
    own.append(make("details", { open: Boolean(saved.kind) }, [make("summary", { textContent: "Reageren" }), set]));
  }
  changes.forEach(function (change) {
    var heading = change.querySelector("h3"), inside = change.querySelector(".inhoud"), own = make("div", { className: "zelf" });
    heading.tabIndex = -1;
    if (inside) {
      inside.id = inside.id || change.id + "-inhoud";
      var button = make("button", { type: "button", className: "klap", textContent: "Inklappen" });
      button.setAttribute("aria-expanded", "true");
      button.setAttribute("aria-controls", inside.id);
      button.addEventListener("click", function () { fold(change, !inside.hidden); });
      own.append(button);
    }
    if (change.dataset.gewicht !== "editorial") {
      var box = make("input", { type: "checkbox" });
      box.addEventListener("change", function () { mark(change, box.checked); });
      own.append(make("label", {}, [box, " Gelezen"]));
      box.setAttribute("aria-describedby", heading.id);
      react(change, own);
      change.append(own);
      box.checked = Boolean(state.read[name(change)]);
      change.classList.toggle("gelezen", box.checked);
    }
  });

  /* -- keys and addresses ------------------------------------------------------------------------------------------ */

  var at = -1;
  function go(step) {
    var open = changes.filter(function (change) { return !change.hidden; });
    if (!open.length) { return; }
    var now = open.indexOf(changes[at]);
    var next = open[Math.min(Math.max(now + step, 0), open.length - 1)];
    at = changes.indexOf(next);
    next.querySelector("h3").focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var here = changes[at];
    if (event.key === "j" || event.key === "n") { go(1); }
    else if (event.key === "k" || event.key === "p") { go(-1); }
    else if (event.key === "g" && here && here.dataset.gewicht !== "editorial") { mark(here, !state.read[name(here)]); }
    else if (event.key === "i" && here && here.querySelector(".inhoud")) { fold(here, !here.querySelector(".inhoud").hidden); }
    else { return; }
    event.preventDefault();
  });
  document.addEventListener("focusin", function (event) {
    var inside = event.target.closest && event.target.closest("article[data-wijziging]");
    if (inside) { at = changes.indexOf(inside); }
  });
  function show() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var change = target && target.closest("article[data-wijziging]");
    if (!change) { return; }
    if (change.hidden) { Object.keys(choices).forEach(function (which) { choices[which].value = ""; }); choose(); }
    fold(change, false);
    at = changes.indexOf(change);
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", show);

  /* -- reactions leave as a file or by mail ------------------------------------------------------------------------ */

  var save = make("button", { type: "button", textContent: "Reacties bewaren als bestand" });
  var mail = make("a", { textContent: "Reacties mailen", href: "#" });
  var leaving = make("p", { className: "reacties" }, [save, " ", mail, " ", make("span", {})]);
  bar.append(leaving);
  function reactions() {
    return changes.filter(function (change) { return state.reactions[name(change)]; }).map(function (change) {
      var one = state.reactions[name(change)];
      return { change: change.dataset.wijziging, kind: one.kind, text: one.text };
    });
  }
  function offer() {
    var found = reactions();
    leaving.hidden = !found.length;
    leaving.lastChild.textContent = found.length === 1 ? "1 reactie." : found.length + " reacties.";
    var lines = changes.filter(function (change) { return state.reactions[name(change)]; }).map(function (change) {
      var one = state.reactions[name(change)];
      return title(change) + "\n" + KINDS[one.kind] + (one.text ? ": " + one.text : "");
    });
    var subject = "Reacties op " + document.querySelector("h1").textContent + ", versie " + data.versie;
    var text = lines.join("\n\n") + "\n\nKenmerk van de tekst: " + data.kenmerk.slice(0, 12);
    mail.href = "mailto:" + (data.mail || "") + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(text);
    mail.hidden = mail.href.length > 6000;
  }
  save.addEventListener("click", function () {
    var whole = { format: 1, school: data.school, protocol: data.protocol, version: data.versie, text_hash: data.kenmerk, reactions: reactions() };
    var link = make("a", { href: URL.createObjectURL(new Blob([JSON.stringify(whole, null, 1) + "\n"], { type: "application/json" })) });
    link.download = "reacties-" + data.school + "-" + data.protocol + "-" + data.versie + ".json";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });

  first.after(bar);
  tell(); offer(); show();
})();
