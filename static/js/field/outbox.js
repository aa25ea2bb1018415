// The queue. A submission is sealed once (its bytes and its hash never change), sent alone, and leaves the queue only when
// the server answers with the same id and the same hash. One submission of a session is on its way at a time.

import { context, fresh } from "./model.js";
import { SCHEMA, renew, sentOf, startedFrom, stateOf } from "./payload.js";
import { device, meta, read, readAll, setMeta, transact, uuid } from "./db.js";

const TIMEOUT = 20000, BATCH = 40;
export const WAITS = [5, 15, 40, 90, 180, 300];
const clock = { offset: 0, zone: 0 };
let config = { version: "", urls: {}, csrfCookie: "csrftoken" };
export const configure = (given) => { config = given; };

// --- The server's clock: the phone's own may be wrong by days. ---------------------------------------------------------

export async function loadClock() { Object.assign(clock, (await meta("clock")) || {}); }
export const serverNow = (at = Date.now()) => new Date(at + clock.offset);
export const dayOf = (at = Date.now()) => new Date(at + clock.offset + clock.zone * 60000).toISOString().slice(0, 10);

async function hear(who) {
  clock.offset = Date.parse(who.now) - Date.now();
  clock.zone = who.utc_offset;
  await setMeta("clock", { ...clock });
}

// --- One request, with an end. ------------------------------------------------------------------------------------------

const hash = async (body) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const cookie = (name) => (document.cookie.split("; ").find((one) => one.startsWith(`${name}=`)) || "").slice(name.length + 1);

/** Always { status, data }: status 0 when nobody answered, -1 when something that isn't our server did. */
export async function ask(url, { method = "GET", body, headers = {} } = {}) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const given = method === "GET" ? {} : { "X-CSRFToken": cookie(config.csrfCookie), "Content-Type": "application/json" };
    const response = await fetch(url, { method, body, headers: { Accept: "application/json", ...given, ...headers }, redirect: "manual", cache: "no-store", credentials: "same-origin", signal: stop.signal });
    if (response.type === "opaqueredirect" || response.redirected) return { status: -1, data: null };
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    const data = isJson ? await response.json().catch(() => null) : null;
    if (response.status < 300 && !data) return { status: -1, data: null };
    return { status: response.status, data };
  } catch {
    return { status: 0, data: null };
  } finally {
    clearTimeout(timer);
  }
}

async function put(url, body, headers) {
  if (!cookie(config.csrfCookie)) await ask(config.urls.csrf);
  const first = await ask(url, { method: "PUT", body, headers });
  if (first.status !== 403 || (first.data && first.data.error && first.data.error !== "csrf")) return first;
  await ask(config.urls.csrf);
  return ask(url, { method: "PUT", body, headers });
}

/** Who is signed in. { reached, user }; the clock is set by the way. */
export async function who() {
  const { status, data } = await ask(config.urls.who);
  if (status !== 200 || !data || !("user" in data) || !data.now) return { reached: false, user: null, status };
  await hear(data);
  return { reached: true, user: data.user, version: data.version, language: data.language };
}

// --- Sealing. -----------------------------------------------------------------------------------------------------------

const isOut = (item) => item.status === "waiting";
/** On its way, or stored on the server and not entered yet: what comes after it waits until it is known what became of it. */
const isUnsettled = (item) => isOut(item) || item.status === "kept";
const placeOf = (row) => `${row.user} ${row.session}`;

/** What of a session isn't acknowledged by the server: nothing, or words for the status line. */
export const pendingOf = (row) => Object.keys(row.touched).length > 0;

/** The row's lists and day as they were sealed. The rest is of now: what was typed meanwhile stays. */
function marked(doc, made) {
  const touched = made.touched;
  for (const [list, kind] of [["issues", "issue"], ["inputs", "input"], ["actions", "action"]]) for (const item of doc[list]) if (`${kind}:${item.id}` in touched) item.sent = true;
  return touched.attendance ? { ...doc, held_on: made.doc.held_on } : doc;
}

/** Seal what was touched in a session, unless one of its submissions is still on its way. Gives the item, or null. */
export async function seal(user, session) {
  const row = await read("work", [user, session]);
  if (!row || !pendingOf(row) || row.blocked === row.rev) return null;
  const made = JSON.parse(JSON.stringify(row));
  if (made.doc.auto_day && made.doc.day_at && made.touched.attendance) made.doc.held_on = dayOf(made.doc.day_at) < dayOf() ? dayOf(made.doc.day_at) : dayOf();
  const state = stateOf(made);
  if (!Object.keys(state).length) return drop(user, session, row.rev);
  const id = uuid(), follows = row.last || null;
  const body = JSON.stringify({ schema: SCHEMA, kind: "session", session, cycle: row.cycle, user, device: await device(), app_version: config.version, recorded_at: new Date().toISOString(), follows, base_version: row.base.version, state });
  const item = { id, user, session, cycle: row.cycle, body, hash: await hash(body), follows, touched: row.touched, state, status: "waiting", made_at: Date.now(), tries: 0 };
  return transact(["work", "outbox"], async ({ work, outbox }) => {
    const now = await work.get([user, session]), queue = await outbox.all();
    // A tap or another tab came in between: what was sealed is no longer all there is. Next time.
    if (now.rev !== row.rev || queue.some((one) => one.session === session && one.user === user && isUnsettled(one))) return null;
    await outbox.put(item);
    await work.put({ ...now, doc: marked(now.doc, made), touched: {}, last: id });
    return item;
  });
}

const drop = (user, session, rev) => transact(["work"], async ({ work }) => {
  const now = await work.get([user, session]);
  if (now.rev === rev) await work.put({ ...now, touched: {} });
  return null;
});

// --- Sending one item. --------------------------------------------------------------------------------------------------

const PARKED = { 409: "other_hash", 410: "gone", 413: "too_large", 422: "invalid", 403: "other_user" };

/** What was refused before and is all in this one again has no more to say. */
async function supersede(outbox, item) {
  for (const old of await outbox.all()) if (old.id !== item.id && old.session === item.session && old.user === item.user && old.refused_at && Object.keys(old.touched).every((key) => key in item.touched)) await outbox.drop(old.id);
}

async function acknowledge(item, data, at) {
  await transact(["outbox", "receipts", "work"], async ({ outbox, receipts, work }) => {
    await receipts.put({ id: item.id, hash: item.hash, user: item.user, session: item.session, cycle: item.cycle, status: data.status, received_at: data.received_at || null, at, errors: data.errors || [] });
    // Stored there, not applied yet: the phone keeps showing its own until the receipt says what became of it.
    if (data.status === "stored") await outbox.put({ ...item, status: "kept" });
    else await outbox.drop(item.id);
    await supersede(outbox, item);
    const row = await work.get([item.user, item.session]);
    if (!row) return;
    const next = { ...row, base: startedFrom(row.base, item.state, data.scores || {}), sent: sentOf(row, item.state, item.touched), sent_at: at, sent_status: data.status, stale: true };
    if (item.state.attendance) next.sentSession = { attendance: item.state.attendance };
    if (data.status === "conflict") next.conflict = item.id;
    await work.put(next);
  });
}

/** A refusal of the server: nothing is dropped, what was in it is touched again and waits for a person. */
async function park(item, reason, data) {
  await transact(["outbox", "work"], async ({ outbox, work }) => {
    await outbox.put({ ...item, status: reason, errors: (data && data.errors) || [], message: (data && data.message) || "", refused_at: Date.now() });
    await supersede(outbox, item);
    const row = await work.get([item.user, item.session]);
    if (row) await work.put({ ...row, touched: { ...item.touched, ...row.touched }, last: item.follows, blocked: Object.keys(row.touched).length ? undefined : row.rev });
  });
}

/** Send one sealed item. "sent", "parked", "signin", "update" or "later". */
export async function send(item) {
  const { status, data } = await put(config.urls.submission.replace(ANY, item.id), item.body, { "X-Content-SHA256": item.hash });
  const echoes = data && data.id === item.id && data.hash === item.hash;
  if ((status === 200 || status === 201) && echoes) {
    if (data.status === "invalid") { await park(item, "invalid", data); return "parked"; }
    await acknowledge(item, data, Date.now());
    return "sent";
  }
  if (status === 401) return "signin";
  if (status === 426) return "update";
  const reason = PARKED[status];
  if (reason && data && (status !== 403 || data.error === "other_user" || data.error === "forbidden")) { await park(item, reason, data); return "parked"; }
  await transact(["outbox"], async ({ outbox }) => { const row = await outbox.get(item.id); if (row) await outbox.put({ ...row, tries: row.tries + 1 }); });
  return "later";
}
export const ANY = "00000000-0000-0000-0000-000000000000";

/** The person asks to send a refused item again, as a new submission. */
export const again = (user, session) => transact(["work"], async ({ work }) => {
  const row = await work.get([user, session]);
  await work.put({ ...row, blocked: undefined });
});

// --- What the server has, taken over. -----------------------------------------------------------------------------------

/** The last submission of each session; undefined while one is unsettled. */
const departures = () => transact(["work", "outbox"], async ({ work, outbox }) => {
  const rows = await work.all(), away = new Set((await outbox.all()).filter(isUnsettled).map(placeOf));
  return new Map(rows.map((row) => [placeOf(row), away.has(placeOf(row)) ? undefined : row.last || null]));
}, "readonly");

/** Ask for the package of a cycle. { status, data, before }: ``before`` goes to ``store``, which needs to know what had
 * left the phone when the package was asked for. */
export async function download(cycle) {
  const before = await departures();
  return { before, ...(await ask(config.urls.package.replace(ANY, cycle), { headers: { "X-CSC-Device": await device() } })) };
}

/** Fetch the package of a cycle again and renew its sessions. False when the server wasn't reached. */
export async function refresh(user, cycle) {
  const { status, data, before } = await download(cycle);
  if (status !== 200 || !data || data.schema !== SCHEMA || !data.user || data.user.id !== user) return false;
  await store(user, cycle, data, before);
  return true;
}

/** Write a package, and bring every session that it names up to date. Old work is never overwritten: a session of which
 * something left the phone after the package was asked for waits for the next one, whoever asked for this one. */
export async function store(user, cycle, data, before) {
  await transact(["packages", "work", "outbox"], async ({ packages, work, outbox }) => {
    const known = await packages.get([user, cycle]), queue = (await outbox.all()).filter((item) => item.user === user);
    await packages.put({ ...known, user, cycle, data, stored_at: Date.now() });
    for (const session of data.sessions) {
      const now = fresh(user, cycle, data, session.id), row = await work.get([user, session.id]);
      if (row && before.get(placeOf(row)) !== (row.last || null)) { await work.put({ ...row, stale: true }); continue; }
      const held = new Set(queue.filter((item) => item.session === session.id && !item.refused_at).flatMap((item) => Object.keys(item.touched)));
      await work.put(row ? { ...renew(row, now, held), stale: false } : now);
    }
  });
}

// --- The whole queue. ---------------------------------------------------------------------------------------------------

/** Only one tab sends: a lock of the browser, or where there is none a lease in the database. */
async function alone(work) {
  if (navigator.locks) return navigator.locks.request("csc-field-send", { ifAvailable: true }, (lock) => (lock ? work() : { outcome: "busy" }));
  const me = uuid();
  const mine = await transact(["meta"], async ({ meta: rows }) => {
    const lease = await rows.get("lease");
    if (lease && lease.until > Date.now() && lease.until < Date.now() + 300000) return false;
    await rows.put({ key: "lease", me, until: Date.now() + 120000 });
    return true;
  });
  if (!mine) return { outcome: "busy" };
  try {
    return await work();
  } finally {
    await transact(["meta"], async ({ meta: rows }) => { const lease = await rows.get("lease"); if (lease && lease.me === me) await rows.drop("lease"); });
  }
}

/** Send everything of ``user`` that can be sent. outcome: done, later, signin, other, update or busy. */
export const flush = (user) => alone(() => sendAll(user));

async function sendAll(user) {
  const waiting = await pending(user);
  const isMine = (row) => row.user === user && (row.stale || row.status === "kept");
  if (!waiting.total && ![...(await readAll("work")), ...(await readAll("outbox"))].some(isMine)) return { outcome: "done", sent: 0 };
  const here = await who();
  if (!here.reached) return { outcome: "later", sent: 0 };
  if (!here.user) return { outcome: "signin", sent: 0 };
  if (here.user.id !== user) return { outcome: "other", sent: 0 };
  let sent = 0;
  for (let turn = 0; turn < BATCH; turn += 1) {
    const queue = (await readAll("outbox")).filter((item) => item.user === user && isOut(item)).sort((a, b) => a.made_at - b.made_at);
    const item = queue[0] || (await sealNext(user));
    if (!item) break;
    const outcome = await send(item);
    if (outcome === "sent") sent += 1;
    else if (outcome !== "parked") return { outcome, sent };
  }
  await settleKept(user);
  return { outcome: (await renewStale(user)) ? "done" : "later", sent };
}

async function sealNext(user) {
  // Inputs go first: in the full instrument the server takes issues after them.
  const first = (row) => (Object.keys(row.touched).some((key) => key.startsWith("input:")) ? 0 : 1);
  for (const row of (await readAll("work")).filter((one) => one.user === user && pendingOf(one)).sort((a, b) => first(a) - first(b))) {
    const item = await seal(user, row.session);
    if (item) return item;
  }
  return null;
}

/** What the server had stored and not applied: its receipt says what became of it. */
async function settleKept(user) {
  for (const item of (await readAll("outbox")).filter((one) => one.user === user && one.status === "kept")) {
    const { status, data } = await ask(config.urls.submission.replace(ANY, item.id));
    if (!data || data.id !== item.id || data.hash !== item.hash || data.status === "stored") continue;
    if (status === 200) await acknowledge(item, data, Date.now());
    else if (PARKED[status]) await park(item, PARKED[status], data);
  }
}

async function renewStale(user) {
  const cycles = new Set((await readAll("work")).filter((row) => row.user === user && row.stale).map((row) => row.cycle));
  for (const cycle of cycles) if (!(await refresh(user, cycle))) return false;
  return true;
}

/** What waits: of this person, of others on this phone, and since when. */
export async function pending(user) {
  const [items, rows] = [await readAll("outbox"), await readAll("work")];
  const open = new Map();
  for (const item of items) if (item.status !== "kept") open.set(`${item.user} ${item.session}`, { user: item.user, at: item.made_at, parked: item.status !== "waiting" });
  for (const row of rows) if (pendingOf(row)) {
    const key = `${row.user} ${row.session}`, known = open.get(key);
    open.set(key, { user: row.user, parked: false, ...known, at: Math.min(known ? known.at : Infinity, row.changed_at || Date.now()) });
  }
  const all = [...open.values()], mine = all.filter((one) => one.user === user);
  return { total: mine.length, parked: mine.filter((one) => one.parked).length, others: all.length - mine.length, oldest: mine.length ? Math.min(...mine.map((one) => one.at)) : null };
}

/** Do one thing to a session, on the disk before it shows. Two tabs, two taps: one after the other. */
export function change(user, session, data, op, reduce) {
  return transact(["work"], async ({ work }) => {
    const row = await work.get([user, session]);
    const next = reduce(row, context(data, session, dayOf()), op);
    if (next === row) return row;
    next.changed_at = pendingOf(row) ? row.changed_at : Date.now();
    await work.put(next);
    return next;
  });
}

/** Everything that waits, as a file that the administrator can import. */
export async function exported(user) {
  for (const row of (await readAll("work")).filter((one) => one.user === user && pendingOf(one))) await seal(user, row.session);
  const items = (await readAll("outbox")).filter((item) => item.user === user);
  return { schema: SCHEMA, kind: "queue", user, device: await device(), app_version: config.version, exported_at: new Date().toISOString(), submissions: items.map((item) => ({ id: item.id, hash: item.hash, body: item.body })) };
}

/** Tell the office that this phone is there; nothing depends on it. */
export async function heartbeat(user) {
  const waiting = await pending(user);
  const prepared = (await readAll("packages")).filter((one) => one.user === user && one.prepared_at).map((one) => ({ cycle: one.cycle, at: new Date(one.prepared_at).toISOString() }));
  const body = JSON.stringify({ name: navigator.userAgent.includes("Android") ? "Android" : navigator.platform || "", app_version: config.version, pending: waiting.total, oldest_pending_at: waiting.oldest ? new Date(waiting.oldest).toISOString() : null, prepared });
  return ask(config.urls.device.replace(ANY, await device()), { method: "POST", body });
}
