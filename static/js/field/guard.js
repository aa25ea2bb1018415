// On every page of a phone that was prepared: nobody signs out while something of theirs waits on it, and signing out
// takes what was prepared off the phone. Without JavaScript nothing ever waits.

import { meta, readAll, transact } from "./db.js";

const START = "/field/", LOGOUT = "/accounts/logout/";
const node = (name, text, given = {}) => Object.assign(document.createElement(name), given, { textContent: text });

async function held() {
  const user = await meta("user"), mine = (rows) => rows.filter((row) => user && row.user === user.id);
  const [work, items, packages] = [mine(await readAll("work")), mine(await readAll("outbox")), mine(await readAll("packages"))];
  const sessions = new Set([...work.filter((row) => Object.keys(row.touched).length), ...items.filter((item) => item.status !== "kept")].map((row) => row.session));
  return { user, waiting: sessions.size, prepared: packages.length };
}

async function words() {
  const page = await (await fetch(START)).text();
  return JSON.parse(new DOMParser().parseFromString(page, "text/html").getElementById("field-config").textContent).words;
}

async function forget(user) {
  await transact(["packages", "work", "receipts", "meta"], async (stores) => {
    for (const [name, key] of [["packages", "cycle"], ["work", "session"]]) for (const row of await stores[name].all()) if (row.user === user.id) await stores[name].drop([user.id, row[key]]);
    for (const row of await stores.receipts.all()) if (row.user === user.id) await stores.receipts.drop(row.id);
    await stores.meta.drop("user");
  });
}

function ask(said, why, ...choices) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "logout-title");
  const row = node("p", "", { className: "mb-0" });
  dialog.append(node("h2", said, { id: "logout-title" }), node("p", why), row);
  row.append(...choices.flatMap((choice) => [choice, " "]));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

async function leave(form) {
  const { user, waiting, prepared } = await held().catch(() => ({ user: null, waiting: 0, prepared: 0 }));
  const go = () => { form.dataset.free = "1"; HTMLFormElement.prototype.submit.call(form); };
  if (!user || (!waiting && !prepared)) { go(); return; }
  const said = await words().catch(() => null);
  if (!said) { location.href = START; return; }
  const stay = node("button", said.stay, { className: "btn btn-text", type: "button", onclick: (event) => event.target.closest("dialog").close() });
  if (waiting) ask(said.logout_refused, said.logout_refused_why, node("a", said.logout_send, { className: "btn btn-primary", href: START }), stay);
  else ask(said.logout_forgets, said.logout_forgets_why, node("button", said.logout_go, { className: "btn btn-primary", type: "button", onclick: () => forget(user).then(go, go) }), stay);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.free || new URL(form.action, location.href).pathname !== LOGOUT) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(form);
}, true);
