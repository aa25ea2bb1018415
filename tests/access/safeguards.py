"""Who meets what: texts to read again, incidents, the protected channel."""

from typing import Any

from django.utils import timezone

from scorecards.models import Incident, ModerationItem, SensitiveChannel, SensitiveReferent, SensitiveReport
from scorecards.services.sensitive import name_referent, set_channel
from tests.access import ADMINISTRATOR, ALL_ROLES, FACILITATOR, OBSERVER, OK, Row, allow
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


def _channel(world: World) -> None:
    """The home programme takes reports in; its facilitator is the referent."""
    admin = world.home.people[ADMINISTRATOR]
    name_referent(organization=world.home.ngo, user=world.home.people[FACILITATOR], by=admin)
    if not SensitiveChannel.objects.filter(organization=world.home.ngo).exists():
        set_channel(organization=world.home.ngo, is_open=True, contacts="190", version=0, by=admin)


def _report(world: World) -> dict[str, Any]:
    _channel(world)
    report, _made = SensitiveReport.objects.get_or_create(
        organization=world.home.ngo,
        receipt_lookup="000000",
        defaults={"kind": "other", "received_on": timezone.localdate(), "receipt_hash": "x", "sealed": b"x"},
    )
    return {"pk": report.pk}


def _written(world: World) -> dict[str, Any]:
    _channel(world)
    return {"pk": world.home.ngo.pk}


def _referent(world: World) -> dict[str, Any]:
    _channel(world)
    return {"pk": SensitiveReferent.objects.get(organization=world.home.ngo).pk}


#: Read by the referent alone: everybody else, administrators and the operator included, meets a missing page.
REFERENT = allow(FACILITATOR, otherwise=404)
ONLY_ADMINISTRATOR = allow(ADMINISTRATOR)
_PUBLIC: dict[str, Any] = {"own": ALL_ROLES, "foreign": OK, "nobody": OK, "operator": OK, "public": True}

ROWS: dict[str, Row] = {
    "scorecards:moderation_list": Row(own=TEAM),
    "scorecards:moderation_decide": Row(own=HIDDEN, kwargs=_item, method="POST", data=lambda w: {"state": "kept"}),
    "scorecards:cycle_incidents": Row(own=_OF_CYCLE, kwargs=lambda w: {"pk": w.cycle.pk}),
    "scorecards:incident_create": Row(own=_OF_CYCLE, kwargs=lambda w: {"pk": w.cycle.pk}),
    "scorecards:incident_edit": Row(own=HIDDEN, kwargs=_incident),
    "protected:home": Row(**_PUBLIC),
    "protected:follow": Row(**_PUBLIC),
    "protected:write": Row(**_PUBLIC, kwargs=_written),
    "sensitive:inbox": Row(own=REFERENT, foreign=404, nobody=404, operator=404, setup=_channel),
    "sensitive:report": Row(own=REFERENT, operator=404, kwargs=_report),
    "sensitive:report_state": Row(
        own=REFERENT, operator=404, kwargs=_report, method="POST", data=lambda w: {"state": "in_hand", "version": 1}
    ),
    "sensitive:channel": Row(own=ONLY_ADMINISTRATOR),
    "sensitive:referent_add": Row(own=ONLY_ADMINISTRATOR, method="POST"),
    # Its administrator meets the page of another programme's referent as missing; the others may not name anybody.
    "sensitive:referent_remove": Row(
        own=ONLY_ADMINISTRATOR,
        foreign=allow(otherwise=403) | {ADMINISTRATOR: 404},
        nobody=403,
        kwargs=_referent,
        method="POST",
    ),
}
