/* Says which reviews are late on the day of reading; the page itself was made on an earlier day. */
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
