"""The list of meeting places: who sits where, what comes next, the minutes kept, and the load of meetings."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.numbers import format_number
from partnerships.models import Document, Meeting, MeetingPlace, Partnership, Party
from partnerships.reports.parts import Matrix, cells_of
from partnerships.scoring.meetings import Rhythm, monthly_hours
from partnerships.services.lifegates import current_parties


@dataclass(frozen=True)
class Held:
    on: datetime.date
    title: str
    minutes: Document | None


@dataclass(frozen=True)
class PlaceRow:
    """``late``: the next meeting is in the past; ``agenda``: one point per line."""

    place: MeetingPlace
    members: str
    agenda: tuple[str, ...]
    late: bool
    held: tuple[Held, ...]


@dataclass(frozen=True)
class PlacesPage:
    open: tuple[PlaceRow, ...]
    closed: tuple[PlaceRow, ...]
    load: Matrix | None


def build_places(partnership: Partnership) -> PlacesPage:
    """A fixed number of queries, whatever the number of places and meetings."""
    today = timezone.localdate()
    places = list(partnership.meeting_places.prefetch_related("members__organization"))
    held: dict[Any, list[Held]] = {}
    rows = Meeting.objects.filter(partnership=partnership, place__isnull=False).select_related("minutes")
    for row in rows.order_by("-on", "pk"):
        held.setdefault(row.place_id, []).append(Held(row.on, row.title, row.minutes))
    found = [_row(place, held.get(place.pk, []), today) for place in places]
    going = [place for place in places if not place.is_closed]
    return PlacesPage(
        open=tuple(row for row in found if not row.place.is_closed),
        closed=tuple(row for row in found if row.place.is_closed),
        load=_load(current_parties(partnership), going) if going else None,
    )


def _row(place: MeetingPlace, held: list[Held], today: datetime.date) -> PlaceRow:
    return PlaceRow(
        place,
        ", ".join(str(party) for party in place.members.all()),
        tuple(line.strip() for line in place.agenda.splitlines() if line.strip()),
        place.next_on is not None and place.next_on < today,
        tuple(held),
    )


def _load(parties: list[Party], places: list[MeetingPlace]) -> Matrix:
    rhythms = [
        Rhythm(frozenset(party.pk for party in place.members.all()), place.hours, place.every_months)
        for place in places
    ]
    columns = (_("Places where it sits"), _("Hours a month"))
    rows = []
    for party in parties:
        hours = monthly_hours(party.pk, rhythms)
        shown = _("not enough data: a rhythm or hours aren’t said") if hours is None else format_number(hours, 1)
        count = sum(party.pk in rhythm.members for rhythm in rhythms)
        rows.append((str(party), cells_of(columns, [str(count), shown])))
    return Matrix(
        title=_("Load of the meetings"),
        columns=columns,
        rows=tuple(rows),
        how=_(
            "For each meeting place where the party sits, the hours of a meeting divided by the months between two "
            "meetings; then the sum. One of its places that doesn’t say its hours or its rhythm leaves it unknown."
        ),
    )
