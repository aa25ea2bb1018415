"""The page of indicators and the page of one: value, on how many, from where, how sure, how it is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from concertation.catalogue import BY_CODE, Indicator, goal_of, of_axis
from concertation.enums import Axis, Channel, Dimension, RefusalReason
from concertation.models import Edition
from concertation.reports.figures import EditionFigures, build_all
from concertation.reports.readers import for_readers
from concertation.reports.wording import (
    confidence_of_level,
    divided,
    figure_shown,
    percent,
    source_shown,
    why_unknown,
)
from concertation.scoring.axes import confidence_of
from concertation.scoring.diversity import DimensionReading
from concertation.scoring.figures import Figure
from core.charts import Point
from core.numbers import format_number


@dataclass(frozen=True)
class IndicatorLine:
    """``value``: as read, empty when unknown; ``missing`` says why. ``level``: confidence 1 to 3, 0 when unknown."""

    code: str
    name: str
    how: str
    core: bool
    value: str
    missing: str
    count: str
    source: str
    on: date | None
    level: int
    confidence: str
    remark: str
    url: str


@dataclass(frozen=True)
class AxisLines:
    key: str
    name: str
    lines: tuple[IndicatorLine, ...]
    known: int


@dataclass(frozen=True)
class IndicatorsPage:
    axes: tuple[AxisLines, ...]
    known: int
    total: int


@dataclass(frozen=True)
class PartLine:
    """One row behind an indicator: a class, a channel, a reason."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class PartTable:
    title: str
    lines: tuple[PartLine, ...]
    remark: str = ""


@dataclass(frozen=True)
class IndicatorPage:
    """``points``: the same indicator over the editions, for a trend; ``history``: the same as rows."""

    line: IndicatorLine
    axis: str
    tables: tuple[PartTable, ...]
    history: tuple[PartLine, ...]
    points: tuple[Point, ...]

    @property
    def draws(self) -> bool:
        """Three editions known at least, and nothing below zero: enough for a trend."""
        known = [point.value for point in self.points if point.value is not None]
        return len(known) >= 3 and all(float(value) >= 0 for value in known)


def line_of(read: EditionFigures, indicator: Indicator) -> IndicatorLine:
    figure = read.get(indicator.code)
    confidence = confidence_of(figure, goal_of(indicator), read.facts.today)
    level, word = confidence_of_level(confidence) if confidence is not None else (0, "")
    return IndicatorLine(
        indicator.code,
        str(indicator.name),
        str(indicator.how),
        indicator.core,
        figure_shown(figure, read.edition.currency),
        why_unknown(figure),
        divided(figure) or ("" if figure.n is None else _("n = %(n)s") % {"n": format_number(figure.n, 0)}),
        source_shown(figure),
        figure.on if figure.known else None,
        level,
        word,
        _remark(figure),
        reverse("concertation:indicator_detail", args=[read.edition.pk, indicator.code]),
    )


def _remark(figure: Figure) -> str:
    if not figure.known:
        return ""
    if figure.by_chance is not None:
        return _("a random draw of as many people would give %(chance)s") % {"chance": percent(figure.by_chance)}
    if figure.code == "I10" and figure.part:
        return _("class that lacks most: %(label)s") % {"label": figure.part}
    return ""


def read_for(edition: Edition, *, inside: bool, history: bool = False) -> list[EditionFigures]:
    """The figures of the edition (or of all editions of its device, in their order) for this kind of reader."""
    editions: Sequence[Edition] = [edition]
    if history:
        editions = [row if row.pk != edition.pk else edition for row in edition.device.editions.order_by("number")]
    found = build_all(edition.device, editions)
    return found if inside else [for_readers(read) for read in found]


def lines_of(read: EditionFigures) -> IndicatorsPage:
    axes = []
    for axis in Axis:
        lines = tuple(line_of(read, indicator) for indicator in of_axis(axis))
        axes.append(AxisLines(axis.value, str(axis.label), lines, sum(1 for line in lines if line.value)))
    return IndicatorsPage(tuple(axes), sum(each.known for each in axes), len(BY_CODE))


def build_indicators(edition: Edition, *, inside: bool) -> IndicatorsPage:
    """All indicators by axis. ``inside``: for those who keep the device; the others see no count under five people."""
    return lines_of(read_for(edition, inside=inside)[0])


def build_indicator(edition: Edition, code: str, *, inside: bool) -> IndicatorPage:
    """One indicator with what is behind it and what it was in the other editions."""
    reads = read_for(edition, inside=inside, history=True)
    read = next(each for each in reads if each.edition.pk == edition.pk)
    indicator = BY_CODE[code]
    return IndicatorPage(
        line_of(read, indicator),
        str(indicator.axis.label),
        tuple(tables_of(read, code)),
        tuple(_past(each, code) for each in reads if len(reads) > 1),
        tuple(_point(each, code) for each in reads),
    )


def _past(read: EditionFigures, code: str) -> PartLine:
    figure = read.get(code)
    value = figure_shown(figure, read.edition.currency) or _("unknown")
    return PartLine(read.edition.label, value, divided(figure) or why_unknown(figure))


def _point(read: EditionFigures, code: str) -> Point:
    value = read.get(code).value
    scaled = value * 100 if value is not None and BY_CODE[code].unit == "percent" else value
    return Point(read.edition.label, scaled)


def tables_of(read: EditionFigures, code: str) -> list[PartTable]:
    """What stands behind an indicator."""
    if code in ("I9", "I10", "I11", "I12"):
        return [_dimension(each) for each in read.reading.dimensions]
    if code == "I3":
        return _funnel(read.parts["I3"])
    if code == "I14":
        names = {"top": _("turns taken by the most talkative tenth"), "spoke": _("present who spoke")}
        lines = [PartLine(names[each.part], *_told(each)) for each in read.parts["I14"]]
        return [PartTable(_("Turns of speech"), tuple(lines))]
    if code == "I26":
        lines = [PartLine(_("answered within the promised delay"), *_told(each)) for each in read.parts["I26"]]
        return [PartTable(_("Delay promised"), tuple(lines))]
    if code in ("I16", "I17", "I18"):
        return _agreement(read, code)
    if code == "I28":
        return _refusals(read)
    return []


def _told(figure: Figure) -> tuple[str, str]:
    """Value and remark of a part, that is a share."""
    if figure.value is None:
        return _("unknown"), why_unknown(figure)
    return percent(figure.value), divided(figure)


def _dimension(reading: DimensionReading) -> PartTable:
    lines = []
    for row in reading.classes:
        value = _("%(here)s of participants") % {"here": percent(row.share)}
        if row.census is not None:
            value += " · " + _("%(there)s of the population") % {"there": percent(row.census)}
        lines.append(PartLine(row.label, value, _class_remark(row)))
    apart = reading.distance
    told = _("distance %(value)s") % {"value": percent(apart.value)} if apart.value is not None else why_unknown(apart)
    if apart.by_chance is not None:
        told += " · " + _("by chance %(chance)s") % {"chance": percent(apart.by_chance)}
    if reading.unknown_share:
        told += " · " + _("class not known: %(share)s") % {"share": percent(reading.unknown_share)}
    if not lines:
        told = _("Not shown: fewer than 5 people in a class.")
    return PartTable(capfirst(str(Dimension(reading.dimension).label)), tuple(lines), told)


def _class_remark(row: Any) -> str:
    if row.ratio.value is None:
        return ""
    low, high = row.ratio.interval
    told = _("weight %(value)s (between %(low)s and %(high)s)") % {
        "value": format_number(row.ratio.value, 2),
        "low": format_number(low, 2),
        "high": format_number(high, 2),
    }
    verdict = _("lacks") if row.lacks else _("weighs much") if row.weighs else ""
    return f"{told} · {verdict}" if verdict else told


def _funnel(figures: tuple[Figure, ...]) -> list[PartTable]:
    steps = {
        "reached>registered": _("reached, then registered"),
        "registered>present": _("registered, then present"),
        "present>contributed": _("present, then contributed"),
        "contributed>returned": _("contributed, then came back"),
    }
    of_steps = tuple(PartLine(steps[each.part], *_told(each)) for each in figures if each.part in steps)
    channels = [each for each in figures if each.part not in steps]
    tables = [PartTable(_("Step by step"), of_steps)]
    if channels:
        lines = tuple(PartLine(capfirst(str(Channel(each.part).label)), *_told(each)) for each in channels)
        tables.append(PartTable(_("Contributed ÷ reached, by channel"), lines))
    return tables


def _agreement(read: EditionFigures, code: str) -> list[PartTable]:
    found = next(each for each in read.reading.agreements if each.item == code)
    if not found.pairs:
        return [PartTable(_("Agreement of the observers"), (), _("A single observer: nothing to compare."))]
    kappa = _("not computable") if found.kappa is None else format_number(found.kappa, 2)
    lines = [
        PartLine(_("speeches seen by two"), str(found.pairs)),
        PartLine(_("said the same"), percent(found.alike) if found.alike is not None else "–"),
        PartLine(_("Cohen's κ"), kappa, _("to be done again") if found.redo else ""),
    ]
    return [PartTable(_("Agreement of the observers"), tuple(lines))]


def _refusals(read: EditionFigures) -> list[PartTable]:
    if not read.reading.refusals:
        return []
    lines = tuple(
        PartLine(capfirst(str(RefusalReason(kind).label)) if kind else _("no reason noted"), format_number(n, 0))
        for kind, n in read.reading.refusals.items()
    )
    return [PartTable(_("Kinds of reason"), lines)]
