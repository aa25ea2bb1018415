"""Indicator 29: what was owed to the public and was published on time. Pure; unrounded."""

from concertation.scoring.facts import DocumentFacts, EditionFacts
from concertation.scoring.figures import NOT_DUE, NOT_GIVEN, Figure, share_figure, unknown


def transparency(facts: EditionFacts) -> dict[str, Figure]:
    return {"I29": publication(facts)}


def on_time(document: DocumentFacts) -> bool:
    """Published on its day or before; without a promised day, published at all."""
    if document.published_on is None:
        return False
    return document.due_on is None or document.published_on <= document.due_on


def publication(facts: EditionFacts) -> Figure:
    """Published on time ÷ due: documents whose day is still to come wait, unless they are out already."""
    if not facts.documents:
        return unknown("I29", NOT_GIVEN)
    due = [
        each
        for each in facts.documents
        if each.published_on is not None or each.due_on is None or each.due_on <= facts.today
    ]
    if not due:
        return unknown("I29", NOT_DUE)
    return share_figure("I29", sum(1 for each in due if on_time(each)), len(due))
