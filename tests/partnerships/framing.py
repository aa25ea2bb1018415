"""Sheets for tests: filled, sent, revealed."""

from typing import Any

from accounts.models import User
from partnerships.models import Partnership, Priority
from partnerships.permissions import my_party
from partnerships.services.framing import own_sheet, send_sheet, write_sheet

LABELS = ("Réparer les pompes", "Former un comité", "Creuser un puits", "Analyser l’eau")


def list_priorities(partnership: Partnership, count: int = 4) -> list[Priority]:
    party = partnership.parties.first()
    return [
        Priority.objects.create(partnership=partnership, label=label, proposed_by=party, position=place)
        for place, label in enumerate(LABELS[:count])
    ]


def fill_sheet(partnership: Partnership, by: User, *, order: str = "0123", **fields: Any) -> None:
    """A whole sheet for the party of ``by``; ``order``: places of the priorities in the list, the first one first."""
    priorities = list(partnership.priorities.all())
    party = my_party(by, partnership)
    assert party is not None
    values = {
        "what": "De l’eau au village",
        "why": "Parce que l’eau manque",
        "success": ["access"],
        "motives": ["mission"],
        "commitment": 3,
        "ranking": [priorities[int(place)].pk for place in order],
        **fields,
    }
    write_sheet(partnership=partnership, version=own_sheet(party).version, by=by, **values)


def send_all(partnership: Partnership, people: list[User], orders: list[str]) -> Partnership:
    for person, order in zip(people, orders, strict=True):
        fill_sheet(partnership, person, order=order)
        send_sheet(partnership=partnership, by=person)
    partnership.refresh_from_db()
    return partnership
