"""Every figure of an edition, for pages, papers, files and rules alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from concertation.catalogue import BY_CODE, goal_of, goals_of
from concertation.enums import Axis
from concertation.models import Device, Edition
from concertation.reports.loading import load_facts
from concertation.scoring.axes import AxisReading, brought, read_axis
from concertation.scoring.facts import EditionFacts
from concertation.scoring.figures import NOT_GIVEN, Figure, unknown
from concertation.scoring.indicators import Reading, read_edition


@dataclass(frozen=True)
class EditionFigures:
    """``figures``: "I1"…"I33" and "S1"…"S10" (share that agrees), one each; ``parts``: the figures behind one.

    ``get("I9", "age")`` is the distance by age, ``get("I10", "Femmes")`` the weight of that class,
    ``get("I26", "promised")`` the share answered within the promised delay, ``get("I3", "reached>registered")`` a step
    of the funnel.
    """

    edition: Edition
    facts: EditionFacts
    reading: Reading
    axes: tuple[AxisReading, ...]

    @property
    def figures(self) -> Mapping[str, Figure]:
        return self.reading.figures

    @property
    def parts(self) -> Mapping[str, tuple[Figure, ...]]:
        return self.reading.parts

    def get(self, code: str, part: str = "") -> Figure:
        """The figure of ``code``, of its ``part`` when one is named; unknown rather than an error."""
        if not part:
            return self.figures.get(code) or unknown(code, NOT_GIVEN)
        found = [figure for figure in self.parts.get(code, ()) if figure.part == part]
        return found[0] if found else unknown(code, NOT_GIVEN, part=part)

    def place(self, code: str) -> Decimal | None:
        """Where the figure stands between its goalposts, 0–1; None when unknown or without goalposts."""
        figure = self.get(code)
        return None if figure.value is None else brought(figure.value, goal_of(BY_CODE[code]))


def build_figures(edition: Edition) -> EditionFigures:
    """All figures of one edition (``edition.device`` loaded). The same number of queries whatever it counts."""
    return build_all(edition.device, [edition])[0]


def build_all(device: Device, editions: Sequence[Edition]) -> list[EditionFigures]:
    """The figures of several editions of one device, with the queries of one."""
    facts = load_facts(device, editions)
    return [_figures(edition, facts[edition.pk]) for edition in editions]


def _figures(edition: Edition, facts: EditionFacts) -> EditionFigures:
    reading = read_edition(facts)
    axes = tuple(read_axis(axis.value, goals_of(axis), reading.figures, facts.today) for axis in Axis)
    return EditionFigures(edition, facts, reading, axes)
