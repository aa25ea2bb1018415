// One indicator on the screen: hands, one score, or why there is none. Every tap is on the disk before it shows.

import { doubt, doubtNote } from "./personal.js";
import { cellOf, emptyScore, handsOf, present, usualWay } from "./model.js";
import { bar, body, button, el, face, foot, head, icon, mark, note, number, own, t } from "./page.js";
import { parse, scaleOf, tallyMean } from "./scoring.js";

const WAYS = ["tally", "consensus", "none"], WHY = ["not_scored", "not_applicable", "refused"];
const signed = (delta) => `\u2066${delta > 0 ? "+" : "−"}${Math.abs(delta)}\u2069`;

export const pictogram = (asked) => (typeof asked.pictogram === "string" && asked.pictogram.startsWith("/") ? el("img", { class: "picto", src: asked.pictogram, alt: "", width: 56, height: 56 }) : "");
export const clip = (asked) => (typeof asked.clip === "string" && asked.clip ? el("audio", { controls: true, preload: "none", src: asked.clip, "aria-label": t("listen"), class: "w-100 mt-2" }) : "");

export function indicator(app, place) {
  const at = Math.min(Math.max(Number(place) || 1, 1), app.ctx.asked.length) - 1, asked = app.ctx.asked[at];
  const scoreNow = () => app.row.doc.scores[asked.id] || emptyScore(usualWay(app.row.doc, app.ctx));
  const closed = () => app.row.doc.closed || !app.ctx.mayScore;
  const levels = app.ctx.levels, scale = scaleOf(app.kept.data.cycle.scale);
  const trouble = el("div", { id: "trouble", "aria-live": "assertive" });
  const say = (sentence, ...more) => trouble.replaceChildren(sentence ? note("alert-note my-3", "warn", el("p", {}, el("strong", {}, sentence)), ...more) : "");
  const act = async (op) => { const said = await app.act({ indicator: asked.id, ...op }); say(said); return said; };
  /** A choice that isn't on the disk yet is busy, not chosen; refused, it goes back to what is kept. */
  const choose = async (event, op) => {
    const line = event.target.closest("li, .ways label");
    line.setAttribute("aria-busy", "true");
    let refused = true;
    try {
      refused = Boolean(await act(op));
    } finally {
      line.removeAttribute("aria-busy");
      if (refused) { shown = ""; paint(); }
    }
  };
  let shown = "";

  const words = {};
  const text = (field, rows, key) => {
    words[field] = el("textarea", { class: "form-control", id: field, rows, maxlength: 2000, disabled: closed(), oninput: (event) => app.act({ op: "answer", indicator: asked.id, field, value: event.target.value, undoable: false }) });
    return el("div", { class: "mt-3" }, el("label", { class: "form-label", for: field }, t(key)), words[field]);
  };
  const way = el("div", { id: "way" }), ways = el("div", { class: "pick ways", role: "radiogroup", "aria-label": t("how_scored") });
  const actions = { act, choose, say, levels, scale, asked, closed, way, app, scoreNow };

  function paint(renewed) {
    const score = scoreNow(), how = score.how === "ballot" ? "ballot" : score.how;
    const sign = `${how}|${closed()}|${present(app.row.doc) === null}`;
    if (sign !== shown) {
      shown = sign;
      ways.replaceChildren(...WAYS.map((one) => el("label", { class: one === "none" ? "no" : null }, el("input", { type: "radio", name: "how", value: one, checked: (how === "ballot" ? "tally" : how) === one, disabled: closed(), onchange: (event) => choose(event, { op: "answer", field: "how", value: one }) }), el("span", {}, t(`way_${one}`)))));
      way.replaceChildren(...({ tally: hands, ballot: ballots, consensus: value, none: without })[how || "consensus"](actions));
    }
    for (const one of way.querySelectorAll("[data-live]")) one.dispatchEvent(new Event("live"));
    for (const field of ["reason", "suggestion"]) if (document.activeElement !== words[field] || renewed) if (words[field].value !== score[field]) words[field].value = score[field];
    drawFoot();
  }

  function drawFoot() {
    const last = app.row.log[app.row.log.length - 1];
    const undo = last && !closed() ? button([icon("undo"), el("span", {}, t("undo"), el("br"), el("span", { "data-last": "" }, lastWords(last)))], () => takeBack(last), "paper", { class: "btn btn-paper undo", id: "undo" }) : null;
    foot(el("button", { type: "button", class: "btn btn-paper", "aria-label": t("previous"), onclick: () => leave(at) }, icon("prev")), undo,
      button([at + 1 === app.ctx.asked.length ? t("finish") : t("next"), " ", icon("next")], () => leave(at + 2), "primary", { class: `btn btn-primary${undo ? "" : " wide"}`, id: "next" }));
  }
  const placeOf = (last) => app.ctx.asked.findIndex((row) => row.id === last.indicator) + 1;
  /** What is taken back shows: the screen goes where it was. */
  async function takeBack(last) {
    await app.act({ op: "undo" });
    if (last.indicator !== asked.id) move(placeOf(last));
  }
  const lastWords = (last) => {
    if (last.indicator !== asked.id) return t("undo_there", { place: placeOf(last) });
    return last.delta ? `${signed(last.delta)} ${levels[last.level].word}` : t("undo_answer");
  };

  /** Fewer hands than people are asked about once, as on the online page. */
  async function leave(to) {
    const score = scoreNow(), said = closed() ? null : await doubt(app, [score.reason, score.suggestion, score.mismatch]);
    if (said) {
      trouble.replaceChildren(doubtNote(app, said, () => leave(to)));
      scrollTo(0, 0);
      return;
    }
    const there = present(app.row.doc), count = score.how === "tally" ? handsOf(score) : 0;
    if (!closed() && to > at && count && there !== null && count < there && score.confirmed !== `${count}/${there}`) {
      say(t("hands_missing", { hands: count, present: there, missing: there - count, n: count }), el("p", { class: "mt-2" }, button(t("go_on"), async () => { await app.act({ op: "answer", indicator: asked.id, field: "confirmed", value: `${count}/${there}`, undoable: false }); move(to); })));
      scrollTo(0, 0);
      return;
    }
    move(to);
  }
  const move = (to) => app.go(to < 1 || to > app.ctx.asked.length ? "" : `i/${to}`, true);

  head("#", t("back_to_session"), el("span", { class: "who" }, mark(app.ctx.session.side), el("span", {}, app.ctx.session.title)), t("position", { position: at + 1, total: app.ctx.asked.length }));
  body(el("div", { class: "asked" }, pictogram(asked), el("div", {}, el("h1", { class: "h2" }, own(asked.label)), asked.hint ? el("p", { class: "quiet mb-0 small" }, own(asked.hint)) : "")), clip(asked), trouble,
    el("div", { class: "scoring", id: "score" }, ways, way, text("reason", 2, app.ctx.users ? "reason_group" : "reason_staff"), el("p", { class: "quiet small" }, t("no_person")), text("suggestion", 1, "suggestion")));
  app.repaint = paint;
  paint(true);
  swipe(app, (to) => leave(at + 1 + to));
  keys(app, actions, (to) => leave(at + 1 + to));
}

function hands({ act, asked, levels, app, closed, scale, scoreNow }) {
  const there = present(app.row.doc);
  if (there === null) return [note("my-3", "people", el("p", {}, t("present_first"), " ", el("a", { href: "#a" }, t("count_now"))))];
  const rows = levels.map((level, index) => {
    const box = el("input", { type: "number", inputmode: "numeric", min: 0, autocomplete: "off", id: `h${index}`, disabled: closed(), "data-live": "", onchange: (event) => act({ op: "hand", level: index, to: event.target.value || 0, delta: 0 }).then(() => box.dispatchEvent(new Event("live"))) });
    const tap = (delta, name, key, extra) => button(icon(name), () => act({ op: "hand", level: index, delta }), "", { class: extra, "aria-label": t(key, { level: level.label, word: level.word }), "data-step": delta });
    const minus = tap(-1, "minus", "take_hand"), plus = tap(1, "plus", "add_hand", "plus");
    box.addEventListener("live", () => {
      const score = scoreNow(), n = (score.hands || [])[index] || 0;
      if (document.activeElement !== box || box.value !== "") box.value = n;
      minus.disabled = closed() || !n;
      plus.disabled = closed() || (handsOf(score) >= there && !score.mismatch.trim());
    });
    return el("li", { class: `s${level.face}`, "data-level": index }, el("span", { class: "tab" }, el("b", {}, level.label), face(level.face, false)), el("label", { class: "word", for: `h${index}` }, level.word, el("span", { class: "visually-hidden" }, `, ${level.label}`)), box, minus, plus);
  });
  const sum = el("b", { "data-sum": "" }), left = el("b", { "data-left": "" }), mean = el("b", { "data-mean": "" }), drawn = el("div", { "data-bar": "" });
  const leftBox = el("span", { class: "quiet" }, t("still"), " ", left), over = el("div", { class: "mt-2" });
  const total = el("p", { class: "total", "data-live": "", "aria-live": "polite" }, el("span", {}, sum, " ", t("hands_of", { present: there })), leftBox, el("span", {}, t("mean"), " ", mean));
  const why = el("input", { class: "form-control", id: "mismatch", maxlength: 300, autocomplete: "off", disabled: closed() });
  total.addEventListener("live", () => {
    const score = scoreNow(), counts = score.hands || levels.map(() => 0), all = handsOf(score), value = tallyMean(counts, scale);
    sum.textContent = number(String(all));
    left.textContent = number(String(Math.max(0, there - all)));
    leftBox.hidden = all >= there;
    mean.textContent = value === null ? "–" : number(value, { trim: false });
    total.classList.toggle("over", all > there);
    drawn.replaceChildren(bar(counts, levels));
    over.hidden = all < there && !score.mismatch;
    if (document.activeElement !== why && why.value !== score.mismatch) why.value = score.mismatch;
  });
  over.append(el("details", { class: "how", open: Boolean(scoreNow().mismatch) }, el("summary", {}, t("more_hands")), el("div", {}, el("label", { class: "form-label", for: "mismatch" }, t("mismatch_reason")), why, el("p", { class: "form-text" }, t("mismatch_how")))));
  why.addEventListener("input", () => act({ op: "answer", field: "mismatch", value: why.value, undoable: false }));
  return [el("ol", { class: `tally live${levels.length > 5 ? " dense" : ""}` }, rows), el("div", { class: "livetotal" }, total, drawn), over,
    closed() ? "" : el("p", { class: "mt-3" }, button([icon("phone"), " ", t("pass_round")], () => app.go(`box/${app.ctx.asked.indexOf(asked) + 1}`), "text"))];
}

function ballots({ levels, scoreNow, scale, act, closed }) {
  const score = scoreNow(), all = handsOf(score);
  return [el("p", { class: "mt-3" }, t("voted_ballots", { n: all })), counted(levels, score.hands), bar(score.hands, levels), el("p", { class: "total" }, el("span", {}, t("mean"), " ", el("b", {}, number(tallyMean(score.hands, scale), { trim: false })))),
    closed() ? "" : el("p", {}, button(t("correct_by_hand"), () => act({ op: "answer", field: "how", value: "tally" }), "text"))];
}
export const counted = (levels, counts) => el("ul", { class: "plain" }, levels.map((level, index) => el("li", {}, el("span", { class: "score" }, face(level.face), el("b", {}, level.label), " ", level.word), el("b", { class: "float-end" }, counts[index]))));

function value({ act, choose, app, levels, closed, scoreNow }) {
  const scale = app.kept.data.cycle.scale;
  if (scale.nearest) {
    return [el("ol", { class: "facepick" }, levels.map((level) => {
      const box = el("input", { type: "radio", name: "value", value: level.value, disabled: closed(), "data-live": "", onchange: (event) => choose(event, { op: "answer", field: "value", value: level.value }) });
      box.addEventListener("live", () => { const now = scoreNow().value; box.checked = now !== null && now !== "" && parse(now) === parse(level.value); });
      return el("li", { class: `s${level.face}` }, el("label", {}, box, el("span", { class: "tab" }, el("b", {}, level.label), face(level.face, false)), el("span", { class: "word" }, level.word)));
    }))];
  }
  const box = el("input", { class: "form-control", type: "text", inputmode: "decimal", autocomplete: "off", id: "value", disabled: closed(), "data-live": "", "aria-describedby": "value-help" });
  const save = async () => { const said = await act({ op: "answer", field: "value", value: box.value.trim() }); box.setAttribute("aria-invalid", said ? "true" : "false"); };
  box.addEventListener("change", save);
  box.addEventListener("live", () => { const now = scoreNow().value; if (document.activeElement !== box) box.value = now === null || now === "" ? "" : number(now, { places: 2 }); });
  return [el("div", { class: "bigvalue" }, el("label", { class: "form-label", for: "value" }, t("agreed_value")), el("div", { class: "d-flex align-items-center gap-2" }, box, el("span", { class: "quiet" }, t("out_of", { maximum: number(scale.max) }))), el("p", { class: "form-text", id: "value-help" }, scale.help))];
}

function without({ choose, closed, scoreNow }) {
  return [el("ul", { class: "whylist" }, WHY.map((one) => {
    const box = el("input", { class: "form-check-input", type: "radio", name: "why", value: one, disabled: closed(), "data-live": "", onchange: (event) => choose(event, { op: "answer", field: "why", value: one }) });
    box.addEventListener("live", () => { box.checked = scoreNow().why === one; });
    return el("li", {}, el("label", {}, box, el("span", {}, el("b", {}, t(one)), el("br"), el("span", { class: "quiet small" }, t(`${one}_help`)))));
  })), el("p", { class: "quiet small" }, t("never_zero"))];
}

// --- Fingers and keys. ----------------------------------------------------------------------------------------------------

function swipe(app, turn) {
  const main = document.getElementById("main");
  let from = null;
  main.ontouchstart = (event) => { const touch = event.touches[0]; from = event.touches.length === 1 && !event.target.closest("button, input, textarea, audio, label") ? [touch.clientX, touch.clientY] : null; };
  main.ontouchend = (event) => {
    if (!from || !location.hash.startsWith("#i/")) return;
    const touch = event.changedTouches[0], x = touch.clientX - from[0], y = touch.clientY - from[1];
    from = null;
    if (Math.abs(x) > 70 && Math.abs(x) > 2 * Math.abs(y)) turn((x < 0) === (document.documentElement.dir !== "rtl") ? 1 : -1);
  };
}

let listener = null;
function keys(app, { act, levels, closed, scoreNow }, turn) {
  if (listener) removeEventListener("keydown", listener);
  listener = (event) => {
    if (!location.hash.startsWith("#i/")) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !["TEXTAREA"].includes(event.target.tagName)) { event.preventDefault(); app.act({ op: "undo" }); return; }
    if (event.key === "PageDown" || event.key === "PageUp") { event.preventDefault(); turn(event.key === "PageDown" ? 1 : -1); return; }
    if (event.target.closest("input, textarea, button, a, select") || event.ctrlKey || event.metaKey || event.altKey || closed()) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (digit && scoreNow().how === "tally" && digit[1] <= levels.length) act({ op: "hand", level: digit[1] - 1, delta: event.shiftKey ? -1 : 1 });
  };
  addEventListener("keydown", listener);
}
