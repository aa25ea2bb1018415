"""The paper kit, and the code on a printed sheet."""

from typing import Any

from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, OK, Row, allow, everyone
from tests.factories import GroupFactory


def _cycle(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk}


def _group(w: Any) -> dict[str, Any]:
    """A group before the launch: its code leads to the cycle, for whoever sees the cycle."""
    return {"pk": GroupFactory(cycle=w.released_cycle).pk}


ROWS: dict[str, Row] = {
    "field_day": Row(own=everyone(), nobody=OK, public=True),
    "scorecards:cycle_kit": Row(kwargs=_cycle, own=allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))),
    "scorecards:kit_entry": Row(kwargs=_group, own=everyone()),
}
