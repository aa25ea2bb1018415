// The start of the field: what this phone holds, what still has to be sent. Opens without network.

import { cellOf, context, lacks } from "./model.js";
import { dayOf } from "./outbox.js";
import { read, readAll } from "./db.js";
import { address, begin, body, button, config, el, exportQueue, foot, icon, instant, link, own, refused, register, renewed, state, t, watch, whenRenewed } from "./page.js";

function sessionLine(data, session, row) {
  const ctx = context(data, session.id, dayOf());
  const done = ctx.asked.filter((one) => cellOf(row.doc.scores[one.id])).length;
  const words = row.doc.closed ? t("session_done") : row.doc.opened ? t("answered", { done, total: ctx.asked.length, n: ctx.asked.length }) : t("not_opened");
  return el("li", {}, row.doc.closed ? icon("check") : row.doc.opened ? icon("half") : icon("dot"), el("div", {}, el("a", { class: "what", href: address("session", session.id) }, own(session.title)), el("div", { class: "meta" }, words, Object.keys(row.touched).length ? ` · ${t("not_sent")}` : "")), el("a", { href: address("session", session.id), "aria-label": `${t("open")} ${session.title}` }, t("open")));
}

async function cyclePart(kept) {
  const rows = await Promise.all(kept.data.sessions.map((session) => read("work", [kept.user, session.id])));
  const all = kept.data.sessions.length > 1;
  return el("section", { class: "sec", "aria-label": kept.data.cycle.title }, el("header", {}, el("h2", {}, own(kept.data.cycle.title))),
    el("p", { class: "quiet small" }, kept.prepared_at ? `${t("ready_offline")} ${t("ready_detail", { day: instant(kept.prepared_at), version: kept.version })}` : t("prepare_interrupted")),
    kept.prepared_at && kept.safe === false ? el("p", { class: "quiet small" }, icon("warn"), " ", t("storage_unsafe")) : "",
    el("ul", { class: "ledger miss" }, kept.data.sessions.map((session, index) => rows[index] ? sessionLine(kept.data, session, rows[index]) : "")),
    el("p", {}, all ? [link(t("card_and_actions"), address("cycle", kept.cycle)), " · "] : "", link(t("prepare_again"), address("prepare", kept.cycle))));
}

/** The one thing to do now: a session under way, else the next to open, else the card of the first cycle. */
async function nextSheet(kept) {
  const found = [];
  for (const one of kept) for (const session of one.data.sessions) {
    const row = await read("work", [one.user, session.id]), ctx = context(one.data, session.id, dayOf());
    if (row && !row.doc.closed && ctx.mayScore) found.push({ one, session, row, ready: row.doc.opened && !lacks(row.doc, ctx).length });
  }
  const next = found.find(({ row }) => row.doc.opened) || found[0], card = kept.find((one) => one.data.sessions.length > 1);
  if (!next && !card) return null;
  const sheet = (title, text, label, href) => el("section", { class: "sheet my-4", id: "now" }, el("p", { class: "quiet mb-1" }, t("to_do_now")), el("h2", {}, own(title)), el("p", { class: "mt-2" }, own(text)), el("a", { class: "btn btn-primary btn-lg w-100", href }, label));
  if (!next) return sheet(t("card_and_actions"), card.data.cycle.title, t("open"), address("cycle", card.cycle));
  return sheet(next.session.title, next.one.data.cycle.title, t(next.ready ? "close_session" : next.row.doc.opened ? "go_on_scoring" : "count_and_open"), address("session", next.session.id));
}

async function draw() {
  const kept = state.user ? (await readAll("packages")).filter((one) => one.user === state.user.id).sort((a, b) => (b.prepared_at || 0) - (a.prepared_at || 0)) : [];
  const receipts = state.user ? (await readAll("receipts")).filter((one) => one.user === state.user.id).sort((a, b) => b.at - a.at).slice(0, 8) : [];
  const titles = new Map(kept.flatMap((one) => one.data.sessions.map((session) => [session.id, `${session.title}, ${one.data.cycle.title}`])));
  const parts = [el("h1", {}, t("field"))];
  if (!kept.length) parts.push(el("section", { class: "sheet my-4" }, el("h2", {}, t("nothing_prepared")), el("p", { class: "mt-2" }, t("nothing_prepared_how")), el("a", { class: "btn btn-primary btn-lg w-100", href: config.urls.cycles }, t("open_cycles"))));
  else parts.push(el("p", { class: "quiet" }, t("prepared_for", { name: state.user.name })));
  const first = await nextSheet(kept);
  if (first) parts.push(first);
  for (const one of kept) parts.push(await cyclePart(one));
  if (receipts.length) parts.push(el("details", { class: "how" }, el("summary", {}, t("sent_so_far")), el("div", {}, el("ul", { class: "ledger pairs" }, receipts.map((one) => el("li", {}, el("div", {}, titles.get(one.session) || t("session"), one.status === "conflict" ? el("div", { class: "meta" }, t("two_phones")) : ""), el("span", { class: "quiet small" }, instant(one.at))))))));
  parts.push(el("details", { class: "how" }, el("summary", {}, t("last_resort")), el("div", {}, el("p", {}, t("export_why")), button(t("export_queue"), exportQueue))));
  parts.push(el("p", { class: "mt-4" }, link(t("home"), config.urls.home)));
  body(parts);
  foot();
}

try {
  await begin();
  await draw();
  whenRenewed(draw);
  await renewed(false);
  await register().catch(() => null);
  watch();
} catch (error) {
  refused(error);
}
