"""Who meets what: the agreement, its parts, versions, amendments, signature."""

import datetime
from typing import Any

from django.core.files.base import ContentFile

from accounts.enums import Role
from actionplans.models import Action
from partnerships.models import (
    AgreementVersion,
    Amendment,
    Commitment,
    Contribution,
    Delivery,
    Document,
    Objective,
    Party,
    SharedResult,
)
from partnerships.services.content import build_content, fingerprint
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
#: Rows of the programme's own party.
OWN = allow(FACILITATOR, ADMINISTRATOR, hidden=HIDDEN)
OWN[REPRESENTATIVE] = 403


def _of(world: World) -> dict[str, Any]:
    return {"pk": world.partnership.pk}


def _party(world: World) -> Party:
    return world.partnership.parties.get(organization=world.home.ngo)


def _person(world: World) -> Any:
    return world.home.people[Role.FACILITATOR]


def _with(name: str, make: Any) -> Any:
    return lambda world: {**_of(world), name: make(world).pk}


def _objective(world: World) -> Objective:
    return Objective.objects.get_or_create(
        partnership=world.partnership, text="Eau", defaults={"proposed_by": _party(world)}
    )[0]


def _result(world: World) -> SharedResult:
    return SharedResult.objects.get_or_create(partnership=world.partnership, text="Eau pour tous")[0]


def _commitment(world: World) -> Commitment:
    return Commitment.objects.get_or_create(party=_party(world), text="Réparer la pompe")[0]


def _contribution(world: World) -> Contribution:
    return Contribution.objects.get_or_create(party=_party(world), nature="cash", label="Fonds")[0]


def _delivery(world: World) -> Delivery:
    values = {"on": datetime.date(2026, 1, 5), "percent": 10, "by": _person(world)}
    return Delivery.objects.get_or_create(contribution=_contribution(world), defaults=values)[0]


def _action(world: World) -> Action:
    values = {"what": "Creuser", "side": "provider", "responsible": "service", "due_on": datetime.date(2027, 1, 5)}
    return Action.objects.get_or_create(plan=world.partnership.action_plan, number=1, defaults=values)[0]


def _document(world: World) -> Document:
    found = Document.objects.filter(partnership=world.partnership).first()
    if found is None:
        found = Document(partnership=world.partnership, party=_party(world), title="Budget", by=_person(world))
        found.file.save("budget.txt", ContentFile(b"1000"), save=True)
    return found


def _amendment(world: World) -> Amendment:
    values = {"proposed_by": _party(world), "what": "La fin", "why": "Le retard"}
    return Amendment.objects.get_or_create(partnership=world.partnership, number=1, defaults=values)[0]


def _versions(world: World) -> None:
    content = build_content(world.partnership)
    for number in (1, 2):
        AgreementVersion.objects.get_or_create(
            partnership=world.partnership, number=number, defaults={"content": content, "sha256": fingerprint(content)}
        )


def _noun(name: str) -> Any:
    return lambda world: {**_of(world), "noun": name}


ROWS: dict[str, Row] = {
    "partnerships:agreement": Row(own=PARTIES, kwargs=_of),
    "partnerships:agreement_page": Row(own=PARTIES, kwargs=lambda w: {**_of(w), "code": "needs"}),
    "partnerships:agreement_frame": Row(own=PARTIES, kwargs=_of),
    "partnerships:agreement_roles": Row(own=PARTIES, kwargs=_of),
    "partnerships:agreement_clauses": Row(own=PARTIES, kwargs=_of),
    "partnerships:agreement_evaluation": Row(own=PARTIES, kwargs=_of),
    "partnerships:evaluation_edit": Row(own=PARTIES, kwargs=_of),
    "partnerships:evaluation_answer": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:agreement_activities": Row(own=PARTIES, kwargs=_of),
    "partnerships:activity_place": Row(own=PARTIES, kwargs=_with("action", _action)),
    "partnerships:agreement_documents": Row(own=PARTIES, kwargs=_of),
    "partnerships:document_add": Row(own=PARTIES, kwargs=_of),
    "partnerships:document_open": Row(own=PARTIES, kwargs=_with("document", _document)),
    "partnerships:document_remove": Row(own=OWN, kwargs=_with("document", _document), method="POST"),
    "partnerships:objective_validate": Row(own=PARTIES, kwargs=_with("row", _objective), method="POST"),
    "partnerships:result_measure": Row(own=PARTIES, kwargs=_with("row", _result)),
    "partnerships:commitment_close": Row(own=PARTIES, kwargs=_with("row", _commitment)),
    "partnerships:contribution_deliveries": Row(own=PARTIES, kwargs=_with("row", _contribution)),
    "partnerships:delivery_confirm": Row(own=PARTIES, kwargs=_with("row", _delivery), method="POST"),
    "partnerships:agreement_add": Row(own=PARTIES, kwargs=_noun("need")),
    # Each party writes its own rows.
    "partnerships:agreement_edit": Row(own=OWN, kwargs=lambda w: {**_noun("commitment")(w), "row": _commitment(w).pk}),
    "partnerships:agreement_remove": Row(
        own=OWN, kwargs=lambda w: {**_noun("commitment")(w), "row": _commitment(w).pk}, method="POST"
    ),
    # All parties read; who may commit their organisation signs.
    "partnerships:signing": Row(
        own=allow(ADMINISTRATOR, OFFICER, REPRESENTATIVE, hidden=HIDDEN), kwargs=_of, method="POST", post_only=False
    ),
    "partnerships:agreement_print": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:versions": Row(own=PARTIES, kwargs=_of),
    "partnerships:version_detail": Row(own=PARTIES, kwargs=lambda w: {**_of(w), "number": 1}, setup=_versions),
    "partnerships:version_compare": Row(
        own=PARTIES, kwargs=lambda w: {**_of(w), "before": 1, "after": 2}, setup=_versions
    ),
    "partnerships:amendments": Row(own=PARTIES, kwargs=_of),
    "partnerships:amendment_propose": Row(own=PARTIES, kwargs=_of),
    "partnerships:amendment_answer": Row(own=PARTIES, kwargs=_with("amendment", _amendment), method="POST"),
    "partnerships:amendment_withdraw": Row(own=PARTIES, kwargs=_with("amendment", _amendment), method="POST"),
}
