"""The eleven criteria of a partnership, with three statements each, and the twenty-one benefits that may be expected.

Codes never change meaning: answers of years ago speak of them. The words may.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Statement:
    """``code``: "C1.1"."""

    code: str
    text: Any


@dataclass(frozen=True)
class Criterion:
    """``code``: "C1" to "C11"; ``proxy``: what the facts can say of it, in words."""

    code: str
    name: Any
    short: Any
    statements: tuple[Statement, Statement, Statement]
    proxy: Any


@dataclass(frozen=True)
class Benefit:
    """``code``: "B1" to "B21"; ``proxy``: what the platform counts beside what is felt."""

    code: str
    name: Any
    proxy: Any


def _criterion(code: str, name: Any, short: Any, proxy: Any, *texts: Any) -> Criterion:
    one, two, three = (Statement(f"{code}.{number}", text) for number, text in enumerate(texts, 1))
    return Criterion(code, name, short, (one, two, three), proxy)


CRITERIA = (
    _criterion(
        "C1", _("Shared view of the purpose"), _("Purpose"),
        _("how alike the parties ranked the priorities, each alone"),
        _("Each partner says what the project is for in words that the others recognise."),
        _("We can name what the project doesn't try to do."),
        _("The three first priorities that each wrote alone overlap."),
    ),
    _criterion(
        "C2", _("Objectives worked out together, within a strategy"), _("Objectives"),
        _("how evenly the accepted changes of the text come from all parties"),
        _("The objectives were written with us, not handed to us to sign."),
        _("We can point to what our organisation changed in the text."),
        _("The objectives come from a diagnosis that we share."),
    ),
    _criterion(
        "C3", _("Degree and manner of involvement"), _("Involvement"),
        _("presence at meetings, commitments kept, steps with a written role"),
        _("Our role at each step (design, decide, carry out, evaluate) is written down."),
        _("Those who come to the meetings can commit their organisation."),
        _("We are involved as much as was planned."),
    ),
    _criterion(
        "C4", _("Skills and means that complete each other"), _("Complementarity"),
        _("needs that another party covers, less what two parties do twice"),
        _("What the others bring, we would not have had alone."),
        _("The needs of the project that nobody covers are known and followed."),
        _("We don't do twice what one of us does well."),
    ),
    _criterion(
        "C5", _("Worth given to knowledge and know-how"), _("Know-how"),
        _("lessons written, reused, and written by others than the coordinator"),
        _("What people know from the field weighs as much as technical knowledge when we decide."),
        _("What our organisation knows how to do is used, and said to come from us."),
        _("What we learn is written down and used again."),
    ),
    _criterion(
        "C6", _("Reciprocity"), _("Reciprocity"),
        _("how close what each gives is to what each receives"),
        _("Each gives and each receives something that counts for them."),
        _("Accounts are asked for in both directions."),
        _("We help a partner in difficulty without waiting for an amendment."),
    ),
    _criterion(
        "C7", _("Lasting over time"), _("Duration"),
        _("reviews held, two contacts per party, actions that somebody carries on"),
        _("We have decided what goes on after the end of the agreement."),
        _("The partnership would survive the departure of a key person."),
        _("We meet at fixed dates to adjust."),
    ),
    _criterion(
        "C8", _("Quality of the human relation"), _("Relation"),
        _("disagreements that were opened and closed by an agreement"),
        _("A disagreement can be said in a meeting without harm to the one who says it."),
        _("We call each other before a problem becomes a letter."),
        _("People feel respected, whatever their rank."),
    ),
    _criterion(
        "C9", _("Transparency"), _("Transparency"),
        _("documents open to all, decisions with a written reason"),
        _("We know the budget of the project and who else pays for it."),
        _("Useful information reaches us in time to decide."),
        _("We know why a decision was taken, even against our opinion."),
    ),
    _criterion(
        "C10", _("Autonomy"), _("Autonomy"),
        _("how far no party depends on the money of another one"),
        _("We can refuse a request without putting the agreement at risk."),
        _("Our organisation keeps its own projects and its own public word."),
        _("The money that comes from one partner is not more than we could do without."),
    ),
    _criterion(
        "C11", _("Right to failure, with shared responsibility"), _("Right to failure"),
        _("incidents looked at together, risks that several bear"),
        _("A failure can be told early without an immediate penalty."),
        _("When an action fails, we look together for what each of us changes."),
        _("The agreement says who bears what if a risk comes true."),
    ),
)  # fmt: skip
BY_CODE = {criterion.code: criterion for criterion in CRITERIA}
STATEMENTS = {statement.code: statement for criterion in CRITERIA for statement in criterion.statements}

BENEFITS = (
    Benefit("B1", _("finding creative solutions"), _("solutions that two parties say were born of the partnership")),
    Benefit("B2", _("widening our thinking"), _("kinds of actors who take part in the diagnosis")),
    Benefit("B3", _("seeing the problem as a whole"), _("subjects of the needs that its themes cover")),
    Benefit("B4", _("getting more out of our means"), _("results reached per contribution, compared over time")),
    Benefit("B5", _("finding additional resources"), _("contributions obtained after the signature")),
    Benefit("B6", _("coordinated, agreed answers"), _("actions with two contributors and one in charge")),
    Benefit("B7", _("a greater impact"), _("shared results that reach their target")),
    Benefit("B8", _("exchanging experience"), _("lessons that another party reused")),
    Benefit("B9", _("actions that last"), _("actions with somebody and means after the end")),
    Benefit(
        "B10",
        _("using resources sensibly"),
        _("competences that one party alone needs to keep, things shared"),
    ),
    Benefit("B11", _("answers that fit"), _("what users scored on the service, before and after")),
    Benefit("B12", _("effective actions that stay"), _("actions still alive twelve months after the end")),
    Benefit("B13", _("informing and being informed"), _("documents shared by each party, parties told in time")),
    Benefit("B14", _("taking inspiration from others"), _("lessons used again in another place")),
    Benefit("B15", _("solidarity"), _("help given outside one's own commitments")),
    Benefit("B16", _("shared responsibility"), _("risks borne as means are, decisions taken together")),
    Benefit("B17", _("pooling efforts"), _("working time brought by more than one party")),
    Benefit("B18", _("making the best use of skills"), _("declared competences that meet a need")),
    Benefit("B19", _("widening everyone's skills"), _("competences declared since the start")),
    Benefit("B20", _("reaching several sides of development"), _("social, economic, cultural, environmental sides")),
    Benefit("B21", _("making others aware"), _("organisations that joined of those invited, people reached")),
)


def criterion_of(statement: str) -> str:
    """ "C1" for "C1.2"."""
    return statement.partition(".")[0]
