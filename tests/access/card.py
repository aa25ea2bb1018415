"""The consolidated card, its review, its agreed scores, its meeting and its history."""

from typing import Any

from scorecards.enums import CycleState, SessionState, Side
from scorecards.models import Discussion, Indicator, InterfaceMeeting, Score, ScoringSession
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, OFFICER, PROVIDER, Row, allow, everyone

#: Before the release a card is the team's; an observer doesn't see the cycle at all.
BEFORE_RELEASE = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))
TEAM_ONLY = allow(FACILITATOR, ADMINISTRATOR)


def _unreleased(world: Any) -> Any:
    """A cycle at the provider's phase, with one indicator that both sides scored."""
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    _indicator(cycle)
    return cycle


def _indicator(cycle: Any) -> Indicator:
    return Indicator.objects.create(cycle=cycle, code="eau", label="Eau", position=1)


def _provider_score(world: Any) -> dict[str, Any]:
    cycle = _unreleased(world)
    session = ScoringSession.objects.create(cycle=cycle, side=Side.PROVIDER, state=SessionState.CLOSED)
    return {"pk": Score.objects.create(session=session, indicator=cycle.indicators.get(), value=4).pk}


def _discussion(world: Any) -> dict[str, Any]:
    cycle = world.released_cycle
    meeting = InterfaceMeeting.objects.create(cycle=cycle)
    return {"pk": Discussion.objects.create(meeting=meeting, indicator=_indicator(cycle)).pk}


def _agreed(world: Any) -> dict[str, Any]:
    cycle = _unreleased(world)
    return {"pk": cycle.pk, "indicator": cycle.indicators.get().pk}


def _open_card(world: Any) -> dict[str, Any]:
    return {"pk": _unreleased(world).pk}


def _released(world: Any) -> dict[str, Any]:
    return {"pk": world.released_cycle.pk}


ROWS = {
    "scorecards:cycle_card": Row(kwargs=_open_card, own=BEFORE_RELEASE),
    "scorecards:cycle_wall": Row(kwargs=lambda w: {**_released(w), "number": 1}, own=everyone()),
    "scorecards:agreed_edit": Row(kwargs=_agreed, own=BEFORE_RELEASE),
    "scorecards:cycle_history": Row(kwargs=_released, own=TEAM_ONLY),
    "scorecards:review_board": Row(own=allow(OFFICER)),
    "scorecards:cycle_review": Row(
        kwargs=_open_card, own=allow(FACILITATOR, ADMINISTRATOR, OFFICER, PROVIDER, hidden=(OBSERVER,))
    ),
    "scorecards:review_answer": Row(kwargs=_provider_score, own=allow(PROVIDER, hidden=(OBSERVER,))),
    "scorecards:cycle_meeting": Row(kwargs=_released, own=everyone()),
    "scorecards:meeting_edit": Row(kwargs=_released, own=TEAM_ONLY),
    "scorecards:discussion_edit": Row(kwargs=_discussion, own=TEAM_ONLY),
    "scorecards:discussion_action": Row(kwargs=_discussion, own=TEAM_ONLY),
}
