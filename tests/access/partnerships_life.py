"""Who meets what: the list, the page of a partnership, its steps, its parties."""

from typing import Any

from tests.access import COMMITTEE, OBSERVER, PROVIDER, Row, everyone
from tests.access.world import World
from tests.partnerships.factories import party_of

#: Nothing is published: a committee member and an observer meet nothing, whatever their organisation.
PARTIES = {**everyone(), COMMITTEE: 404, OBSERVER: 404}
#: The programme's own people coordinate in the world.
KEEPERS = {**PARTIES, "officer": 403, "provider": 403, "representative": 403}


def _of(world: World) -> dict[str, Any]:
    return {"pk": world.partnership.pk}


def _own(world: World) -> dict[str, Any]:
    return {"pk": world.partnership.pk, "party": party_of(world.partnership, world.home.ngo).pk}


ROWS: dict[str, Row] = {
    "partnerships:partnership_list": Row(own=everyone()),
    "partnerships:partnership_list_export": Row(
        own=everyone(), kwargs=lambda w: {"form": "csv"}, foreign=everyone(), nobody=403
    ),
    "partnerships:partnership_create": Row(own={**everyone(), PROVIDER: 403, COMMITTEE: 403, OBSERVER: 403}),
    "partnerships:partnership_detail": Row(own=PARTIES, kwargs=_of),
    "partnerships:partnership_edit": Row(own=KEEPERS, kwargs=_of),
    "partnerships:step_answer": Row(
        own=PARTIES, kwargs=_of, method="POST", data=lambda w: {"to": "framing", "answer": "yes"}
    ),
    "partnerships:step_take": Row(own=PARTIES, kwargs=lambda w: {**_of(w), "to": "framing"}, method="POST"),
    "partnerships:party_join": Row(own=PARTIES, kwargs=_of),
    "partnerships:party_leave": Row(own=PARTIES, kwargs=_of),
    "partnerships:party_invite": Row(own=PARTIES, kwargs=_of),
    "partnerships:party_detail": Row(own=PARTIES, kwargs=_own),
    # The coordinator's people write the coordinator's sheet, and no other party's people do.
    "partnerships:party_edit": Row(own=KEEPERS, kwargs=_own),
}
