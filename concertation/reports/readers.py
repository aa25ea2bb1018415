"""What those outside the team may read: no count of people under five, nothing from which one could be found."""

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings

from concertation.reports.figures import EditionFigures
from concertation.scoring.diversity import DimensionReading
from concertation.scoring.figures import TOO_FEW, Figure, unknown

#: Indicators whose numerator counts people.
PEOPLE = frozenset(("I1", "I2", "I4", "I5", "I8"))


def for_readers(read: EditionFigures) -> EditionFigures:
    """The same figures without small cells. A dimension with one small class shows none of its classes."""
    small = {each.dimension for each in read.reading.dimensions if _has_small(each)}
    dimensions = tuple(
        replace(each, classes=()) if each.dimension in small else each for each in read.reading.dimensions
    )
    ratios = tuple(row.ratio for each in dimensions for row in each.classes)
    figures = {code: _kept(code, figure) for code, figure in read.figures.items()}
    if small and figures["I10"].part and figures["I10"].part not in {ratio.part for ratio in ratios}:
        figures["I10"] = unknown("I10", TOO_FEW)
    parts: Mapping[str, tuple[Figure, ...]] = {**read.parts, "I10": ratios, "I3": _steps(read.parts["I3"])}
    return replace(read, reading=replace(read.reading, figures=figures, parts=parts, dimensions=dimensions))


def few(count: object) -> bool:
    """Some people, but fewer than five."""
    return isinstance(count, int) and 0 < count < settings.SMALL_CELL


def _has_small(reading: DimensionReading) -> bool:
    return any(few(row.people) for row in reading.classes)


def _kept(code: str, figure: Figure) -> Figure:
    if code in PEOPLE and figure.numerator is not None and few(int(figure.numerator)):
        return unknown(code, TOO_FEW)
    return figure


def _steps(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(
        unknown(each.code, TOO_FEW, part=each.part)
        if each.numerator is not None and few(int(each.numerator))
        else each
        for each in figures
    )
