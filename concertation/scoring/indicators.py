"""All figures of an edition out of its facts: what is counted first, else what was given, else unknown and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from concertation.scoring.diversity import DimensionReading, diversity, read_dimensions
from concertation.scoring.exchanges import Agreement, exchanges, read_agreements, speech_of_top, spoke
from concertation.scoring.facts import EditionFacts, GivenFacts
from concertation.scoring.figures import TOO_FEW, Figure, unknown
from concertation.scoring.influence import influence, refusal_reasons, within_promise
from concertation.scoring.means import means
from concertation.scoring.participation import funnel_channels, funnel_steps, participation
from concertation.scoring.perception import StatementReading, perception, read_statements, satisfaction
from concertation.scoring.transparency import transparency

#: Smallest n of a figure that was only given.
GIVEN_MINIMUM = {"I9": 30, "I10": 30, "I11": 5, "I14": 5, "I15": 5, "I16": 10, "I17": 10, "I18": 10}
#: Where a figure comes from, when it wasn't given from elsewhere.
SOURCES = {
    **dict.fromkeys(("I1", "I4", "I5", "I6", "I8"), "counts"),
    "I2": "sittings",
    **dict.fromkeys(("I3", "I13"), "channels"),
    **dict.fromkeys(("I7", "I30", "I31", "I32", "I33"), "means"),
    **dict.fromkeys(("I9", "I10", "I11", "I12"), "classes"),
    **dict.fromkeys(("I14", "I15"), "speech"),
    **dict.fromkeys(("I16", "I17", "I18"), "grid"),
    **dict.fromkeys(("I20", "I21"), "survey"),
    **dict.fromkeys(("I19", "I22", "I23", "I24", "I26", "I28"), "contributions"),
    "I25": "commitments",
    "I27": "promise",
    "I29": "documents",
}


@dataclass(frozen=True)
class Reading:
    """``figures``: "I1"…"I33", "S1"…"S10", one each; ``parts``: the figures behind one of them."""

    figures: Mapping[str, Figure]
    parts: Mapping[str, tuple[Figure, ...]]
    dimensions: tuple[DimensionReading, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[StatementReading, ...]
    refusals: Mapping[str, int]
    satisfaction: Decimal | None = None


def read_edition(facts: EditionFacts) -> Reading:
    """Everything that can be computed from ``facts``."""
    dimensions = read_dimensions(facts)
    agreements = read_agreements(facts.speeches)
    statements = read_statements(facts.answers)
    counted = {
        **participation(facts),
        **diversity(facts, dimensions),
        **exchanges(facts, agreements),
        **perception(statements),
        **influence(facts),
        **transparency(facts),
        **means(facts),
    }
    figures = {
        code: _dated(figure, facts) if figure.known else _given(figure, facts.given.get(code))
        for code, figure in counted.items()
    }
    figures |= {each.item: _dated(each.favourable, facts) for each in statements}
    parts = {
        "I3": (*funnel_steps(facts.channels), *funnel_channels(facts.channels)),
        "I9": tuple(each.distance for each in dimensions),
        "I10": tuple(row.ratio for each in dimensions for row in each.classes),
        "I11": tuple(each.evenness for each in dimensions),
        "I14": (speech_of_top(facts), spoke(facts)),
        "I26": (within_promise(facts),),
    }
    return Reading(
        figures,
        parts,
        dimensions,
        agreements,
        statements,
        refusal_reasons(facts.followed),
        satisfaction(facts.answers),
    )


def _dated(figure: Figure, facts: EditionFacts) -> Figure:
    """The figure with its source and the day of the counts; an unknown one stays as it is."""
    if not figure.known:
        return figure
    return replace(figure, source=figure.source or SOURCES.get(figure.code, ""), on=figure.on or facts.on)


def _given(counted: Figure, given: GivenFacts | None) -> Figure:
    """What was given, in place of what couldn't be counted; too small an n is told as such."""
    if given is None:
        return counted
    if given.n is not None and given.n < GIVEN_MINIMUM.get(counted.code, 1):
        return unknown(counted.code, TOO_FEW, n=given.n)
    return Figure(counted.code, given.value, n=given.n, source=given.source, on=given.on)
