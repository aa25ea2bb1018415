"""The parts that an agreement is made of, and what holds for each: who owns it, when it may be written."""

from dataclasses import dataclass
from typing import Any

from partnerships.models import (
    Clause,
    Commitment,
    Contribution,
    ExpectedBenefit,
    Funding,
    LearningQuestion,
    Need,
    Objective,
    Policy,
    Risk,
    SharedResult,
)


@dataclass(frozen=True)
class Noun:
    """``text``: the field with its words. ``own``: belongs to one party, who alone writes it.

    ``early``: also before the reveal. ``addition``: the flag of a row that may be added once the agreement is signed.
    ``edits``: authorship is remembered. ``aside``: no part of the signed text, written until it is over.
    """

    name: str
    model: Any
    text: str
    own: bool = False
    early: bool = False
    addition: str = ""
    edits: bool = False
    aside: bool = False

    @property
    def late(self) -> bool:
        """Rows may be added once the agreement is signed."""
        return bool(self.addition) or self.aside

    def is_late(self, row: Any) -> bool:
        """This row may be changed once the agreement is signed."""
        return self.aside or (bool(self.addition) and bool(getattr(row, self.addition)))


NOUNS = {
    noun.name: noun
    for noun in (
        Noun("need", Need, "text", early=True),
        Noun("policy", Policy, "name", early=True),
        Noun("objective", Objective, "text", edits=True),
        Noun("result", SharedResult, "text", edits=True),
        Noun("question", LearningQuestion, "text"),
        Noun("contribution", Contribution, "label", own=True, addition="is_leverage"),
        Noun("funding", Funding, "purpose", own=True, aside=True),
        Noun("benefit", ExpectedBenefit, "code", own=True),
        Noun("commitment", Commitment, "text", own=True, addition="is_mutual_aid"),
        Noun("risk", Risk, "label", edits=True),
        Noun("clause", Clause, "title", edits=True),
    )
}


def noun_of(row: Any) -> Noun:
    """The noun of a row; KeyError for a model that is none."""
    return next(noun for noun in NOUNS.values() if noun.model is type(row))
