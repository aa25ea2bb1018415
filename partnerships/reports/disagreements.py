"""Disagreements: how they end and how fast, and one of them with what was said at the start beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count
from django.utils.translation import ngettext

from partnerships.enums import DisagreementOutcome, ScopeStatus
from partnerships.models import Disagreement, Important, Partnership, Party, Position, ScopeItem
from partnerships.reports.facts import percent_text
from partnerships.services.disagreements import agreed_by


@dataclass(frozen=True)
class DisagreementsPage:
    """``share``: closed by an agreement ÷ opened; ``delay``: median days to closure, with and without recall."""

    open: tuple[Disagreement, ...]
    closed: tuple[Disagreement, ...]
    total: int
    agreed: int
    share: str
    delay: str
    delay_without: str


@dataclass(frozen=True)
class PositionLine:
    party: Party
    position: Position | None
    is_mine: bool
    agrees: bool


@dataclass(frozen=True)
class Recall:
    """What a party said at the start that matters to it, and how another said it again when it was confirmed."""

    important: Important
    said_again: tuple[Any, ...]


@dataclass(frozen=True)
class DisagreementPage:
    positions: tuple[PositionLine, ...]
    recalls: tuple[Recall, ...]
    scope: tuple[tuple[Any, tuple[ScopeItem, ...]], ...]
    agreed: tuple[Party, ...]
    i_agreed: bool
    waiting: tuple[Party, ...]


def _days(rows: Sequence[Disagreement]) -> str:
    """Median days to closure, halves up; "" when none was closed."""
    spent = [(row.closed_on - row.opened_on).days for row in rows if row.closed_on]
    if not spent:
        return ""
    days = int(median(spent) + 0.5)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def closing(rows: Sequence[Any]) -> tuple[int, str, str, str]:
    """Agreed, their share of the opened, median delay with and without recall. Rows carry ``recalled``."""
    agreed = sum(row.outcome == DisagreementOutcome.AGREEMENT for row in rows)
    share = percent_text(Decimal(agreed) / len(rows)) if rows else ""
    return agreed, share, _days([r for r in rows if r.recalled]), _days([r for r in rows if not r.recalled])


def rows_of(partnership: Partnership) -> list[Any]:
    """The disagreements, with ``recalled``: how many of the things said at the start came back with it."""
    rows = Disagreement.objects.filter(partnership=partnership).select_related("opened_by__organization")
    counted = Count("importants", distinct=True) + Count("scope_items", distinct=True)
    return list(rows.annotate(recalled=counted).order_by("-opened_on", "pk"))


def build_disagreements(partnership: Partnership) -> DisagreementsPage:
    rows = rows_of(partnership)
    agreed, share, delay, without = closing(rows)
    return DisagreementsPage(
        open=tuple(row for row in rows if row.closed_on is None),
        closed=tuple(row for row in rows if row.closed_on is not None),
        total=len(rows),
        agreed=agreed,
        share=share,
        delay=delay,
        delay_without=without,
    )


def build_disagreement(row: Disagreement, mine: Party | None) -> DisagreementPage:
    """The positions of all parties (written or waited for), and what was said at the start."""
    parties = list(Party.objects.filter(partnership=row.partnership_id).select_related("organization"))
    written = {position.party_id: position for position in Position.objects.filter(disagreement=row)}
    agreeing = set(agreed_by(row)) if row.outcome_text else set()
    shown = [party for party in parties if party.left_on is None or party.pk in written]
    importants = row.importants.select_related("party__organization").prefetch_related(
        "restatements__party__organization"
    )
    scope = list(row.scope_items.all())
    by_status = ((status, tuple(item for item in scope if item.status == status)) for status in ScopeStatus)
    return DisagreementPage(
        positions=tuple(
            PositionLine(party, written.get(party.pk), mine is not None and party.pk == mine.pk, party.pk in agreeing)
            for party in shown
        ),
        recalls=tuple(
            Recall(important, tuple(r for r in important.restatements.all() if r.confirmed))
            for important in importants
        ),
        scope=tuple((status.label, items) for status, items in by_status if items),
        agreed=tuple(party for party in parties if party.pk in agreeing),
        i_agreed=mine is not None and mine.pk in agreeing,
        waiting=tuple(
            party for party in shown if party.pk in written and party.left_on is None and party.pk not in agreeing
        ),
    )
