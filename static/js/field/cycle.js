// The cycle on the phone: the consolidated card, the inputs, the action list. From what the phone holds alone.

import { apply, context, Refused } from "./model.js";
import { change, dayOf } from "./outbox.js";
import { read, readAll } from "./db.js";
import { address, begin, body, config, day, drawSync, el, foot, head, number, refused, register, renewed, sendSoon, state, t, tell, watch, whenRenewed } from "./page.js";
import { cardView } from "./cardview.js";
import { actions, inputList } from "./lists.js";

const id = location.pathname.split("/").filter(Boolean).pop();
const app = { number, editing: null };

async function load() {
  const kept = state.user ? await read("packages", [state.user.id, id]) : null;
  if (!kept) return false;
  app.data = kept.data;
  const all = (await readAll("work")).filter((row) => row.user === state.user.id && row.cycle === id);
  app.rows = new Map(all.map((row) => [row.session, row]));
  // Lists of the whole cycle are held by its first session.
  app.row = app.rows.get(kept.data.sessions[0].id);
  return Boolean(app.row);
}
app.may = (what) => !app.data.cycle.may || app.data.cycle.may[what] !== false;
app.edit = (row) => { app.editing = row; draw(); };
app.act = async (op) => {
  try {
    app.row = await change(state.user.id, app.row.session, app.data, { ...op, at: Date.now() }, apply);
    app.rows.set(app.row.session, app.row);
  } catch (error) {
    if (error instanceof Refused) return t(error.key, error.values.date ? { ...error.values, date: day(error.values.date) } : error.values);
    throw error;
  }
  tell("renewed");
  drawSync().catch(() => {});
  sendSoon();
  if (op.op === "remove") draw();
  return null;
};

function draw() {
  const team = app.data.sessions.length > 1 || app.data.sessions.some((row) => row.side === "users");
  head(config.urls.start, t("back_to_field"), app.data.cycle.title);
  const open = new Set([...document.querySelectorAll("details.how[id][open]")].map((one) => one.id));
  body(el("h1", {}, t("consolidated_card")), team ? cardView(app.data, app.rows).node : el("p", { class: "note my-3" }, t("card_of_team")),
    actions(app, app.editing), app.data.cycle.may && app.data.cycle.may.inputs === undefined ? "" : inputList(app, app.editing),
    el("p", {}, el("a", { href: config.urls.start }, t("back_to_field")), " · ", el("a", { href: address("onlineCycle", id) }, t("online_page"))));
  for (const one of open) { const part = document.getElementById(one); if (part && !app.editing) part.open = true; }
  foot();
}

try {
  document.getElementById("main").classList.add("wide");
  await begin();
  if (await load()) {
    draw();
    whenRenewed(async () => { await load(); if (!document.activeElement || !["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) draw(); });
  } else {
    head(config.urls.start, t("back_to_field"), t("field"));
    body(el("section", { class: "sheet my-4" }, el("h1", { class: "h2" }, t("cycle_not_here")), el("p", { class: "mt-2" }, t("not_here_how")), el("a", { class: "btn btn-primary w-100", href: config.urls.start }, t("back_to_field"))));
    foot();
  }
  await renewed(false);
  await register().catch(() => null);
  watch();
} catch (error) {
  refused(error, address("onlineCycle", id));
}
