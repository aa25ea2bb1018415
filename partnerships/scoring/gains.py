"""What the platform can observe of each of the twenty-one benefits, beside what the parties declare and feel. Pure.

Shares from 0 to 1, to four decimals, halves up; None with a reason when there is too little. Source:
docs/en/figures.md (partnerships).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from core.arithmetic import mean, rounded, settled, share
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.power import distance, risk_burden

#: Which sides of development a theme touches (benefit 20).
SIDES = {
    "social": frozenset({"health", "education", "social", "youth", "gender", "housing", "governance"}),
    "economic": frozenset({"agriculture", "economy"}),
    "cultural": frozenset({"culture", "education"}),
    "environmental": frozenset({"environment", "water"}),
}


class Unit(StrEnum):
    """How a figure reads: a share, a number out of ``n``, a plain number, a ratio (2 = twice), points of a score."""

    SHARE = "share"
    OUT_OF = "out_of"
    NUMBER = "number"
    RATIO = "ratio"
    POINTS = "points"


class Lacking(StrEnum):
    """Why there is no figure."""

    SOLUTIONS = "solutions"
    DIAGNOSIS = "diagnosis"
    THEMES = "themes"
    NEED_THEMES = "need_themes"
    EARLIER = "earlier"
    VALUES = "values"
    ACTIONS = "actions"
    TARGETS = "targets"
    LESSONS = "lessons"
    OFFERS = "offers"
    SCORES = "scores"
    ASKED = "asked"
    DOCUMENTS = "documents"
    COMMITMENTS = "commitments"
    LOG = "log"
    TIME = "time"
    NEEDS = "needs"
    START = "start"
    UNSIGNED = "unsigned"


@dataclass(frozen=True)
class ActionGain:
    """``asked``: None as long as nobody said whether it lives on twelve months after the end."""

    contributors: int = 0
    has_carrier: bool = False
    goes_on: bool = False
    has_means: bool = False
    asked: bool | None = None


@dataclass(frozen=True)
class ResultGain:
    baseline: Decimal | None
    target: Decimal | None
    reached: Decimal | None


@dataclass(frozen=True)
class Yield:
    """Results that reached their target, and the estimated value of what arrived for them."""

    reached: int
    arrived: Decimal


@dataclass(frozen=True)
class GainFacts:
    """What the benefits need besides the fact sheet. ``solutions``: how many parties recognise each.

    ``need_themes``: what each need that says it touches, one set of themes per subject, any of which answers it.
    ``equipment``: what is lent or given in kind, and how much of it another party says it received.
    ``informed``: what each party says of being told in time to decide, from 1 to 4.
    ``time``: unit → party → quantity; ``skills``: for each offered competence, whether it came after the start.
    ``scores``: (before, after) as users scored a service, from 0 to 100.
    """

    solutions: Sequence[int] = ()
    actor_kinds: Collection[str] = ()
    themes: Collection[str] = ()
    need_themes: Collection[frozenset[str]] = ()
    now: Yield | None = None
    earlier: Yield | None = None
    initial: Decimal = Decimal(0)
    obtained: Decimal = Decimal(0)
    actions: Sequence[ActionGain] = ()
    results: Sequence[ResultGain] = ()
    reuses_elsewhere: int = 0
    scores: Sequence[tuple[Decimal, Decimal]] = ()
    equipment: int = 0
    equipment_shared: int = 0
    informed: Sequence[Decimal] = ()
    mutual_aid: int = 0
    commitments: int = 0
    time: Mapping[str, Mapping[object, Decimal]] = field(default_factory=dict)
    skills: Sequence[bool] = ()
    started: bool = False
    joined: int = 0
    invited: int = 0
    reached_people: int = 0


@dataclass(frozen=True)
class Gain:
    """``n``: rows behind the figure. ``value`` None: ``lacking`` says why. ``beside``: one more number."""

    code: str
    value: Decimal | None
    n: int
    unit: Unit = Unit.SHARE
    lacking: Lacking | None = None
    beside: int | None = None


def _share(code: str, part: int, whole: int, lacking: Lacking) -> Gain:
    value = settled(share(part, whole))
    return Gain(code, value, whole, Unit.SHARE, None if whole else lacking)


def _parts(code: str, parts: Sequence[tuple[Decimal | None, int]], lacking: Lacking) -> Gain:
    """Mean of the shares that are known, of (share, rows behind it)."""
    known = [(value, n) for value, n in parts if value is not None]
    value = settled(mean(value for value, _n in known))
    return Gain(code, value, sum(n for _value, n in known), Unit.SHARE, lacking if value is None else None)


def _count(code: str, part: int, whole: int, unit: Unit, lacking: Lacking) -> Gain:
    return Gain(code, Decimal(part), whole, unit) if whole else Gain(code, None, 0, unit, lacking)


def meets(row: ResultGain) -> bool:
    """The target is reached; a target under today's value is reached from above (fewer absences, shorter waits)."""
    if row.reached is None or row.target is None:
        return False
    if row.baseline is not None and row.target < row.baseline:
        return row.reached <= row.target
    return row.reached >= row.target


def thinking(facts: FactSheet, more: GainFacts) -> tuple[Gain, ...]:
    """B1 to B5: solutions two parties recognise, kinds of actors, themes of the needs, yield against the earlier one,
    leverage.
    """
    before, now = more.earlier, more.now
    needs = set(more.need_themes)
    rate = None
    if before and now and before.arrived > 0 and now.arrived > 0 and before.reached:
        rate = rounded((now.reached / now.arrived) / (before.reached / before.arrived))
    leverage = rounded(more.obtained / more.initial) if more.initial > 0 else None
    return (
        _count("B1", sum(n >= 2 for n in more.solutions), len(more.solutions), Unit.OUT_OF, Lacking.SOLUTIONS),
        _count("B2", len(set(more.actor_kinds)), 10 if more.actor_kinds else 0, Unit.OUT_OF, Lacking.DIAGNOSIS),
        _share("B3", sum(bool(need & set(more.themes)) for need in needs), len(needs), Lacking.NEED_THEMES),
        Gain("B4", rate, now.reached if now and rate is not None else 0, Unit.RATIO,
             Lacking.EARLIER if rate is None else None),
        Gain("B5", leverage, 2 if leverage is not None else 0, Unit.RATIO,
             Lacking.VALUES if leverage is None else None),
    )  # fmt: skip


def acting(facts: FactSheet, more: GainFacts) -> tuple[Gain, ...]:
    """B6 to B12: what the actions, the shared results, the lessons and the users' scores show."""
    actions, measured = more.actions, [row for row in more.results if row.target is not None]
    asked = [row.asked for row in actions if row.asked is not None]
    offers: dict[str, set[object]] = {}
    for offer in facts.offers:
        offers.setdefault(offer.label, set()).add(offer.party)
    alone, lent = sum(len(who) == 1 for who in offers.values()), share(more.equipment_shared, more.equipment)
    change = mean(after - before for before, after in more.scores)
    return (
        _share("B6", sum(row.contributors >= 2 and row.has_carrier for row in actions), len(actions), Lacking.ACTIONS),
        _share("B7", sum(meets(row) for row in measured), len(measured), Lacking.TARGETS),
        _share("B8", _reused(facts), len(facts.lessons), Lacking.LESSONS),
        _share("B9", sum(row.goes_on and row.has_means for row in actions), len(actions), Lacking.ACTIONS),
        _parts("B10", [(share(alone, len(offers)), len(offers)), (lent, more.equipment)], Lacking.OFFERS),
        Gain("B11", settled(change), len(more.scores), Unit.POINTS,
             Lacking.SCORES if change is None else None),
        _share("B12", sum(asked), len(asked), Lacking.ASKED),
    )  # fmt: skip


def _reused(facts: FactSheet) -> int:
    return sum(any(party != lesson.author for party in lesson.reused_by) for lesson in facts.lessons)


#: From this level on, a party says that it is told in time.
TOLD = 3


def together(facts: FactSheet, more: GainFacts) -> tuple[Gain, ...]:
    """B13 to B17: documents of each party and who is told in time, reuses, mutual aid, shared risks and decisions,
    time of several.
    """
    sharing = len(set(facts.document_authors) & set(facts.parties))
    shared = share(sharing, len(facts.parties)) if facts.documents else None
    told = share(sum(level >= TOLD for level in more.informed), len(more.informed))
    apart = distance(risk_burden(facts.risks), facts.contributed)
    balance = None if apart is None else 1 - apart
    joint = share(sum(len(row.deciders) > 1 for row in facts.decisions), len(facts.decisions))
    return (
        _parts("B13", [(shared, len(facts.parties)), (told, len(more.informed))], Lacking.DOCUMENTS),
        _count("B14", more.reuses_elsewhere, len(facts.lessons), Unit.NUMBER, Lacking.LESSONS),
        _count("B15", more.mutual_aid, more.commitments, Unit.NUMBER, Lacking.COMMITMENTS),
        _parts("B16", [(balance, len(facts.risks)), (joint, len(facts.decisions))], Lacking.LOG),
        pooled(more.time),
    )


def pooled(time: Mapping[str, Mapping[object, Decimal]]) -> Gain:
    """B17: time brought by the others than the one who brings most ÷ time; unit by unit, then the mean of the units.

    Days and hours are never added up.
    """
    shares = []
    for by_party in time.values():
        whole = sum(by_party.values(), Decimal(0))
        if whole > 0:
            shares.append(1 - max(by_party.values()) / whole)
    value = mean(shares)
    n = sum(len(by_party) for by_party in time.values())
    return Gain("B17", settled(value), n if shares else 0, Unit.SHARE,
                Lacking.TIME if value is None else None)  # fmt: skip


def widening(facts: FactSheet, more: GainFacts) -> tuple[Gain, ...]:
    """B18 to B21: competences that meet a need, new ones since the start, sides of development, who joined."""
    needs = facts.needs
    met = sum(any(n.label == offer.label and n.party != offer.party for n in needs) for offer in facts.offers)
    sides = sum(bool(set(more.themes) & themes) for themes in SIDES.values())
    at_start = sum(not is_new for is_new in more.skills)
    new = len(more.skills) - at_start
    grown = rounded(Decimal(new) / at_start) if more.started and at_start else None
    joined = Gain("B21", Decimal(more.joined), more.invited, Unit.OUT_OF, beside=more.reached_people)
    return (
        _share("B18", met, len(facts.offers) if needs else 0, Lacking.NEEDS),
        Gain("B19", grown, len(more.skills) if grown is not None else 0, Unit.SHARE,
             Lacking.START if grown is None else None),
        _count("B20", sides, 4 if more.themes else 0, Unit.OUT_OF, Lacking.THEMES),
        joined if facts.signed else Gain("B21", None, 0, Unit.OUT_OF, Lacking.UNSIGNED),
    )  # fmt: skip


def all_gains(facts: FactSheet, more: GainFacts) -> tuple[Gain, ...]:
    """The twenty-one, in their order."""
    return (*thinking(facts, more), *acting(facts, more), *together(facts, more), *widening(facts, more))
