// Does a text speak of a person? The same rules as core/textcheck.py, with its lists (textwords.json); a test runs both
// over the same sentences. It warns once; whoever keeps the text keeps it, and the team reads it again on the site.

import { button, config, el, note, t } from "./page.js";

const MOST_QUOTED = 3, LISTS = ["TITLES", "CAPITAL_TITLES", "DOTTED_TITLES", "PARTICLES", "FUNCTIONS", "AFTER_FUNCTION", "PERSONS", "ACCUSING_ACTS", "ACCUSING_LABELS", "SUFFERED", "PASSIVES", "DENIALS", "LINKS", "PLACE_WORDS", "PLACE_PREFIXES", "PLACE_ENDINGS", "PUBLIC_WORDS", "FIRST_NAMES", "ARABIC_TITLES", "ARABIC_POLITE", "ARABIC_NAMES", "ARABIC_FUNCTIONS", "ARABIC_PARTICLES", "ARABIC_ADJECTIVES", "ARABIC_PLACES"];
let reading = null;

/** The lists, read once; without them numbers and addresses are still seen. */
export function lists(address = config.urls.textwords) {
  if (!reading) {
    reading = fetch(address).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})).then((found) => {
      if (!found.TITLES) reading = null;
      return Object.fromEntries(LISTS.map((name) => [name, new Set((found[name] || "").split(" ").filter(Boolean))]));
    });
  }
  return reading;
}

export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/\u0640/g, "");

const W = "[\\p{L}\\p{N}_]", N = "[^\\p{L}\\p{N}_]", SEP = "[\\s.\\-/()]";
const WORD = /[\p{L}\p{Nl}\p{No}]+(?:-[\p{L}\p{Nl}\p{No}]+)*/gu;
const OPENS = /(?:^|[.!?؟:;…\n•«"“(]|(?:^|\n)\s*[-–—*])\s*$/u, ABBREVIATION = /(?:^|[\s(’'])(?:M|Mr|Mrs|Ms|Dr|Pr|Prof|St|Ste|[A-Z])\.\s*$/u;
const EMAIL = new RegExp(`[\\p{L}\\p{N}_.+-]+\\s?(?:@|\\(at\\)|\\[at\\]|\\barobase\\b)\\s?[\\p{L}\\p{N}_-]+(?:\\s?(?:\\.|\\bpoint\\b)\\s?[\\p{L}\\p{N}_-]+)+`, "giu");
const PHONES = [`(?<![\\d+])(?:\\+|00)${SEP}?[1-9](?:${SEP}{0,2}\\d){7,13}(?!\\d)`, `(?<!\\d)0[1-9](?:${SEP}?\\d){8}(?!\\d)`, "(?<![\\d.,])\\d{2}(?:[ \\u00a0.\\-]\\d{2}){3,4}(?![\\d%])", "(?<!\\d)(?:7[05678]|3[03])[ .\\-]\\d{3}[ .\\-]\\d{2}[ .\\-]\\d{2}(?!\\d)"].map((one) => new RegExp(one, "gu"));
const CALL = new RegExp(`(?:t[ée]l(?:[ée]phone)?s?\\.?|portable|gsm|whats\\s?app|num[ée]ro|appele[rz]|joindre|contact(?:er|ez)?|phone|mobile|call|هاتف|الهاتف|رقم|واتساب|اتصل(?:وا)?)${N}{0,4}(?:${W}+${N}{1,3}){0,3}?(\\+?\\d(?:[\\s.\\-/]?\\d){6,13})(?!\\d)`, "giu");
const DATE = /^\d{1,4}([/.-])\d{1,2}\1\d{2,4}$/, ROMAN = /^[IVX]{1,4}$/;
const western = (text) => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
const upper = (char) => char !== char.toLowerCase();
const shouted = (word) => word.text === word.text.toUpperCase() && upper(word.text);

function wordsOf(text) {
  return [...text.matchAll(WORD)].map((match) => {
    const before = text.slice(0, match.index);
    return { text: match[0], start: match.index, end: match.index + match[0].length, key: fold(match[0]), first: OPENS.test(before) && !ABBREVIATION.test(before), capital: match[0].length > 1 && upper(match[0][0]) };
  });
}

/** What in ``text`` looks like a name, a number, an address or an accusation: [{ kind, start, end, fragment }]. */
export function looksPersonal(text, has, known = []) {
  const plain = western(text), listed = wordsOf(plain), found = [];
  const names = new Set(known.flatMap((phrase) => [...phrase.matchAll(WORD)].map((match) => fold(match[0]))));
  for (const [kind, start, end] of [...addresses(plain), ...phones(plain), ...namesIn(listed, plain, names, has), ...accusations(listed, has)])
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ kind, start, end, fragment: text.slice(start, end) });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

const addresses = (text) => [...text.matchAll(EMAIL)].map((match) => ["email", match.index, match.index + match[0].length]);
function phones(text) {
  const spans = [];
  for (const one of PHONES) for (const match of text.matchAll(one)) if (!DATE.test(match[0].trim())) spans.push(["phone", match.index, match.index + match[0].length]);
  for (const match of text.matchAll(CALL)) { const end = match.index + match[0].length; if (!DATE.test(match[1])) spans.push(["phone", end - match[1].length, end]); }
  return spans;
}

const gap = (text, left, right) => text.slice(left.end, right.start);
function touches(text, left, right, dot = false) {
  const between = gap(text, left, right);
  return (dot ? ["", ".", "'", "’"] : ["", "'", "’"]).includes(between.trim()) && !between.includes("\n");
}
const close = (text, left, right) => gap(text, left, right).replace(/^[\s'’«"]+$/u, "") === "";
const isPublic = (word, names, has) => names.has(word.key) || has.PUBLIC_WORDS.has(word.key) || ROMAN.test(word.text);

function namesIn(listed, text, names, has) {
  const spans = [];
  listed.forEach((word, at) => {
    if (has.ARABIC_TITLES.has(word.key) || has.ARABIC_NAMES.has(word.key)) spans.push(...arabic(listed, at, text, names, has));
    else if (titled(listed, at, text, names, has)) spans.push(["name", word.start, nameEnd(listed, at + 1, text, names, has)]);
    else if (word.capital && !isPublic(word, names, has)) spans.push(...plainName(listed, at, text, names, has));
  });
  return spans;
}

function titled(listed, at, text, names, has) {
  const word = listed[at], next = listed[at + 1], dot = has.DOTTED_TITLES.has(word.key);
  if (!next || (next.first && !dot) || !touches(text, word, next, dot)) return false;
  if (!next.capital || isPublic(next, names, has) || isPlace(listed, at, text, names, has)) return false;
  if (has.TITLES.has(word.key)) return upper(word.text[0]) || !has.CAPITAL_TITLES.has(word.key);
  return has.FUNCTIONS.has(word.key) && !shouted(next) && !has.AFTER_FUNCTION.has(next.key);
}

function nameEnd(listed, from, text, names, has) {
  let at = from, end = listed[at].end;
  while (at + 1 < listed.length && touches(text, listed[at], listed[at + 1])) {
    at += 1;
    if (has.PARTICLES.has(listed[at].key)) continue;
    if (!listed[at].capital || isPublic(listed[at], names, has)) break;
    end = listed[at].end;
  }
  return end;
}

function plainName(listed, at, text, names, has) {
  const word = listed[at], run = [word], before = listed[at - 1];
  for (let next = at + 1; next < listed.length && touches(text, listed[next - 1], listed[next]); next += 1) {
    if (has.PARTICLES.has(listed[next].key)) continue;
    if (!listed[next].capital) break;
    run.push(listed[next]);
  }
  if (before && before.capital && touches(text, before, word) && !before.first) return [];
  if (run.some((one) => isPublic(one, names, has)) || isPlace(listed, at, text, names, has)) return [];
  const first = run.some((one) => has.FIRST_NAMES.has(one.key));
  if (!first && (run.length < 2 || word.first || run.every(shouted))) return [];
  if (!first && run.some(shouted) && run[0].text.length <= 2) return [];
  return [["name", run[0].start, run[run.length - 1].end]];
}

function isPlace(listed, index, text, names, has) {
  let at = index - 1;
  while (at >= 0 && index - at <= 3 && has.LINKS.has(listed[at].key) && close(text, listed[at], listed[at + 1])) at -= 1;
  if (at >= 0 && close(text, listed[at], listed[at + 1]) && (has.PLACE_WORDS.has(listed[at].key) || (index - at > 1 && listed[at].capital && names.has(listed[at].key)))) return true;
  if (has.PLACE_PREFIXES.has(listed[index].key)) return true;
  for (let last = index; last + 1 < listed.length && last - index < 3 && touches(text, listed[last], listed[last + 1]);) {
    last += 1;
    if (ROMAN.test(listed[last].text) || (has.PLACE_ENDINGS.has(listed[last].key) && listed[last].capital)) return true;
    if (!listed[last].capital) break;
  }
  return false;
}

function arabic(listed, at, text, names, has) {
  const word = listed[at], next = listed[at + 1];
  if (!next || !touches(text, word, next)) return [];
  const key = next.key, before = at ? listed[at - 1].key : "";
  if (names.has(key) || has.ARABIC_FUNCTIONS.has(key) || has.ARABIC_PLACES.has(before)) return [];
  const isName = has.ARABIC_NAMES.has(key) || ["بن", "بنت", "ابن"].includes(key), family = key.startsWith("ال") && key.endsWith("ي") && !has.ARABIC_ADJECTIVES.has(key);
  return isName || family || (has.ARABIC_POLITE.has(word.key) && !has.ARABIC_PARTICLES.has(key)) ? [["name", word.start, next.end]] : [];
}

function accusations(listed, has) {
  return listed.flatMap((word, at) => {
    const act = has.ACCUSING_ACTS.has(word.key);
    if ((!act && !has.ACCUSING_LABELS.has(word.key)) || denied(listed, at, has)) return [];
    const who = person(listed, at, act ? 0 : 4, has);
    return who ? [["accusation", Math.min(who.start, word.start), Math.max(who.end, word.end)]] : [];
  });
}
function denied(listed, at, has) {
  const near = sentenceBefore(listed, at, 4).map((word) => word.key);
  return near.some((key) => has.DENIALS.has(key)) || (has.SUFFERED.has(listed[at].key) && near.slice(-2).some((key) => has.PASSIVES.has(key)));
}
function sentenceBefore(listed, at, count) {
  let start = at;
  while (start > 0 && at - start < count && !listed[start].first) start -= 1;
  return listed.slice(start, at);
}
function person(listed, at, ahead, has) {
  const before = sentenceBefore(listed, at, 8).reverse().find((word) => has.PERSONS.has(word.key));
  if (before) return before;
  for (const word of listed.slice(at + 1, at + 1 + ahead)) {
    if (word.first) break;
    if (has.PERSONS.has(word.key)) return word;
  }
  return null;
}

// --- On the page: asked once, as on the site. ----------------------------------------------------------------------------

/** The first of ``texts`` that nobody kept and that speaks of a person: { text, found }, or null. */
export async function doubt(app, texts) {
  const data = app.kept ? app.kept.data : app.data, has = await lists();
  for (const text of texts) {
    if (!text || (app.row.doc.kept || []).includes(text)) continue;
    const found = looksPersonal(text, has, data.cycle.known || [data.cycle.service, data.cycle.territory]);
    if (found.length) return { text, found };
  }
  return null;
}

/** What is said of it: what was seen, how to say it otherwise, and the button that keeps it and goes on. */
export function doubtNote(app, { text, found }, go, where = "") {
  const quoted = found.slice(0, MOST_QUOTED).map((one) => t("quoted", { words: document.documentElement.dir === "rtl" ? `\u2068${one.fragment}\u2069` : one.fragment })).join(", ");
  const said = t(found.some((one) => one.kind !== "accusation") ? "personal" : "accuses", { quoted });
  return note("alert-note my-3", "warn", el("p", {}, el("strong", {}, said), where ? [" ", where] : ""), el("ul", { class: "plain small" }, [...new Set(found.map((one) => one.kind))].map((kind) => el("li", {}, t(`advice_${kind}`)))),
    el("p", { class: "mt-2 mb-0" }, button(t("keep_text"), async () => { await app.act({ op: "keep", text }); go(); }, "paper", { id: "keeptext" })));
}
