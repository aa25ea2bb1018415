"""The cells of a card file: who answers, which indicator, which score, which words. Pure.

A reader raises CellError with a code; its writer gives the text that reads back the same.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.csvtext import fold
from scorecards.scales import ScaleSpec

LABEL_MAX = 200
GROUP_MAX = 80
VILLAGE_MAX = 120
TEXT_MAX = 2000
BREAKS_MAX = 50
HANDS_MAX = 10_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FORMULA = re.compile(r"[=+\-@\t＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t＝＋－＠]")
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,9})?\Z")

#: Words for a kind of group, as ``GroupKind`` has them; the first is the one that is written.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    "women": ("femmes", "women", "femme"),
    "men": ("hommes", "men", "homme"),
    "youth": ("jeunes", "youth", "jeune"),
    "girls": ("filles", "girls", "adolescentes"),
    "boys": ("garcons", "boys", "adolescents"),
    "elders": ("aines", "elders", "personnes agees"),
    "leaders": ("responsables", "leaders", "notables"),
    "disabled": ("handicap", "disabled", "personnes handicapees"),
    "committee": ("comite", "committee"),
    "community": ("communaute", "community"),
    "other": ("autre", "other"),
}
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}
_PROVIDER = {"provider", "prestataire"}
_COMMUNITY = {"community", "communaute"}
_WORDS = {
    "": "not_scored",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "refus": "refused",
    "refuse": "refused",
    "refused": "refused",
    "absent": "absent",
}
_WRITTEN = {"not_scored": "", "not_applicable": "na", "refused": "refus", "absent": "absent"}


class CellError(ValueError):
    """A cell that can't be read: ``code`` and what its sentence needs."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Any] = params


@dataclass(frozen=True)
class Respondent:
    """Who answers: the provider, or a group (``kind`` as in GroupKind, with its own name and village, or neither)."""

    kind: str
    label: str = ""
    village: str = ""

    @property
    def is_provider(self) -> bool:
        return self.kind == "provider"

    @property
    def key(self) -> str:
        return "|".join((self.kind, fold(self.label), fold(self.village)))


PROVIDER = Respondent("provider")


@dataclass(frozen=True)
class Answer:
    """One score cell. ``status`` as in ScoreStatus, or ``absent``; scored: exactly one of ``value``, ``tallies``."""

    status: str
    value: Decimal | None = None
    tallies: tuple[int, ...] | None = None


ABSENT = Answer("absent")


def tidy(cell: str) -> str:
    """The cell without spaces at its ends, no-break spaces included, in composed letters."""
    return unicodedata.normalize("NFC", cell).strip()


def guard(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what could be a formula."""
    return f"'{text}" if _FORMULA.match(text) or _GUARDED.match(text) else text


def unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def read_text(cell: str) -> str:
    """A reason or a suggestion, kept as text whatever it begins with."""
    text = unguard(tidy(cell.replace("\r\n", "\n").replace("\r", "\n")))
    _check(text, TEXT_MAX)
    if text.count("\n") > BREAKS_MAX:
        raise CellError("too_many_breaks", count=text.count("\n"), limit=BREAKS_MAX)
    return text


def read_label(cell: str) -> str:
    """An indicator's words, on one line."""
    raw = tidy(cell)
    if not raw:
        raise CellError("indicator_empty")
    if _FORMULA.match(raw):
        raise CellError("formula_label", sign=raw[0])
    text = " ".join(unguard(raw).split())
    _check(text, LABEL_MAX)
    return text


def _check(text: str, limit: int) -> None:
    control = _CONTROL.search(text)
    if control:
        raise CellError("control", sign=f"U+{ord(control[0]):04X}")
    if len(text) > limit:
        raise CellError("text_too_long", count=len(text), limit=limit)


def read_respondent(cell: str) -> Respondent:
    """``provider``, ``community``, ``community:femmes``, ``community:Femmes d'en haut/Village``."""
    raw = tidy(cell)
    if not raw:
        raise CellError("respondent_empty")
    side, colon, rest = raw.partition(":")
    word = fold(side, accents=False)
    if word in _PROVIDER and not colon:
        return PROVIDER
    if word not in _COMMUNITY or (colon and not rest.strip()):
        raise CellError("respondent_unknown")
    if not colon:
        return Respondent("community")
    name, village = _split_village(rest)
    kind, label = _kind_of(" ".join(name.split()))
    _check(label, GROUP_MAX)
    _check(village, VILLAGE_MAX)
    return Respondent(kind, label, " ".join(village.split()))


def _split_village(text: str) -> tuple[str, str]:
    """``name/village``: the first slash that no backslash precedes separates."""
    parts = re.match(r"((?:[^\\/]|\\.)*)(?:/(.*))?\Z", text, re.S)
    if parts is None:
        raise CellError("respondent_unknown")
    return tuple(re.sub(r"\\(.)", r"\1", part or "") for part in parts.groups())  # type: ignore[return-value]


def _kind_of(name: str) -> tuple[str, str]:
    word, equals, label = name.partition("=")
    kind = _KINDS.get(fold(word, accents=False))
    if kind is None:
        return ("other", name)
    return (kind, label.strip() if equals else "")


def write_respondent(respondent: Respondent) -> str:
    if respondent.is_provider:
        return "provider"
    if respondent == Respondent("community"):
        return "community"
    word = KIND_WORDS[respondent.kind][0]
    name = respondent.label
    if respondent.kind != "other" or _kind_of(name)[0] != "other" or _kind_of(name)[1] != name or not name:
        name = f"{word}={name}" if name else word
    escaped = [re.sub(r"([\\/])", r"\\\1", part) for part in (name, respondent.village)]
    return "community:" + "/".join(part for part in escaped if part)


def read_answer(cell: str, *, scale: ScaleSpec) -> Answer:
    """A score of ``scale``, hands per level, or a word that says why there is none."""
    raw = tidy(cell)
    word = fold(raw, accents=False)
    if word in _WORDS:
        return Answer(_WORDS[word])
    if word.startswith("t:"):
        return _read_tallies(word[2:], scale)
    digits = "".join(str(unicodedata.decimal(char, char)) for char in raw).replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.match(digits):
        raise CellError("formula_score" if _FORMULA.match(raw) else "score_not_number", **_bounds(scale))
    value = Decimal(digits.replace(",", "."))
    if not scale.minimum <= value <= scale.maximum:
        raise CellError("score_outside", **_bounds(scale))
    if not scale.allows(value):
        below = value - (value - scale.minimum) % scale.step
        raise CellError("score_off_grid", below=below, above=below + scale.step, step=scale.step)
    return Answer("scored", value)


def _bounds(scale: ScaleSpec) -> dict[str, Decimal]:
    return {"minimum": scale.minimum, "maximum": scale.maximum}


def _read_tallies(text: str, scale: ScaleSpec) -> Answer:
    levels = len(scale.levels)
    counts = [part.strip() for part in text.split("|")]
    if len(counts) != levels or not all(re.fullmatch(r"[0-9]{1,6}", count) for count in counts):
        raise CellError("tallies_shape", levels=levels, found=len(counts))
    hands = tuple(int(count) for count in counts)
    if not any(hands):
        raise CellError("tallies_none")
    if max(hands) > HANDS_MAX:
        raise CellError("tallies_many", limit=HANDS_MAX)
    return Answer("scored", None, hands)


def write_answer(answer: Answer) -> str:
    if answer.tallies is not None:
        return "t:" + "|".join(str(count) for count in answer.tallies)
    if answer.value is not None:
        return f"{answer.value.normalize():f}"
    return _WRITTEN[answer.status]
