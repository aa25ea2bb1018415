"""Indicators 9 to 13: who is there, compared with the population. Pure; unrounded.

People whose class isn't known, or whose class the census doesn't have, are told as a share and never spread over the
others. Under 30 known people a distance says more of the draw than of the device: it isn't given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from concertation.scoring.facts import EditionFacts
from concertation.scoring.figures import NO_CENSUS, NOT_APPLICABLE, NOT_GIVEN, TOO_FEW, Figure, share_figure, unknown
from concertation.scoring.measures import distance, distance_by_chance, evenness, wilson
from core.arithmetic import mean

MINIMUM, MINIMUM_EVENNESS = 30, 5
#: A class is told to lack under this ratio, to weigh under that one, when chance doesn't explain it.
LACKS, WEIGHS = Decimal("0.5"), Decimal(2)
DISTRICT = "district"


@dataclass(frozen=True)
class ClassReading:
    """``people`` here, their ``share`` of those known, their share in the ``census``, the ``ratio`` of the two."""

    label: str
    people: int
    share: Decimal
    census: Decimal | None
    ratio: Figure

    @property
    def lacks(self) -> bool:
        """Half of what is expected or less, and chance doesn't explain it."""
        value, interval = self.ratio.value, self.ratio.interval
        return value is not None and value < LACKS and interval is not None and interval[1] < 1

    @property
    def weighs(self) -> bool:
        value, interval = self.ratio.value, self.ratio.interval
        return value is not None and value > WEIGHS and interval is not None and interval[0] > 1


@dataclass(frozen=True)
class DimensionReading:
    """``known``: people whose class the census has; ``unknown``: the others, as a count and as a share of all."""

    dimension: str
    known: int
    unknown: int
    distance: Figure
    evenness: Figure
    classes: tuple[ClassReading, ...]

    @property
    def unknown_share(self) -> Decimal | None:
        total = self.known + self.unknown
        return Decimal(self.unknown) / total if total else None


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def read_dimension(dimension: str, counts: Mapping[str, int], census: Mapping[str, int]) -> DimensionReading:
    """Counts and census of one dimension, class → people."""
    here = {_key(label): people for label, people in counts.items()}
    there = {_key(label): people for label, people in census.items()}
    names = {_key(label): label for label in (*counts, *census) if label}
    order = [key for key in there if key] if there else [key for key in here if key]
    known = sum(here.get(key, 0) for key in order)
    lost = sum(here.values()) - known
    population = sum(there.values())
    shares = {key: Decimal(there[key]) / population for key in order if population and key in there}
    classes = tuple(_class(names[key], here.get(key, 0), known, shares.get(key)) for key in order)
    return DimensionReading(
        dimension,
        known,
        lost,
        _distance(dimension, here, shares, known, given=bool(counts)),
        _evenness(dimension, [here.get(key, 0) for key in order], known),
        classes,
    )


def _class(label: str, people: int, known: int, census: Decimal | None) -> ClassReading:
    share_here = Decimal(people) / known if known else Decimal(0)
    return ClassReading(label, people, share_here, census, _ratio(label, people, known, census))


def _ratio(label: str, people: int, known: int, census: Decimal | None) -> Figure:
    """Share here ÷ share in the census; Wilson's bounds of the share, divided by the same."""
    if not census:
        return unknown("I10", NO_CENSUS, n=known, part=label)
    bounds = wilson(people, known)
    if known < MINIMUM or bounds is None:
        return unknown("I10", TOO_FEW if known else NOT_GIVEN, n=known, part=label)
    return Figure(
        "I10",
        Decimal(people) / known / census,
        n=known,
        part=label,
        numerator=Decimal(people),
        denominator=Decimal(known),
        interval=(bounds[0] / census, bounds[1] / census),
    )


def _distance(
    dimension: str, here: Mapping[str, int], shares: Mapping[str, Decimal], known: int, *, given: bool
) -> Figure:
    if not given:
        return unknown("I9", NOT_GIVEN, part=dimension)
    if len(shares) < 2:
        return unknown("I9", NO_CENSUS, n=known, part=dimension)
    if known < MINIMUM:
        return unknown("I9", TOO_FEW, n=known, part=dimension)
    apart = distance([(Decimal(here.get(key, 0)) / known, there) for key, there in shares.items()])
    return Figure("I9", apart, n=known, part=dimension, by_chance=distance_by_chance(list(shares.values()), known))


def _evenness(dimension: str, counts: list[int], known: int) -> Figure:
    if not known:
        return unknown("I11", NOT_GIVEN, part=dimension)
    value = evenness(counts, len(counts))
    if known < MINIMUM_EVENNESS or value is None:
        return unknown("I11", TOO_FEW, n=known, part=dimension)
    return Figure("I11", value, n=known, part=dimension)


def read_dimensions(facts: EditionFacts) -> tuple[DimensionReading, ...]:
    """The dimensions that were counted, in the order of the census then of the counts."""
    names = [*facts.census, *(name for name in facts.counts if name not in facts.census)]
    return tuple(
        read_dimension(name, facts.counts[name], facts.census.get(name, {}))
        for name in names
        if facts.counts.get(name)
    )


def diversity(facts: EditionFacts, readings: tuple[DimensionReading, ...]) -> dict[str, Figure]:
    """``readings``: of ``read_dimensions``. I9 and I11: mean of the dimensions; I10: the class that lacks most."""
    return {
        "I9": _mean("I9", [each.distance for each in readings]),
        "I10": _lowest([row.ratio for each in readings for row in each.classes]),
        "I11": _mean("I11", [each.evenness for each in readings]),
        "I12": coverage(facts),
        "I13": remote_publics(facts),
    }


def _mean(code: str, figures: list[Figure]) -> Figure:
    """Mean over the dimensions that can be read; n is the smallest of theirs."""
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        reasons = [figure.missing for figure in figures]
        why = next((each for each in (TOO_FEW, NO_CENSUS) if each in reasons), NOT_GIVEN)
        return unknown(code, why, n=max((figure.n or 0 for figure in figures), default=None) if figures else None)
    chances = [figure.by_chance for figure in known if figure.by_chance is not None]
    return Figure(
        code,
        mean(figure.value or Decimal(0) for figure in known),
        n=min(figure.n or 0 for figure in known),
        by_chance=mean(chances),
    )


def _lowest(ratios: list[Figure]) -> Figure:
    known = [figure for figure in ratios if figure.value is not None]
    if known:
        return min(known, key=lambda figure: (figure.value, figure.part))
    reasons = [figure.missing for figure in ratios]
    why = next((each for each in (TOO_FEW, NO_CENSUS) if each in reasons), NOT_GIVEN)
    return unknown("I10", why)


def coverage(facts: EditionFacts) -> Figure:
    """Districts of the census where somebody came ÷ districts of the census."""
    counts = {_key(label): people for label, people in facts.counts.get(DISTRICT, {}).items() if label}
    census = {_key(label) for label, people in facts.census.get(DISTRICT, {}).items() if label and people}
    if not counts:
        return unknown("I12", NOT_GIVEN)
    if not census:
        return unknown("I12", NO_CENSUS)
    return share_figure("I12", sum(1 for key in census if counts.get(key)), len(census))


def remote_publics(facts: EditionFacts) -> Figure:
    """Publics far from participation who came ÷ those aimed at; read in the lines of channels that name a public."""
    if not facts.remote_publics:
        return unknown("I13", NOT_APPLICABLE)
    lines = [each for each in facts.channels if each.audience != "all"]
    if not lines:
        return unknown("I13", NOT_GIVEN)
    came = {each.audience for each in lines if (each.present or 0) + (each.contributed or 0) > 0}
    return share_figure("I13", len(came & facts.remote_publics), len(facts.remote_publics))
