// A vote on one's own phone: this browser remembers for itself that it voted. Nothing of it is ever sent.
const place = document.querySelector("[data-ballot]");
if (place) {
  const key = `vote-${place.dataset.ballot}`;
  try {
    if (place.dataset.sent !== undefined) localStorage.setItem(key, "1");
    const warning = document.querySelector("[data-voted]");
    if (warning && localStorage.getItem(key)) warning.hidden = false;
  } catch (error) {
    // Storage is refused: no warning, the vote goes on.
  }
}
