// What the group says, and in which order: difficulties with hands and a reason, strong points beside them.

import { uuid } from "./db.js";
import { doubt, doubtNote } from "./personal.js";
import { body, button, el, foot, head, icon, note, own, rowActs, t } from "./page.js";

export function issues(app, editing = "") {
  const closed = app.kept.data.cycle.may && app.kept.data.cycle.may.issues === false;
  const trouble = el("div", { id: "trouble" }), list = el("div", { id: "lists" });
  const act = async (op) => { const said = await app.act(op); trouble.replaceChildren(said ? note("alert-note my-3", "warn", el("p", {}, said)) : ""); return said; };
  const known = app.row.doc.issues.find((row) => row.id === editing && !row.deleted);
  const text = el("input", { class: "form-control", id: "text", maxlength: 300, autocomplete: "off", value: known ? known.text : "" });
  const suggestion = el("input", { class: "form-control", id: "suggestion", maxlength: 300, autocomplete: "off", value: known ? known.suggestion : "" });
  const strength = el("input", { class: "form-check-input", type: "checkbox", id: "strength" });
  if (known) strength.checked = known.is_strength;
  const save = async (event) => {
    if (event) event.preventDefault();
    const seen = await doubt(app, [text.value.trim(), suggestion.value.trim()]);
    if (seen) { trouble.replaceChildren(doubtNote(app, seen, () => save())); scrollTo(0, 0); return; }
    const said = await act({ op: "issue", id: known ? known.id : uuid(), values: { text: text.value, suggestion: suggestion.value, is_strength: strength.checked } });
    if (said) return;
    if (known) { app.go("issues", true); return; }
    text.value = suggestion.value = "";
    strength.checked = false;
    text.focus();
  };

  function line(row, place) {
    const why = async () => {
      const seen = await doubt(app, [reason.value.trim()]);
      if (seen) trouble.replaceChildren(doubtNote(app, seen, why));
      else act({ op: "vote", id: row.id, votes: votes.value, reason: reason.value });
    };
    const votes = el("input", { type: "number", class: "form-control votes", inputmode: "numeric", min: 0, autocomplete: "off", value: row.votes === null || row.votes === undefined ? "" : row.votes, id: `v-${row.id}`, disabled: closed, onchange: () => act({ op: "vote", id: row.id, votes: votes.value, reason: reason.value }) });
    const reason = el("input", { type: "text", class: "form-control", maxlength: 300, autocomplete: "off", value: row.reason || "", id: `r-${row.id}`, disabled: closed, onchange: why });
    return el("li", {}, el("div", {}, el("div", { class: "what" }, place ? el("span", { class: "idx" }, place) : "", own(row.text)), row.suggestion ? el("div", { class: "meta" }, t("suggestion_is", { text: row.suggestion })) : "",
      row.is_strength ? "" : el("div", { class: "voteline" }, el("label", { for: votes.id }, t("hands_word")), votes, el("label", { for: reason.id }, t("why_first")), reason)),
      closed ? "" : rowActs(row.text, () => app.go(`issues/${row.id}`, true), () => act({ op: "remove", list: "issues", id: row.id })));
  }
  function draw() {
    if (list.contains(document.activeElement) && document.activeElement.tagName === "INPUT") return;
    const rows = app.row.doc.issues.filter((row) => !row.deleted), hard = rows.filter((row) => !row.is_strength).sort((a, b) => (b.votes === null ? -1 : b.votes) - (a.votes === null ? -1 : a.votes)), strong = rows.filter((row) => row.is_strength);
    list.replaceChildren(
      el("section", { class: "sec" }, el("header", {}, el("h2", {}, t("difficulties"))), hard.length ? el("ol", { class: "ledger pairs" }, hard.map((row, at) => line(row, row.votes === null || row.votes === undefined ? 0 : at + 1))) : el("p", { class: "quiet" }, t("none_yet"))),
      el("section", { class: "sec" }, el("header", {}, el("h2", {}, t("strong_points"))), strong.length ? el("ul", { class: "ledger pairs" }, strong.map((row) => line(row, 0))) : el("p", { class: "quiet" }, t("none_yet_strong"))));
  }
  head("#", t("back_to_session"), app.ctx.session.title);
  body(el("h1", { class: "h2" }, t("what_the_group_says")), el("p", { class: "quiet small" }, t("issues_rule")), trouble,
    closed ? "" : el("form", { class: "sheet my-3", onsubmit: save, novalidate: true }, el("label", { class: "form-label", for: "text" }, t("issue_text")), text, el("label", { class: "form-label mt-2", for: "suggestion" }, t("suggestion")), suggestion,
      el("div", { class: "form-check my-2" }, strength, el("label", { class: "form-check-label", for: "strength" }, t("is_strength"))), el("button", { class: "btn btn-primary", type: "submit" }, known ? t("save") : t("add")), known ? [" ", button(t("cancel"), () => app.go("issues", true), "text")] : ""), list);
  foot(el("a", { class: "btn btn-paper", href: "#", "aria-label": t("back") }, icon("prev")), el("a", { class: "btn btn-paper wide", href: "#" }, t("back_to_session")));
  app.repaint = draw;
  draw();
}
