// Two lists of the cycle that can grow without network: what the service receives, and who does what by when.

import { uuid } from "./db.js";
import { doubt, doubtNote } from "./personal.js";
import { button, day, el, note, own, rowActs, t } from "./page.js";

const field = (name, key, given, extra = {}) => {
  const box = el("input", { type: "text", class: "form-control", id: name, name, autocomplete: "off", value: given[name] === null || given[name] === undefined ? "" : given[name], ...extra });
  return el("div", { class: "mb-2" }, el("label", { class: "form-label", for: name }, t(key)), box);
};
const read = (form) => Object.fromEntries([...form.elements].filter((box) => box.name && (box.type !== "radio" || box.checked)).map((box) => [box.name, box.type === "checkbox" ? box.checked : box.value]));

// Free words of these forms, looked at before they are taken.
const SAID = ["what", "problem", "responsible", "label", "source", "evidence", "remarks", "note"];

/** A form that comes back empty when the line is taken, and keeps what was typed when it isn't. */
function lineForm(app, op, known, fields) {
  const id = known ? known.id : uuid(), trouble = el("div"), form = el("form", { class: "sheet my-3", novalidate: true }, trouble, fields, el("button", { class: "btn btn-primary", type: "submit" }, known ? t("save") : t("add")), known ? [" ", button(t("cancel"), () => app.edit(null), "text")] : "");
  const save = async (event) => {
    if (event) event.preventDefault();
    const values = read(form), seen = await doubt(app, SAID.map((name) => (values[name] || "").trim()));
    if (seen) { trouble.replaceChildren(doubtNote(app, seen, () => save())); return; }
    const said = await app.act({ op, id, ...(op === "nothing" ? values : { values }) });
    trouble.replaceChildren(said ? note("alert-note mb-3", "warn", el("p", {}, said)) : "");
    if (!said) app.edit(null);
  };
  form.addEventListener("submit", save);
  return form;
}

export function actions(app, editing) {
  const known = app.row.doc.actions.find((row) => row.id === editing) || null, given = known || { due_on: "", side: "" };
  const sides = el("fieldset", { class: "mb-2" }, el("legend", { class: "form-label" }, t("action_side")), el("div", { class: "pick" }, ["community", "provider", "authority"].map((side) => el("label", {}, el("input", { type: "radio", name: "side", value: side, checked: given.side === side }), el("span", {}, t(`side_${side}`))))));
  const words = (row) => [t(`side_${row.side}`), row.responsible].filter(Boolean).join(", ");
  const line = (row, mine) => el("li", {}, el("div", { class: "when" }, row.due_on ? el("span", { class: "nowrap" }, day(row.due_on)) : ""), el("div", {}, el("div", { class: "what" }, own(row.what)), el("div", { class: "meta" }, words(row), mine ? ` · ${t("not_sent")}` : row.state ? ` · ${t(`state_${row.state}`)}` : "")), mine ? rowActs(row.what, () => app.edit(row.id), () => app.act({ op: "remove", list: "actions", id: row.id })) : el("span"));
  const there = (app.data.plan && app.data.plan.actions) || [], mine = app.row.doc.actions.filter((row) => !row.deleted);
  return el("section", { class: "sec", id: "actions" }, el("header", {}, el("h2", {}, t("action_list"))), there.length + mine.length ? el("ul", { class: "ledger actionlist" }, there.filter((row) => !mine.some((one) => one.id === row.id)).map((row) => line(row, false)), mine.map((row) => line(row, true))) : el("p", { class: "quiet" }, t("no_action")),
    app.may("actions") ? el("details", { class: "how", open: Boolean(known), id: "addaction" }, el("summary", {}, known ? t("change_action") : t("add_action")), el("div", {}, lineForm(app, "action", known, [field("what", "action_what", given, { maxlength: 500 }), field("problem", "action_problem", given, { maxlength: 500 }), sides, field("responsible", "action_responsible", given, { maxlength: 200 }), el("p", { class: "form-text" }, t("function_not_name")), field("due_on", "action_due_on", given, { type: "date", class: "form-control" })]))) : "");
}

export function inputList(app, editing) {
  const rows = app.row.doc.inputs.filter((row) => !row.deleted), known = rows.find((row) => row.id === editing) || null, given = known || {};
  const amount = (row, name) => (row[name] === null || row[name] === undefined ? t("unknown") : `${app.number(row[name])} ${row.unit || ""}`);
  const money = el("input", { class: "form-check-input", type: "checkbox", id: "is_money", name: "is_money", checked: given.is_money === true });
  return el("section", { class: "sec", id: "inputs" }, el("header", {}, el("h2", {}, t("input_tracking"))), rows.length ? el("ul", { class: "ledger pairs" }, rows.map((row) => el("li", {}, el("div", {}, el("div", { class: "what" }, own(row.label)), el("div", { class: "meta" }, t("input_line", { planned: amount(row, "planned"), received: amount(row, "received"), observed: amount(row, "observed") }))), app.may("inputs") ? rowActs(row.label, () => app.edit(row.id), () => app.act({ op: "remove", list: "inputs", id: row.id })) : ""))) : app.row.doc.nothing ? el("p", { id: "nothing" }, t("nothing_because", { reason: app.row.doc.nothing })) : el("p", { class: "quiet" }, t("no_input")),
    app.may("inputs") ? el("details", { class: "how", open: Boolean(known), id: "addinput" }, el("summary", {}, known ? t("change_input") : t("add_input")), el("div", {}, lineForm(app, "input", known, [field("label", "input_label", given, { maxlength: 200 }), el("div", { class: "form-check mb-2" }, money, el("label", { class: "form-check-label", for: "is_money" }, t("input_money"))), field("unit", "input_unit", given, { maxlength: 20 }), field("entitlement", "input_entitlement", given, { maxlength: 300 }), field("source", "input_source", given, { maxlength: 150 }), ["planned", "received", "observed"].map((name) => field(name, `input_${name}`, given, { inputmode: "decimal" })), field("evidence", "input_evidence", given, { maxlength: 300 }), field("remarks", "input_remarks", given, { maxlength: 500 }), el("p", { class: "form-text" }, t("input_unknown"))]))) : "",
    app.may("inputs") && !rows.length ? el("details", { class: "how", id: "saynothing" }, el("summary", {}, t("nothing_say")), el("div", {}, lineForm(app, "nothing", null, [field("note", "nothing_why", { note: app.row.doc.nothing }, { maxlength: 300 })]))) : "");
}
