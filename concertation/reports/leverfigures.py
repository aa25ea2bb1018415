"""The figures of an edition as the rules of the levers see them, and their words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concertation.catalogue import BY_CODE, DAYS, LEVELS, MONEY, NUMBER, PERCENT, YES_NO, goal_of
from concertation.reports.figures import EditionFigures
from concertation.scoring.axes import Goal, confidence_of
from concertation.scoring.figures import Figure
from concertation.scoring.levers import Seen
from core.arithmetic import rounded
from core.numbers import format_number

#: Figures behind an indicator, or between two, that rules speak of: name and unit.
DERIVED: dict[str, tuple[Any, str]] = {
    "I3:reached>registered": (gettext_lazy("Registered, of those reached"), PERCENT),
    "I9:district": (gettext_lazy("Distance from the population, by district"), PERCENT),
    "I10:age": (gettext_lazy("Weight of the least present age class (1 is its share of the population)"), NUMBER),
    "I10:any": (gettext_lazy("Weight of the least present class (1 is its share of the population)"), NUMBER),
    "I26:promised": (gettext_lazy("Answers within the promised delay"), PERCENT),
    "I32:peers": (gettext_lazy("Days of agents, compared with similar devices (1 is their median)"), NUMBER),
    "gap:influence": (gettext_lazy("Influence felt − influence measured"), PERCENT),
    "posters": (gettext_lazy("Announced by posters alone"), YES_NO),
    "S8": (gettext_lazy("Participants who think that it will count"), PERCENT),
    "S10": (gettext_lazy("Participants who would come again"), PERCENT),
}
_PLACES = {NUMBER: 2, DAYS: 0, MONEY: 2, LEVELS: 0}
#: Figures that can be followed from an edition to the next.
FOLLOWED = (*(code for code in BY_CODE if code not in ("I10", "I28")), "S8", "S10")


def name_of(key: str) -> str:
    if key in DERIVED:
        return str(DERIVED[key][0])
    return str(BY_CODE[key].name) if key in BY_CODE else key


def unit_of(key: str) -> str:
    if key in DERIVED:
        return DERIVED[key][1]
    return BY_CODE[key].unit if key in BY_CODE else NUMBER


def say(key: str, value: Decimal | None) -> str:
    """A value in its unit: « 34 % », « 97 jours »; « – » when unknown. Rounded half up for the eye only."""
    if value is None:
        return "–"
    unit = unit_of(key)
    if unit == PERCENT:
        return _("%(n)s %%") % {"n": format_number(rounded(value * 100, 0), 0)}
    if unit == YES_NO:
        return _("yes") if value else _("no")
    number = format_number(rounded(value, _PLACES[unit]), _PLACES[unit])
    return _("%(n)s days") % {"n": number} if unit == DAYS else number


def seen_of(page: EditionFigures, *, peers_ratio: Decimal | None = None) -> dict[str, Seen]:
    """Key → figure, with its confidence (sample × freshness). What isn't known is there too, as unknown."""
    seen = {code: _seen(page, figure) for code, figure in page.figures.items()}
    for code, part in (("I3", "reached>registered"), ("I9", "district"), ("I26", "promised")):
        seen[f"{code}:{part}"] = _seen(page, page.get(code, part))
    seen["I10:age"] = _weakest(page, ("age",))
    seen["I10:any"] = _weakest(page, None)
    seen["posters"] = _posters(page)
    seen["gap:influence"] = _gap(seen["S8"], seen["I23"]) if "S8" in seen and "I23" in seen else Seen(None)
    seen["I32:peers"] = Seen(peers_ratio, None, Decimal("0.5"))
    return seen


def _seen(page: EditionFigures, figure: Figure) -> Seen:
    indicator = BY_CODE.get(figure.code)
    goal = goal_of(indicator) if indicator else Goal(figure.code, sampled=True)
    return Seen(figure.value, figure.n, confidence_of(figure, goal, page.facts.today) or Decimal(0))


def _weakest(page: EditionFigures, dimensions: Iterable[str] | None) -> Seen:
    """The lowest weight of a class that chance doesn't explain; 1 when every class known has its place."""
    rows = [
        row
        for each in page.reading.dimensions
        if dimensions is None or each.dimension in dimensions
        for row in each.classes
        if row.ratio.known
    ]
    if not rows:
        return Seen(None)
    lacking = [row.ratio for row in rows if row.lacks]
    if not lacking:
        return Seen(Decimal(1), rows[0].ratio.n)
    return _seen(page, min(lacking, key=lambda figure: figure.value or Decimal(0)))


def _posters(page: EditionFigures) -> Seen:
    used = {each.channel for each in page.facts.channels}
    return Seen(Decimal(int(used == {"poster"}))) if used else Seen(None)


def _gap(felt: Seen, measured: Seen) -> Seen:
    if felt.value is None or measured.value is None:
        return Seen(None)
    return Seen(felt.value - measured.value, felt.n, min(felt.confidence, measured.confidence))


EFFORTS = {
    1: pgettext_lazy("effort", "light"),
    2: pgettext_lazy("effort", "medium"),
    3: pgettext_lazy("effort", "heavy"),
}
IMPACTS = {
    1: pgettext_lazy("impact", "small"),
    2: pgettext_lazy("impact", "medium"),
    3: pgettext_lazy("impact", "strong"),
}
EVIDENCE = {
    "studies": gettext_lazy("shown by studies"),
    "field": gettext_lazy("measured in the field"),
    "practice": gettext_lazy("told by practitioners"),
}
