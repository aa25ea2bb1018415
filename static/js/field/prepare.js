// Prepare a phone: download, keep, read everything back, and only then say that it is ready.

import { download, store } from "./outbox.js";
import * as box from "./outbox.js";
import { StorageRefused, open, read, setMeta, transact } from "./db.js";
import { address, askWorker, begin, button, config, el, icon, instant, link, note, register, state, t, watch } from "./page.js";

const MEDIA = "csc-media";
const main = document.getElementById("prepare");
const cycle = main.dataset.cycle;
const steps = ["step_storage", "step_download", "step_pages", "step_media", "step_check"];
const lines = {};

function draw() {
  const list = el("ul", { class: "ledger miss", "aria-live": "polite" }, steps.map((key) => {
    lines[key] = el("li", {}, icon("dot"), el("div", {}, el("div", { class: "what" }, t(key)), el("div", { class: "meta" })), el("span"));
    return lines[key];
  }));
  main.replaceChildren(list, el("div", { id: "outcome" }));
}
function say(key, name, meta = "") {
  lines[key].firstChild.replaceWith(icon(name));
  lines[key].querySelector(".meta").textContent = meta;
}

class Trouble extends Error { constructor(step, key) { super(key); this.step = step; this.key = key; } }
const need = (step, fact, key) => { if (!fact) throw new Trouble(step, key); };

const until = (worker, states) => new Promise((resolve, reject) => {
  const look = () => {
    if (states.includes(worker.state)) resolve();
    else if (worker.state === "redundant") reject(new Trouble("step_pages", "pages_failed"));
  };
  worker.addEventListener("statechange", look);
  look();
});

/** A worker of this very version: whoever prepares again asks for the new one. */
async function ready() {
  const registration = await register();
  need("step_pages", registration, "no_worker");
  await registration.update().catch(() => {});
  if (registration.installing) await until(registration.installing, ["installed", "activating", "activated"]);
  const waiting = registration.waiting;
  if (waiting) {
    waiting.postMessage({ type: "skipWaiting" });
    await until(waiting, ["activated"]);
  }
  await navigator.serviceWorker.ready;
  const note = document.getElementById("update");
  if (note) note.remove();
  return registration;
}

async function keepMedia(data) {
  const addresses = data.indicators.flatMap((row) => [row.pictogram, row.clip]).filter((one) => typeof one === "string" && one.startsWith("/"));
  const cache = await caches.open(MEDIA);
  let kept = 0;
  for (const one of new Set(addresses)) {
    const response = await fetch(one, { credentials: "same-origin", redirect: "error" }).catch(() => null);
    if (response && response.status === 200 && !(response.headers.get("Content-Type") || "").includes("html")) {
      await cache.put(new URL(one, location.href).href, response);
      kept += 1;
    }
  }
  return [kept, new Set(addresses).size];
}

/** Read back what was written: every session, every indicator, every page. */
async function check(user, data) {
  const row = await read("packages", [user, cycle]);
  need("step_check", row && row.data.sessions.length === data.sessions.length && row.data.indicators.length === data.indicators.length, "readback_failed");
  for (const session of data.sessions) need("step_check", await read("work", [user, session.id]), "readback_failed");
  for (const one of [config.urls.start, ...data.sessions.slice(0, 1).map(() => config.urls.session), config.urls.cycle]) {
    const kept = await caches.match(one);
    need("step_check", kept && (await kept.text()).includes('id="field-config"'), "readback_failed");
  }
}

async function prepare() {
  draw();
  try {
    await open().catch(() => { throw new Trouble("step_storage", "storage_refused"); });
    const safe = navigator.storage && navigator.storage.persist ? await navigator.storage.persist() : false;
    say("step_storage", "check", t(safe ? "storage_safe" : "storage_unsafe"));
    const { status, data, before } = await download(cycle);
    need("step_download", status === 200 && data && data.schema === 1, status === 401 ? "sign_in_again" : status === 0 ? "no_network" : "download_failed");
    await store(data.user.id, cycle, data, before);
    await setMeta("user", data.user);
    state.user = data.user;
    localStorage.setItem("csc-field", "1");
    say("step_download", "check", t("sessions_kept", { n: data.sessions.length }));
    await ready();
    await askWorker("keep").catch(() => { throw new Trouble("step_pages", "pages_failed"); });
    say("step_pages", "check");
    const [kept, wanted] = await keepMedia(data);
    say("step_media", kept === wanted ? "check" : "warn", wanted ? t("media_kept", { kept, wanted }) : t("media_none"));
    await check(data.user.id, data);
    await askWorker("tidy").catch(() => {});
    say("step_check", "check");
    const at = Date.now();
    await transact(["packages"], async ({ packages }) => packages.put({ ...(await packages.get([data.user.id, cycle])), prepared_at: at, version: config.version, safe }));
    done(data, at);
    box.heartbeat(data.user.id).catch(() => {});
  } catch (error) {
    if (!(error instanceof Trouble) && !(error instanceof StorageRefused)) console.warn(error);
    failed(error instanceof Trouble ? error : new Trouble("step_check", error.name === "QuotaExceededError" ? "phone_full" : "prepare_failed"));
  }
}

function done(data, at) {
  document.getElementById("outcome").replaceChildren(
    el("div", { class: "note sync my-4", role: "status", id: "ready" }, icon("check"), el("div", {}, el("p", {}, el("strong", {}, t("ready_offline")), " ", t("ready_detail", { day: instant(at), version: config.version })), el("p", { class: "small" }, t("ready_try")))),
    el("p", {}, el("a", { class: "btn btn-primary btn-lg", href: config.urls.start }, t("open_field"))),
    el("ul", { class: "ledger pairs" }, data.sessions.map((row) => el("li", {}, el("div", { class: "what" }, row.title), link(t("open"), address("session", row.id))))),
  );
}
function failed(trouble) {
  say(trouble.step, "warn", t(trouble.key));
  document.getElementById("outcome").replaceChildren(note("alert-note my-4", "warn", el("p", {}, el("strong", {}, t("not_ready"))), el("p", {}, t(trouble.key))), el("p", {}, button(t("try_again"), prepare, "primary"), " ", link(t("online_page"), main.dataset.online)));
}

await begin().catch(() => null);
await prepare();
if (state.user) watch();
