"""Demonstration rounds: Siadara as published, and constructed ones so that every phase has something to show."""

import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, When

from actionplans.models import Action
from actionplans.services import set_followers
from core.demo import as_if, days_ago
from scorecards.demo.commune import load_dispensary, load_neighbour, load_pump, load_town_hall
from scorecards.demo.field import load_field
from scorecards.demo.issues import load_issues
from scorecards.demo.meeting import load_meeting
from scorecards.demo.preparation import load_preparation
from scorecards.demo.public import load_public
from scorecards.demo.safeguards import load_safeguards
from scorecards.demo.school import load_school
from scorecards.demo.siadara import load_siadara
from scorecards.demo.tools import Stage
from scorecards.models import AgreedScore, Discussion, Review, Score


def load_cycles(stage: Stage) -> None:
    """Play every round. Call once, in a transaction, on a database where the library is loaded."""
    siadara = load_siadara(stage)
    load_school(stage)
    pump = load_pump(stage)
    hall = load_town_hall(stage)
    dispensary = load_dispensary(stage)
    load_neighbour(stage)
    admin = stage.people["admin"]
    for cycle in (siadara, pump):
        with as_if(days_ago(1), admin):
            set_followers(plan=cycle.action_plan, users=[stage.people["comite"]], by=admin)
    load_meeting(stage, siadara=siadara, pump=pump)
    load_issues(stage, siadara=siadara, dispensary=dispensary)
    load_public(stage, siadara=siadara, pump=pump)
    load_safeguards(stage)
    load_preparation(stage, pump=pump, dispensary=dispensary)
    load_field(stage, hall=hall)
    _date_history()


def _date_history() -> None:
    """The database writes the history at its own time: give each entry the moment of what it tells."""
    written = Case(When(pgh_label="insert", then=F("pgh_obj__created_at")), default=F("pgh_obj__updated_at"))
    for model, moment in ((Score, written), (AgreedScore, F("pgh_obj__at")), (Review, F("pgh_obj__at"))):
        for event in _events(model).annotate(moment=moment):
            _date(event, event.moment)
    for event in _events(Discussion).select_related("pgh_obj__meeting"):
        held_on = event.pgh_obj.meeting.held_on
        if held_on is not None:
            _date(event, datetime.datetime.combine(held_on, datetime.time(11), tzinfo=datetime.UTC))
    for action in Action.objects.prefetch_related("updates"):
        told = sorted(update.created_at for update in action.updates.all())
        moments = [action.created_at, *told]
        for event in _events(Action).filter(pgh_obj=action):
            _date(event, moments[min(event.version, len(moments)) - 1])


def _events(model: Any) -> QuerySet[Any]:
    return model.pgh_event_model.objects.filter(pgh_obj__isnull=False)


def _date(event: Any, moment: datetime.datetime) -> None:
    type(event).objects.filter(pk=event.pk).update(pgh_created_at=moment)
