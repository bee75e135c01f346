// Onthoudt in dit venster wat iemand zonder account typt, tot het is verstuurd: ook als de bladzijde opnieuw laadt.
const key = (form) => `${location.pathname} ${form.elements.wijziging?.value ?? ""}`;
const kept = document.querySelector("[data-bewaard]");
try { if (kept) sessionStorage.removeItem(`${location.pathname} ${kept.dataset.bewaard}`); } catch { /* nothing was kept */ }
for (const form of document.querySelectorAll("form.react")) {
  const text = form.elements.tekst;
  // Whoever agrees may leave it at that; else the browser asks for words here, before anything is sent.
  form.addEventListener("change", () => { text.required = !["", "akkoord"].includes(form.elements.soort.value); });
  try {
    if (!text.value) text.value = sessionStorage.getItem(key(form)) ?? "";
    if (text.value) form.closest("details")?.setAttribute("open", "");
    form.addEventListener("input", () => sessionStorage.setItem(key(form), text.value));
  } catch { /* then only for this visit */ }
}
