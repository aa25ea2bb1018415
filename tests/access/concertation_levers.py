"""Levers, adjustments, peers, exchange, experience: written by those who keep the device."""

from typing import Any

from tests.access import ADMINISTRATOR, FACILITATOR, OFFICER, OK, Row, everyone
from tests.access.world import World

KEEPERS = {**everyone(404), FACILITATOR: OK, ADMINISTRATOR: OK, OFFICER: OK}


def _edition(world: World) -> dict[str, Any]:
    return {"pk": world.edition.pk}


def _lever(world: World) -> dict[str, Any]:
    """A lever of the edition, the team's own."""
    return {"pk": world.edition.levers.get_or_create(title="Répondre plus vite", family="transparency")[0].pk}


def _verdict(world: World) -> dict[str, Any]:
    """The next edition of the device, and a lever of the first one."""
    first = _lever(world)["pk"]
    device = world.edition.device
    later = device.editions.get_or_create(number=2, defaults={"label": "2022"})[0]
    return {"pk": later.pk, "lever": first}


def _device(world: World) -> dict[str, Any]:
    return {"pk": world.edition.device_id}


def _card(world: World) -> dict[str, Any]:
    """A draft of the device."""
    words = {"title": "Un mois pour répondre", "context": "Bourg", "problem": "Retards", "done": "Tableau de suites"}
    return {"pk": world.edition.device.cards.get_or_create(**words)[0].pk}


def _partner(world: World) -> dict[str, Any]:
    """A platform that the town hall trusts; other organisations have their own list."""
    from concertation.models import ExchangePartner

    here = world.home.authority
    return {"pk": ExchangePartner.objects.get_or_create(organization=here, name="Voisine", public_key="x")[0].pk}


#: The organisation's own page: those whose role exchanges files.
EXCHANGE = {**everyone(403), ADMINISTRATOR: OK, OFFICER: OK}

ROWS: dict[str, Row] = {
    "concertation:levers": Row(own=KEEPERS, kwargs=_edition),
    "concertation:lever_matrix": Row(own=KEEPERS, kwargs=_edition),
    "concertation:lever_add": Row(own=KEEPERS, kwargs=_edition),
    "concertation:lever_choose": Row(
        own=KEEPERS, kwargs=lambda w: {**_edition(w), "code": "reply_table"}, method="POST"
    ),
    "concertation:lever_edit": Row(own=KEEPERS, kwargs=_lever),
    "concertation:lever_remove": Row(own=KEEPERS, kwargs=_lever, method="POST"),
    "concertation:lever_action": Row(own=KEEPERS, kwargs=_lever),
    "concertation:followup": Row(own=KEEPERS, kwargs=_edition),
    "concertation:lever_verdict": Row(own=KEEPERS, kwargs=_verdict),
    "concertation:peers": Row(own=KEEPERS, kwargs=_edition),
    "concertation:peers_share": Row(
        own={**everyone(404), FACILITATOR: 403, ADMINISTRATOR: 403, OFFICER: OK},
        kwargs=_device,
        method="POST",
        data=lambda w: {"shared": "yes"},
    ),
    "concertation:exchange": Row(own=EXCHANGE),
    "concertation:exchange_file": Row(own=EXCHANGE),
    "concertation:exchange_receive": Row(own={**everyone(403), ADMINISTRATOR: 422, OFFICER: 422}, method="POST"),
    "concertation:exchange_partner": Row(own={**everyone(403), ADMINISTRATOR: 422, OFFICER: 422}, method="POST"),
    "concertation:exchange_partner_remove": Row(own={**everyone(404), OFFICER: OK}, kwargs=_partner, method="POST"),
    "concertation:experience_list": Row(own=everyone()),
    "concertation:experience_detail": Row(own=KEEPERS, kwargs=_card),
    "concertation:experience_edit": Row(own=KEEPERS, kwargs=_card),
    "concertation:experience_publish": Row(own=KEEPERS, kwargs=_card, method="POST", data=lambda w: {"shared": "no"}),
    "concertation:experience_share": Row(
        own={**everyone(404), FACILITATOR: 403, ADMINISTRATOR: 403, OFFICER: OK},
        kwargs=_card,
        method="POST",
        data=lambda w: {"shared": "no"},
    ),
    "concertation:experience_add": Row(own=KEEPERS, kwargs=_device),
}
