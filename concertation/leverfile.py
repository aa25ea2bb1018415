"""The rules of the levers as data (``data/levers.json``), checked as a whole when first read.

Texts are kept per language beside the rule, so that a rule can be added without touching the code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from concertation.enums import Band, LeverFamily
from concertation.scoring.levers import ABOVE, ALL, ANY, BELOW, Condition, Rule

FILE = Path(__file__).parent / "data" / "levers.json"
EVIDENCE = ("studies", "field", "practice")
TEXTS = ("title", "why", "how", "needs")
LANGUAGES = ("fr", "en")


class LeverFileError(ValueError):
    """The file of levers isn't usable; says which rule and why."""


@dataclass(frozen=True)
class Lever:
    """``weeks``: delay before it bears; ``indicator``: the figure that will say whether it helped."""

    rule: Rule
    family: LeverFamily
    impact: int
    weeks: int
    evidence: str
    indicator: str
    source: str
    texts: Mapping[str, Mapping[str, str]]

    @property
    def code(self) -> str:
        return self.rule.code

    def _said(self, name: str) -> str:
        words = self.texts[name]
        return words.get((get_language() or "fr")[:2], words["fr"])

    @property
    def title(self) -> str:
        return self._said("title")

    @property
    def why(self) -> str:
        return self._said("why")

    @property
    def how(self) -> str:
        return self._said("how")

    @property
    def needs(self) -> str:
        return self._said("needs")


def _check(ok: bool, code: str, sentence: str) -> None:
    if not ok:
        raise LeverFileError(f"{code}: {sentence}")


def _number(code: str, text: Any) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation as error:
        raise LeverFileError(f"{code}: {text!r} isn't a number") from error


def _condition(code: str, row: Mapping[str, Any]) -> Condition:
    senses = [sense for sense in (BELOW, ABOVE) if sense in row]
    _check(len(senses) == 1 and bool(row.get("figure")), code, "a condition has a figure and one limit")
    worst = _number(code, row["worst"]) if "worst" in row else None
    limit = _number(code, row[senses[0]])
    _check(worst is None or (worst < limit) == (senses[0] == BELOW), code, "the worst value is beyond the limit")
    return Condition(row["figure"], senses[0], limit, worst, bool(row.get("context", False)))


def read_lever(row: Mapping[str, Any]) -> Lever:
    """One row of the file. Raises LeverFileError."""
    code = str(row.get("code", "?"))
    when = row.get("when", {})
    _check(len(when) == 1 and set(when) <= {ALL, ANY}, code, "“when” holds “all” or “any”")
    mode = next(iter(when))
    conditions = tuple(_condition(code, each) for each in when[mode])
    _check(bool(conditions), code, "a rule has a condition")
    _check(not all(each.context for each in conditions), code, "a condition carries the gravity")
    for name in ("impact", "effort", "reversibility"):
        _check(row.get(name) in (1, 2, 3), code, f"{name} is 1, 2 or 3")
    _check(row.get("cost") in Band.values, code, "unknown cost")
    _check(row.get("family") in LeverFamily.values, code, "unknown family")
    _check(row.get("evidence") in EVIDENCE, code, "unknown evidence")
    for name in TEXTS:
        said = row.get(name, {})
        _check(all(said.get(language) for language in LANGUAGES), code, f"{name} lacks a language")
    days = _number(code, row.get("days"))
    rule = Rule(code, mode, conditions, row["effort"], row["cost"], days, row["reversibility"])
    texts = {name: row[name] for name in TEXTS}
    family, source = LeverFamily(row["family"]), str(row.get("source", ""))
    _check(bool(source), code, "a rule has a source")
    return Lever(rule, family, row["impact"], int(row["weeks"]), row["evidence"], row["indicator"], source, texts)


def read_levers(rows: list[Mapping[str, Any]]) -> dict[str, Lever]:
    """Every rule by its code; a code that comes twice is an error."""
    found: dict[str, Lever] = {}
    for row in rows:
        lever = read_lever(row)
        _check(lever.code not in found, lever.code, "this code is there already")
        found[lever.code] = lever
    return found


@cache
def levers() -> dict[str, Lever]:
    return read_levers(json.loads(FILE.read_text(encoding="utf-8"))["levers"])
