"""Who meets what: the register of devices, a device, its editions. Unpublished: only those who keep it."""

from typing import Any

from tests.access import ADMINISTRATOR, FACILITATOR, OFFICER, OK, Row, everyone
from tests.access.world import World

#: The town hall's officer runs the device; the programme's people accompany it; nobody else sees it yet.
KEEPERS = {**everyone(404), FACILITATOR: OK, ADMINISTRATOR: OK, OFFICER: OK}
#: Published and opened to companions by those who run it only.
RUNNERS = {**everyone(404), FACILITATOR: 403, ADMINISTRATOR: 403, OFFICER: OK}


def _device(world: World) -> dict[str, Any]:
    return {"pk": world.edition.device_id}


def _edition(world: World) -> dict[str, Any]:
    return {"pk": world.edition.pk}


def _companion(world: World) -> dict[str, Any]:
    return {"pk": world.edition.device_id, "organization": world.home.ngo.pk}


def _agree(world: World) -> None:
    """One device published at home, one not, one abroad."""
    from django.utils import timezone

    shown = world.make_edition().device
    shown.published_at = timezone.now()
    shown.save()
    world.make_edition()
    world.make_edition(country=world.abroad)


def _agreements() -> list[tuple[Any, str]]:
    from concertation.models import Device

    return [(Device, "concertation.view_device")]


PREPARE = [_agree]
AGREEMENTS = _agreements()

ROWS: dict[str, Row] = {
    "concertation:device_list": Row(own=everyone()),
    "concertation:device_list_export": Row(
        own=everyone(), kwargs=lambda w: {"form": "csv"}, foreign=everyone(), nobody=403
    ),
    "concertation:device_create": Row(own={**everyone(403), FACILITATOR: OK, ADMINISTRATOR: OK, OFFICER: OK}),
    "concertation:device_detail": Row(own=KEEPERS, kwargs=_device),
    "concertation:device_edit": Row(own=KEEPERS, kwargs=_device),
    "concertation:device_publish": Row(own=RUNNERS, kwargs=_device, method="POST", data=lambda w: {"shown": "yes"}),
    "concertation:device_companions": Row(own=RUNNERS, kwargs=_device),
    "concertation:device_companion_remove": Row(own=RUNNERS, kwargs=_companion, method="POST"),
    "concertation:edition_create": Row(own=KEEPERS, kwargs=_device),
    "concertation:edition_detail": Row(own=KEEPERS, kwargs=_edition),
    "concertation:edition_edit": Row(own=KEEPERS, kwargs=_edition),
    "concertation:edition_close": Row(own=KEEPERS, kwargs=_edition, method="POST"),
    "concertation:edition_facts": Row(own=KEEPERS, kwargs=_edition),
    "concertation:edition_sheet": Row(own=KEEPERS, kwargs=lambda w: {**_edition(w), "sheet": "people"}),
    "concertation:profile_edit": Row(own=KEEPERS, kwargs=_device),
    "concertation:wizard": Row(own=KEEPERS, kwargs=_edition),
    "concertation:wizard_step": Row(own=KEEPERS, kwargs=lambda w: {**_edition(w), "step": "sittings"}),
    "concertation:wizard_end": Row(own=KEEPERS, kwargs=_edition),
    "concertation:import_list": Row(own=KEEPERS, kwargs=_edition),
    "concertation:import_file": Row(own=KEEPERS, kwargs=lambda w: {**_edition(w), "kind": "attendance"}),
    "concertation:census": Row(own=KEEPERS, kwargs=_device),
    "concertation:census_import": Row(own=KEEPERS, kwargs=_device),
}
