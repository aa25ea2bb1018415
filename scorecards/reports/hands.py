"""What hands say before the cycle and after the meeting: the relation, and the knowledge of rights and duties."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import granted
from core.numbers import format_number, format_signed, percent_of
from scorecards.enums import PulseMoment, PulseQuestion, Side
from scorecards.models import Cycle, Pulse


@dataclass(frozen=True)
class HandsFigure:
    """Hands for yes of people asked. ``percent`` is None when it isn't shown: ``word`` says why."""

    percent: Decimal | None
    yes: int
    asked: int
    word: str = ""

    @property
    def text(self) -> str:
        """ "62 %"."""
        return _("%(percent)s %%") % {"percent": format_number(self.percent, 0)} if self.percent is not None else ""


@dataclass(frozen=True)
class HandsRow:
    """One question to one side; ``change``: points of percent since before, "" when one of the two is missing."""

    question: str
    side: str
    side_word: str
    before: HandsFigure
    after: HandsFigure
    change: str


def build_hands(cycle: Cycle, user: User) -> tuple[HandsRow, ...]:
    """Questions asked at least once; one query. Outside the team, fewer than five people are not shown."""
    is_team = granted(user, "scorecards.view_group_scores")
    if not is_team and not user.has_perm("scorecards.view_card", cycle):
        return ()
    least = 1 if is_team else settings.SMALL_CELL
    there = {(row.question, row.side, row.moment): row for row in Pulse.objects.filter(cycle=cycle)}
    rows = []
    for question in PulseQuestion:
        for side in Side:
            before = there.get((question.value, side.value, PulseMoment.BEFORE.value))
            after = there.get((question.value, side.value, PulseMoment.AFTER.value))
            if before or after:
                rows.append(_row(question, side, _figure(before, least), _figure(after, least)))
    return tuple(rows)


def _figure(row: Pulse | None, least: int) -> HandsFigure:
    if row is None:
        return HandsFigure(None, 0, 0, _("not asked"))
    if row.asked < least:
        return HandsFigure(None, 0, 0, _("too few people"))
    return HandsFigure(percent_of(row.yes, row.asked), row.yes, row.asked)


def _row(question: PulseQuestion, side: Side, before: HandsFigure, after: HandsFigure) -> HandsRow:
    change = ""
    if before.percent is not None and after.percent is not None:
        change = format_signed(after.percent - before.percent)
    words = {Side.USERS: _("Users"), Side.PROVIDER: _("Staff")}
    return HandsRow(str(question.label).capitalize(), side.value, words[side], before, after, change)
