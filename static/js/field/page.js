// What every field page stands on: words, numbers, elements, the state of the phone, the worker.

import * as box from "./outbox.js";
import { StorageRefused, meta, readAll, setMeta } from "./db.js";
import { parse, round, text as plain } from "./scoring.js";

export const config = JSON.parse(document.getElementById("field-config").textContent);
box.configure(config);
const language = document.documentElement.lang, rtl = document.documentElement.dir === "rtl";
const plural = new Intl.PluralRules(language), digits = language === "ar" ? "ar-u-nu-latn" : language;

// --- Words and numbers. -------------------------------------------------------------------------------------------------

// Words of people may be in another script than the sentence: they stand apart in a page that runs from right to left.
export const apart = (value) => (rtl && typeof value === "string" && /\p{L}/u.test(value) ? `\u2068${value}\u2069` : String(value));
const fill = (sentence, values) => sentence.replace(/%\((\w+)\)[sd]/g, (_all, name) => (name in values ? apart(values[name]) : ""));
/** The sentence of ``key``; with ``n`` among the values, its form for that number. */
export function t(key, values = {}) {
  const forms = config.plurals[key];
  if (forms) return fill(forms[plural.select(values.n)] || forms.other, values);
  return fill(config.words[key] || key, values);
}
/** A figure with one decimal, half up, in the language of the page; ``trim`` drops a useless zero. */
export function number(value, { places = 1, trim = true, signed = false } = {}) {
  if (value === null || value === undefined) return "–";
  const rounded = round(typeof value === "bigint" ? value : parse(value), places);
  const [whole, rest] = plain(rounded < 0n ? -rounded : rounded).split(".");
  const kept = trim ? rest.slice(0, places).replace(/0+$/, "") : rest.slice(0, places);
  return `${rounded < 0n ? "−" : signed && rounded > 0n ? "+" : ""}${whole}${kept ? config.decimal + kept : ""}`;
}
const date = (value, options) => new Intl.DateTimeFormat(digits, options).format(value);
export const day = (iso) => date(new Date(`${iso}T12:00:00Z`), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
export const instant = (at) => date(new Date(at), { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
export function hour(at) {
  const now = new Date(at);
  return `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
}

// --- Elements. ----------------------------------------------------------------------------------------------------------

/** el("p", { class: "quiet" }, "text", node…). Text is text: nothing that was typed is ever markup. */
export function el(name, given = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value") node.value = value;
    else if (value === true) node.setAttribute(key, "");
    else node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}
const drawing = (markup) => { const holder = document.createElement("template"); holder.innerHTML = markup; return holder.content.firstElementChild; };
/** What people wrote, in whatever script. */
export const own = (text) => (text ? el("bdi", {}, text) : "");
export const icon = (name) => drawing(config.icons[name]);
export const face = (level, filled = true) => drawing((filled ? config.faces : config.outlines)[level]);
export const mark = (side) => drawing(config.sides[side]);
export const word = (level) => config.levels[level];

const SVG = "http://www.w3.org/2000/svg";
const FILLS = ["#db7354", "#efb381", "#f5e7b2", "#bfdfd9", "#6cb8b7"], LINES = ["#8e2f17", "#85470f", "#675612", "#1f6561", "#0d525a"];
export function svg(height, title, draw) {
  const root = document.createElementNS(SVG, "svg");
  const put = (name, attributes, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    root.append(node);
  };
  for (const [key, value] of Object.entries({ class: "chart", width: "100%", height, role: "img", "aria-label": title })) root.setAttribute(key, value);
  put("title", {}, title);
  draw(put);
  return root;
}

/** The votes as one bar: hands per face, worst first. */
export function bar(counts, levels) {
  const folded = new Map();
  levels.forEach((level, index) => folded.set(level.face, (folded.get(level.face) || 0) + counts[index]));
  const hands = counts.reduce((a, b) => a + b, 0);
  return svg(30, levels.map((level, index) => `${level.label} ${counts[index]}`).join(", "), (put) => {
    if (!hands) put("rect", { x: 0, y: 1, width: "100%", height: 28, fill: "none", stroke: "#857b6a", "stroke-dasharray": "4 4" });
    let x = 0;
    for (const [level, n] of folded) {
      if (!n) continue;
      const width = (n / hands) * 100, at = rtl ? 100 - x - width : x;
      put("rect", { x: `${at}%`, y: 1, width: `${width}%`, height: 28, fill: FILLS[level - 1], stroke: LINES[level - 1] });
      if (width > 4) put("text", { x: `${at + width / 2}%`, y: 20.4, "text-anchor": "middle", "font-size": 15, "font-weight": 700, fill: "#211c15" }, n);
      x += width;
    }
  });
}

/** A note: a fact to know now. */
export const note = (kind, name, ...content) => el("div", { class: `note ${kind}`, role: kind === "alert-note" ? "alert" : null }, icon(name), el("div", {}, content));
export const button = (label, onclick, kind = "paper", extra = {}) => el("button", { type: "button", class: `btn btn-${kind}`, onclick, ...extra }, label);
/** Change or remove a line; removing is asked about in its place, since nothing brings the line back. */
export function rowActs(text, edit, remove) {
  const acts = el("span", { class: "rowacts" });
  const plain = () => {
    acts.classList.remove("asking");
    acts.replaceChildren(button(icon("edit"), edit, "text", { "aria-label": t("change_line", { text }) }), button(icon("close"), ask, "text", { "aria-label": t("remove_line", { text }) }));
  };
  const ask = () => {
    acts.classList.add("asking");
    acts.replaceChildren(el("span", {}, t("remove_ask")), button(t("remove_do"), remove), button(t("remove_not"), () => { plain(); acts.lastChild.focus(); }, "text"));
    acts.querySelector("button").focus();
  };
  plain();
  return acts;
}
export const link = (label, href, kind) => el("a", { href, class: kind ? `btn btn-${kind}` : null }, label);
export const address = (name, id) => config.urls[name].replace(box.ANY, id);

export function head(back, label, title, position = "") {
  document.getElementById("bar").replaceChildren(el("a", { href: back, "aria-label": label }, icon("prev")), el("strong", {}, title), el("span", { class: "pos" }, position));
  document.title = document.title.replace(/^[^·]*·/, `${typeof title === "string" ? title : title.textContent} ·`);
}
export function body(...nodes) { document.getElementById("main").replaceChildren(...nodes.flat(3).filter(Boolean)); }
export function foot(...nodes) {
  const bar = document.getElementById("foot");
  bar.hidden = !nodes.length;
  bar.firstElementChild.replaceChildren(...nodes.filter(Boolean));
}

// --- Who, and what waits. -------------------------------------------------------------------------------------------------

export const state = { user: null, name: "", outcome: "", tries: 0, sending: false, next: 0, sentAt: 0, unheard: 0 };
const listeners = new Set();
export const whenRenewed = (listener) => listeners.add(listener);
const channel = "BroadcastChannel" in window ? new BroadcastChannel("csc-field") : null;
export const tell = (what) => channel && channel.postMessage(what);
if (channel) channel.onmessage = () => renewed(false);

export async function renewed(here = true) {
  if (here) tell("renewed");
  for (const listener of listeners) await listener();
  await drawSync();
}

/** The person of this phone: who is signed in when the server answers, else who was last. */
export async function begin() {
  await box.loadClock();
  state.user = (await meta("user")) || null;
  const asked = box.who().then(async (here) => {
    if (here.reached && here.user) {
      await setMeta("user", here.user);
      const other = !state.user || state.user.id !== here.user.id;
      state.user = here.user;
      if (other) {
        state.next = 0;
        await renewed();
        sendNow().catch(() => {});
      }
    }
    if (here.reached && !here.user) state.outcome = "signin";
    if (here.reached && here.version && here.version !== config.version) askUpdate();
    return here;
  });
  if (!state.user) await asked;
  else asked.catch(() => {});
  return state.user;
}

/** Storage refused (private browsing): say so, and give the online page. */
export function refused(error, online) {
  if (!(error instanceof StorageRefused) && !["InvalidStateError", "UnknownError", "QuotaExceededError", "SecurityError"].includes(error && error.name)) throw error;
  body(note("alert-note", "warn", el("p", {}, el("strong", {}, t("storage_refused"))), el("p", {}, t("storage_refused_why")), el("p", {}, link(t("online_page"), online || config.urls.cycles))));
  foot();
}

export async function drawSync() {
  const place = document.getElementById("sync");
  if (!place || !state.user) return;
  const waiting = await box.pending(state.user.id), parts = [];
  if (waiting.total) {
    const why = { signin: t("sign_in_again"), other: t("other_user_signed_in"), update: t("update_needed") }[state.outcome];
    parts.push(icon("phone"), el("span", {}, state.sending ? t("sending") : t(state.unheard > Date.now() ? "no_answer_yet" : "kept_not_sent"), why ? ` ${why} ` : "", state.outcome === "signin" || state.outcome === "other" ? link(t("sign_in"), `${config.urls.login}?next=${encodeURIComponent(location.pathname)}`) : ""), button(t("send_now"), () => sendNow(true), "text", { class: "btn btn-text ms-auto", disabled: state.sending }));
  } else {
    const last = Math.max(state.sentAt, ...(await readAll("receipts")).filter((one) => one.user === state.user.id).map((one) => one.at), 0);
    if (last) parts.push(icon("check"), el("span", {}, new Date(last).toDateString() === new Date().toDateString() ? t("sent_at", { time: hour(last) }) : t("sent_on", { day: instant(last) })));
    else parts.push(icon("phone"), el("span", {}, t("nothing_waits")));
  }
  const line = el("p", { class: "syncline mb-0" }, parts);
  if (place.textContent !== line.textContent || !place.firstChild) place.replaceChildren(line);
  await drawNotes(waiting);
}

async function drawNotes(waiting) {
  const notes = [], mine = (await readAll("outbox")).filter((item) => item.user === state.user.id && item.refused_at);
  if (waiting.oldest && Date.now() - waiting.oldest > 3 * 86400000) notes.push(note("alert-note", "warn", el("p", {}, t("three_days", { day: instant(waiting.oldest) }), " ", button(t("export_queue"), exportQueue, "text"))));
  if (waiting.others) notes.push(note("", "lock", el("p", {}, t("others_queue", { n: waiting.others }))));
  for (const item of mine) notes.push(note("alert-note", "warn", el("p", {}, el("strong", {}, t(`refused_${item.status}`))), item.message || item.errors.length ? el("ul", { class: "plain small" }, [item.message, ...item.errors.map((one) => one.message)].filter((one, at, all) => one && all.indexOf(one) === at).map((one) => el("li", {}, one))) : "", el("p", { class: "small" }, t("nothing_lost"), " ", link(t("open_session"), address("session", item.session)), " · ", button(t("send_again"), async () => { await box.again(item.user, item.session); await sendNow(true); }, "text"), " · ", button(t("export_queue"), exportQueue, "text"))));
  const place = document.getElementById("notes"), text = notes.map((one) => one.textContent).join();
  if (place && place.dataset.text !== text) { place.dataset.text = text; place.replaceChildren(...notes); }
}

export async function exportQueue() {
  const queue = await box.exported(state.user.id);
  const url = URL.createObjectURL(new Blob([JSON.stringify(queue)], { type: "application/json" }));
  const file = el("a", { href: url, download: `${t("queue_file")}-${queue.exported_at.slice(0, 10)}.json` });
  document.body.append(file);
  file.click();
  file.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// --- Sending: at load, online, visible, by timer, by button. --------------------------------------------------------------

export async function sendNow(byHand = false) {
  if (!state.user || state.sending || (!byHand && Date.now() < state.next)) return state.outcome;
  state.sending = true;
  try {
    await drawSync();
    const { outcome, sent } = await box.flush(state.user.id);
    state.outcome = outcome;
    if (sent) state.sentAt = Date.now();
    // Whoever pressed is told for a while that nothing answered.
    state.unheard = byHand && outcome === "later" ? Date.now() + 8000 : 0;
    if (state.unheard) setTimeout(() => drawSync().catch(() => {}), 8200);
    state.tries = outcome === "later" ? state.tries + 1 : 0;
    const wait = outcome === "later" ? box.WAITS[Math.min(state.tries, box.WAITS.length) - 1] : outcome === "done" ? 2 : 60;
    state.next = Date.now() + wait * 1000 * (0.5 + Math.random());
    if (outcome === "update") askUpdate();
    if (sent || outcome === "done") await renewed();
  } finally {
    state.sending = false;
    await drawSync();
  }
  return state.outcome;
}

let soon = 0;
/** After a tap: send once the hand rests. */
export function sendSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => sendNow().catch(() => {}), 4000);
}

export function watch() {
  const go = () => sendNow().catch(() => {});
  addEventListener("online", () => { state.next = 0; go(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { state.next = 0; renewed(false); go(); } });
  setInterval(go, 5000);
  go();
  if (state.user) setTimeout(() => box.heartbeat(state.user.id).catch(() => {}), 3000);
}

// --- The worker, and a new version: offered, never forced. ----------------------------------------------------------------

let registration = null;
function askUpdate() {
  const show = () => {
    if (document.getElementById("update")) return;
    document.getElementById("notes").before(el("p", { class: "note sync mb-0", id: "update", role: "status" }, icon("redo"), el("span", {}, t("new_version"), " ", button(t("reload"), () => reload(), "text"))));
  };
  if (registration && registration.waiting) show();
  else if (registration) registration.update().then(() => { if (registration.waiting) show(); }).catch(() => {});
}
export function reload() {
  if (!registration || !registration.waiting) { location.reload(); return; }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage({ type: "skipWaiting" });
}

export async function register() {
  if (!("serviceWorker" in navigator)) return null;
  registration = await navigator.serviceWorker.register(config.urls.worker, { scope: config.urls.start, updateViaCache: "none" });
  if (registration.waiting && navigator.serviceWorker.controller) askUpdate();
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    if (fresh) fresh.addEventListener("statechange", () => { if (fresh.state === "installed" && navigator.serviceWorker.controller) askUpdate(); });
  });
  return registration;
}

/** Ask the active worker something; its answer, or an error after a while. */
export function askWorker(type, wait = 60000) {
  return new Promise((resolve, reject) => {
    const lines = new MessageChannel(), timer = setTimeout(() => reject(new Error("worker")), wait);
    lines.port1.onmessage = (event) => { clearTimeout(timer); (event.data.ok ? resolve : reject)(event.data); };
    registration.active.postMessage({ type }, [lines.port2]);
  });
}
