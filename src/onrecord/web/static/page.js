// Small comforts; every page does its work without them.
for (const button of document.querySelectorAll("button.cite")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.citation.trim());
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement)) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
