"""Who meets what: facts beside perception, the log, disagreements, alerts. The parties, and nobody else."""

from typing import Any

from django.utils import timezone

from partnerships.models import AccountRequest, Alert, Decision, Disagreement, Lesson, PartnershipIncident
from tests.access import COMMITTEE, OBSERVER, Row, everyone
from tests.access.world import World
from tests.partnerships.factories import party_of

#: Nothing is published: a committee member and an observer meet nothing, whatever their organisation.
PARTIES = {**everyone(), COMMITTEE: 404, OBSERVER: 404}


def _of(world: World, **more: Any) -> dict[str, Any]:
    return {"pk": world.partnership.pk, **more}


def _mine(world: World) -> Any:
    return party_of(world.partnership, world.home.ngo)


def _row(model: Any, world: World, **fields: Any) -> dict[str, Any]:
    row, _made = model.objects.get_or_create(partnership=world.partnership, **fields)
    return _of(world, row=row.pk)


def _decision(world: World) -> dict[str, Any]:
    day, by = timezone.localdate(), world.home.people["facilitator"]
    return {**_row(Decision, world, on=day, what="Acheter la pompe", by=by), "kind": "decisions"}


def _disagreement(world: World) -> dict[str, Any]:
    return _row(Disagreement, world, about="Le prix", opened_on=timezone.localdate(), opened_by=_mine(world))


def _request(world: World) -> dict[str, Any]:
    other = party_of(world.partnership, world.home.authority)
    day = timezone.localdate()
    return _row(AccountRequest, world, from_party=_mine(world), to_party=other, on=day, what="Le bilan")


def _lesson(world: World) -> dict[str, Any]:
    return _row(Lesson, world, on=timezone.localdate(), text="Venir le matin", author=_mine(world))


def _incident(world: World) -> dict[str, Any]:
    day = timezone.localdate()
    return _row(PartnershipIncident, world, on=day, what="La pompe est arrivée tard", told_by=_mine(world))


def _alert(world: World) -> dict[str, Any]:
    return _row(Alert, world, code="silence")


ROWS: dict[str, Row] = {
    "partnerships:facts": Row(own=PARTIES, kwargs=_of),
    "partnerships:practices": Row(own=PARTIES, kwargs=_of),
    "partnerships:fact_log": Row(own=PARTIES, kwargs=lambda w: _of(w, kind="decisions")),
    "partnerships:fact_add": Row(own=PARTIES, kwargs=lambda w: _of(w, kind="lessons")),
    "partnerships:fact_edit": Row(own=PARTIES, kwargs=_decision),
    "partnerships:fact_remove": Row(own=PARTIES, kwargs=_decision),
    "partnerships:request_answer": Row(own=PARTIES, kwargs=_request),
    "partnerships:incident_look": Row(own=PARTIES, kwargs=_incident),
    "partnerships:lesson_recognise": Row(own=PARTIES, kwargs=_lesson, method="POST"),
    "partnerships:lesson_reuse": Row(own=PARTIES, kwargs=_lesson),
    "partnerships:disagreements": Row(own=PARTIES, kwargs=_of),
    "partnerships:disagreement_open": Row(own=PARTIES, kwargs=_of),
    "partnerships:disagreement": Row(own=PARTIES, kwargs=_disagreement),
    "partnerships:disagreement_agree": Row(own=PARTIES, kwargs=_disagreement, method="POST"),
    "partnerships:disagreement_write": Row(own=PARTIES, kwargs=lambda w: {**_disagreement(w), "what": "position"}),
    "partnerships:alerts": Row(own=PARTIES, kwargs=_of),
    "partnerships:alerts_refresh": Row(own=PARTIES, kwargs=_of, method="POST"),
    "partnerships:alert": Row(own=PARTIES, kwargs=_alert),
    "partnerships:alert_reply": Row(own=PARTIES, kwargs=_alert),
    "partnerships:alert_close": Row(own=PARTIES, kwargs=_alert),
}
