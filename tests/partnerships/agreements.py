"""An agreement ready to sign, for tests."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from actionplans.models import Action
from partnerships.criteria import CRITERIA
from partnerships.enums import State
from partnerships.models import Campaign, Partnership, Party
from partnerships.services.agreement import add_row, validate_objective
from partnerships.services.evaluation import answer_plan, write_plan
from partnerships.services.nouns import NOUNS
from tests.conftest import World
from tests.partnerships.factories import make_partnership


def people(world: World) -> list[User]:
    """One per party, each of whom may sign: programme, town hall, cooperative."""
    return [world.administrator, world.officer, world.representative]


def writing(world: World, **fields: Any) -> Partnership:
    """A partnership of three, its text open."""
    values = {"state": State.COWRITING, "revealed_at": timezone.now(), **fields}
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, **values)


def add(partnership: Partnership, by: User, noun: str, **values: Any) -> Any:
    return add_row(noun=NOUNS[noun], partnership=partnership, by=by, **values)


def clause(partnership: Partnership, by: User, code: str, **values: Any) -> Any:
    fields = {"title": code, "text": "Ensemble", "no_clause_because": "", "one_sided": "", "favours": None, **values}
    return add(partnership, by, "clause", criterion=code, **fields)


def ready(world: World, **fields: Any) -> Partnership:
    """Everything that the gate asks is there; state ``to_sign`` unless given."""
    first, second, third = people(world)
    dates = {"starts_on": datetime.date(2026, 1, 1), "ends_on": datetime.date(2027, 12, 31)}
    partnership = writing(world, **dates | fields)
    Party.objects.filter(partnership=partnership).update(own_interest="Servir mieux")
    need = add(partnership, first, "need", text="L’eau manque", source="")
    add(partnership, first, "policy", name="Plan communal", level="")
    objective = add(partnership, first, "objective", text="De l’eau partout", need=need)
    for person in (second, third):
        validate_objective(objective=objective, version=objective.version, agrees=True, by=person)
    Action.objects.create(
        plan=partnership.action_plan, number=1, what="Creuser", side="provider", responsible="service",
        due_on=datetime.date(2027, 1, 1),
    )  # fmt: skip
    for criterion in CRITERIA:
        clause(partnership, first, criterion.code)
    plan = write_plan(
        partnership=partnership, version=0, by=first, impact="Moins de marche", proof="Relevé", who="Comité",
        every_months=6,
    )  # fmt: skip
    for person in people(world):
        answer_plan(partnership=partnership, version=plan.version, agrees=True, by=person)
    Campaign.objects.create(partnership=partnership, number=1, state="closed")
    return at(partnership, fields.get("state", State.TO_SIGN))


def at(partnership: Partnership, state: str) -> Partnership:
    Partnership.objects.filter(pk=partnership.pk).update(state=state)
    return Partnership.objects.get(pk=partnership.pk)
