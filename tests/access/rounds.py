"""Who meets what: the rounds side by side, the differences between groups, the rule of the mean."""

from typing import Any

from scorecards.enums import CycleState
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, Row, allow

#: Before the release a card is the team's; an observer doesn't see the cycle at all.
UNRELEASED = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))


def _scoring(world: Any) -> dict[str, Any]:
    return {"pk": world.make_cycle(state=CycleState.PROVIDER).pk}


ROWS = {
    "scorecards:cycle_rounds": Row(kwargs=_scoring, own=UNRELEASED),
    "scorecards:cycle_differences": Row(kwargs=_scoring, own=UNRELEASED),
    "scorecards:cycle_rule": Row(kwargs=_scoring, own=UNRELEASED),
}
