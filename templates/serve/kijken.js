"use strict";

/* Vernieuwt een pagina van `serve` als de bron verandert, en houdt de plaats vast.
 *
 * Van alle tabbladen vraagt er één om nieuws, en die vertelt het de andere: een browser heeft maar zes verbindingen met
 * een adres. Een tabblad dat niemand ziet, vernieuwt zich pas als iemand kijkt.
 */
(() => {
  const own = document.currentScript.dataset;
  const bar = document.getElementById("_kijken");
  const state = document.getElementById("_kijken-stand");
  const place = `kijken:${location.pathname}`;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("kijken") : null;
  let seen = own.nu; // de stand van de bron waarvan deze pagina gemaakt is
  let latest = own.nu;
  let busy = false;

  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const say = (text) => {
    if (state && state.textContent !== text) state.textContent = text;
  };
  const clock = () => new Date().toLocaleTimeString("nl", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

  /* ---- de plaats ---- */

  const edge = () => (bar ? bar.getBoundingClientRect().bottom : 0);

  const keepPlace = () => {
    let nearest = null; // het eerste dat in beeld begint; anders wat het laatst daarboven begon
    for (const one of document.querySelectorAll("main [id], article[id]")) {
      const box = one.getBoundingClientRect();
      if (box.height === 0) continue;
      const isInSight = box.top >= edge() && box.top < innerHeight;
      if (box.top < edge() || isInSight) nearest = { id: one.id, top: box.top };
      if (isInSight) break;
    }
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    const kept = { nearest, y: scrollY, open, focus: document.activeElement && document.activeElement.id };
    try {
      sessionStorage.setItem(place, JSON.stringify(kept));
      history.scrollRestoration = "manual";
    } catch {
      /* zonder opslag houdt de browser zelf de plaats vast, zo goed als hij kan */
    }
  };

  const toPlace = (kept) => {
    const target = kept.nearest && document.getElementById(kept.nearest.id);
    const behavior = "instant";
    if (target) scrollBy({ top: target.getBoundingClientRect().top - kept.nearest.top, behavior });
    else scrollTo({ top: kept.y, behavior });
  };

  const backToPlace = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
    } catch {
      /* niets bewaard */
    }
    if (!kept) return;
    const folds = document.querySelectorAll("main details");
    const before = kept.open.slice(-folds.length);
    if (folds.length && before.length === folds.length) folds.forEach((one, n) => (one.open = before[n]));
    const focused = kept.focus && document.getElementById(kept.focus);
    if (focused) focused.focus({ preventScroll: true });
    toPlace(kept);
    addEventListener("load", () => {
      toPlace(kept);
      /* niet meteen: aan het eind van het laden zet een browser die dat mag, de pagina terug op de oude plaats */
      setTimeout(() => (history.scrollRestoration = "auto"), 1000);
    });
  };

  /* ---- het nieuws ---- */

  const renew = async () => {
    if (busy || seen === latest || document.visibilityState !== "visible") return;
    busy = true;
    say("Wordt bijgewerkt…");
    const now = latest;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      await answer.text();
      const tag = (answer.headers.get("ETag") || "").replaceAll('"', "");
      seen = now;
      if (tag && tag !== own.merk) {
        keepPlace();
        location.reload();
        return;
      }
      say(`Bekeken om ${clock()}: hier is niets veranderd`);
    } catch {
      say("Geen verbinding. Draait schoolprotocol serve nog?");
    }
    busy = false;
    if (seen !== latest) await pause(200).then(renew);
  };

  const hear = (now) => {
    if (now === null) {
      say("Geen verbinding. Draait schoolprotocol serve nog?");
    } else {
      latest = now;
      if (now === seen && !busy) say(`Bijgewerkt om ${clock()}`);
      renew();
    }
  };

  const ask = async (known) => {
    const answer = await fetch(`/-/nu${known ? `?gezien=${encodeURIComponent(known)}` : ""}`, { cache: "no-store" });
    return (await answer.json()).nu;
  };

  const listen = async () => {
    let known = own.nu;
    let isLost = false;
    for (;;) {
      try {
        const now = await ask(isLost ? "" : known);
        if (now !== known || isLost) {
          known = now;
          isLost = false;
          hear(now);
          if (channel) channel.postMessage(now);
        }
      } catch {
        isLost = true;
        hear(null);
        if (channel) channel.postMessage(null);
        await pause(1500);
      }
    }
  };

  backToPlace();
  say(`Bijgewerkt om ${clock()}`);
  if (channel) channel.addEventListener("message", (message) => hear(message.data));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask("").then(hear, () => hear(null));
  });
  if (channel && navigator.locks) navigator.locks.request("kijken", listen);
  else listen();
})();
