"""Who meets what: texts to read again, incidents, the protected channel."""

from typing import Any

from django.utils import timezone

from scorecards.models import Incident, ModerationItem
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, Row, allow
from tests.access.world import World

TEAM = allow(FACILITATOR, ADMINISTRATOR)
HIDDEN = allow(FACILITATOR, ADMINISTRATOR, otherwise=404)


def _item(world: World) -> dict[str, Any]:
    person = world.home.people[FACILITATOR]
    item, _made = ModerationItem.objects.get_or_create(
        place="score:x:reason",
        text_sha256="0" * 64,
        defaults={"cycle": world.cycle, "text": "Mme Alaoui", "suspicion": "name", "kept_by": person},
    )
    return {"pk": item.pk}


def _incident(world: World) -> dict[str, Any]:
    person = world.home.people[FACILITATOR]
    incident, _made = Incident.objects.get_or_create(
        cycle=world.cycle,
        kind="dispute",
        description="Des cris",
        defaults={"happened_on": timezone.localdate(), "by": person},
    )
    return {"pk": incident.pk}


#: A cycle in preparation isn't in an observer's sight.
_OF_CYCLE = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))

ROWS: dict[str, Row] = {
    "scorecards:moderation_list": Row(own=TEAM),
    "scorecards:moderation_decide": Row(own=HIDDEN, kwargs=_item, method="POST", data=lambda w: {"state": "kept"}),
    "scorecards:cycle_incidents": Row(own=_OF_CYCLE, kwargs=lambda w: {"pk": w.cycle.pk}),
    "scorecards:incident_create": Row(own=_OF_CYCLE, kwargs=lambda w: {"pk": w.cycle.pk}),
    "scorecards:incident_edit": Row(own=HIDDEN, kwargs=_incident),
}
