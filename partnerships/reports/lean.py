"""The verticality index as the agreement and the balance sheet show it: its five parts, then clause by clause."""

from dataclasses import dataclass
from typing import Any

from core.numbers import format_number
from partnerships.models import Partnership
from partnerships.reports.facts import percent_text
from partnerships.reports.factsheet import last_campaign, read_facts, thresholds_of
from partnerships.reports.factwords import LEAN_MISSING, LEANS
from partnerships.scoring.verticality import verticality


@dataclass(frozen=True)
class LeanRow:
    """``value``: "62 %", "" with the reason in ``missing``."""

    words: Any
    value: str
    missing: Any


@dataclass(frozen=True)
class OneSidedClause:
    title: str
    kind: str
    favours: str


@dataclass(frozen=True)
class LeanSummary:
    """``index``: "0,42", "" when too few parts are known."""

    index: str
    known: int
    rows: tuple[LeanRow, ...]
    clauses: tuple[OneSidedClause, ...]


def build_lean(partnership: Partnership) -> LeanSummary:
    """A fixed number of queries."""
    campaign = last_campaign(partnership)
    index = verticality(read_facts(partnership, campaign=campaign), thresholds_of(campaign))
    clauses = partnership.clauses.exclude(one_sided="").select_related("favours__organization")
    return LeanSummary(
        index="" if index.value is None else format_number(index.value, 2),
        known=index.known,
        rows=tuple(
            LeanRow(
                LEANS[part.code], percent_text(part.value), "" if part.value is not None else LEAN_MISSING[part.code]
            )
            for part in index.parts
        ),
        clauses=tuple(
            OneSidedClause(row.title, str(row.get_one_sided_display()), str(row.favours)) for row in clauses
        ),
    )
