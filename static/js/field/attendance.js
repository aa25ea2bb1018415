// Who is there: counts by sex and age band, never names. What is typed is kept at once; saving checks it and opens.

import { PRESENT, TURNS } from "./model.js";
import { body, button, el, foot, head, icon, note, number, t } from "./page.js";

export function attendance(app) {
  const doc = app.row.doc, draft = doc.draft || { ...doc.attendance, ...doc.turns, held_on: doc.held_on || app.ctx.today, place: doc.place };
  const boxes = {}, closed = doc.closed || !app.ctx.mayScore;
  const values = () => Object.fromEntries(Object.entries(boxes).map(([name, box]) => [name, box.value]));
  const sum = el("b", {}, "0");
  const add = () => { sum.textContent = number(`${PRESENT.reduce((all, name) => all + Math.max(0, Number.parseInt(boxes[name].value, 10) || 0), 0)}`); };
  const typed = () => { add(); app.act({ op: "draft", values: values() }); };
  const count = (name) => {
    boxes[name] = el("input", { type: "number", inputmode: "numeric", min: 0, id: name, autocomplete: "off", disabled: closed, oninput: typed, value: draft[name] === null || draft[name] === undefined ? "" : draft[name] });
    return el("div", { class: "count" }, el("label", { for: name }, t(name)), boxes[name]);
  };
  const field = (name, type) => {
    boxes[name] = el("input", { type, class: "form-control", id: name, autocomplete: "off", maxlength: type === "text" ? 150 : null, max: type === "date" ? app.ctx.today : null, disabled: closed, oninput: typed, value: draft[name] || "" });
    return el("div", { class: "mt-3" }, el("label", { class: "form-label", for: name }, t(name)), boxes[name]);
  };
  const trouble = el("div", { id: "trouble" });
  const save = async () => {
    const given = values();
    const said = await app.act({ op: "attendance", values: given, auto_day: given.held_on === app.ctx.today });
    trouble.replaceChildren(said ? note("alert-note my-3", "warn", el("p", {}, el("strong", {}, said)), el("p", { class: "small" }, t("typed_kept"))) : "");
    // A box that holds no count is shown; the browser gives nothing for what it can't read.
    const wrong = said ? [...PRESENT, ...TURNS].filter((name) => boxes[name] && (!/^\d*$/.test(boxes[name].value.trim()) || boxes[name].validity.badInput)) : [];
    for (const name of [...PRESENT, ...TURNS]) if (boxes[name]) { boxes[name].parentElement.classList.toggle("is-wrong", wrong.includes(name)); boxes[name].setAttribute("aria-invalid", wrong.includes(name)); }
    if (said) scrollTo(0, 0);
    else app.go(doc.opened ? "" : `i/${firstLeft(app)}`);
  };
  head("#", t("back_to_session"), app.ctx.session.title);
  body(el("h1", { class: "h2" }, t("people_present")), el("p", { class: "quiet small" }, t("counts_only")), trouble,
    el("form", { class: "scoring", novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } },
      el("div", { class: "headcount" }, PRESENT.map(count)),
      el("p", { class: "total" }, el("span", {}, sum, " ", t("people_in_all"))),
      field("held_on", "date"), field("place", "text"),
      app.ctx.users ? el("details", { class: "how mt-4", open: TURNS.some((name) => draft[name] !== null && draft[name] !== undefined && draft[name] !== "") }, el("summary", {}, t("who_spoke")), el("div", {}, el("p", { class: "small mb-2" }, t("who_spoke_how")), el("div", { class: "row" }, TURNS.map((name) => el("div", { class: "col-6" }, count(name)))))) : "",
      el("button", { class: "visually-hidden", tabindex: -1, "aria-hidden": "true" })));
  foot(el("a", { class: "btn btn-paper", href: "#", "aria-label": t("back") }, icon("prev")), closed ? el("a", { class: "btn btn-paper wide", href: "#" }, t("back_to_session")) : button([doc.opened ? t("save") : t("save_and_open"), " ", icon("next")], save, "primary", { class: "btn btn-primary wide", id: "save" }));
  add();
}

export function firstLeft(app) {
  const at = app.ctx.asked.findIndex((row) => !app.row.doc.scores[row.id]);
  return at < 0 ? 1 : at + 1;
}
