/* The buttons that copy a text: with its markup for Word and most websites, and without for whatever takes none. */
"use strict";

(() => {
  const DONE = "Gekopieerd. Plak de tekst met Ctrl+V (Mac: ⌘V).";
  const FAILED = "Kopiëren lukte niet vanzelf. De tekst is geselecteerd: druk op Ctrl+C (Mac: ⌘C).";

  /* The way of old, which also works where a page came over plain http. */
  const byEvent = (forms) => {
    const give = (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
    };
    document.addEventListener("copy", give, { once: true });
    try {
      return document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", give);
    }
  };

  const copy = async (forms) => {
    try {
      const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      return byEvent(forms);
    }
  };

  for (const section of document.querySelectorAll("main > section")) {
    const [text, html] = ["text", "html"].map((form) => section.querySelector(`[data-form="${form}"]`));
    const status = section.querySelector("[role=status]");
    for (const button of section.querySelectorAll("button[data-copy]")) {
      const kind = button.dataset.copy;
      button.hidden = false;
      button.addEventListener("click", async () => {
        for (const told of document.querySelectorAll("[role=status]")) told.textContent = ""; /* a second time is told too */
        if (kind === "rich") getSelection().selectAllChildren(section.querySelector(".text"));
        else (kind === "html" ? html : text).select();
        const forms = { "text/plain": kind === "html" ? html.value : text.value };
        if (kind === "rich") forms["text/html"] = html.value;
        const done = await copy(forms);
        if (done) getSelection().removeAllRanges();
        button.after(status);
        status.textContent = done ? DONE : FAILED;
      });
    }
  }
})();
