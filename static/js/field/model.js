// One session on the phone: what a tap does to it, what the guards refuse, and what goes to the server. Pure: no page,
// no database. A refusal is a Refused with the key of its sentence; the server's own guards say the same again.

import { allows, scaleOf } from "./scoring.js";

export const PRESENT = ["women_young", "women_adult", "women_elder", "men_young", "men_adult", "men_elder"];
export const TURNS = ["turns_women", "turns_men"];
const LOG = 60;
const copy = (value) => JSON.parse(JSON.stringify(value));
const total = (hands) => (hands || []).reduce((all, n) => all + n, 0);
export const handsOf = (score) => total(score && score.hands);

export class Refused extends Error {
  constructor(key, values = {}) { super(key); this.key = key; this.values = values; }
}

/** What everything about a session hangs on, from the package. ``today``: the server's day, as far as it is known. */
export function context(data, sessionId, today) {
  const session = data.sessions.find((row) => row.id === sessionId);
  if (!session) throw new Refused("not_here");
  const asked = data.indicators.filter((row) => row.asked_of === "both" || row.asked_of === session.side);
  return { data, session, asked, scale: scaleOf(data.cycle.scale), levels: data.cycle.scale.levels, starts: data.cycle.starts_on, today, users: session.side === "users", mayReopen: session.may_reopen === true, mayScore: data.cycle.is_scoring !== false && !(data.cycle.may && data.cycle.may.score === false) };
}

const blank = (value) => (value === undefined ? null : value);
export const plainScore = (row) => ({
  how: row.status !== "scored" ? "none" : row.mode, why: row.status === "scored" ? "" : row.status, value: blank(row.value), hands: row.tallies || null,
  reason: row.reason || "", suggestion: row.suggestion || "", mismatch: row.mismatch_reason || "",
});

/** A session of the package as the phone works on it, and what it started from. */
export function fresh(user, cycle, data, sessionId) {
  const from = data.sessions.find((row) => row.id === sessionId);
  const doc = { held_on: from.held_on, place: from.place || "", attendance: {}, turns: {}, opened: from.state !== "planned", closed: from.state === "closed", scores: {}, issues: copy(from.issues || []), inputs: copy(from.inputs && from.inputs.length ? from.inputs : data.inputs || []), actions: [], draft: null, box: null, kept: [], nothing: data.cycle.inputs_note || "" };
  for (const name of PRESENT) doc.attendance[name] = blank((from.attendance || {})[name]);
  for (const name of TURNS) doc.turns[name] = blank((from.turns || {})[name]);
  const base = { version: from.version, scores: {}, session: copy({ attendance: doc.attendance, turns: doc.turns, held_on: doc.held_on, place: doc.place }), closed: doc.closed, nothing: doc.nothing };
  for (const row of from.scores || []) {
    doc.scores[row.indicator] = plainScore(row);
    base.scores[row.indicator] = { version: row.version, cell: copy(doc.scores[row.indicator]) };
  }
  for (const row of [...doc.issues, ...doc.inputs]) { row.base_version = row.version; row.base = copy(row); }
  return { user, cycle, session: sessionId, doc, base, touched: {}, log: [], rev: 0 };
}

export function present(doc) {
  const known = PRESENT.map((name) => doc.attendance[name]).filter((n) => n !== null && n !== undefined);
  return known.length ? total(known) : null;
}

export const emptyScore = (how = null) => ({ how, why: "", value: null, hands: null, reason: "", suggestion: "", mismatch: "" });

/** The score as the server takes it, null when nothing was said yet. */
export function cellOf(score) {
  const words = score && { reason: score.reason.trim(), suggestion: score.suggestion.trim() };
  if (!score) return null;
  if (score.how === "none") return score.why ? { status: score.why, mode: "consensus", value: null, tallies: null, ...words, mismatch_reason: "" } : null;
  if (score.how === "consensus") return score.value !== null && score.value !== "" ? { status: "scored", mode: "consensus", value: score.value, tallies: null, ...words, mismatch_reason: "" } : null;
  if (!score.how || !handsOf(score)) return null;
  return { status: "scored", mode: score.how, value: null, tallies: score.hands, ...words, mismatch_reason: score.mismatch.trim() };
}

/** How a new indicator is answered to begin with: as this session answered last. */
export function usualWay(doc, ctx) {
  const last = [...ctx.asked].reverse().map((row) => doc.scores[row.id]).find((score) => cellOf(score) && score.how !== "none");
  if (last) return last.how === "ballot" ? "tally" : last.how;
  return ctx.users && ctx.scale.nearest ? "tally" : "consensus";
}

/** What the session misses before it can be closed: [key, values]. */
export function lacks(doc, ctx) {
  const found = [], there = present(doc);
  if (there === null || !doc.held_on) found.push(["lack_present", {}]);
  else if (!there) found.push(["lack_nobody", {}]);
  const left = ctx.asked.filter((row) => !cellOf(doc.scores[row.id])).length;
  if (left) found.push(["lack_scores", { left, n: left }]);
  return found;
}

function fillable(doc, ctx) {
  if (!ctx.mayScore) throw new Refused("scoring_over");
  if (doc.closed) throw new Refused("session_closed");
}

function whole(text) {
  if (text === "" || text === null || text === undefined) return null;
  if (!/^\d{1,4}$/.test(String(text).trim())) throw new Refused("whole_number");
  return Number(text);
}

/** "3,5", "3.5" or "٣٫٥" → "3.5"; null when it is no number. */
export function decimal(text) {
  const tidy = String(text).trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[\s\u00a0\u202f]/g, "").replace(/[,\u066b]/, ".");
  return /^\d{1,10}(\.\d*)?$|^\.\d+$/.test(tidy) ? tidy.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "").replace(/^\./, "0.") : null;
}

const line = (text, most = 300) => {
  const words = String(text || "").split(/\s+/).filter(Boolean).join(" ");
  if (words.length > most) throw new Refused("too_long", { most });
  return words;
};

function scoreOf(doc, ctx, indicator) {
  fillable(doc, ctx);
  if (!doc.opened || (ctx.users && present(doc) === null)) throw new Refused("count_first");
  if (!ctx.asked.some((row) => row.id === indicator)) throw new Refused("not_asked");
  if (!doc.scores[indicator]) doc.scores[indicator] = emptyScore(usualWay(doc, ctx));
  return doc.scores[indicator];
}

function attendance(doc, ctx, op) {
  fillable(doc, ctx);
  const counts = {}, turns = {};
  for (const name of PRESENT) counts[name] = whole(op.values[name]);
  if (!PRESENT.some((name) => counts[name])) throw new Refused("count_someone");
  for (const name of TURNS) turns[name] = ctx.users ? whole(op.values[name]) : null;
  if ((turns.turns_women === null) !== (turns.turns_men === null)) throw new Refused("one_sex");
  const day = op.values.held_on || ctx.today;
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Refused("bad_day");
  if (day < ctx.starts) throw new Refused("before_start", { date: ctx.starts });
  if (day > ctx.today) throw new Refused("future_day");
  const there = total(PRESENT.map((name) => counts[name] || 0));
  for (const row of ctx.asked) {
    const score = doc.scores[row.id];
    if (score && score.how === "tally" && !score.mismatch && handsOf(score) > there) throw new Refused("hands_already", { indicator: row.label, hands: handsOf(score), present: there });
  }
  if (doc.box && doc.box.voters > there) throw new Refused("voters_already", { n: doc.box.voters });
  Object.assign(doc, { attendance: counts, turns, held_on: day, auto_day: !op.values.held_on || op.auto_day === true, day_at: op.at || null, place: line(op.values.place, 150), opened: true, draft: null });
  return ["attendance"];
}

function hand(doc, ctx, op) {
  const score = scoreOf(doc, ctx, op.indicator), there = present(doc);
  if (score.how !== "tally") { score.how = "tally"; }
  if (!score.hands || score.hands.length !== ctx.levels.length) score.hands = ctx.levels.map(() => 0);
  const wanted = op.to === undefined ? score.hands[op.level] + op.delta : whole(op.to) || 0;
  if (wanted < 0) return null;
  const others = handsOf(score) - score.hands[op.level];
  if (there === null) throw new Refused("count_first");
  if (wanted > score.hands[op.level] && others + wanted > there && !score.mismatch.trim()) throw new Refused("hands_over", { hands: others + wanted, present: there, n: there });
  score.hands[op.level] = wanted;
  return [`score:${op.indicator}`];
}

function answer(doc, ctx, op) {
  const score = scoreOf(doc, ctx, op.indicator);
  if (op.field === "value" && op.value !== null && op.value !== "") {
    const value = decimal(op.value);
    if (value === null || !allows(ctx.scale, value)) throw new Refused("off_scale");
    score.value = value;
    score.how = "consensus";
  } else if (op.field === "how") {
    score.how = op.value;
    if (op.value === "tally" && !score.hands) score.hands = ctx.levels.map(() => 0);
  } else if (op.field === "why") { score.how = "none"; score.why = op.value; }
  else if (op.field === "value") score.value = null;
  else {
    if (String(op.value).length > (op.field === "mismatch" ? 300 : 2000)) throw new Refused("too_long", { most: op.field === "mismatch" ? 300 : 2000 });
    const there = present(doc);
    if (op.field === "mismatch" && !op.value.trim() && there !== null && handsOf(score) > there && score.how === "tally") throw new Refused("hands_over", { hands: handsOf(score), present: there, n: there });
    score[op.field] = op.value;
  }
  if (op.field === "confirmed") return [];
  return [`score:${op.indicator}`];
}

// --- The vote with one phone: only counters are kept, so that no ballot can be found again. ---------------------------

function openBox(doc, ctx, op) {
  fillable(doc, ctx);
  if (present(doc) === null) throw new Refused("count_first");
  if (doc.box) throw new Refused("box_open");
  doc.box = { indicators: op.indicators, voters: 0, counts: {} };
  for (const indicator of op.indicators) doc.box.counts[indicator] = ctx.levels.map(() => 0);
  return [];
}

function castBallot(doc, ctx, op) {
  if (!doc.box) throw new Refused("box_closed");
  if (doc.box.voters >= present(doc)) throw new Refused("all_voted", { n: present(doc) });
  for (const indicator of doc.box.indicators) {
    const level = op.votes[indicator];
    if (level !== undefined && level !== null) doc.box.counts[indicator][level] += 1;
  }
  doc.box.voters += 1;
  return [];
}

function closeBox(doc, ctx) {
  if (!doc.box) throw new Refused("box_closed");
  const touched = [];
  for (const indicator of doc.box.indicators) {
    const hands = doc.box.counts[indicator];
    if (!total(hands)) continue;
    const score = doc.scores[indicator] || emptyScore();
    doc.scores[indicator] = { ...score, how: "ballot", hands, mismatch: "" };
    touched.push(`score:${indicator}`);
  }
  doc.box = null;
  return touched;
}

// --- Lists: issues and their order, inputs, actions. -------------------------------------------------------------------

function row(list, id) {
  const found = list.find((item) => item.id === id);
  if (!found) throw new Refused("row_gone");
  return found;
}

function issue(doc, ctx, op) {
  const text = line(op.values.text);
  if (!text) throw new Refused("issue_empty");
  const values = { text, suggestion: line(op.values.suggestion), is_strength: Boolean(op.values.is_strength) };
  const same = doc.issues.find((item) => !item.deleted && item.id !== op.id && item.text.toLowerCase() === text.toLowerCase() && item.is_strength === values.is_strength);
  if (same) throw new Refused("issue_there");
  const known = doc.issues.find((item) => item.id === op.id);
  if (known) Object.assign(known, values, values.is_strength ? { votes: null, reason: "" } : {});
  else doc.issues.push({ id: op.id, votes: null, reason: "", base_version: 0, base: null, ...values });
  return [`issue:${op.id}`];
}

function vote(doc, ctx, op) {
  const item = row(doc.issues, op.id), votes = whole(op.votes);
  const people = present(doc) || (ctx.session.group && ctx.session.group.size) || null;
  if (votes !== null && people !== null && votes > people) throw new Refused("votes_over", { issue: item.text, hands: votes, people });
  Object.assign(item, { votes, reason: op.reason === undefined ? item.reason : line(op.reason) });
  return [`issue:${op.id}`];
}

function amount(text) {
  if (text === "" || text === null || text === undefined) return null;
  const value = decimal(text);
  if (value === null || !/^\d{1,12}(\.\d{1,2})?$/.test(value)) throw new Refused("amount");
  return value;
}

function input(doc, ctx, op) {
  const given = op.values;
  const values = { label: line(given.label, 200), is_money: Boolean(given.is_money), unit: line(given.unit, 20), entitlement: line(given.entitlement), source: line(given.source, 150), planned: amount(given.planned), received: amount(given.received), observed: amount(given.observed), evidence: line(given.evidence), remarks: line(given.remarks, 500) };
  if (!values.label) throw new Refused("input_empty");
  if (values.is_money && !values.unit) throw new Refused("input_currency", { input: values.label });
  const known = doc.inputs.find((item) => item.id === op.id);
  doc.nothing = "";
  if (known) Object.assign(known, values);
  else doc.inputs.push({ id: op.id, base_version: 0, base: null, ...values });
  return [`input:${op.id}`];
}

/** Why no input is tracked in this round; empty takes it back. */
function nothing(doc, ctx, op) {
  const words = line(op.note);
  if (words && doc.inputs.some((item) => !item.deleted)) throw new Refused("inputs_there");
  if (!words && !doc.nothing) throw new Refused("nothing_empty");
  doc.nothing = words;
  return ["inputs_note"];
}

/** A text that seemed to speak of a person, and that somebody chose to keep: it isn't asked about again. */
function keep(doc, ctx, op) {
  doc.kept = [...(doc.kept || []), op.text].slice(-50);
  return [];
}

function action(doc, ctx, op) {
  const given = op.values;
  const values = { what: line(given.what, 500), problem: line(given.problem, 500), side: given.side, responsible: line(given.responsible, 200), with_whom: line(given.with_whom, 200), due_on: given.due_on };
  if (!values.what) throw new Refused("action_empty");
  if (!["community", "provider", "authority"].includes(values.side)) throw new Refused("action_side_missing");
  if (!values.responsible) throw new Refused("action_who");
  if (!/^\d{4}-\d\d-\d\d$/.test(values.due_on || "")) throw new Refused("action_due");
  const known = doc.actions.find((item) => item.id === op.id);
  if (known) Object.assign(known, values);
  else doc.actions.push({ id: op.id, ...values });
  return [`action:${op.id}`];
}

/** A line that never left the phone just goes; one that the server knows is marked, and told. */
function remove(doc, ctx, op) {
  const list = doc[op.list], item = row(list, op.id), kind = { issues: "issue", inputs: "input", actions: "action" }[op.list];
  if (!item.base_version && !item.sent) list.splice(list.indexOf(item), 1);
  else item.deleted = true;
  return [`${kind}:${op.id}`];
}

function close(doc, ctx) {
  fillable(doc, ctx);
  if (doc.box) throw new Refused("box_open");
  if (lacks(doc, ctx).length) throw new Refused("lacking");
  doc.closed = true;
  return ["close"];
}

const OPS = { attendance, hand, answer, openBox, castBallot, closeBox, issue, vote, input, nothing, keep, action, remove, close };
const UNDONE = new Set(["hand", "answer"]);

/** Do one thing to a session's row; gives the row as it is to be written. Nothing is changed when it is refused. */
export function apply(row, ctx, op) {
  const next = copy(row), doc = next.doc;
  if (op.op === "draft") { doc.draft = op.values; return next; }
  if (op.op === "undo") return undo(next);
  if (op.op === "reopen") return reopen(next, ctx, op);
  const before = UNDONE.has(op.op) ? blank(copy(blank(doc.scores[op.indicator]))) : null;
  const touched = OPS[op.op](doc, ctx, op);
  if (touched === null) return row;
  next.rev += 1;
  for (const key of touched) next.touched[key] = next.rev;
  if (UNDONE.has(op.op) && op.undoable !== false) next.log = [...next.log, { indicator: op.indicator, before, op: op.op, level: op.level, delta: op.delta, field: op.field }].slice(-LOG);
  return next;
}

/** Open again: what was closed here and isn't sent yet just opens; what is closed on the server needs a reason. */
function reopen(next, ctx, op) {
  const doc = next.doc;
  if (!ctx.mayScore) throw new Refused("scoring_over");
  next.rev += 1;
  if (next.touched.close) delete next.touched.close;
  else {
    if (!ctx.mayReopen) throw new Refused("reopen_team");
    const reason = line(op.reason, 500);
    if (!reason) throw new Refused("reopen_reason");
    doc.reopen = reason;
    next.touched.reopen = next.rev;
  }
  doc.closed = false;
  return next;
}

function undo(next) {
  const last = next.log.pop();
  if (!last) return next;
  const words = next.doc.scores[last.indicator];
  if (last.before) next.doc.scores[last.indicator] = { ...last.before, reason: words ? words.reason : last.before.reason, suggestion: words ? words.suggestion : last.before.suggestion };
  else delete next.doc.scores[last.indicator];
  next.rev += 1;
  next.touched[`score:${last.indicator}`] = next.rev;
  return next;
}
