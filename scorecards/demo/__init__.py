"""Demonstration rounds: Siadara as published, and constructed ones so that every phase has something to show."""

from django.db.models import F

from actionplans.models import Action
from actionplans.services import set_followers
from core.demo import as_if, days_ago
from scorecards.demo.commune import load_dispensary, load_neighbour, load_pump, load_town_hall
from scorecards.demo.school import load_school
from scorecards.demo.siadara import load_siadara
from scorecards.demo.tools import Stage
from scorecards.models import AgreedScore, Discussion, Review, Score


def load_cycles(stage: Stage) -> None:
    """Play every round. Call once, in a transaction, on a database where the library is loaded."""
    siadara = load_siadara(stage)
    load_school(stage)
    pump = load_pump(stage)
    load_town_hall(stage)
    load_dispensary(stage)
    load_neighbour(stage)
    admin = stage.people["admin"]
    for cycle in (siadara, pump):
        with as_if(days_ago(1), admin):
            set_followers(plan=cycle.action_plan, users=[stage.people["comite"]], by=admin)
    _date_history()


def _date_history() -> None:
    """The history is written by the database at its own time: give each entry the day of what it tells."""
    for model, moment in (
        (Score, "pgh_obj__updated_at"),
        (AgreedScore, "pgh_obj__at"),
        (Review, "pgh_obj__at"),
        (Action, "pgh_obj__created_at"),
    ):
        events = model.pgh_event_model.objects.filter(pgh_obj__isnull=False)
        for event in events.annotate(moment=F(moment)):
            model.pgh_event_model.objects.filter(pk=event.pk).update(pgh_created_at=event.moment)
    events = Discussion.pgh_event_model.objects.filter(pgh_obj__meeting__held_on__isnull=False)
    for event in events.annotate(day=F("pgh_obj__meeting__held_on")):
        Discussion.pgh_event_model.objects.filter(pk=event.pk).update(pgh_created_at=event.day)
