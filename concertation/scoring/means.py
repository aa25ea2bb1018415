"""Indicators 30 to 33: what the device is given to work with. Pure; unrounded."""

from decimal import Decimal

from concertation.scoring.facts import EditionFacts
from concertation.scoring.figures import NOT_GIVEN, Figure, share_figure, unknown

#: Access measures of the list.
MEASURES = 6


def means(facts: EditionFacts) -> dict[str, Figure]:
    return {
        "I30": share_figure("I30", facts.access, MEASURES),
        "I31": share_figure("I31", facts.budget, facts.population),
        "I32": unknown("I32", NOT_GIVEN) if facts.staff_days is None else Figure("I32", facts.staff_days),
        "I33": unknown("I33", NOT_GIVEN) if facts.trained is None else Figure("I33", Decimal(facts.trained)),
    }
