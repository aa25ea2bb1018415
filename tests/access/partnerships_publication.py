"""Who meets what: what others read of a partnership, and how each mission is served."""

import datetime
from typing import Any

from actionplans.models import Action
from partnerships.models import MeetingPlace
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


def _dated(world: World) -> dict[str, Any]:
    row = world.partnership
    row.starts_on, row.ends_on = datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)
    row.save(update_fields=["starts_on", "ends_on"])
    return {**_of(world), "code": "end"}


def _action(world: World) -> dict[str, Any]:
    values = {"what": "Creuser", "side": "provider", "responsible": "service", "due_on": datetime.date(2027, 1, 5)}
    row = Action.objects.get_or_create(plan=world.partnership.action_plan, number=9, defaults=values)[0]
    return {**_of(world), "action": row.pk}


def _place(world: World) -> dict[str, Any]:
    by = world.person(ADMINISTRATOR)
    row = MeetingPlace.objects.get_or_create(partnership=world.partnership, name="Comité", defaults={"by": by})[0]
    return {**_of(world), "row": row.pk}


ROWS: dict[str, Row] = {
    "partnerships:publication": Row(own=PARTIES, kwargs=_of),
    "partnerships:publication_propose": Row(own=COORDINATOR, kwargs=_of),
    "partnerships:publication_answer": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:publication_withdraw": Row(own=PARTIES, kwargs=_of),
    "partnerships:date_keep": Row(own=PARTIES, kwargs=_dated),
    "partnerships:date_open": Row(own=PARTIES, kwargs=_dated, method="POST"),
    "partnerships:lasting": Row(own=PARTIES, kwargs=_of),
    "partnerships:lasting_answer": Row(own=PARTIES, kwargs=_action, method="POST"),
    "partnerships:missions": Row(own=PARTIES, kwargs=_of),
    "partnerships:missions_open": Row(own=COORDINATOR, kwargs=_of),
    "partnerships:missions_rate": Row(own=PARTIES, kwargs=_of),
    "partnerships:places": Row(own=PARTIES, kwargs=_of),
    "partnerships:place_add": Row(own=PARTIES, kwargs=_of),
    "partnerships:place_edit": Row(own=PARTIES, kwargs=_place),
    "partnerships:place_remove": Row(own=PARTIES, kwargs=_place, method="POST"),
    "partnerships:proposal_set_aside": Row(own=PARTIES, kwargs=_of, method="POST"),
}
