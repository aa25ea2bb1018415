"""Which steps of which cycles are late: four questions, one query each, whatever the number of cycles."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import days_late, to_day
from scorecards.enums import PHASES, CycleState, ReviewKind, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, InterfaceMeeting, Review, Score, StepHours
from scorecards.reports.guide_phases import titles
from scorecards.reports.programmeshapes import LateStep

#: A cycle that stays longer than this in one of the first four phases is stuck; follow-up lasts by nature.
STUCK_DAYS = 30
MOVING = PHASES[:4]


def entered_on(cycles: QuerySet[Cycle]) -> dict[UUID, datetime.date]:
    """The day each cycle entered the phase where it stands, from its history. One query."""
    rows = (
        CycleEvent.objects.filter(cycle__in=cycles, to_state=F("cycle__state"))
        .exclude(from_state=F("to_state"))
        .values("cycle")
        .annotate(at=Max("at"))
        .values_list("cycle", "at")
    )
    return {pk: to_day(at) for pk, at in rows.order_by("cycle")}


def late_steps(
    cycles: QuerySet[Cycle], known: Mapping[UUID, Cycle], entered: Mapping[UUID, datetime.date]
) -> list[LateStep]:
    """Every late step, the longest late first. ``known``: the cycles of ``cycles``, read already. Three queries."""
    today = timezone.localdate()
    found = [*_planned(cycles, known, today), *_reviews(cycles, known, today), *_meetings(cycles, known, today)]
    found += [step for pk, cycle in known.items() if (step := _stuck(cycle, entered.get(pk), today))]
    return sorted(found, key=lambda step: (-step.days, str(step.cycle.service_point), step.what))


def _step(cycle: Cycle, what: str, due: datetime.date, today: datetime.date, url: str = "") -> LateStep:
    return LateStep(cycle, what, due, days_late(due, today), url or cycle.get_absolute_url())


def _planned(cycles: QuerySet[Cycle], known: Mapping[UUID, Cycle], today: datetime.date) -> list[LateStep]:
    """The day written in the hours of work is over and the cycle hasn't left the phase."""
    words = titles()
    rows = StepHours.objects.filter(cycle__in=cycles, due_on__lt=today).exclude(cycle__state=CycleState.CLOSED)
    return [
        _step(cycle, _("%(phase)s: expected day over") % {"phase": words[phase]}, due, today)
        for pk, phase, due in rows.order_by("pk").values_list("cycle", "phase", "due_on")
        if phase in PHASES and PHASES.index(phase) + 1 >= (cycle := known[pk]).phase and due is not None
    ]


def _reviews(cycles: QuerySet[Cycle], known: Mapping[UUID, Cycle], today: datetime.date) -> list[LateStep]:
    decided = Review.objects.filter(
        score=OuterRef("pk"), score_version=OuterRef("version"), kind__in=[ReviewKind.CONFIRM, ReviewKind.CONTEST]
    )
    waiting = Score.objects.filter(
        ~Exists(decided),
        session__cycle=OuterRef("pk"),
        session__side=Side.PROVIDER,
        session__state=SessionState.CLOSED,
        status=ScoreStatus.SCORED,
    )
    rows = cycles.filter(Exists(waiting), review_due_on__lt=today).exclude(state=CycleState.CLOSED)
    return [
        _step(known[pk], _("Review by the municipality"), due, today, reverse("scorecards:cycle_review", args=[pk]))
        for pk, due in rows.order_by("pk").values_list("pk", "review_due_on")
        if due is not None
    ]


def _meetings(cycles: QuerySet[Cycle], known: Mapping[UUID, Cycle], today: datetime.date) -> list[LateStep]:
    rows = InterfaceMeeting.objects.filter(
        cycle__in=cycles, planned_on__lt=today, held_on=None, cycle__state__in=MOVING
    )
    return [
        _step(known[pk], _("Interface meeting not held"), due, today, reverse("scorecards:cycle_meeting", args=[pk]))
        for pk, due in rows.order_by("pk").values_list("cycle", "planned_on")
        if due is not None
    ]


def _stuck(cycle: Cycle, entered: Any, today: datetime.date) -> LateStep | None:
    """Longer than ``STUCK_DAYS`` in the phase; a cycle paused for mediation waits on purpose."""
    if entered is None or cycle.paused_at is not None or cycle.state not in MOVING:
        return None
    limit = entered + datetime.timedelta(days=STUCK_DAYS)
    if limit >= today:
        return None
    what = _("More than %(days)d days in: %(phase)s") % {"days": STUCK_DAYS, "phase": titles()[cycle.state]}
    return _step(cycle, what, limit, today)
