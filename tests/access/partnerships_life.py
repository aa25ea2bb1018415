"""Who meets what: the list, the page of a partnership, its steps, its parties."""

from typing import Any

from django.utils import timezone

from partnerships.models import (
    CommunicationAction,
    Competence,
    Important,
    Priority,
    Restatement,
    ScopeItem,
    Workshop,
    WorkshopNote,
    WorkshopStep,
)
from tests.access import ADMINISTRATOR, COMMITTEE, OBSERVER, PROVIDER, Row, everyone
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


def _revealed(world: World) -> Any:
    return world.make_partnership(name="Dévoilé", state="revealed", revealed_at=timezone.now())


def _priority(world: World) -> dict[str, Any]:
    own = party_of(world.partnership, world.home.ngo)
    row = Priority.objects.get_or_create(partnership=world.partnership, label="Puits", defaults={"proposed_by": own})[
        0
    ]
    return {"pk": world.partnership.pk, "priority": row.pk}


def _important(world: World) -> dict[str, Any]:
    own = party_of(world.partnership, world.home.ngo)
    row = Important.objects.get_or_create(party=own, what="Choisir", defaults={"because": "C’est à nous"})[0]
    return {"pk": world.partnership.pk, "important": row.pk}


def _restatement(world: World) -> dict[str, Any]:
    row = Restatement.objects.create(
        important_id=_important(world)["important"], party=party_of(world.partnership, world.home.partner), text="Bien"
    )
    return {"pk": world.partnership.pk, "restatement": row.pk}


def _competence(world: World) -> dict[str, Any]:
    own = party_of(world.partnership, world.home.ngo)
    row = Competence.objects.get_or_create(party=own, kind="offer", label="Terrain")[0]
    return {"pk": world.partnership.pk, "competence": row.pk}


def _scope(world: World) -> dict[str, Any]:
    own = party_of(world.partnership, world.home.ngo)
    row = ScopeItem.objects.get_or_create(
        partnership=world.partnership, label="Puits", defaults={"status": "in", "proposed_by": own}
    )[0]
    return {"pk": world.partnership.pk, "item": row.pk}


ROWS |= {
    "partnerships:framing": Row(own=PARTIES, kwargs=_of),
    "partnerships:framing_sheet": Row(own=PARTIES, kwargs=lambda w: {**_of(w), "part": "why"}),
    "partnerships:sheet_send": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:sheet_take_back": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:comparison": Row(own=PARTIES, kwargs=lambda w: {"pk": _revealed(w).pk}),
    "partnerships:priority_add": Row(own=PARTIES, kwargs=_of, method="POST", data=lambda w: {"label": "Pompes"}),
    "partnerships:priority_remove": Row(own=PARTIES, kwargs=_priority, method="POST"),
    "partnerships:understanding": Row(own=PARTIES, kwargs=_of),
    "partnerships:important_add": Row(own=PARTIES, kwargs=_of),
    "partnerships:important_edit": Row(own=KEEPERS, kwargs=_important),
    "partnerships:important_remove": Row(own=KEEPERS, kwargs=_important, method="POST"),
    "partnerships:important_restate": Row(own=PARTIES, kwargs=_important),
    "partnerships:restatement_answer": Row(own=KEEPERS, kwargs=_restatement),
    "partnerships:strengths": Row(own=PARTIES, kwargs=_of),
    "partnerships:competence_remove": Row(own=KEEPERS, kwargs=_competence, method="POST"),
    "partnerships:scope": Row(own=PARTIES, kwargs=_of),
    "partnerships:scope_edit": Row(own=PARTIES, kwargs=_scope),
    "partnerships:scope_answer": Row(
        own=PARTIES, kwargs=lambda w: {**_scope(w), "answer": "agree"}, method="POST", data=lambda w: {"version": 1}
    ),
    "partnerships:vision": Row(own=PARTIES, kwargs=_of),
}


def _workshop(world: World) -> dict[str, Any]:
    row = Workshop.objects.get_or_create(partnership=world.partnership, kind="other", title="Atelier")[0]
    return {"pk": world.partnership.pk, "workshop": row.pk}


def _step(world: World) -> dict[str, Any]:
    where = _workshop(world)
    row = WorkshopStep.objects.get_or_create(workshop_id=where["workshop"], title="Point")[0]
    return {**where, "step": row.pk}


def _note(world: World) -> dict[str, Any]:
    row = WorkshopNote.objects.create(step_id=_step(world)["step"], text="De l’eau", by=world.person(ADMINISTRATOR))
    return {"pk": world.partnership.pk, "note": row.pk}


def _message(world: World) -> dict[str, Any]:
    row = CommunicationAction.objects.create(
        partnership=world.partnership, audience="tous", channel="radio", message="Bien", due_on=timezone.localdate()
    )
    return {"pk": world.partnership.pk, "row": row.pk}


ROWS |= {
    "partnerships:workshop_list": Row(own=PARTIES, kwargs=_of),
    "partnerships:workshop_add": Row(own=PARTIES, kwargs=_of),
    "partnerships:workshop_detail": Row(own=PARTIES, kwargs=_workshop),
    "partnerships:workshop_edit": Row(own=PARTIES, kwargs=_workshop),
    "partnerships:workshop_step": Row(own=PARTIES, kwargs=_workshop, method="POST", data=lambda w: {"title": "Suite"}),
    "partnerships:workshop_notes": Row(own=PARTIES, kwargs=_step, method="POST", data=lambda w: {"text": "Dit"}),
    "partnerships:note_turn": Row(own=PARTIES, kwargs=_note, method="POST", data=lambda w: {"becomes": "question"}),
    "partnerships:communication": Row(own=PARTIES, kwargs=_of),
    "partnerships:communication_add": Row(own=PARTIES, kwargs=_of),
    "partnerships:communication_edit": Row(own=PARTIES, kwargs=_message),
    "partnerships:communication_remove": Row(own=PARTIES, kwargs=_message, method="POST"),
}
