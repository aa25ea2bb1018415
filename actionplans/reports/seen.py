"""What the committee saw of a promise, and how many promises were kept on time, in words."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.models import Action, ActionConfirmation
from actionplans.ontime import OnTime
from actionplans.wordguard import Mask
from core.dates import format_date
from core.numbers import format_number


@dataclass(frozen=True)
class SeenRow:
    """What the follow-up committee saw on the spot."""

    on: datetime.date
    is_done: bool
    note: str
    by: str

    @property
    def words(self) -> str:
        """ "The committee saw it done on 3 May 2026" """
        if self.is_done:
            return _("The committee saw it done on %(date)s") % {"date": format_date(self.on)}
        return _("The committee saw it not done on %(date)s") % {"date": format_date(self.on)}


def seen_rows(action: Action, mask: Mask) -> tuple[SeenRow, ...]:
    """The confirmations of an action (prefetched by the caller), the latest first."""
    return tuple(_row(seen, mask) for seen in action.confirmations.all())


def _row(seen: ActionConfirmation, mask: Mask) -> SeenRow:
    return SeenRow(on=seen.on, is_done=seen.is_done, note=mask(seen.note), by=seen.by.get_full_name())


def since(action: Action, state: str) -> datetime.date | None:
    """The day since when the action stands in ``state``; None when it doesn't, or when no follow-up says it."""
    if action.state != state:
        return None
    day: datetime.date | None = None
    for update in action.updates.all():
        if update.to_state != state:
            break
        day = update.on
    return day


@dataclass(frozen=True)
class OnTimeReport:
    """``denied``: promises said kept that the committee saw not done."""

    figures: OnTime
    denied: int = 0

    @property
    def percent(self) -> str:
        """ "75", or empty before the first due date is over."""
        rate = self.figures.rate
        return "" if rate is None else format_number(rate * 100, 0)

    @property
    def words(self) -> str:
        """ "6 promises of 8 fallen due were kept on time (75 %)." """
        if not self.percent:
            return _("No due date is over yet: the on-time rate comes with the first one.")
        return ngettext(
            "%(kept)d promise of %(due)d fallen due was kept on time (%(rate)s %%).",
            "%(kept)d promises of %(due)d fallen due were kept on time (%(rate)s %%).",
            self.figures.kept,
        ) % {"kept": self.figures.kept, "due": self.figures.due, "rate": self.percent}

    @property
    def rule(self) -> str:
        """How the rate is computed, and how many due dates were put back."""
        rule = _(
            "On-time rate = promises kept by their due date ÷ promises whose due date is over. The date in force "
            "counts; a promise given up before its date stands apart; one that the committee saw not done isn't kept."
        )
        if not self.figures.moved:
            return rule
        moved = ngettext(
            "%(n)d of these due dates was put back by agreement.",
            "%(n)d of these due dates were put back by agreement.",
            self.figures.moved,
        ) % {"n": self.figures.moved}
        return f"{rule} {moved}"
