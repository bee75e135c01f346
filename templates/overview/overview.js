/* Says which reviews are late on the day of reading, for the page itself was made on an earlier day; and finds schools.
   Without this file the days and all schools are there. */
"use strict";

(() => {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  for (const place of document.querySelectorAll("[data-review]")) {
    if (place.dataset.review > today || place.querySelector(".late")) continue;
    const word = document.createElement("strong");
    word.className = "late";
    word.textContent = "verlopen";
    place.append(" ", word);
  }
})();

(() => {
  const form = document.querySelector(".seek");
  if (!form) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[‘’`]/g, "'");
  const [field, status] = [form.querySelector("input"), document.querySelector(".shown")];
  const rows = [...document.querySelectorAll("section tbody tr")].map((row) => {
    const section = row.closest("section");
    const names = section.querySelector("h2").textContent + [...row.querySelectorAll(".school, .title")].map((one) => one.textContent).join(" ");
    // A school of which no page stands online has no address: then its name is all that tells it from others.
    const school = (row.querySelector(".school") || section.querySelector(".school")).innerHTML;
    return { row, section, school, text: plain(names) };
  });
  const count = (all) => new Set(all.map((one) => one.school)).size;
  const told = (n) => `${n} ${n === 1 ? "school" : "scholen"}`;
  const total = count(rows);
  const seek = () => {
    const words = plain(field.value).split(/\s+/);
    for (const one of rows) one.row.hidden = !words.every((word) => one.text.includes(word));
    for (const { section } of rows) section.hidden = !section.querySelector("tbody tr:not([hidden])");
    const found = count(rows.filter((one) => !one.row.hidden));
    status.textContent = found === total ? told(total) : `${found} van de ${told(total)}`;
  };
  form.addEventListener("input", seek);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("pageshow", seek); // a browser that goes back fills the field in again
  form.hidden = false;
  seek();
})();
