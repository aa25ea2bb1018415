// « Écouter »: one recording at a time, never by itself. Without this script the browser's own player stands there.
let playing = null;
for (const button of document.querySelectorAll("button[data-listen]")) {
  const sound = new Audio();
  sound.preload = "none";
  const mark = (on) => button.setAttribute("aria-pressed", String(on));
  sound.addEventListener("ended", () => mark(false));
  sound.addEventListener("pause", () => mark(false));
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!sound.paused) {
      sound.pause();
      sound.currentTime = 0;
      return;
    }
    if (playing && playing !== sound) playing.pause();
    playing = sound;
    if (!sound.src) sound.src = button.dataset.listen;
    sound.play().then(() => mark(true), () => mark(false));
  });
}
