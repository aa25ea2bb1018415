"""Indicators 22 to 28: what becomes of what people said. Pure; unrounded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from concertation.scoring.facts import EditionFacts, Followed
from concertation.scoring.figures import NO_PROMISE, NOT_DUE, NOT_GIVEN, TOO_FEW, Figure, share_figure, unknown
from concertation.scoring.measures import weighted_median

KEPT, PARTLY, NOT_KEPT = "kept", "partly", "not_kept"
#: Outcomes of a contribution that was studied to its end.
STUDIED = frozenset((KEPT, PARTLY, NOT_KEPT))


def influence(facts: EditionFacts) -> dict[str, Figure]:
    return {
        "I22": reasoned(facts),
        "I23": taken_up(facts.followed),
        "I24": traced(facts.followed),
        "I25": commitments(facts),
        "I26": delay(facts.followed),
        "I27": promise_gap(facts.promised_level, facts.observed_level),
        "I28": refusals(facts.followed),
    }


def _sum(followed: Sequence[Followed]) -> int:
    return sum(each.count for each in followed)


def reasoned(facts: EditionFacts) -> Figure:
    """With a published, reasoned answer ÷ received: those registered, or the edition's own count when it is higher."""
    if not facts.followed:
        return unknown("I22", NOT_GIVEN)
    received = max(_sum(facts.followed), facts.contributions or 0)
    return share_figure("I22", _sum([each for each in facts.followed if each.answered]), received)


def _studied(followed: Sequence[Followed]) -> list[Followed]:
    return [each for each in followed if each.outcome in STUDIED]


def _without(code: str, followed: Sequence[Followed]) -> Figure:
    """None was studied yet: nothing to divide by."""
    return unknown(code, TOO_FEW if followed else NOT_GIVEN, n=0 if followed else None)


def taken_up(followed: Sequence[Followed]) -> Figure:
    """(taken up + half of those in part) ÷ studied."""
    studied = _studied(followed)
    if not studied:
        return _without("I23", followed)
    weighed = Decimal(_sum([each for each in studied if each.outcome == KEPT]))
    weighed += Decimal(_sum([each for each in studied if each.outcome == PARTLY])) / 2
    return share_figure("I23", weighed, _sum(studied))


def traced(followed: Sequence[Followed]) -> Figure:
    """Linked to a decision or an action ÷ studied."""
    studied = _studied(followed)
    if not studied:
        return _without("I24", followed)
    return share_figure("I24", _sum([each for each in studied if each.linked]), _sum(studied))


def commitments(facts: EditionFacts) -> Figure:
    """Kept ÷ (kept, or whose date has come). A promise without a date counts once it is kept."""
    if not facts.commitments:
        return unknown("I25", NOT_GIVEN)
    due = [
        each
        for each in facts.commitments
        if each.kept_on is not None or (each.due_on is not None and each.due_on <= facts.today)
    ]
    if not due:
        return unknown("I25", NOT_DUE)
    return share_figure("I25", sum(1 for each in due if each.kept_on is not None), len(due))


def delay(followed: Sequence[Followed]) -> Figure:
    """Median days to the published answer, over the contributions that were answered."""
    days = [(each.days, each.count) for each in followed if each.days is not None]
    value = weighted_median(days)
    if value is None:
        return unknown("I26", NOT_GIVEN)
    return Figure("I26", value, n=sum(times for _days, times in days))


def within_promise(facts: EditionFacts) -> Figure:
    """Answered within the promised delay ÷ received; ``part`` is "promised"."""
    if facts.promised_days is None:
        return unknown("I26", NO_PROMISE, part="promised")
    if not facts.followed:
        return unknown("I26", NOT_GIVEN, part="promised")
    limit = facts.promised_days
    intime = [each for each in facts.followed if each.days is not None and each.days <= limit]
    return replace(share_figure("I26", _sum(intime), _sum(facts.followed)), part="promised")


def promise_gap(promised: int | None, observed: int | None) -> Figure:
    """Level promised − level observed: above 0, less was open than was said."""
    if promised is None:
        return unknown("I27", NO_PROMISE)
    if observed is None:
        return unknown("I27", NOT_GIVEN)
    return Figure("I27", Decimal(promised - observed), numerator=Decimal(promised), denominator=Decimal(observed))


def refusals(followed: Sequence[Followed]) -> Figure:
    """How many of those studied weren't taken up."""
    studied = _studied(followed)
    if not studied:
        return _without("I28", followed)
    return Figure("I28", Decimal(_sum([each for each in studied if each.outcome == NOT_KEPT])), n=_sum(studied))


def refusal_reasons(followed: Sequence[Followed]) -> Mapping[str, int]:
    """Kind of reason → contributions not taken up; the empty kind when none was noted. The most frequent first."""
    counts: dict[str, int] = {}
    for each in followed:
        if each.outcome == NOT_KEPT:
            counts[each.refusal] = counts.get(each.refusal, 0) + each.count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
