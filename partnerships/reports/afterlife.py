"""What lives on twelve months after the end: each action, who is asked, what was answered, and the figure."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.arithmetic import percent
from partnerships.models import Partnership, Party
from partnerships.permissions import my_party
from partnerships.reports.parts import percent_words
from partnerships.services.dates import asks_from, carrier_of, lasting_actions
from partnerships.services.frame import place_version
from partnerships.services.lifegates import current_parties


@dataclass(frozen=True)
class LastingRow:
    """``alive`` None: not answered. ``mine``: the reader's party answers for it."""

    pk: Any
    what: str
    who: str
    means: str
    alive: bool | None
    mine: bool
    version: int


@dataclass(frozen=True)
class LastingPage:
    """``share``: in percent words, None when nobody has answered."""

    rows: tuple[LastingRow, ...]
    asked_from: datetime.date | None
    is_open: bool
    answered: int
    alive: int
    share: str | None


def lasting_rows(partnership: Partnership, own: Party | None) -> tuple[LastingRow, ...]:
    """A fixed number of queries."""
    parties = current_parties(partnership)
    found = []
    for action in lasting_actions(partnership):
        link, who = getattr(action, "partnership_link", None), carrier_of(action, parties, partnership.coordinator_id)
        found.append(
            LastingRow(
                action.pk, action.what, str(who) if who else _("nobody"), link.after_end_means if link else "",
                link.alive_after_year if link else None, own is not None and who == own, place_version(link),
            )
        )  # fmt: skip
    return tuple(found)


def build_lasting(partnership: Partnership, user: User) -> LastingPage:
    rows, day = lasting_rows(partnership, my_party(user, partnership)), asks_from(partnership)
    said = [row.alive for row in rows if row.alive is not None]
    return LastingPage(
        rows=rows,
        asked_from=day,
        is_open=day is not None and day <= timezone.localdate(),
        answered=len(said),
        alive=sum(said),
        share=percent_words(percent(sum(said), len(said))),
    )
