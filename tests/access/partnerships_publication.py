"""Who meets what: what others read of a partnership, and how each mission is served."""

from typing import Any

from tests.access import (
    ADMINISTRATOR,
    COMMITTEE,
    FACILITATOR,
    OBSERVER,
    OFFICER,
    PROVIDER,
    REPRESENTATIVE,
    Row,
    allow,
)
from tests.access.world import World

HIDDEN = (COMMITTEE, OBSERVER)
PARTIES = allow(FACILITATOR, ADMINISTRATOR, OFFICER, PROVIDER, REPRESENTATIVE, hidden=HIDDEN)
COORDINATOR = allow(FACILITATOR, ADMINISTRATOR, hidden=HIDDEN)
COORDINATOR[REPRESENTATIVE] = 403


def _of(world: World) -> dict[str, Any]:
    return {"pk": world.partnership.pk}


ROWS: dict[str, Row] = {
    "partnerships:publication": Row(own=PARTIES, kwargs=_of),
    "partnerships:publication_propose": Row(own=COORDINATOR, kwargs=_of),
    "partnerships:publication_answer": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:publication_withdraw": Row(own=PARTIES, kwargs=_of),
}
