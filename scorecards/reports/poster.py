"""Two papers for a wall: the A3 poster of a round, and the A4 sheet of rights and duties of a service."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.dates import format_month
from core.numbers import format_number
from directory.models import ServicePoint
from scorecards.models import Cycle, Publication
from scorecards.reports.public import (
    PublicCard,
    PublicPlan,
    PublicPromise,
    PublicRow,
    build_public,
    place_of,
    rights_sheet,
)

#: What is legible at three metres on one A3 page, when the words are short.
MOST_ROWS, MOST_PROMISES = 7, 5
#: Millimetres: what rows and promises share under a title of one line; the rows' part of it; what a second line costs.
_ROOM, _ROWS_ROOM = 212, 114
_ROW, _ROW_LINE, _PROMISE, _PROMISE_LINE, _TITLE_LINE = 14, 10, 24, 10, 21
#: Letters on one line: of the title, an indicator, a promise, who carries it.
TITLE_LETTERS, ROW_LETTERS, PROMISE_LETTERS, WHO_LETTERS = 26, 21, 52, 34


@dataclass(frozen=True)
class Poster:
    """``rows``: the lowest figures first; ``more_rows``, ``more_promises``: how many have no room; ``address``: of
    the public page, empty while nothing is public."""

    title: str
    service: str
    place: str
    organization: str
    round_label: str
    month: str
    card: PublicCard
    users: str
    provider: str
    rows: tuple[PublicRow, ...]
    more_rows: int
    plan: PublicPlan
    promises: tuple[PublicPromise, ...]
    more_promises: int
    address: str
    printed_on: datetime.date
    is_demo: bool


def build_poster(cycle: Cycle, audience: str) -> Poster:
    """For everybody's eyes, whoever asks: the public figures only."""
    everything = Publication(cycle=cycle, show_card=True, show_promises=True)
    page = build_public([everything])
    card, plan = page.card, page.plan
    assert card is not None  # noqa: S101 - both were asked for
    assert plan is not None  # noqa: S101
    scored = sorted((line for line in card.rows if _lowest(line) is not None), key=lambda line: _lowest(line) or 0)
    open_first = [promise for promise in plan.rows if promise.mark != "dropped"]
    room = _ROOM - (_TITLE_LINE if len(str(cycle.service_point)) > TITLE_LETTERS else 0)
    row_costs = [_ROW + _ROW_LINE * (len(line.label) > ROW_LETTERS) for line in scored[:MOST_ROWS]]
    rows = _fitting(row_costs, _ROWS_ROOM)
    promise_costs = [_PROMISE + _PROMISE_LINE * _extra_lines(promise) for promise in open_first[:MOST_PROMISES]]
    promises = _fitting(promise_costs, room - sum(row_costs[:rows]))
    return Poster(
        title=f"{cycle.service_point}, {cycle.round_label}",
        service=str(cycle.service_point),
        place=page.place,
        organization=page.organization,
        round_label=cycle.round_label,
        month=format_month(cycle.ends_on or cycle.starts_on),
        card=card,
        users=_mean(card.report.users.value),
        provider=_mean(card.report.provider.value),
        rows=tuple(scored[:rows]),
        more_rows=len(scored) - rows,
        plan=plan,
        promises=tuple(open_first[:promises]),
        more_promises=len(plan.report.actions) - promises,
        address=_address(cycle.service_point_id, cycle),
        printed_on=timezone.localdate(),
        is_demo=cycle.is_demo,
    )


def _lowest(line: PublicRow) -> Decimal | None:
    """The lower figure of the two sides."""
    return min((side.value for side in (line.row.users, line.row.provider) if side.value is not None), default=None)


def _extra_lines(promise: PublicPromise) -> int:
    """Lines beyond the two that a short promise takes."""
    return (len(promise.what) > PROMISE_LETTERS) + (len(promise.who) > WHO_LETTERS or promise.is_denied)


def _fitting(costs: list[int], room: int) -> int:
    """How many of them, in order, stand in ``room``."""
    return next((n for n in range(len(costs), 0, -1) if sum(costs[:n]) <= room), 0)


def _mean(value: Decimal | None) -> str:
    return "" if value is None else format_number(value, trim=False)


def _address(point: UUID, cycle: Cycle) -> str:
    """Only when the page is there: a code that leads nowhere is worse than none."""
    shown = Publication.objects.public().filter(cycle__service_point=point, cycle=cycle).exists()
    return f"{settings.BASE_URL.rstrip('/')}{reverse('public:service', args=[point])}" if shown else ""


@dataclass(frozen=True)
class RightsPaper:
    title: str
    service: str
    place: str
    operator: str
    rights: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str], ...]
    address: str
    printed_on: datetime.date


def build_rights(point: ServicePoint, audience: str) -> RightsPaper:
    """The sheet as it stands; the texts apart from their rows, so that the same words make the same file."""
    sheet = rights_sheet(point)
    is_public = Publication.objects.public().filter(cycle__service_point=point).exists()
    address = reverse("public:service", args=[point.pk]) if is_public else ""
    return RightsPaper(
        title=str(point),
        service=str(point),
        place=place_of(point),
        operator=str(point.operator),
        rights=tuple((row.text, row.source) for row in sheet.rights),
        duties=tuple((row.text, row.source) for row in sheet.duties),
        address=f"{settings.BASE_URL.rstrip('/')}{address}" if address else "",
        printed_on=timezone.localdate(),
    )
