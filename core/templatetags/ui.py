"""Tags and filters of the theme: `{% load ui %}`. The list is in templates/components/README.md."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from core import charts, dates, levels, numbers

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "check" %}`: decorative line icon; `extra` adds classes."""
    return charts.icon(name, extra=extra)


@register.simple_tag
def face(level: int, filled: bool = True, size: int | None = None) -> SafeString:
    """`{% face 4 %}`: decorative face of a level 1–5; `filled=False` inside a coloured cell; `size` in print."""
    return charts.face(int(level), filled=filled, size=size)


@register.simple_tag
def pictogram(code: str, size: int | None = None) -> SafeString:
    """`{% pictogram "water" %}`: decorative drawing of what an indicator is about; nothing for no code."""
    return charts.pictogram(code, size=size)


@register.simple_tag
def who(side: str) -> SafeString:
    """`{% who "users" %}`: disc, square ("provider") or triangle ("authority"); the name stands beside."""
    return charts.side_mark(side)


@register.simple_tag
def brand(width: int = 46) -> SafeString:
    """The mark."""
    return charts.brand(width=width)


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, parameter: str, number: int) -> str:
    """Address of another page of the same list, filters kept: `{% page_link "page" 2 %}`."""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def score(value: Any) -> str:
    """9.5 → "9,5"; 10 → "10"; None → "–"."""
    return numbers.format_number(value)


@register.filter
def average(value: Any) -> str:
    """A mean with one digit: 8 → "8,0"; None → "–"."""
    return numbers.format_number(value, 1, trim=False)


@register.filter
def signed(value: Any) -> str:
    """+3, −1, 0. Write it inside `<b dir="ltr">`."""
    return numbers.format_signed(value)


@register.filter
def percent_of(part: Any, whole: Any) -> str:
    """`{{ done|percent_of:total }}` → "58"; "–" when the whole is 0."""
    return numbers.format_number(numbers.percent_of(part, whole), 0)


@register.filter
def whole(value: Any) -> str:
    """Integer with grouped thousands: 12 450 → "12 450"."""
    return numbers.format_number(value, 0)


@register.filter
def level_word(level: int) -> str:
    """Word of a level 1–5 in the active language."""
    return levels.level_word(int(level))


@register.filter
def day(value: dates.Day | None) -> str:
    """16 mars 2026."""
    return dates.format_date(value)


@register.filter
def day_short(value: dates.Day) -> str:
    """16 mars."""
    return dates.format_day(value)


@register.filter
def day_brief(value: dates.Day) -> str:
    """22 nov."""
    return dates.format_day_brief(value)


@register.filter
def month(value: dates.Day) -> str:
    """mars 2026."""
    return dates.format_month(value)


@register.filter
def instant(value: datetime.datetime) -> str:
    """16 mars 2026 à 14 h 32."""
    return dates.format_instant(value)


@register.filter
def until(value: dates.Day) -> str:
    """Distance of a due date: "dans 3 jours", "23 jours de retard"."""
    return dates.due_phrase(value)


@register.simple_tag
def period(start: dates.Day, end: dates.Day) -> str:
    """`{% period cycle.start cycle.end %}` → "16 au 20 mars 2026"."""
    return dates.format_period(start, end)
