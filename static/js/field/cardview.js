// The consolidated card from what the phone holds: same rows, same figures, same order as the online page.

import { cellOf, lacks, context, present } from "./model.js";
import { dayOf } from "./outbox.js";
import { apart, config, el, face, icon, instant, mark, number, own, svg, t } from "./page.js";
import { band, buildCard, frozenCard, figure, parse, scaleOf, trend } from "./scoring.js";

const rtl = document.documentElement.dir === "rtl";

/** The inputs of buildCard: as the server's card_inputs does from its own rows. */
export function inputs(data, rows) {
  const scores = [];
  for (const session of data.sessions) {
    const row = rows.get(session.id), group = session.side === "users" ? session.group.id : null;
    for (const one of data.indicators) {
      const cell = row ? cellOf(row.doc.scores[one.id]) : null;
      if (!cell && one.asked_of !== "both" && one.asked_of !== session.side) continue;
      const there = row ? present(row.doc) : null;
      scores.push(cell ? { indicator: one.code, group, status: cell.status, value: cell.value, tallies: cell.tallies, present: there } : { indicator: one.code, group, status: "not_scored", present: there });
    }
  }
  const groups = data.cycle.groups ? data.cycle.groups.map((group) => group.id) : data.sessions.filter((session) => session.group).map((session) => session.group.id);
  const villages = Object.fromEntries((data.cycle.groups || []).map((group) => [group.id, group.village || ""]));
  return { villages, scale: scaleOf(data.cycle.scale), indicators: data.indicators.map((one) => one.code), groups, scores, rule: data.cycle.rule.name };
}

function cell(one, label, extra, scale, maximum) {
  if (one.mean === null) return el("td", { class: `none ${extra}`, role: "cell", "data-l": label }, t(one.status));
  const level = band(scale, one.mean);
  return el("td", { class: `c s${level} ${extra}`, role: "cell", "data-l": label }, el("b", {}, number(one.mean)), face(level, false), el("span", { class: "visually-hidden" }, ` ${t("out_of", { maximum })}, ${config.levels[level]}`));
}

function dumbbell(label, users, provider, scale) {
  const low = figure(scale.min), high = figure(scale.max);
  const along = (value) => { const share = Number(((value - low) * 100000n) / (high - low)) / 1000; return 4 + (rtl ? 100 - share : share) * 0.92; };
  const said = (value) => (value === null ? t("not_scored") : number(value));
  return svg(26, `${label}${t("colon")} ${t("users")} ${said(users)}, ${t("provider")} ${said(provider)}`, (put) => {
    put("line", { x1: "4%", x2: "96%", y1: 13, y2: 13, stroke: "#dcd4c4" });
    for (let at = 0; at <= 4; at += 1) put("line", { x1: `${4 + at * 23}%`, x2: `${4 + at * 23}%`, y1: 8, y2: 18, stroke: "#dcd4c4" });
    if (users !== null && provider !== null && users !== provider) put("line", { x1: `${along(users)}%`, x2: `${along(provider)}%`, y1: 13, y2: 13, stroke: "#211c15", "stroke-width": 3 });
    if (provider !== null) put("rect", { x: `${along(provider)}%`, y: 6.5, width: 13, height: 13, transform: "translate(-6.5 0)", fill: "#fff", stroke: "#211c15", "stroke-width": 2.2 });
    if (users !== null) put("circle", { cx: `${along(users)}%`, cy: 13, r: users === provider ? 3.6 : 6.5, fill: "#46307a" });
  });
}

function since(row, previous) {
  const before = previous.rows[row.indicator], of = (side) => (before && before[side] ? { status: before[side].status, mean: parse(before[side].mean) } : null);
  const side = row.users.mean !== null || row.provider.mean === null ? "users" : "provider", one = trend(of(side), row[side]);
  if (one.move === "new" && row[side].status === "absent") return "";
  const rounded = one.change === null ? null : parse("0.05") > (one.change < 0n ? -one.change : one.change);
  if (one.change === null) return el("span", { class: "quiet small" }, t(`move_${one.move}`));
  const move = rounded ? "stable" : one.move;
  return el("span", { class: "move" }, el("span", { class: "quiet" }, number(one.before)), icon({ up: "up", down: "fall", stable: "same" }[move]), move === "stable" ? el("b", {}, t("move_stable")) : el("b", { dir: "ltr" }, number(one.change, { signed: true })));
}

/** Users' figures from the lowest, then what the provider alone scored. */
export function sorted(rows) {
  const rank = (row) => (row.users.mean !== null ? 0 : row.provider.mean !== null ? 1 : 2), value = (row) => (row.users.mean !== null ? row.users.mean : row.provider.mean || 0n);
  return rows.map((row, at) => [row, at]).sort(([a, i], [b, j]) => rank(a) - rank(b) || (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : i - j)).map(([row]) => row);
}

export function cardView(data, rows) {
  const given = inputs(data, rows), scale = given.scale, released = data.cycle.released || null, agreed = data.cycle.agreed || {};
  const card = released ? frozenCard(released, given.indicators, scale) : buildCard(given), groups = card.groups, rule = released ? released.rule : given.rule, labels = new Map(data.indicators.map((one) => [one.code, one]));
  const names = new Map(data.sessions.filter((session) => session.group).map((session) => [session.group.id, session.group])), maximum = number(data.cycle.scale.max);
  const previous = data.cycle.previous && data.cycle.previous.same_scale ? data.cycle.previous : null;
  const open = data.sessions.filter((session) => { const row = rows.get(session.id); return !row || lacks(row.doc, context(data, session.id, dayOf())).length; });
  const headCell = (...content) => el("th", { role: "columnheader", scope: "col" }, content);
  const table = el("table", { class: `card-table${groups.length < 5 ? ` groups-${groups.length}` : ""}`, role: "table" }, el("caption", { class: "visually-hidden" }, t("card_caption", { maximum })),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, el("th", { role: "columnheader", scope: "col", class: "text-start" }, t("indicator")), groups.map((id) => headCell((names.get(id) || {}).name || "")), headCell(el("span", { class: "who" }, mark("users"), t("users_title")), el("small", {}, t("mean"))), headCell(el("span", { class: "who" }, mark("provider"), t("provider_title"))), el("th", { role: "columnheader", scope: "col", class: "gaphead" }, t("gap")), previous ? headCell(t("since", { round: previous.round })) : "")),
    el("tbody", { role: "rowgroup" }, sorted(card.rows).map((row) => {
      const one = labels.get(row.indicator), users = row.users.mean !== null, provider = row.provider.mean !== null;
      return el("tr", { role: "row", class: provider && !users ? "solo one" : users && !provider ? "one" : "" }, el("th", { scope: "row", role: "rowheader" }, apart(one.label), agreedLine(agreed[row.indicator]), reasons(data, rows, one), row.gap === null ? "" : el("p", { class: "visually-hidden" }, t("gap_is", { gap: number(row.gap, { signed: true }), word: t(`gap_${row.gapClass}`) }))),
        row.groups.map((group, at) => cell(group, (names.get(groups[at]) || {}).name || "", "g", scale, maximum)), cell(row.users, t("users_title"), "mean", scale, maximum), cell(row.provider, t("provider_title"), "mean", scale, maximum),
        el("td", { class: "gap", role: "cell" }, dumbbell(one.label, row.users.mean, row.provider.mean, scale)), previous ? el("td", { class: "prev", role: "cell", "data-l": t("since", { round: previous.round }) }, since(row, previous)) : "");
    })));
  return { card, node: el("section", { class: "sec", "aria-label": t("consolidated_card") },
    el("p", { class: "lede" }, card.users.mean === null ? "" : t("users_mean", { mean: number(card.users.mean, { trim: false }), maximum, n: card.users.n }), " ", card.provider.mean === null ? "" : t("provider_mean", { mean: number(card.provider.mean, { trim: false }), maximum, n: card.provider.n })),
    released ? el("p", { class: "note", id: "frozen" }, icon("lock"), el("span", {}, t("card_frozen", { day: instant(Date.parse(released.at)) }))) : open.length ? el("p", { class: "note" }, icon("flag"), el("span", {}, t("card_incomplete", { n: open.length, sessions: open.map((session) => session.title).join(", ") }))) : "",
    el("div", groups.length > 6 ? { class: "table-responsive", tabindex: 0, role: "region", "aria-label": t("consolidated_card") } : {}, table),
    el("details", { class: "how mt-3" }, el("summary", {}, t("how_computed")), el("div", {}, el("p", {}, t({ weighted_by_present: "how_weighted", village_mean: "how_villages" }[rule] || "how_simple"), " ", t(released ? "how_frozen" : "how_missing"))))) };
}

/** The representatives' value stands beside the mean, never in its place. */
const agreedLine = (one) => (one ? el("span", { class: "d-block small fw-normal agreed" }, t("agreed_is"), t("colon"), " ", el("b", {}, number(one.value, { places: 2 })), el("span", { class: "quiet" }, " · ", own(one.reason))) : "");

function reasons(data, rows, one) {
  const said = data.sessions.flatMap((session) => { const row = rows.get(session.id), score = row && row.doc.scores[one.id]; return score && cellOf(score) && score.reason ? [[session.title, score.reason]] : []; });
  return said.length ? el("details", {}, el("summary", {}, t("reasons_given", { n: said.length }), el("span", { class: "visually-hidden" }, ` ${one.label}`)), said.map(([title, text]) => el("p", {}, el("b", {}, own(title)), t("colon"), " ", own(text)))) : "";
}
