/* Lays two versions beside each other: of each clause the text of the one and of the other, with the words that differ.
   The page holds all texts; nothing is fetched. Without this file they stand below each other. */
"use strict";

(() => {
  const form = document.querySelector(".beside-choice");
  if (!form) return;
  const { links, rechts, alleen } = form.elements;
  const rows = [...document.querySelectorAll(".beside-row")].map((row) => ({
    row,
    cells: [...row.querySelectorAll(".beside-cell")].map((cell) => ({
      cell,
      written: cell.cloneNode(true),
      versions: cell.dataset.versions.split(" ").map(Number),
      places: cell.dataset.places.split(" ").map(Number),
    })),
  }));
  const nameOf = (select) => select.selectedOptions[0].textContent.split(",")[0];
  const MANY = 1500;

  const tokensIn = (cell) => {
    const found = [];
    for (const text of cell.querySelectorAll(".beside-text")) {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const word of node.data.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) || []) found.push({ node, word, same: !word.trim() });
      }
    }
    return found;
  };

  /* The longest row of words that both have: what is not in it differs. */
  const compare = (left, right) => {
    const one = left.filter((token) => !token.same);
    const other = right.filter((token) => !token.same);
    if (one.length > MANY || other.length > MANY) return;
    const width = other.length + 1;
    const lengths = new Uint16Array((one.length + 1) * width);
    for (let i = one.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        lengths[i * width + j] =
          one[i].word === other[j].word
            ? lengths[(i + 1) * width + j + 1] + 1
            : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
      }
    }
    for (let i = 0, j = 0; i < one.length && j < other.length; ) {
      if (one[i].word === other[j].word) one[i++].same = other[j++].same = true;
      else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
      else j += 1;
    }
  };

  const mark = (tokens, name) => {
    const byNode = new Map();
    for (const token of tokens) byNode.set(token.node, [...(byNode.get(token.node) || []), token]);
    for (const [node, own] of byNode) {
      if (own.every((token) => token.same)) continue;
      const pieces = [];
      own.forEach((token, index) => {
        const between = !token.word.trim() && index > 0 && index + 1 < own.length && !own[index - 1].same && !own[index + 1].same;
        const differs = !token.same || between;
        const last = pieces.at(-1);
        if (last && last.differs === differs) last.text += token.word;
        else pieces.push({ differs, text: token.word });
      });
      node.replaceWith(
        ...pieces.map(({ differs, text }) => {
          if (!differs) return text;
          const made = document.createElement(name);
          made.textContent = text;
          return made;
        }),
      );
    }
  };

  /* Which rows stand in another order: those outside the longest row of places that goes up. */
  const moved = (pairs) => {
    const best = [];
    for (const [index, pair] of pairs.entries()) {
      const before = best.slice(0, index).filter((one) => one.pair.right < pair.right);
      const from = before.reduce((most, one) => (!most || one.length > most.length ? one : most), null);
      best.push({ pair, from, length: from ? from.length + 1 : 1 });
    }
    const kept = new Set();
    for (let one = best.reduce((most, now) => (!most || now.length > most.length ? now : most), null); one; one = one.from) kept.add(one.pair.row);
    return new Set(pairs.map((pair) => pair.row).filter((row) => !kept.has(row)));
  };

  const said = (text) => {
    const made = document.createElement("p");
    made.className = "beside-mark";
    made.textContent = text;
    return made;
  };

  const show = () => {
    const left = Number(links.value);
    const right = Number(rechts.value);
    let differing = 0;
    const there = rows.map(({ row, cells }) => {
      const of = (version) => cells.find((one) => one.versions.includes(version));
      const place = (one, version) => one && one.places[one.versions.indexOf(version)];
      return { row, cells, one: of(left), other: of(right), left: place(of(left), left), right: place(of(right), right) };
    });
    const both = there.filter(({ one, other }) => one && other).sort((a, b) => a.left - b.left);
    const elsewhere = moved(both);
    for (const { row, cells, one, other } of there) {
      row.querySelectorAll(".beside-mark, .beside-none").forEach((old) => old.remove());
      for (const { cell, written } of cells) {
        cell.replaceChildren(...written.cloneNode(true).childNodes);
        cell.hidden = true;
        cell.classList.remove("beside-same");
      }
      const isMoved = elsewhere.has(row);
      const differs = one !== other || isMoved;
      row.hidden = (!one && !other) || (alleen.checked && !differs);
      if (!one && !other) continue;
      if (differs) differing += 1;
      const box = row.querySelector(".beside-cells");
      for (const [side, found, select] of [["left", one, links], ["right", other, rechts]]) {
        if (found) {
          found.cell.hidden = false;
          if (one !== other) {
            found.cell.querySelector(".beside-versions").textContent = `${nameOf(select)[0].toUpperCase()}${nameOf(select).slice(1)}`;
            box.append(found.cell);
          }
        } else {
          const none = document.createElement("div");
          none.className = "beside-none beside-cell";
          none.append(said(`Staat niet in ${nameOf(select)}.`));
          if (side === "left") box.prepend(none);
          else box.append(none);
        }
      }
      if (one && other && one !== other) {
        const [was, now] = [tokensIn(one.cell), tokensIn(other.cell)];
        compare(was, now);
        mark(was, left <= right ? "del" : "ins");
        mark(now, left <= right ? "ins" : "del");
      }
      if (one && one === other) {
        one.cell.classList.add("beside-same");
        one.cell.querySelector(".beside-versions").textContent = left === right ? "" : "Gelijk in beide versies";
      }
      if (isMoved) box.before(said("Staat in de ene versie op een andere plaats dan in de andere."));
      for (const { cell } of [one, other].filter(Boolean)) {
        for (const unseen of cell.querySelectorAll(".beside-unseen")) unseen.hidden = ![left, right].includes(Number(unseen.dataset.other)) || one === other;
      }
    }
    form.querySelector(".beside-count").textContent =
      left === right ? "Kies twee verschillende versies." : differing === 0 ? "Deze twee versies zeggen hetzelfde." : `${differing} van de ${there.filter(({ one, other }) => one || other).length} onderdelen verschillen: in tekst, in nummer, in plaats of in voor wie ze gelden.`;
    const address = new URL(window.location.href);
    address.searchParams.set("links", links.value);
    address.searchParams.set("rechts", rechts.value);
    try {
      window.history.replaceState(null, "", address);
    } catch {
      // A browser may refuse this for a page that is opened from disk.
    }
  };

  const asked = new URL(window.location.href).searchParams;
  const last = links.options.length - 1;
  const chosen = (name, otherwise) => (/^\d+$/.test(asked.get(name) || "") && Number(asked.get(name)) <= last ? asked.get(name) : String(otherwise));
  links.value = chosen("links", Math.max(0, last - 1));
  rechts.value = chosen("rechts", last);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", show);
  form.hidden = false;
  document.querySelector(".beside").classList.add("beside-two");
  show();
  if (window.location.hash) document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView();
})();
