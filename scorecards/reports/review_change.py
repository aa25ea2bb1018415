"""What changed in the provider's own scores since the last round, for the municipality's review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.enums import ReviewState, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, Score
from scorecards.scales import SCALES, ScaleSpec
from scorecards.services.review import state_of


@dataclass(frozen=True)
class SinceLast:
    """The provider's figure of the last round and what the municipality said of it. ``moved``: the figure differs."""

    before: Decimal
    before_text: str
    change_text: str
    moved: bool
    decision: str


def value_of_loaded(score: Score, scale: ScaleSpec) -> Decimal | None:
    """Like ``services.review.value_of``, without asking for the cycle."""
    if score.value is not None or score.tallies is None:
        return score.value
    exact = scoring.tally_mean(score.tallies, scale)
    return None if exact is None else scoring.rounded(scoring.to_decimal(exact), 2)


#: Indicator's code → (figure of the last round, what the municipality's review of it came to).
Last = Mapping[str, tuple[Decimal, ReviewState]]


def last_round(cycle: Cycle) -> Last:
    """The provider's figures of the previous round, on the same scale only. Three queries at most."""
    if cycle.previous_id is None:
        return {}
    return _last_of([cycle]).get(cycle.pk, {})


def since_last(code: str, value: Decimal | None, last: Last) -> SinceLast | None:
    """None when the indicator wasn't scored by the provider in the last round."""
    if code not in last or value is None:
        return None
    before, state = last[code]
    words = {
        ReviewState.CONFIRMED: _("confirmed last time"),
        ReviewState.CONTESTED: _("contested last time"),
        ReviewState.ANSWERED: _("contested last time, kept by the provider"),
        ReviewState.TO_REVIEW: _("not reviewed last time"),
    }
    change = value - before
    return SinceLast(before, format_number(before), format_signed(change), bool(change), words[state])


def moved_counts(cycles: Iterable[Cycle]) -> dict[UUID, int | None]:
    """Cycle → how many of the provider's figures differ from the last round; None without one to compare with.

    Three queries, whatever their number.
    """
    listed = list(cycles)
    before = _last_of(listed)
    now = _figures(cycle.pk for cycle in listed if cycle.pk in before)
    return {
        cycle.pk: sum(
            score_value != before[cycle.pk][code][0]
            for code, (score_value, _state) in now.get(cycle.pk, {}).items()
            if code in before[cycle.pk]
        )
        if before.get(cycle.pk)
        else None
        for cycle in listed
    }


def _last_of(cycles: Iterable[Cycle]) -> dict[UUID, Last]:
    """For each cycle, its previous round's figures where the scale is the same."""
    wanted = {cycle.previous_id: cycle for cycle in cycles if cycle.previous_id is not None}
    figures = _figures(wanted, with_reviews=True)
    scales = dict(Cycle.objects.filter(pk__in=figures).values_list("pk", "scale"))
    return {
        cycle.pk: figures[previous]
        for previous, cycle in wanted.items()
        if previous in figures and scales[previous] == cycle.scale
    }


def _figures(
    cycles: Iterable[UUID], *, with_reviews: bool = False
) -> dict[UUID, dict[str, tuple[Decimal, ReviewState]]]:
    """Cycle → code → the provider's figure and where its review stands (to review, unless asked for)."""
    scores = Score.objects.filter(
        session__cycle__in=list(cycles),
        session__side=Side.PROVIDER,
        session__state=SessionState.CLOSED,
        status=ScoreStatus.SCORED,
    ).select_related("indicator", "session__cycle")
    if with_reviews:
        scores = scores.prefetch_related("reviews")
    found: dict[UUID, dict[str, tuple[Decimal, ReviewState]]] = {}
    for score in scores:
        value = value_of_loaded(score, SCALES[score.session.cycle.scale])
        if value is not None:
            state = state_of(score, score.reviews.all()) if with_reviews else ReviewState.TO_REVIEW
            found.setdefault(score.session.cycle_id, {})[score.indicator.code] = (value, state)
    return found
