// A session on the phone. One address, one screen after the # : overview, people present, one indicator, issues, vote, card.

import { apply, context, present, Refused } from "./model.js";
import { change, dayOf } from "./outbox.js";
import { read, readAll } from "./db.js";
import { begin, body, config, day, el, foot, head, refused, register, renewed, sendSoon, state, t, tell, watch, whenRenewed, drawSync } from "./page.js";
import { attendance } from "./attendance.js";
import { indicator } from "./indicator.js";
import { issues } from "./issues.js";
import { kiosk, vote } from "./kiosk.js";
import { overview, sessionCard } from "./overview.js";
import { typed, unwritten } from "./typed.js";

const id = location.pathname.split("/").filter(Boolean).pop();
const screens = { "": overview, a: attendance, i: indicator, issues, box: vote, kiosk, card: sessionCard };
const app = { id, row: null, kept: null, go, act, sentence, repaint: () => {} };

/** The words of a refusal; numbers and days as people write them. */
function sentence(error) {
  const values = { ...error.values };
  if (values.date) values.date = day(values.date);
  return error.key === "off_scale" ? app.kept.data.cycle.scale.help : t(error.key, values);
}

/** The cycle's inputs are held by its first session; in the full instrument people hear of them before they raise issues. */
async function hasInputs() {
  const { doc } = await read("work", [state.user.id, app.kept.data.sessions[0].id]);
  return Boolean(doc.nothing) || doc.inputs.some((row) => !row.deleted);
}

/** Do one thing: on the disk first, then on the screen. Gives null, or the sentence that refuses it. */
async function act(op) {
  if (op.op === "issue" && app.kept.data.cycle.inputs_required && !(await hasInputs())) return t("inputs_first");
  const written = typed(state.user.id, id, op);
  try {
    app.row = await change(state.user.id, id, app.kept.data, { ...op, at: Date.now() }, apply);
    written();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    written();
    return sentence(error);
  }
  app.ctx = context(app.kept.data, id, dayOf());
  app.repaint();
  tell("renewed");
  drawSync().catch(() => {});
  sendSoon();
  return null;
}

function go(screen, replace = false) {
  const to = `#${screen}`;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  show();
}

function show() {
  const [name, ...rest] = location.hash.slice(1).split("/");
  const screen = app.row.doc.box && sessionStorage.getItem("csc-kiosk") === id ? kiosk : screens[name] || overview;
  app.repaint = () => {};
  document.body.classList.toggle("kiosk", screen === kiosk);
  document.getElementById("sync").hidden = document.getElementById("notes").hidden = screen === kiosk;
  screen(app, ...rest);
  scrollTo(0, 0);
  document.getElementById("main").focus({ preventScroll: true });
}

async function load() {
  const row = state.user ? await read("work", [state.user.id, id]) : null;
  if (!row) return false;
  app.row = row;
  app.kept = await read("packages", [state.user.id, row.cycle]);
  app.ctx = context(app.kept.data, id, dayOf());
  app.present = () => present(app.row.doc);
  return true;
}

async function nothing() {
  const others = (await readAll("work")).some((row) => row.session === id);
  head(config.urls.start, t("back_to_field"), t("session"));
  body(el("section", { class: "sheet my-4" }, el("h1", { class: "h2" }, t("not_here")), el("p", { class: "mt-2" }, t(others ? "not_yours" : "not_here_how")), el("a", { class: "btn btn-primary w-100", href: config.urls.start }, t("back_to_field"))));
  foot();
}

try {
  await begin();
  if (await load()) {
    for (const op of unwritten(state.user.id, id)) await act(op);
    show();
    addEventListener("popstate", show);
    whenRenewed(async () => {
      const before = app.row && app.row.rev;
      await load();
      // Somebody else's change, or the server's: drawn again unless words are being typed.
      if (app.row.rev === before || !["INPUT", "TEXTAREA"].includes(document.activeElement && document.activeElement.tagName)) app.repaint(true);
    });
  } else await nothing();
  await renewed(false);
  await register().catch(() => null);
  watch();
} catch (error) {
  refused(error, address());
}

function address() { return config.urls.online.replace("00000000-0000-0000-0000-000000000000", id); }
