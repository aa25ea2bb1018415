"""Figures as people read them: "41 %", "97 days", "unknown because…"."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertation.catalogue import BY_CODE, DAYS, LEVELS, MISSING, MONEY, PERCENT, YES_NO
from concertation.findings import SOURCE_WORDS
from concertation.scoring.axes import confidence_level
from concertation.scoring.figures import Figure
from core.arithmetic import rounded
from core.numbers import format_number, format_signed


def percent(value: Decimal, places: int = 0) -> str:
    return _("%(number)s%%") % {"number": format_number(value * 100, places)}


def shown(code: str, value: Decimal | None, currency: str = "") -> str:
    """The value in the unit of its indicator; empty when unknown."""
    if value is None:
        return ""
    unit = BY_CODE[code].unit if code in BY_CODE else PERCENT
    if unit == PERCENT:
        return percent(value, 1 if 0 < value < Decimal("0.1") else 0)
    if unit == DAYS:
        days = int(rounded(value, 0))
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if unit == MONEY:
        return f"{format_number(value, 2)} {currency}".strip()
    if unit == LEVELS:
        return format_signed(value, 0)
    if unit == YES_NO:
        return _("yes") if value else _("no")
    return format_number(value, 2)


def figure_shown(figure: Figure, currency: str = "") -> str:
    return shown(figure.code, figure.value, currency)


def why_unknown(figure: Figure) -> str:
    """ "the counts have not been entered"; empty when the figure is known."""
    return str(MISSING[figure.missing]) if figure.missing else ""


def divided(figure: Figure) -> str:
    """ "23 of 56", when the figure is a division of counts."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or bottom is None or bottom != bottom.to_integral_value() or figure.code == "I27":
        return ""
    return _("%(part)s of %(whole)s") % {"part": format_number(top, 1), "whole": format_number(bottom, 0)}


def source_shown(figure: Figure) -> str:
    return str(SOURCE_WORDS.get(figure.source, figure.source))


def confidence_word(level: int) -> str:
    return {3: _("good confidence"), 2: _("medium confidence"), 1: _("weak confidence")}[level]


def confidence_of_level(confidence: Decimal) -> tuple[int, str]:
    level = confidence_level(confidence)
    return level, confidence_word(level)
