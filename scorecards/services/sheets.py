"""A whole session typed up at once, from its paper sheet: all rows are written, or none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.models import Indicator, ScoringSession
from scorecards.services.sessions import record_score


class SheetRefusal(Refusal):
    """Some rows were refused and none was written. ``rows``: indicator → its sentence."""

    def __init__(self, rows: dict[UUID, str]) -> None:
        super().__init__(_("Nothing was saved: correct the rows that are marked, then save again."))
        self.rows = rows


@transaction.atomic
def record_sheet(*, session: ScoringSession, changes: Sequence[tuple[Indicator, dict[str, Any]]], by: User) -> int:
    """Write the rows that were typed; gives how many. ``changes``: the arguments of ``record_score`` per indicator."""
    refused: dict[UUID, str] = {}
    for indicator, fields in changes:
        try:
            record_score(session=session, indicator=indicator, by=by, **fields)
        except Refusal as refusal:
            refused[indicator.pk] = str(refusal)
    if refused:
        raise SheetRefusal(refused)
    return len(changes)
