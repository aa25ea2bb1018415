// From a session's row to what is sent, and from what the server has back to the row. Pure.

import { cellOf, plainScore } from "./model.js";

export const SCHEMA = 1;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const copy = (value) => JSON.parse(JSON.stringify(value));
const part = (touched, kind) => Object.keys(touched).filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));

const wireScore = (known) => (known ? { status: known.status, mode: known.mode, value: known.value, tallies: known.tallies, reason: known.reason, suggestion: known.suggestion, mismatch_reason: known.mismatch_reason } : null);
const ISSUE = ["text", "is_strength", "suggestion", "votes", "reason"];
const INPUT = ["label", "is_money", "unit", "entitlement", "source", "planned", "received", "observed", "evidence", "remarks"];
const ACTION = ["what", "problem", "side", "responsible", "with_whom", "due_on"];
const pick = (row, names) => Object.fromEntries(names.map((name) => [name, row[name] === undefined ? null : row[name]]));

function listed(row, kind, list, names) {
  const sent = [];
  for (const id of part(row.touched, kind)) {
    const item = list.find((one) => one.id === id);
    if (!item) continue;
    item.sent = true;
    const from = { base_version: item.base_version || 0, ...(item.base ? { base: pick(item.base, names) } : {}) };
    if (item.deleted) sent.push({ id, deleted: true, ...from });
    else sent.push(kind === "action" ? { id, ...pick(item, names) } : { id, ...pick(item, names), ...from });
  }
  return sent;
}

/** The state of a submission: what was touched since the last one. Marks on the row's lists what was sent. */
export function stateOf(row) {
  const doc = row.doc, base = row.base, state = {};
  if (row.touched.attendance) Object.assign(state, { held_on: doc.held_on, place: doc.place, attendance: doc.attendance, turns: doc.turns, base: base.session });
  const scores = [];
  for (const indicator of part(row.touched, "score")) {
    const cell = cellOf(doc.scores[indicator]), from = base.scores[indicator], base_version = from ? from.version : 0;
    const began = from ? { base: wireScore(cellOf(from.cell)) } : {};
    if (cell) scores.push({ indicator, ...cell, base_version, ...began });
    else if (base_version || (row.sent && row.sent[indicator])) scores.push({ indicator, status: "cleared", base_version, ...began });
  }
  if (scores.length) state.scores = scores;
  const issues = listed(row, "issue", doc.issues, ISSUE), inputs = listed(row, "input", doc.inputs, INPUT), actions = listed(row, "action", doc.actions, ACTION);
  if (issues.length) state.issues = issues;
  if (inputs.length) state.inputs = inputs;
  if (actions.length) state.actions = actions;
  if (row.touched.inputs_note) state.inputs_note = { note: doc.nothing || "", base: { note: base.nothing || "" } };
  if (row.touched.reopen) state.reopen = doc.reopen;
  if (row.touched.close && doc.closed) state.close = true;
  return state;
}

const FIGURES = ["status", "mode", "value", "tallies"];
const figures = (score) => { const known = wireScore(cellOf(score)); return known && pick(known, FIGURES); };

/** The server's score over the phone's. Where both say the same figures, the phone keeps what the server doesn't hold: the
 * hands counted before one score was agreed on, and the other way round. They are there when people go back to them. */
function taken(mine, server) {
  const theirs = copy(server);
  if (!mine || !figures(mine) || !same(figures(mine), figures(theirs))) return theirs;
  const counts = theirs.how === "tally" || theirs.how === "ballot";
  return { ...mine, reason: theirs.reason, suggestion: theirs.suggestion, mismatch: counts ? theirs.mismatch : mine.mismatch };
}

/** What the server says now, taken over wherever the phone has nothing of its own waiting. ``held``: keys that wait. */
export function renew(row, now, held) {
  const next = copy(row), waits = (key) => key in row.touched || held.has(key);
  if (!waits("attendance")) Object.assign(next.doc, { held_on: now.doc.held_on, place: now.doc.place, attendance: now.doc.attendance, turns: now.doc.turns, opened: now.doc.opened, auto_day: false });
  if (!waits("close") && !waits("reopen")) next.doc.closed = now.doc.closed;
  if (!waits("inputs_note")) { next.doc.nothing = now.doc.nothing; next.base.nothing = now.base.nothing; }
  next.base.version = now.base.version;
  if (!waits("attendance") || same(now.base.session.attendance, (row.sentSession || {}).attendance)) next.base.session = now.base.session;
  const keys = new Set([...Object.keys(next.doc.scores), ...Object.keys(now.doc.scores)]);
  for (const indicator of keys) {
    const server = now.base.scores[indicator];
    if (!waits(`score:${indicator}`)) {
      if (server) { next.doc.scores[indicator] = taken(next.doc.scores[indicator], server.cell); next.base.scores[indicator] = server; }
      else if (cellOf(next.doc.scores[indicator])) { delete next.doc.scores[indicator]; delete next.base.scores[indicator]; }
    } else if (server && row.sent && row.sent[indicator] && same(wireScore(cellOf(server.cell)), row.sent[indicator])) next.base.scores[indicator] = server;
  }
  for (const [list, kind] of [["issues", "issue"], ["inputs", "input"]]) {
    const mine = next.doc[list].filter((item) => waits(`${kind}:${item.id}`));
    const theirs = now.doc[list].filter((item) => !waits(`${kind}:${item.id}`));
    next.doc[list] = [...theirs, ...mine];
  }
  next.doc.actions = next.doc.actions.filter((item) => waits(`action:${item.id}`));
  next.session_closed = now.base.closed;
  return next;
}

/** What an acknowledged submission wrote, to know one's own hand when the server shows it again. */
export function sentOf(row, state, touched) {
  const sent = { ...row.sent };
  for (const score of state.scores || []) {
    if (!touched[`score:${score.indicator}`]) continue;
    sent[score.indicator] = score.status === "cleared" ? null : wireScore(score);
  }
  return sent;
}

/** What the phone starts from after ``state`` was entered. ``versions``: indicator → version, of the scores that the server
 * has as they were sent; one that somebody else changed isn't among them, and keeps the content it started from. */
export function startedFrom(base, state, versions) {
  const scores = { ...base.scores };
  for (const score of state.scores || []) {
    const version = versions[score.indicator];
    if (version) scores[score.indicator] = { version, cell: plainScore(score) };
    else if (version === 0) delete scores[score.indicator];
  }
  return { ...base, scores };
}
