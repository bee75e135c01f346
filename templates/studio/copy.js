// Een adres met één klik op het klembord; lukt dat niet, dan staat het gekozen en doet Ctrl+C het.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const said = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Gekopieerd. Plak het in een mail.";
    } catch {
      said.textContent = "Het adres is gekozen: kopieer het met Ctrl+C.";
    }
  });
}
