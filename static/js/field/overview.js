// A session's own screen: what to do now, its indicators, its card; and closing it, with what is missing said.

import { doubt, doubtNote } from "./personal.js";
import { cellOf, handsOf, lacks, present } from "./model.js";
import { address, bar, body, button, config, day, el, face, foot, head, icon, mark, note, number, own, t } from "./page.js";
import { band, parse, scaleOf, tallyMean } from "./scoring.js";
import { firstLeft } from "./attendance.js";

/** The figure of a score: { text, level, word, hands }, as the online page shows it. */
export function shown(score, scale) {
  const cell = cellOf(score);
  if (!cell) return { word: t("to_score"), state: "todo" };
  if (cell.status !== "scored") return { word: t(cell.status), state: "done" };
  const value = cell.tallies ? tallyMean(cell.tallies, scale) : parse(cell.value), level = band(scale, value);
  return { value, level, text: number(value, { trim: !cell.tallies }), hands: cell.tallies ? handsOf(score) : 0, word: config.levels[level] };
}
const scoreMark = (one) => (one.level ? el("span", { class: "score" }, face(one.level), el("b", {}, one.text), " ", el("span", {}, one.word, one.hands ? [el("br"), el("span", { class: "tiny" }, t("mean_of_hands", { n: one.hands }))] : "")) : el("span", { class: `state ${one.state}` }, icon(one.state === "todo" ? "dot" : "check"), one.word));

function nextThing(app) {
  const doc = app.row.doc, missing = lacks(doc, app.ctx);
  const go = (title, text, label, href) => el("section", { class: "sheet mb-4" }, el("p", { class: "quiet mb-1" }, t("to_do_now")), el("h2", {}, title), el("p", { class: "mt-2" }, text), label ? el("a", { class: "btn btn-primary btn-lg w-100", href }, label) : "");
  if (doc.box) return go(t("vote_open"), t("voted_of", { voted: doc.box.voters, present: present(doc), n: doc.box.voters }), t("vote_resume"), "#box/all");
  if (doc.closed) return el("section", { class: "sheet mb-4" }, el("p", { class: "quiet mb-1" }, t("to_do_now")), el("h2", {}, t("session_is_closed")), el("p", { class: "mt-2" }, app.row.touched.close ? t("closed_here") : t("closed_there")),
    el("a", { class: "btn btn-primary btn-lg w-100", href: "#card" }, t("see_card")), el("a", { class: "btn btn-paper w-100 mt-2", href: config.urls.start }, t("back_to_field")), app.row.touched.close ? el("p", { class: "mt-2 mb-0" }, button(t("reopen_here"), () => app.act({ op: "reopen" }), "text")) : app.ctx.mayReopen && app.ctx.mayScore ? reopening(app) : el("p", { class: "mt-2 mb-0 quiet small" }, t("reopen_online")));
  if (!app.ctx.mayScore) return el("section", { class: "sheet mb-4" }, el("h2", {}, t("nothing_to_fill")), el("p", { class: "mt-2" }, t(app.kept.data.cycle.paused ? "scoring_paused" : "scoring_over_read")));
  if (!doc.opened || present(doc) === null) return go(t("count_who"), t("count_who_why"), t("count_and_open"), "#a");
  if (missing.some(([key]) => key === "lack_scores")) {
    const at = firstUnanswered(app), row = app.ctx.asked[at - 1];
    return go(t("score_one", { indicator: row.label }), row.hint ? own(row.hint) : t("read_aloud"), at > 1 ? t("go_on_scoring") : t("start_scoring"), `#i/${at}`);
  }
  if (missing.length) return go(t("count_who_was"), missing.map(([key, values]) => t(key, values)).join(" "), t("count_now"), "#a");
  return el("section", { class: "sheet mb-4" }, el("p", { class: "quiet mb-1" }, t("to_do_now")), el("h2", {}, t("close_session")), el("p", { class: "mt-2" }, t("close_why")), el("div", { id: "trouble" }), button(t("close_session"), () => closing(app), "primary", { class: "btn btn-primary btn-lg w-100", id: "close" }));
}
/** Words of the whole session are looked at once more: whoever left a screen by another way was not asked. */
async function closing(app) {
  for (const [at, row] of app.ctx.asked.entries()) {
    const score = app.row.doc.scores[row.id], seen = score && await doubt(app, [score.reason, score.suggestion, score.mismatch]);
    if (!seen) continue;
    document.getElementById("trouble").replaceChildren(doubtNote(app, seen, () => closing(app), el("a", { href: `#i/${at + 1}` }, row.label)));
    return;
  }
  await app.act({ op: "close" });
}

/** Closed on the server: the team opens it again, with a reason that stays. */
function reopening(app) {
  const reason = el("input", { class: "form-control", id: "reopen", maxlength: 500, autocomplete: "off" }), trouble = el("div");
  const save = async (event) => {
    if (event) event.preventDefault();
    const seen = await doubt(app, [reason.value.trim()]), said = seen ? null : await app.act({ op: "reopen", reason: reason.value });
    trouble.replaceChildren(seen ? doubtNote(app, seen, () => save()) : said ? note("alert-note my-3", "warn", el("p", {}, said)) : "");
  };
  return el("details", { class: "how mt-3" }, el("summary", {}, t("reopen_why")), el("div", {}, el("form", { novalidate: true, onsubmit: save }, trouble, el("label", { class: "form-label", for: "reopen" }, t("reopen_reason_label")), reason, el("p", { class: "form-text" }, t("reopen_stays")), el("button", { class: "btn btn-paper", type: "submit" }, t("reopen_do")))));
}
const firstUnanswered = (app) => app.ctx.asked.findIndex((row) => !cellOf(app.row.doc.scores[row.id])) + 1 || firstLeft(app);

export function overview(app) {
  const scale = scaleOf(app.kept.data.cycle.scale);
  function draw() {
    const doc = app.row.doc, there = present(doc), missing = doc.closed ? [] : lacks(doc, app.ctx);
    body(el("h1", { class: "h2" }, own(app.ctx.session.title)), el("p", { class: "quiet" }, own(app.kept.data.cycle.title)),
      app.row.conflict ? note("alert-note mb-3", "warn", el("p", {}, t("two_phones"), " ", config.urls.conflict ? el("a", { href: address("conflict", app.row.conflict) }, t("choose_online")) : "")) : "",
      nextThing(app),
      el("section", { class: "sec" }, el("header", {}, el("h2", {}, t("indicators"))), el("ol", { class: "ledger lines" }, app.ctx.asked.map((row, at) => {
        const score = doc.scores[row.id];
        return el("li", {}, el("span", { class: "idx", "aria-hidden": "true" }, at + 1), el("div", {}, doc.opened ? el("a", { class: "what", href: `#i/${at + 1}` }, own(row.label)) : el("div", { class: "what" }, own(row.label)), el("div", { class: "meta" }, own((score && score.reason) || row.hint))), scoreMark(shown(score, scale)));
      }))),
      el("section", { class: "sec" }, el("header", {}, el("h2", {}, t("people_present")), el("a", { href: "#a" }, doc.closed || !app.ctx.mayScore ? t("see") : there === null ? t("count_now") : t("correct"))), el("p", {}, there === null ? t("not_counted") : t("people_n", { n: there }), doc.held_on && doc.opened ? `, ${day(doc.held_on)}` : "", doc.place ? `, ${doc.place}` : "")),
      el("section", { class: "sec" }, el("header", {}, el("h2", {}, t("also"))), el("ul", { class: "plain" },
        app.ctx.users ? el("li", {}, el("a", { href: "#issues" }, t("what_the_group_says")), ` (${doc.issues.filter((row) => !row.deleted).length})`) : "",
        doc.opened && !doc.closed && app.ctx.mayScore ? el("li", {}, el("a", { href: "#box/all" }, t("vote_by_phone"))) : "",
        el("li", {}, el("a", { href: "#card" }, t("card_of_session"))),
        app.kept.data.sessions.length > 1 ? el("li", {}, el("a", { href: address("cycle", app.row.cycle) }, t("card_and_actions"))) : "")),
      missing.length && doc.opened ? el("div", { class: "mb-4" }, el("h2", { class: "h3" }, t("before_closing")), el("ul", { class: "small" }, missing.map(([key, values]) => el("li", {}, t(key, values))))) : "");
    foot();
  }
  head(config.urls.start, t("back_to_field"), el("span", { class: "who" }, mark(app.ctx.session.side), el("span", {}, own(app.ctx.session.title))), app.kept.data.cycle.round || "");
  app.repaint = draw;
  draw();
}

/** What this session said, to read back to the group. */
export function sessionCard(app) {
  const scale = scaleOf(app.kept.data.cycle.scale);
  head("#", t("back_to_session"), app.ctx.session.title);
  body(el("h1", { class: "h2" }, t("card_of_session")), el("p", { class: "quiet" }, own(app.kept.data.cycle.title)), el("ol", { class: "ledger cardlist" }, app.ctx.asked.map((row) => {
    const score = app.row.doc.scores[row.id], one = shown(score, scale);
    return el("li", {}, el("div", { class: "d-flex justify-content-between gap-3 align-items-start" }, el("span", { class: "what" }, own(row.label)), scoreMark(one)), one.hands ? el("div", { class: "mt-2" }, bar(score.hands, app.ctx.levels)) : "", score && score.reason ? el("p", { class: "meta mb-0 mt-1" }, own(score.reason)) : "", score && score.suggestion ? el("p", { class: "meta mb-0" }, t("suggestion_is", { text: score.suggestion })) : "");
  })));
  foot(el("a", { class: "btn btn-paper", href: "#", "aria-label": t("back") }, icon("prev")), el("a", { class: "btn btn-paper wide", href: "#" }, t("back_to_session")));
}
