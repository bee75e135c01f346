/* Chooses rows of the register, and says which reviews come soon on the day of reading. */
"use strict";

(() => {
  const form = document.querySelector(".choose");
  if (!form) return;
  const day = (months) => {
    const now = new Date();
    const all = now.getFullYear() * 12 + now.getMonth() + months;
    // As text: the 31st of a short month comes behind its last day.
    return [Math.floor(all / 12), (all % 12) + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  };
  const [today, soon] = [day(0), day(3)];
  const rows = [...document.querySelectorAll(".register tr[data-protocol]")].map((row) => {
    const review = row.querySelector("[data-review]");
    const is = new Set(row.dataset.is.split(" "));
    if (review && review.dataset.review <= soon) is.add("soon");
    if (review && review.dataset.review <= today) is.add("late");
    else if (is.has("soon")) {
      const word = document.createElement("strong");
      word.className = "soon";
      word.textContent = "binnen 3 maanden";
      review.append(" ", word);
    }
    return { row, is, group: row.parentElement };
  });
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const [school, protocol, what] = form.querySelectorAll("input, select");
  const status = document.querySelector(".shown");
  const count = (kind) => rows.filter((one) => one.is.has(kind)).length;
  const told = [
    `${rows.length} ${rows.length === 1 ? "protocol" : "protocollen"}`,
    ...[
      [count("late"), "herziening verlopen", "herzieningen verlopen"],
      [count("soon") - count("late"), "herziening binnen 3 maanden", "herzieningen binnen 3 maanden"],
      [count("undated"), "zonder datum voor herziening", "zonder datum voor herziening"],
      [count("proposal"), "voorstel", "voorstellen"],
      [count("doubt"), "in twijfel", "in twijfel"],
    ].filter(([n]) => n).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`),
  ].join(", ");
  const when = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  const choose = () => {
    const wanted = plain(school.value.trim());
    for (const one of rows) {
      one.row.hidden =
        !plain(one.group.dataset.school).includes(wanted) ||
        (protocol.value !== "" && one.row.dataset.protocol !== protocol.value) ||
        (what.value !== "" && !one.is.has(what.value));
    }
    for (const group of new Set(rows.map((one) => one.group))) {
      group.hidden = [...group.querySelectorAll("tr[data-protocol]")].every((row) => row.hidden);
    }
    const shown = rows.filter((one) => !one.row.hidden).length;
    status.textContent = `Op ${when}: ${shown === rows.length ? told : `${shown} van ${told}`}`;
  };
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  choose();
})();
