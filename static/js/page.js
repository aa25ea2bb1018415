// Comfort on every page; nothing here is needed to use one.

// Close an open menu with Escape or by touching elsewhere.
const menus = () => document.querySelectorAll("details.menu[open], details.switch[open], details.more[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

// A form sends once: a second press on a slow network would post it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.again !== undefined) return;
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// A refused form: bring the reader to the list of what to correct.
document.querySelector(".error-summary")?.focus();

// Buttons that print the page.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A filter applies as soon as it changes.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A bar of actions that says how many rows are ticked.
for (const bar of document.querySelectorAll("[data-bulkbar]")) {
  const form = bar.closest("form");
  const boxes = () => [...form.querySelectorAll("input[type=checkbox][data-bulk]")];
  const count = bar.querySelector("[data-count]");
  const update = () => {
    const n = boxes().filter((box) => box.checked).length;
    bar.hidden = n === 0;
    count.textContent = n;
  };
  form.addEventListener("change", update);
  bar.querySelector("[data-clear]")?.addEventListener("click", () => {
    for (const box of boxes()) box.checked = false;
    update();
  });
  update();
}

// A phone that was prepared for the field: signing out asks first, so that nothing unsent is left behind.
try {
  if (localStorage.getItem("csc-field")) import("./field/guard.js").catch(() => {});
} catch {
  // Storage is refused: nothing can be waiting.
}
