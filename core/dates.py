"""Dates as people read them, in the active language: "16 mars 2026", "du 16 au 20 mars 2026"."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Day = datetime.date | datetime.datetime


def to_day(value: Day) -> datetime.date:
    """The local calendar day of a date or of an instant."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _french() -> bool:
    return (get_language() or "fr").startswith("fr")


def _number(day: datetime.date) -> str:
    """Day of the month; French writes the first as "1er"."""
    return "1er" if day.day == 1 and _french() else str(day.day)


def _words(day: datetime.date, pattern: str) -> str:
    """`date_format` with the French "1er"; patterns start with the day of the month."""
    return f"{_number(day)} {date_format(day, pattern)}"


def format_date(value: Day | None) -> str:
    """ "16 mars 2026"; "–" for None. Instants are shown on their local day."""
    return "–" if value is None else _words(to_day(value), "F Y")


def format_day(value: Day) -> str:
    """ "16 mars": the year is known from the page."""
    return _words(to_day(value), "F")


def format_day_brief(value: Day) -> str:
    """ "22 nov.": where the column of dates is narrow; the year stands under it."""
    return _words(to_day(value), "N")


def format_weekday(value: Day) -> str:
    """ "mardi 14 avril 2026"; the first letter is upper case at the start of a line by CSS or `capfirst`."""
    day = to_day(value)
    return f"{date_format(day, 'l')} {format_date(day)}"


def format_month(value: Day) -> str:
    """ "mars 2026"."""
    return date_format(to_day(value), "F Y")


def format_time(value: datetime.datetime | datetime.time) -> str:
    """ "14 h 32", "9 h" in French; "14:32" elsewhere."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if not _french():
        return f"{value.hour}:{value.minute:02d}"
    return f"{value.hour}\u00a0h" + (f"\u00a0{value.minute:02d}" if value.minute else "")


def format_instant(value: datetime.datetime) -> str:
    """ "16 mars 2026 à 14 h 32"."""
    return _("%(date)s at %(time)s") % {"date": format_date(value), "time": format_time(value)}


def format_period(start: Day, end: Day) -> str:
    """ "du 16 au 20 mars 2026", "du 28 mars au 3 avril 2026", or one date when both are equal."""
    first, last = to_day(start), to_day(end)
    if first > last:
        raise ValueError("a period ends before it starts")
    if first == last:
        return format_date(first)
    if (first.year, first.month) == (last.year, last.month):
        opening = _number(first)
    elif first.year == last.year:
        opening = format_day(first)
    else:
        opening = format_date(first)
    return _("%(start)s to %(end)s") % {"start": opening, "end": format_date(last)}


def days_late(due: Day, today: Day | None = None) -> int:
    """Whole days since `due`; 0 when it is today or still to come."""
    now = timezone.localdate() if today is None else to_day(today)
    return max(0, (now - to_day(due)).days)


def late_phrase(days: int) -> str:
    """ "23 jours de retard"."""
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}


def due_phrase(due: Day, today: Day | None = None) -> str:
    """ "aujourd'hui", "demain", "dans 3 jours", "23 jours de retard"."""
    now = timezone.localdate() if today is None else to_day(today)
    left = (to_day(due) - now).days
    if left < 0:
        return late_phrase(-left)
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
