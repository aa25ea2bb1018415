"""What the surveys ask: ten statements, the trust question, three questions to those who didn't come.

Own wording. Codes never change meaning: "S4" of years ago is still respect. Levels are 1 to 4, then "I don't know".
Those who organise rate the same statements: what they see and participants don't is a blind spot.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertation.enums import AnswerStatus, SurveyAudience, SurveyMoment

DONT_KNOW = AnswerStatus.DONT_KNOW.value

LEVELS = (
    (1, _("Not at all")),
    (2, _("Rather not")),
    (3, _("Rather yes")),
    (4, pgettext_lazy("statement", "Quite")),
)


@dataclass(frozen=True)
class Question:
    """``levels``: what each of the levels 1 to 4 says. S7 is turned round when read (``scoring.perception``)."""

    code: str
    text: Any
    short: Any = ""
    levels: tuple[tuple[int, Any], ...] = LEVELS
    #: What it says once the decision is taken.
    after: Any = ""

    def words(self, moment: str) -> Any:
        return self.after if self.after and moment == SurveyMoment.AFTER else self.text


STATEMENTS = (
    Question(
        "S1", _("I understood what this was for, and what could change."), pgettext_lazy("statement", "Purpose clear")
    ),
    Question(
        "S2",
        _("The information I received let me make up my mind."),
        pgettext_lazy("statement", "Information"),
    ),
    Question("S3", _("I could say what I wanted to say."), pgettext_lazy("statement", "Could speak")),
    Question("S4", _("Other points of view were heard with respect."), pgettext_lazy("statement", "Respect")),
    Question("S5", _("The way it was led gave everyone a place."), pgettext_lazy("statement", "A place for all")),
    Question(
        "S6",
        _("The hours, the place and the tool suited me."),
        pgettext_lazy("statement", "Hours, place, tool"),
    ),
    Question("S7", _("People concerned were missing."), pgettext_lazy("statement", "Somebody was missing")),
    Question(
        "S8",
        _("I think that our contributions will count in the decision."),
        pgettext_lazy("statement", "It counts"),
        after=_("I think that our contributions counted in the decision."),
    ),
    Question(
        "S9", _("I know when and how we will get an answer."), pgettext_lazy("statement", "An answer is announced")
    ),
    Question("S10", _("I would come back."), pgettext_lazy("statement", "Would come back")),
)
TRUST = Question("T", _("I trust the commune on this subject."), pgettext_lazy("statement", "Trust"))

ABSENT = (
    Question(
        "A1",
        _("Did you know that this was taking place?"),
        pgettext_lazy("statement", "Knew of it"),
        (
            (1, pgettext_lazy("absent", "No")),
            (2, pgettext_lazy("absent", "Vaguely")),
            (3, pgettext_lazy("absent", "Yes, but too late")),
            (4, pgettext_lazy("absent", "Yes, in time")),
        ),
    ),
    Question(
        "A2",
        _("What is the main reason why you did not come?"),
        pgettext_lazy("statement", "Reason"),
        (
            (1, pgettext_lazy("absent", "Hours, work, children")),
            (2, pgettext_lazy("absent", "Too far, hard to get there")),
            (3, pgettext_lazy("absent", "It doesn't concern me")),
            (4, pgettext_lazy("absent", "It changes nothing")),
        ),
    ),
    Question(
        "A3",
        _("What would make you come next time?"),
        pgettext_lazy("statement", "Condition"),
        (
            (1, pgettext_lazy("absent", "Other hours")),
            (2, pgettext_lazy("absent", "Closer to my home, or by phone")),
            (3, pgettext_lazy("absent", "Knowing what it can change")),
            (4, pgettext_lazy("absent", "Being invited in person")),
        ),
    ),
)
BY_CODE = {question.code: question for question in (*STATEMENTS, TRUST, *ABSENT)}

#: Questions in free words, by audience: key, words.
OPEN = {
    "hindered": _("What held you back?"),
    "change": _("What should change first?"),
    "missing": _("Who was missing? Speak of groups, not of persons."),
}


def asked_of(audience: str) -> tuple[Question, ...]:
    if audience == SurveyAudience.ABSENT:
        return ABSENT
    return (*STATEMENTS, TRUST)


def open_of(audience: str) -> tuple[str, ...]:
    return ("hindered",) if audience == SurveyAudience.ABSENT else ("missing", "hindered", "change")
