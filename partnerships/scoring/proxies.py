"""What the facts say of each of the eleven criteria, from 0 to 1, beside what the parties feel. Pure.

Each figure comes with the parts it is the mean of, the number of rows behind each, and, when there is too little,
the reason instead of a figure. To four decimals, halves up. Source: docs/en/figures.md (partnerships).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.arithmetic import mean, rounded, settled
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.overlap import mean_rank_correlation
from partnerships.scoring.power import distance, evenness, one_way
from partnerships.thresholds import Thresholds


class Missing(StrEnum):
    """Why there is no figure."""

    NOT_REVEALED = "not_revealed"
    RANKINGS = "rankings"
    EDITS = "edits"
    MEETINGS = "meetings"
    COMMITMENTS = "commitments"
    STEP_ROLES = "step_roles"
    NEEDS = "needs"
    LESSONS = "lessons"
    BENEFITS = "benefits"
    CONTRIBUTIONS = "contributions"
    REVIEWS = "reviews"
    ACTIONS = "actions"
    DISAGREEMENTS = "disagreements"
    DOCUMENTS = "documents"
    DECISIONS = "decisions"
    BUDGETS = "budgets"
    CLAUSES = "clauses"
    INCIDENTS = "incidents"
    RISKS = "risks"


@dataclass(frozen=True)
class Part:
    """One figure in a proxy. ``n``: rows behind it. ``value`` None: ``missing`` says why."""

    name: str
    value: Decimal | None
    n: int
    missing: Missing | None = None


@dataclass(frozen=True)
class Proxy:
    """``value``: 0–1, or None when fewer than half of the parts are known."""

    criterion: str
    value: Decimal | None
    parts: tuple[Part, ...]

    @property
    def n(self) -> int:
        """Rows behind the figure."""
        return sum(part.n for part in self.parts if part.value is not None)

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(part.missing for part in self.parts if part.missing is not None)


def _share(name: str, part: int, whole: int, missing: Missing) -> Part:
    if not whole:
        return Part(name, None, 0, missing)
    return Part(name, rounded(Decimal(part) / whole), whole)


def _of(name: str, value: Decimal | None, n: int, missing: Missing) -> Part:
    return Part(name, value, n, missing if value is None else None)


def _mean(criterion: str, *parts: Part) -> Proxy:
    known = [part.value for part in parts if part.value is not None]
    value = mean(known) if 2 * len(known) >= len(parts) else None
    return Proxy(criterion, settled(value), parts)


def purpose(facts: FactSheet) -> Proxy:
    """C1: max(0, ρ̄) of the blind rankings."""
    if not facts.revealed:
        return _mean("C1", Part("rankings", None, 0, Missing.NOT_REVEALED))
    rankings = [sheet.ranking for sheet in facts.sheets if sheet.ranking]
    rho = mean_rank_correlation(rankings)
    value = None if rho is None else max(Decimal(0), rho)
    return _mean("C1", _of("rankings", value, len(rankings), Missing.RANKINGS))


def objectives(facts: FactSheet) -> Proxy:
    """C2: evenness H ÷ ln n of the accepted changes of the text; needs as many changes as parties."""
    n = int(sum(facts.edits.values(), Decimal(0)))
    enough = n >= len(facts.parties)
    value = evenness(facts.edits, len(facts.parties)) if enough else None
    return _mean("C2", _of("edits", value, n, Missing.EDITS))


def involvement(facts: FactSheet) -> Proxy:
    """C3: mean of presence, commitments kept of those due, and steps (4 per party) with a written role."""
    roles = Part("step_roles", None, 0, Missing.STEP_ROLES)
    if facts.step_roles:
        roles = _share("step_roles", facts.step_roles, 4 * len(facts.parties), Missing.STEP_ROLES)
    return _mean(
        "C3",
        _share("presence", facts.meetings_present, facts.meetings_invited, Missing.MEETINGS),
        _share("commitments", facts.commitments_kept, facts.commitments_due, Missing.COMMITMENTS),
        roles,
    )


def complementarity(facts: FactSheet) -> Proxy:
    """C4: needs that another party covers ÷ needs, less the share of offers that two parties make; not under 0."""
    if not facts.needs:
        return _mean("C4", Part("needs", None, 0, Missing.NEEDS))
    offered: dict[str, set[object]] = {}
    for offer in facts.offers:
        offered.setdefault(offer.label, set()).add(offer.party)
    covered = sum(1 for need in facts.needs if offered.get(need.label, set()) - {need.party})
    twice = sum(1 for parties in offered.values() if len(parties) > 1)
    doubles = Decimal(twice) / len(offered) if offered else Decimal(0)
    value = max(Decimal(0), Decimal(covered) / len(facts.needs) - doubles)
    return _mean("C4", Part("needs", rounded(value), len(facts.needs)))


def know_how(facts: FactSheet) -> Proxy:
    """C5: lessons that another party reused ÷ lessons, and the share written by others than the coordinator."""
    reused = sum(1 for lesson in facts.lessons if set(lesson.reused_by) - {lesson.author})
    others = sum(1 for lesson in facts.lessons if lesson.author != facts.lead)
    total = len(facts.lessons)
    return _mean(
        "C5",
        _share("reused", reused, total, Missing.LESSONS),
        _share("written_by_others", others, total, Missing.LESSONS),
    )


def reciprocity(facts: FactSheet) -> Proxy:
    """C6: 1 − ½Σ|share of benefits felt − share of contributions|."""
    missing = Missing.CONTRIBUTIONS if not sum(facts.contributed.values(), Decimal(0)) else Missing.BENEFITS
    apart = distance(facts.felt_benefits, facts.contributed)
    n = len(facts.felt_benefits) + len(facts.contributed)
    return _mean("C6", _of("balance", None if apart is None else 1 - apart, n, missing))


def duration(facts: FactSheet) -> Proxy:
    """C7: mean of reviews held of those due, parties with two contacts, actions that somebody carries on."""
    goes_on = sum(1 for action in facts.actions if action.goes_on)
    return _mean(
        "C7",
        _share("reviews", facts.reviews_held, facts.reviews_due, Missing.REVIEWS),
        _share("contacts", facts.parties_with_two_contacts, len(facts.parties), Missing.REVIEWS),
        _share("goes_on", goes_on, len(facts.actions), Missing.ACTIONS),
    )


def relation(facts: FactSheet) -> Proxy:
    """C8: disagreements closed by an agreement ÷ opened."""
    return _mean("C8", _share("agreed", facts.disagreements_agreed, facts.disagreements, Missing.DISAGREEMENTS))


def transparency(facts: FactSheet) -> Proxy:
    """C9: documents open to all ÷ documents, and decisions with a written reason ÷ decisions."""
    reasoned = sum(1 for decision in facts.decisions if decision.has_reason)
    return _mean(
        "C9",
        _share("documents", facts.documents_open, facts.documents, Missing.DOCUMENTS),
        _share("reasons", reasoned, len(facts.decisions), Missing.DECISIONS),
    )


def autonomy(facts: FactSheet) -> Proxy:
    """C10: 1 − largest share of a budget that comes from one other party, and 1 − kinds of one-sided clause ÷ 4."""
    most = max(facts.dependence.values(), default=None)
    money = None if most is None else rounded(1 - min(Decimal(1), most))
    clauses = rounded(1 - Decimal(facts.one_sided_kinds) / 4) if facts.clauses else None
    return _mean(
        "C10",
        _of("money", money, len(facts.dependence), Missing.BUDGETS),
        _of("clauses", clauses, facts.clauses, Missing.CLAUSES),
    )


def right_to_failure(facts: FactSheet) -> Proxy:
    """C11: incidents looked at by two parties or more ÷ incidents, risks that two bear or more ÷ risks."""
    shared = sum(1 for risk in facts.risks if risk.bearers > 1)
    return _mean(
        "C11",
        _share("incidents", facts.incidents_joint, facts.incidents, Missing.INCIDENTS),
        _share("risks", shared, len(facts.risks), Missing.RISKS),
    )


RULES: tuple[Callable[[FactSheet], Proxy], ...] = (
    purpose, objectives, involvement, complementarity, know_how, reciprocity, duration, relation, transparency,
    autonomy, right_to_failure,
)  # fmt: skip


def all_proxies(facts: FactSheet) -> tuple[Proxy, ...]:
    """C1 to C11, in order."""
    return tuple(rule(facts) for rule in RULES)


def asymmetry(facts: FactSheet, limits: Thresholds) -> Decimal | None:
    """How one-way requests to account go, 0–1; None under ``facts_needed`` requests."""
    return one_way(facts.requests) if len(facts.requests) >= limits.facts_needed else None


def median_delay(facts: FactSheet) -> int | None:
    """Days between a decision and its telling, the middle one (the higher of two); None when none was told."""
    told: Sequence[int] = sorted(d.told_after for d in facts.decisions if d.told_after is not None)
    return told[len(told) // 2] if told else None
