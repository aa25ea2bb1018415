"""The scope with who agrees, and how the vision was written."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from core.arithmetic import settled, share
from partnerships.enums import ScopeStatus
from partnerships.models import Edit, Partnership, Party, ScopeItem
from partnerships.permissions import my_party
from partnerships.services.lifegates import current_parties


@dataclass(frozen=True)
class ScopeLine:
    item: ScopeItem
    agreed: tuple[Party, ...]
    waiting: tuple[Party, ...]
    i_agree: bool
    is_mine: bool


@dataclass(frozen=True)
class ScopePage:
    """``groups``: in, out, later, each with its lines. ``rate``: agreed by all ÷ elements, None without any."""

    groups: tuple[tuple[ScopeStatus, tuple[ScopeLine, ...]], ...]
    agreed: int
    total: int

    @property
    def rate(self) -> Decimal | None:
        return settled(share(self.agreed, self.total))


def build_scope(partnership: Partnership, user: User) -> ScopePage:
    """Three queries, however many elements."""
    mine = my_party(user, partnership)
    own = mine.pk if mine is not None else None
    parties = current_parties(partnership)
    lines = []
    for item in partnership.scope.select_related("proposed_by__organization").prefetch_related("agreed_by"):
        there = {each.pk for each in item.agreed_by.all()}
        lines.append(
            ScopeLine(
                item,
                tuple(party for party in parties if party.pk in there),
                tuple(party for party in parties if party.pk not in there),
                own in there,
                item.proposed_by_id == own,
            )
        )
    return ScopePage(
        tuple((status, tuple(line for line in lines if line.item.status == status)) for status in ScopeStatus),
        sum(1 for line in lines if not line.waiting),
        len(lines),
    )


@dataclass(frozen=True)
class VisionEntry:
    """A version of the vision, as ``components/history.html`` takes it."""

    at: datetime.datetime
    by: str
    text: str
    before: str
    after: str


def vision_history(partnership: Partnership) -> tuple[VisionEntry, ...]:
    """Every version of the vision, latest first, with the party that wrote it. One query."""
    rows = Edit.objects.filter(partnership=partnership, about="vision").select_related("party__organization")
    return tuple(VisionEntry(row.at, str(row.party.organization), "", row.before, row.after) for row in rows)
