// The card's arithmetic, as scorecards/scoring does it: exact fractions, one rounding half up at 12 places.
// A figure is a BigInt counted in millionths of a millionth; a missing one is null, and never 0.

export const PLACES = 12;
const UNIT = 10n ** 12n;
const abs = (n) => (n < 0n ? -n : n);

/** "7.5" → { n: 75n, d: 10n }, exact. */
export function fraction(text) {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(String(text));
  if (!match || !(match[2] || match[3])) throw new Error(`not a number: ${text}`);
  const digits = match[3] || "";
  const n = BigInt(match[2] + digits || "0");
  return { n: match[1] === "-" ? -n : n, d: 10n ** BigInt(digits.length) };
}
const add = (a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

/** A fraction as a figure: 12 places, halves away from zero. */
export function figure({ n, d }) {
  const scaled = n * UNIT, whole = (abs(scaled) * 2n + d) / (2n * d);
  return scaled < 0n ? -whole : whole;
}
const exact = (value) => ({ n: value, d: UNIT });

/** The figure as the server writes it: "7.500000000000". */
export function text(value) {
  if (value === null || value === undefined) return null;
  const whole = abs(value).toString().padStart(PLACES + 1, "0");
  return `${value < 0n ? "-" : ""}${whole.slice(0, -PLACES)}.${whole.slice(-PLACES)}`;
}
export const parse = (value) => (value === null || value === undefined ? null : figure(fraction(value)));

/** ``places`` decimals, half up; still counted at 12 places. */
export function round(value, places = 1) {
  const step = 10n ** BigInt(PLACES - places), whole = (abs(value) * 2n + step) / (2n * step) * step;
  return value < 0n ? -whole : whole;
}

/** A scale of the package, with its numbers exact. */
export function scaleOf(data) {
  return {
    code: data.code, nearest: data.nearest, faces: data.faces,
    min: fraction(data.min), max: fraction(data.max), step: fraction(data.step),
    levels: data.levels.map((level) => fraction(level.value)),
    span: add(fraction(data.max), { n: -fraction(data.min).n, d: fraction(data.min).d }),
  };
}

/** True when the text is a number inside the scale and on its grid. */
export function allows(scale, value) {
  const v = fraction(value), from = add(v, { n: -scale.min.n, d: scale.min.d }), left = add(scale.max, { n: -v.n, d: v.d });
  if (from.n < 0n || left.n < 0n) return false;
  return (from.n * scale.step.d) % (from.d * scale.step.n) === 0n;
}

/** The face, 1 to 5, of a figure on this scale. */
export function band(scale, value) {
  const above = value - figure(scale.min);
  if (scale.nearest) {
    const index = Number(round(above, 0) / UNIT);
    return scale.faces[Math.min(Math.max(index, 0), scale.faces.length - 1)];
  }
  const n = above * 5n * scale.span.d, d = UNIT * scale.span.n;
  const ceiling = n > 0n ? (n + d - 1n) / d : n / d;
  return Math.min(Math.max(Number(ceiling), 1), 5);
}

export function mean(values) {
  if (!values.length) return null;
  const sum = values.map(exact).reduce(add);
  return figure({ n: sum.n, d: sum.d * BigInt(values.length) });
}
const sum = (counts) => counts.reduce((all, n) => all + n, 0);

export function tallyMean(tallies, scale) {
  const hands = sum(tallies);
  if (!hands) return null;
  const total = tallies.map((n, index) => ({ n: scale.levels[index].n * BigInt(n), d: scale.levels[index].d })).reduce(add);
  return figure({ n: total.n, d: total.d * BigInt(hands) });
}

export function tallyMedian(tallies, scale) {
  const hands = sum(tallies);
  if (!hands) return null;
  const at = (place) => { let seen = 0; return scale.levels[tallies.findIndex((n) => (seen += n) > place)]; };
  const both = add(at(Math.floor((hands - 1) / 2)), at(Math.floor(hands / 2)));
  return figure({ n: both.n, d: both.d * 2n });
}

const missing = (status, people = null) => ({ status, mean: null, people, median: null, tallies: null });
export const ABSENT = missing("absent");

/** score: { status, value, tallies, present } or null. */
export function cellOf(score, scale) {
  if (!score) return ABSENT;
  const present = score.present === undefined ? null : score.present;
  if (score.status !== "scored") return missing(score.status, present);
  if (score.tallies) {
    const value = tallyMean(score.tallies, scale);
    if (value === null) return missing("not_scored", present);
    return { status: "scored", mean: value, people: sum(score.tallies), median: tallyMedian(score.tallies, scale), tallies: score.tallies };
  }
  return { status: "scored", mean: parse(score.value), people: present, median: null, tallies: null };
}

/** One village, however its name is spaced or capitalised. */
export const villageKey = (name) => String(name || "").split(/\s+/).filter(Boolean).join(" ").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");

/** Place → weight of every cell that scored: one each, its people, or an equal share of its village's one. */
export function weightsOf(cells, rule, villages = []) {
  const scored = [...cells.keys()].filter((at) => cells[at].status === "scored" && cells[at].mean !== null);
  if (rule === "village_mean" && villages.length) {
    const names = new Map(scored.map((at) => [at, villageKey(villages[at])])), sizes = new Map();
    for (const name of names.values()) sizes.set(name, (sizes.get(name) || 0n) + 1n);
    return new Map(scored.map((at) => [at, { n: 1n, d: sizes.get(names.get(at)) }]));
  }
  const people = scored.map((at) => cells[at].people);
  const weighed = rule === "weighted_by_present" && people.every((count) => count !== null) && people.some((count) => count > 0);
  return new Map(scored.map((at) => [at, { n: weighed ? BigInt(cells[at].people) : 1n, d: 1n }]));
}

export function consolidate(cells, rule, villages = []) {
  const weights = weightsOf(cells, rule, villages);
  if (!weights.size) {
    const reasons = new Set(cells.map((cell) => cell.status).filter((status) => status !== "absent"));
    return missing(reasons.size === 0 ? "absent" : reasons.size === 1 ? [...reasons][0] : "not_scored");
  }
  const scored = [...weights.keys()].map((at) => cells[at]);
  const people = scored.every((cell) => cell.people !== null) ? sum(scored.map((cell) => cell.people)) : null;
  const tallies = scored.every((cell) => cell.tallies) ? scored[0].tallies.map((_n, level) => sum(scored.map((cell) => cell.tallies[level]))) : null;
  const total = [...weights].map(([at, weight]) => ({ n: cells[at].mean * weight.n, d: UNIT * weight.d })).reduce(add), whole = [...weights.values()].reduce(add);
  return { status: "scored", mean: figure({ n: total.n * whole.d, d: total.d * whole.n }), people, median: null, tallies };
}

/** "agreement" up to an eighth of the span, "strong" from a quarter. */
export function gapClass(gap, scale) {
  const n = abs(gap) * scale.span.d * 8n, d = UNIT * scale.span.n;
  if (n <= d) return "agreement";
  return n >= 2n * d ? "strong" : "gap";
}

function summary(cells) {
  const values = cells.map((cell) => cell.mean).filter((value) => value !== null);
  return { mean: mean(values), n: values.length };
}

/** The whole card. scores: rows of { indicator, group (null: provider), status, value, tallies, present }. */
export function buildCard({ scale, indicators, groups, scores, rule, villages = {} }) {
  const named = groups.map((group) => villages[group] || "");
  const table = new Map(scores.map((score) => [`${score.indicator}|${score.group}`, score]));
  const rows = indicators.map((indicator) => {
    const cells = groups.map((group) => cellOf(table.get(`${indicator}|${group}`) || null, scale));
    return { indicator, groups: cells, users: consolidate(cells, rule, named), provider: cellOf(table.get(`${indicator}|null`) || null, scale) };
  });
  return cardOf(groups, rows, scale);
}

/** A released card, from its frozen figures: nothing is computed again but the gap and the two means over them. */
export function frozenCard(released, indicators, scale) {
  const cell = (one) => (one ? { ...missing(one.status), mean: parse(one.mean) } : ABSENT);
  return cardOf(released.groups, indicators.map((indicator) => {
    const row = released.rows[indicator] || { groups: [] };
    return { indicator, groups: released.groups.map((_group, at) => cell(row.groups[at])), users: cell(row.users), provider: cell(row.provider) };
  }), scale);
}

function cardOf(groups, given, scale) {
  const rows = given.map((row) => {
    const gap = row.users.mean !== null && row.provider.mean !== null ? row.users.mean - row.provider.mean : null;
    return { ...row, gap, gapClass: gap === null ? null : gapClass(gap, scale) };
  });
  return { groups, rows, users: summary(rows.map((row) => row.users)), provider: summary(rows.map((row) => row.provider)) };
}

/** before, after: cells or null. The same rule as scoring/trends.py, with the small change that a card calls stable. */
export function trend(before, after) {
  const was = before && before.status !== "absent" ? before : null, now = after && after.status !== "absent" ? after : null;
  const old = was ? was.mean : null, fresh = now ? now.mean : null;
  if (!was) return { move: "new", before: null, after: fresh, change: null };
  if (!now) return { move: "dropped", before: old, after: null, change: null };
  if (old === null || fresh === null) return { move: "no_figure", before: old, after: fresh, change: null };
  const change = fresh - old;
  return { move: change === 0n ? "stable" : change > 0n ? "up" : "down", before: old, after: fresh, change };
}
