// Keys for the review queue: each presses the button or link that names it. They rest while a field has the focus, or when switched off.
const OFF = "onrecord-keys-off";
const dialog = document.getElementById("keys");
const off = document.getElementById("keys-off");

function resting() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

function show() {
  for (const key of document.querySelectorAll("kbd[hidden], kbd[data-shown]")) {
    key.dataset.shown = "";
    key.hidden = resting();
  }
}

function pressed(letter) {
  return [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === letter);
}

const SAME = { ArrowRight: "j", ArrowLeft: "k" }; // up and down scroll

document.addEventListener("keydown", (event) => {
  const at = event.target;
  const field = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
  if (field || dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "?") {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (resting() || event.repeat) return;
  const found = pressed(SAME[event.key] ?? event.key);
  if (found) {
    event.preventDefault();
    found.click();
  }
});

off.checked = resting();
off.addEventListener("change", () => {
  try { localStorage.setItem(OFF, off.checked ? "1" : "0"); } catch { /* a browser that keeps nothing forgets it */ }
  show();
});
const about = document.getElementById("about-keys");
about.hidden = false;
about.addEventListener("click", () => dialog.showModal());
show();
