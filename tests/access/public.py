"""Who meets what: the public face, what the team publishes, rights and duties, what the committee saw."""

from typing import Any

from scorecards.models import Publication, RightOrDuty
from scorecards.services.publication import choose_publication, publish
from tests.access import ADMINISTRATOR, ALL_ROLES, COMMITTEE, FACILITATOR, Row, allow
from tests.access.papers import action
from tests.access.world import World

TEAM = allow(FACILITATOR, ADMINISTRATOR)


def _released(world: World) -> dict[str, Any]:
    return {"pk": world.released_cycle.pk}


def _chosen(world: World) -> None:
    Publication.objects.get_or_create(cycle=world.released_cycle)


def _published(world: World) -> dict[str, Any]:
    cycle, by = world.released_cycle, world.home.people[FACILITATOR]
    choose_publication(cycle=cycle, show_card=True, show_promises=True, message="", by=by)
    publish(cycle=cycle, by=by)
    return {"pk": cycle.service_point_id}


def _point(world: World) -> dict[str, Any]:
    """The team runs a cycle at this service point."""
    return {"pk": world.cycle.service_point_id}


def _right(world: World) -> dict[str, Any]:
    row, _made = RightOrDuty.objects.get_or_create(
        service_point=world.cycle.service_point, kind="right", text="Être reçu sans payer."
    )
    return {"pk": row.pk}


#: The register is common: people of a foreign organisation read the sheet, and may not write it.
ROWS: dict[str, Row] = {
    "public:index": Row(own=ALL_ROLES, public=True, nobody=200),
    "public:service": Row(own=ALL_ROLES, kwargs=_published, foreign=ALL_ROLES, nobody=200, public=True),
    "scorecards:cycle_public": Row(own=TEAM, kwargs=_released),
    "scorecards:cycle_public_preview": Row(own=TEAM, kwargs=_released, setup=_chosen),
    "scorecards:cycle_publish": Row(own=TEAM, kwargs=_released, setup=_chosen, method="POST"),
    "scorecards:cycle_withdraw": Row(own=TEAM, kwargs=_released, setup=_chosen, method="POST"),
    "scorecards:service_rights": Row(own=ALL_ROLES, kwargs=_point, foreign=ALL_ROLES),
    "scorecards:rights_hand_over": Row(own=TEAM, kwargs=_point, foreign=403, method="POST"),
    "scorecards:rights_report": Row(own=ALL_ROLES, kwargs=_point, foreign=ALL_ROLES, method="POST"),
    "scorecards:right_edit": Row(own=TEAM, kwargs=_right, foreign=403),
    "scorecards:right_up": Row(own=TEAM, kwargs=_right, foreign=403, method="POST"),
    "scorecards:right_remove": Row(own=TEAM, kwargs=_right, foreign=403, method="POST"),
    "actionplans:action_confirm": Row(own=allow(COMMITTEE), kwargs=action),
}
