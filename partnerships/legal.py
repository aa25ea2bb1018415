"""Legal frames of an agreement: thresholds and calendars, as data, and what they say of one partnership.

Sources: Morocco, circular 7/2003 of 27 June 2003 (partnership between the State and associations); France, multi-year
agreements on objectives (law of 12 April 2000, decree of 6 June 2001: 23,000 euros a year, four years, account within
six months). Arithmetic: a year that began counts as a year; amounts per year are rounded half up to the cent.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.arithmetic import rounded
from core.dates import format_date
from core.numbers import format_number
from partnerships.enums import AgreementType

#: A date comes up on the page this many days before it falls.
REMIND_DAYS = 60
#: House mark, no law: the balance sheet is prepared this many months before the end.
BALANCE_MONTHS = 3


@dataclass(frozen=True)
class LegalFrame:
    """``threshold``: amount of public money above which an agreement is required; ``yearly``: it is per year.

    ``account_months``: the law asks for the account of a year so many months after its end; ``report_months``: the
    frame asks for reports without giving a day, and the house marks one.
    """

    currency: str = ""
    threshold: Decimal | None = None
    yearly: bool = False
    most_years: int | None = None
    account_months: int | None = None
    report_months: int | None = None
    source: Any = ""


@dataclass(frozen=True)
class Remark:
    """What the frame says of this partnership. ``blocks``: it can't be signed so."""

    sentence: str
    blocks: bool = False


@dataclass(frozen=True)
class Deadline:
    """``by_law``: the frame asks for it; else a mark of the house."""

    code: str
    on: datetime.date
    what: str
    by_law: bool

    @property
    def asks(self) -> bool:
        """Somebody has a paper to make: the end comes by itself."""
        return self.code != "end"


@dataclass(frozen=True)
class Terms:
    """What of a partnership the frames look at."""

    frame: str
    amount: Decimal | None
    currency: str
    priority: bool
    starts_on: datetime.date | None
    ends_on: datetime.date | None


FRAMES = {
    AgreementType.MOROCCO_7_2003: LegalFrame(
        currency="MAD",
        threshold=Decimal(50000),
        report_months=3,
        source=gettext_lazy("Circular 7/2003 of 27 June 2003, partnership between the State and associations."),
    ),
    AgreementType.FRANCE_CPO: LegalFrame(
        currency="EUR",
        threshold=Decimal(23000),
        yearly=True,
        most_years=4,
        account_months=6,
        source=gettext_lazy("Law of 12 April 2000 and decree of 6 June 2001; circular of 29 September 2015."),
    ),
    AgreementType.FREE: LegalFrame(source=gettext_lazy("No particular text: the parties decide.")),
}


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months away (before, when negative); the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (after - datetime.timedelta(days=1)).day))


def years_begun(starts_on: datetime.date, ends_on: datetime.date) -> int:
    """How many years the agreement enters: 1 January 2027 to 31 December 2029 is 3, one day more is 4."""
    years = 1
    while add_months(starts_on, 12 * years) <= ends_on:
        years += 1
    return years


def yearly_amount(terms: Terms) -> Decimal | None:
    """Public money per year begun; None without amount or dates."""
    if terms.amount is None or terms.starts_on is None or terms.ends_on is None:
        return None
    return rounded(terms.amount / years_begun(terms.starts_on, terms.ends_on), 2)


def remarks(terms: Terms) -> list[Remark]:
    """What the frame requires, allows or forbids here; empty for a free agreement."""
    frame = FRAMES[AgreementType(terms.frame)]
    found: list[Remark] = []
    if frame.threshold is not None:
        if terms.amount is None:
            found.append(Remark(_("Give the public contribution: the rule of this frame depends on it.")))
        elif terms.currency != frame.currency:
            words = _("The threshold of this frame is in %(currency)s: an amount in another currency isn't compared.")
            found.append(Remark(words % {"currency": frame.currency}))
        else:
            found.extend(_SAYINGS[AgreementType(terms.frame)](terms, frame))
    if frame.most_years and terms.starts_on and terms.ends_on:
        if years_begun(terms.starts_on, terms.ends_on) > frame.most_years:
            words = _("This frame lasts %(years)d years at most. Bring the end forward.")
            found.append(Remark(words % {"years": frame.most_years}, blocks=True))
    return found


def _morocco(terms: Terms, frame: LegalFrame) -> list[Remark]:
    amount, threshold = terms.amount or Decimal(0), frame.threshold or Decimal(0)
    said = {"threshold": format_number(threshold, 0), "currency": frame.currency}
    if amount > threshold and not terms.priority:
        words = _(
            "Outside the priority domains, the circular allows %(threshold)s %(currency)s at most. "
            "Lower the public contribution, or tick the priority domain."
        )
        return [Remark(words % said, blocks=True)]
    if amount > threshold:
        return [
            Remark(_("Above %(threshold)s %(currency)s of public money, an agreement is required: this is it.") % said)
        ]
    return [Remark(_("Up to %(threshold)s %(currency)s, a decision of the public body that pays is enough.") % said)]


def _cpo(terms: Terms, frame: LegalFrame) -> list[Remark]:
    yearly = yearly_amount(terms)
    if yearly is None:
        return [Remark(_("Give the start and the end: the threshold of this frame is per year."))]
    said = {
        "yearly": format_number(yearly, 2),
        "threshold": format_number(frame.threshold, 0),
        "currency": frame.currency,
    }
    if yearly > (frame.threshold or Decimal(0)):
        words = _("%(yearly)s %(currency)s a year, above %(threshold)s: an agreement is required, with its accounts.")
    else:
        words = _("%(yearly)s %(currency)s a year, not above %(threshold)s: the law doesn't require an agreement.")
    return [Remark(words % said)]


_SAYINGS: dict[AgreementType, Callable[[Terms, LegalFrame], list[Remark]]] = {
    AgreementType.MOROCCO_7_2003: _morocco,
    AgreementType.FRANCE_CPO: _cpo,
}


def calendar(terms: Terms) -> list[Deadline]:
    """The dates that come with the agreement, the first one first; empty without start and end."""
    if terms.starts_on is None or terms.ends_on is None:
        return []
    frame = FRAMES[AgreementType(terms.frame)]
    found = []
    if frame.account_months:
        for year in range(terms.starts_on.year, terms.ends_on.year + 1):
            on = add_months(datetime.date(year, 12, 31), frame.account_months)
            words = _("Financial account of %(year)d, and report on what was done") % {"year": year}
            found.append(Deadline(f"account:{year}", on, words, by_law=True))
        words = _("Evaluation by the parties: the renewal depends on it")
        found.append(Deadline("evaluation", terms.ends_on, words, by_law=True))
    if frame.report_months:
        for year in range(terms.starts_on.year, terms.ends_on.year + 1):
            on = add_months(datetime.date(year, 12, 31), frame.report_months)
            words = _("Report of %(year)d on what was done with the public money") % {"year": year}
            found.append(Deadline(f"report:{year}", on, words, by_law=False))
    words = _("Prepare the balance sheet and decide what goes on")
    found.append(Deadline("balance", add_months(terms.ends_on, -BALANCE_MONTHS), words, by_law=False))
    found.append(Deadline("end", terms.ends_on, _("End of the agreement"), by_law=False))
    return sorted(found, key=lambda row: (row.on, row.code))


def when(deadline: Deadline, today: datetime.date) -> str:
    """ "late", "soon" (within ``REMIND_DAYS``) or "later"."""
    days = (deadline.on - today).days
    if days < 0:
        return "late"
    return "soon" if days <= REMIND_DAYS else "later"


def said_on(deadline: Deadline) -> str:
    return _("%(what)s, on %(date)s") % {"what": deadline.what, "date": format_date(deadline.on)}
