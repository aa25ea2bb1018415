// The wall from the keyboard: the arrows and the page keys of a remote control follow the links that are on the page;
// Escape goes back to the card.

const follow = (rel) => document.querySelector(`a[rel="${rel}"]`)?.click();
const rtl = document.documentElement.dir === "rtl";
const keys = {
  ArrowRight: rtl ? "prev" : "next",
  ArrowLeft: rtl ? "next" : "prev",
  PageDown: "next",
  PageUp: "prev",
  Escape: "up",
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const rel = keys[event.key];
  if (!rel) return;
  event.preventDefault();
  follow(rel);
});
