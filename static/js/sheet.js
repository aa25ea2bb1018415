// The whole sheet by keyboard: Enter goes to the next box and from row to row, arrows move as in a table,
// each row shows its total against the people present. Without this script Tab does it all.
const form = document.querySelector("form[data-sheet]");
const rows = [...form.querySelectorAll("tr[data-row]")];
const present = form.dataset.present === "" ? null : Number(form.dataset.present);
const save = form.querySelector("[data-save]");

// Only the boxes of the way of scoring that is shown.
const boxes = (row) => [...row.querySelectorAll("input[data-box]")].filter((box) => box.offsetParent !== null);
const count = (text) => (/^\s*\d+\s*$/.test(text) ? Number(text) : 0);

function total(row) {
  const hands = [...row.querySelectorAll("input[data-box=hand]")];
  const place = row.querySelector("[data-total]");
  if (!place) return;
  const typed = hands.some((box) => box.value.trim() !== "");
  const sum = hands.reduce((all, box) => all + count(box.value), 0);
  place.textContent = typed ? (present === null ? `${sum}` : `${sum} / ${present}`) : "";
  place.classList.toggle("is-right", typed && present !== null && sum === present);
  place.classList.toggle("is-wrong", typed && present !== null && sum !== present);
}

function focus(box) {
  box.focus();
  if (box.select) box.select();
}

function inRow(at, column) {
  const found = at >= 0 && at < rows.length ? boxes(rows[at]) : [];
  return found[Math.min(Math.max(column, 0), found.length - 1)];
}

function next(at, column) {
  const here = boxes(rows[at]);
  const box = column + 1 < here.length ? here[column + 1] : inRow(at + 1, 0);
  focus(box || save);
}

function onKey(event) {
  const box = event.target;
  if (!box.matches("input[data-box]") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = rows.indexOf(box.closest("tr"));
  const column = boxes(rows[at]).indexOf(box);
  const start = box.selectionStart === 0;
  const end = box.selectionEnd === box.value.length;
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  let target = null;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    next(at, column);
    return;
  }
  if (event.key === "ArrowDown") target = inRow(at + 1, column);
  else if (event.key === "ArrowUp") target = inRow(at - 1, column);
  else if (event.key === forward && end) target = boxes(rows[at])[column + 1];
  else if (event.key === back && start) target = boxes(rows[at])[column - 1];
  if (!target) return;
  event.preventDefault();
  focus(target);
}

// A browser that can't ask « which way is ticked » in its style sheet is told here.
const way = () => {
  const ticked = form.querySelector("[name=how]:checked");
  if (ticked) form.dataset.how = ticked.value;
};
way();
form.addEventListener("change", way);
form.addEventListener("keydown", onKey);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save.click();
  }
});
form.addEventListener("input", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (row) total(row);
});
rows.forEach(total);
for (const hint of form.querySelectorAll("[data-keys]")) hint.hidden = false;

// Begin at the first empty box; a refused sheet begins at its list of errors instead (page.js).
const refused = document.querySelector(".error-summary");
if (!refused && !form.querySelector("fieldset").disabled) {
  const empty = rows.flatMap(boxes).find((box) => box.value === "");
  if (empty) empty.focus();
}
