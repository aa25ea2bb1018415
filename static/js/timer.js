// A discreet timer: how long this point has been discussed. Silent; nothing leaves the page, nothing is kept.

for (const timer of document.querySelectorAll("[data-timer]")) {
  const time = timer.querySelector("[data-time]");
  const toggle = timer.querySelector("[data-toggle]");
  const reset = timer.querySelector("[data-reset]");
  let before = 0; // milliseconds of the runs that are over
  let since = null; // start of the present run
  let tick = null;

  const elapsed = () => before + (since === null ? 0 : performance.now() - since);
  const draw = () => {
    const seconds = Math.floor(elapsed() / 1000);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    toggle.textContent = since === null ? toggle.dataset.start : toggle.dataset.pause;
    reset.hidden = elapsed() === 0;
  };
  const pause = () => {
    before = elapsed();
    since = null;
    clearInterval(tick);
  };

  toggle.addEventListener("click", () => {
    if (since === null) {
      since = performance.now();
      tick = setInterval(draw, 250);
    } else {
      pause();
    }
    draw();
  });
  reset.addEventListener("click", () => {
    pause();
    before = 0;
    draw();
    toggle.focus();
  });
  timer.hidden = false;
  draw();
}
