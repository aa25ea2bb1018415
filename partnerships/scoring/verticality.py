"""How far the relation leans to the vertical: the index V, from 0 (level) to 1, always with its five parts. Pure.

To four decimals, halves up. Source: docs/en/figures.md (partnerships).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.arithmetic import mean, rounded, settled
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.power import concentration, split
from partnerships.scoring.proxies import asymmetry
from partnerships.thresholds import Thresholds


class Lean(StrEnum):
    """The five parts."""

    DECISION = "decision"
    CLAUSES = "clauses"
    REPORTING = "reporting"
    INITIATIVE = "initiative"
    AUTONOMY = "autonomy"


@dataclass(frozen=True)
class LeanPart:
    """``value`` None: fewer rows than needed. ``n``: rows behind it."""

    code: Lean
    value: Decimal | None
    n: int


@dataclass(frozen=True)
class Verticality:
    """``value`` None when fewer parts than ``verticality_parts`` are known."""

    value: Decimal | None
    parts: tuple[LeanPart, ...]

    @property
    def known(self) -> int:
        return sum(part.value is not None for part in self.parts)


def _decision(facts: FactSheet, limits: Thresholds) -> LeanPart:
    """HHI* of who decided, by organisation, all domains together; needs ``logged_decisions``."""
    n = len(facts.decisions)
    held = split(decision.deciders for decision in facts.decisions if decision.deciders)
    value = concentration(held, len(facts.parties)) if n >= limits.logged_decisions else None
    return LeanPart(Lean.DECISION, value, n)


def _clauses(facts: FactSheet, limits: Thresholds) -> LeanPart:
    """Kinds of clause that hold for one party alone, of the four that may; needs a written clause."""
    value = rounded(Decimal(facts.one_sided_kinds) / 4) if facts.clauses else None
    return LeanPart(Lean.CLAUSES, value, facts.clauses)


def _initiative(facts: FactSheet, limits: Thresholds) -> LeanPart:
    """HHI* of who proposed the amendments."""
    n = len(facts.amendments)
    held = split([party] for party in facts.amendments)
    value = concentration(held, len(facts.parties)) if n >= limits.facts_needed else None
    return LeanPart(Lean.INITIATIVE, value, n)


def _autonomy(facts: FactSheet, limits: Thresholds) -> LeanPart:
    """1 − criterion 10 as felt; when nobody rated it, the largest share of a budget that comes from one party."""
    felt = facts.felt.get("C10")
    if felt is not None:
        return LeanPart(Lean.AUTONOMY, rounded(1 - felt), 1)
    most = max(facts.dependence.values(), default=None)
    return LeanPart(Lean.AUTONOMY, None if most is None else rounded(min(Decimal(1), most)), len(facts.dependence))


def verticality(facts: FactSheet, limits: Thresholds) -> Verticality:
    """V: the mean of the parts that are known."""
    parts = (
        _decision(facts, limits),
        _clauses(facts, limits),
        LeanPart(Lean.REPORTING, asymmetry(facts, limits), len(facts.requests)),
        _initiative(facts, limits),
        _autonomy(facts, limits),
    )
    known = [part.value for part in parts if part.value is not None]
    value = mean(known) if len(known) >= limits.verticality_parts else None
    return Verticality(settled(value), parts)
