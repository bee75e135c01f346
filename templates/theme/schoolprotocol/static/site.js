/* What a reader gets on top of the page: contents that follow, links to copy, printing, sifting by audience with an address.
   Without this file the page does all the rest. */
"use strict";

(() => {
  const contentsFollow = () => {
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      links.set(link.hash.slice(1), link);
    }
    const sections = [...document.querySelectorAll(".text section[id]")].filter((section) => links.has(section.id));
    if (!sections.length) return;
    const nav = document.querySelector(".contents");
    let current = null;
    let waiting = false;

    const follow = () => {
      waiting = false;
      const line = Math.min(160, window.innerHeight / 4);
      const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      const shown = sections.filter((section) => section.getClientRects().length);
      const passed = shown.filter((section) => section.getBoundingClientRect().top <= line);
      const section = atEnd && window.scrollY > 0 ? shown.at(-1) : passed.at(-1);
      const link = section ? links.get(section.id) : null;
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      current = link;
      if (!link) return;
      link.setAttribute("aria-current", "location");
      const top = link.getBoundingClientRect().top - nav.getBoundingClientRect().top;
      if (top < 0 || top > nav.clientHeight - 48) nav.scrollTop += top - nav.clientHeight / 3;
    };
    const later = () => {
      if (!waiting) window.requestAnimationFrame(follow);
      waiting = true;
    };
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);
    follow();
  };

  const contentsFold = () => {
    const folded = document.querySelector(".contents-folded");
    if (!folded) return;
    folded.addEventListener("click", (event) => {
      if (event.target.closest("a")) folded.open = false;
    });
  };

  const copyLinks = () => {
    if (!navigator.clipboard || !window.isSecureContext) return;
    document.addEventListener("click", async (event) => {
      const link = event.target.closest(".permalink");
      if (!link) return;
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return; // the address bar has it
      }
      document.querySelectorAll(".copied").forEach((old) => old.remove());
      const said = document.createElement("span");
      said.className = "copied";
      said.setAttribute("role", "status");
      link.after(said);
      said.textContent = "Link gekopieerd";
      window.setTimeout(() => said.remove(), 2500);
    });
  };

  const audienceHasAddress = () => {
    const form = document.querySelector("form.audience");
    if (!form) return;
    const radios = [...form.elements.namedItem("doelgroep")];
    const note = form.querySelector(".audience-note");
    note.setAttribute("role", "status");

    const show = (value) => {
      const radio = radios.find((one) => one.value === value) || radios[0];
      radio.checked = true;
      const all = [...document.querySelectorAll(".clause")];
      const shown = all.filter((clause) => clause.dataset.audience.split(" ").includes(radio.value));
      note.textContent =
        radio === radios[0]
          ? ""
          : `U ziet wat geldt voor ${radio.nextElementSibling.textContent}: ${shown.length} van de ${all.length} onderdelen van het protocol. De nummers blijven gelijk.`;
      for (const link of document.querySelectorAll(".contents a, .contents-folded a")) {
        const section = document.getElementById(link.hash.slice(1));
        link.parentElement.hidden = section !== null && !section.getClientRects().length;
      }
    };
    const asked = () => new URL(window.location.href).searchParams.get("doelgroep");
    const reveal = () => {
      const target = document.getElementById(pointed());
      if (target && !target.getClientRects().length) show("iedereen");
      if (target) target.scrollIntoView();
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      const value = form.elements.namedItem("doelgroep").value;
      show(value);
      const url = new URL(window.location.href);
      if (value === "iedereen") url.searchParams.delete("doelgroep");
      else url.searchParams.set("doelgroep", value);
      url.hash = "";
      window.history.replaceState(null, "", url);
    });
    window.addEventListener("hashchange", reveal);
    show(asked() || "iedereen");
    if (asked() && window.location.hash) reveal();
  };

  const printing = () => {
    const button = document.querySelector("button.print");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  };

  // The document that stood at the address of the school's page: whoever comes for one of its clauses goes on to it.
  const movedOn = () => {
    const cards = document.querySelector("[data-moved]");
    const id = window.location.hash.slice(1);
    if (!cards || !id || document.getElementById(id)) return;
    window.location.replace(cards.dataset.moved + window.location.hash);
  };

  /** The id in the address, also where somebody cut it off halfway a sign. */
  const pointed = () => {
    const id = window.location.hash.slice(1);
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  };

  // Who comes for a clause that is not here would stand at the top and not know why.
  const lacking = () => {
    const said = document.querySelector("[data-lacks]");
    if (!said) return;
    said.className = "notice";
    said.parentElement.prepend(said);
    const look = () => {
      said.hidden = !pointed() || document.getElementById(pointed()) !== null;
      if (said.hidden) return;
      said.querySelector("a").hash = window.location.hash;
      said.focus();
    };
    window.addEventListener("hashchange", look);
    look();
  };

  // A review is late on the day of reading; the page itself was made on an earlier day.
  const reviewLate = () => {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    const day = today.map((n) => String(n).padStart(2, "0")).join("-");
    for (const place of document.querySelectorAll("[data-review]")) place.hidden = place.dataset.review > day;
  };

  movedOn();
  lacking();
  reviewLate();
  contentsFollow();
  contentsFold();
  copyLinks();
  printing();
  audienceHasAddress();
})();
