// The phone goes round: one person votes, hands it on, and nothing of that vote can be seen or found again.
// Only counters are kept; they are shown once the vote is closed.

import { clip, pictogram } from "./indicator.js";
import { present } from "./model.js";
import { body, button, el, face, foot, head, icon, note, own, t } from "./page.js";

/** Before it begins: on what, and by how many. */
export function vote(app, place) {
  const one = app.ctx.asked[Number(place) - 1] || null, there = present(app.row.doc), open = app.row.doc.box;
  const trouble = el("div");
  const start = async (indicators) => {
    const said = open ? null : await app.act({ op: "openBox", indicators: indicators.map((row) => row.id) });
    if (said) { trouble.replaceChildren(note("alert-note my-3", "warn", el("p", {}, said), el("p", {}, el("a", { href: "#a" }, t("count_now"))))); return; }
    sessionStorage.setItem("csc-kiosk", app.id);
    app.go("kiosk");
  };
  head("#", t("back_to_session"), app.ctx.session.title);
  body(el("h1", { class: "h2" }, t("vote_by_phone")), el("p", { class: "mt-2" }, t("vote_how")), trouble,
    open ? el("div", { class: "d-grid gap-2 mt-4" }, el("p", {}, t("voted_of", { voted: open.voters, present: there, n: open.voters })), button(t("vote_resume"), () => start([]), "primary", { class: "btn btn-primary btn-lg" }), button(t("vote_end"), () => ending(app)))
      : el("div", { class: "d-grid gap-2 mt-4" }, one ? button(t("vote_on", { indicator: one.label }), () => start([one]), "primary", { class: "btn btn-primary btn-lg" }) : "", button(t("vote_on_all", { n: app.ctx.asked.length }), () => start(app.ctx.asked), one ? "paper" : "primary", { class: `btn btn-${one ? "paper" : "primary"} btn-lg` })),
    el("p", { class: "quiet small mt-3" }, t("vote_replaces")));
  foot();
}

/** In the hands of the people. No address, no memory: whatever happens, the screen begins again. */
export function kiosk(app) {
  if (!app.row.doc.box) { sessionStorage.removeItem("csc-kiosk"); app.go("", true); return; }
  if (location.hash !== "#voting") history.pushState(null, "", "#voting");
  let votes = {};
  const list = app.row.doc.box.indicators.map((key) => app.ctx.asked.find((row) => row.id === key)).filter(Boolean);

  const welcome = () => {
    votes = {};
    const box = app.row.doc.box, there = present(app.row.doc), all = box.voters >= there;
    head("#voting", t("vote_by_phone"), t("vote_by_phone"));
    document.querySelector("#bar a").hidden = true;
    body(el("div", { class: "kioskpage" }, el("h1", {}, all ? t("everybody_voted") : t("your_turn")), el("p", { class: "lede" }, all ? t("hand_back") : t("nobody_sees")),
      all ? "" : button(t("vote"), () => ask(0), "primary", { class: "btn btn-primary btn-lg kioskbig", id: "vote" }),
      el("p", { class: "quiet", id: "voted" }, t("voted_of", { voted: box.voters, present: there, n: box.voters })), button(t("vote_end"), () => ending(app), "text")));
    foot();
  };
  const ask = (place) => {
    const asked = list[place];
    const pick = (level) => { votes[asked.id] = level; place + 1 < list.length ? ask(place + 1) : confirm(); };
    body(el("div", {}, list.length > 1 ? el("p", { class: "quiet mb-1" }, t("position", { position: place + 1, total: list.length })) : "", el("div", { class: "asked" }, pictogram(asked), el("div", {}, el("h1", { class: "h2" }, own(asked.label)), asked.hint ? el("p", { class: "quiet small" }, own(asked.hint)) : "")), clip(asked),
      el("ol", { class: "facepick kioskpick" }, [...app.ctx.levels.keys()].reverse().map((index) => {
        const level = app.ctx.levels[index];
        return el("li", { class: `s${level.face}` }, el("button", { type: "button", "data-level": index, onclick: () => pick(index) }, el("span", { class: "tab" }, el("b", {}, level.label), face(level.face, false)), el("span", { class: "word" }, level.word)));
      }))));
    foot(button(t("start_over"), welcome), button(t("skip_one"), () => pick(null), "paper", { class: "btn btn-paper wide" }));
    scrollTo(0, 0);
  };
  const confirm = () => {
    body(el("div", {}, el("h1", { class: "h2" }, t("your_vote")), el("ul", { class: "plain kioskread" }, list.map((row) => {
      const level = votes[row.id] === null || votes[row.id] === undefined ? null : app.ctx.levels[votes[row.id]];
      return el("li", {}, el("span", {}, own(row.label)), level ? el("span", { class: "score" }, face(level.face), el("b", {}, level.label), " ", level.word) : el("span", { class: "quiet" }, t("skipped")));
    }))));
    let cast = false;
    foot(button(t("start_over"), welcome), button([t("give_vote"), " ", icon("check")], async () => {
      if (cast) return;
      cast = true;
      const mine = votes;
      votes = {};
      const said = await app.act({ op: "castBallot", votes: mine });
      if (said) { body(note("alert-note my-4", "warn", el("p", {}, said))); foot(button(t("go_back"), welcome)); } else thanks();
    }, "primary", { class: "btn btn-primary wide", id: "give" }));
    scrollTo(0, 0);
  };
  const thanks = () => {
    body(el("div", { class: "kioskpage" }, el("h1", {}, t("vote_kept")), el("p", { class: "lede" }, t("pass_on")), button(t("next_person"), welcome, "primary", { class: "btn btn-primary btn-lg kioskbig", id: "nextvoter" })));
    foot();
  };
  welcome();
}

function ending(app) {
  const box = app.row.doc.box;
  body(el("section", { class: "sheet my-4" }, el("h1", { class: "h2" }, t("vote_end_ask")), el("p", { class: "mt-2" }, t("voted_of", { voted: box.voters, present: present(app.row.doc), n: box.voters })),
    el("div", { class: "d-grid gap-2" }, button(t("vote_close"), async () => { const first = box.indicators[0]; await app.act({ op: "closeBox" }); sessionStorage.removeItem("csc-kiosk"); app.go(`i/${app.ctx.asked.findIndex((row) => row.id === first) + 1}`, true); }, "primary", { id: "closevote" }), button(t("vote_resume"), () => { sessionStorage.setItem("csc-kiosk", app.id); app.go("kiosk", true); }))));
  foot();
}
