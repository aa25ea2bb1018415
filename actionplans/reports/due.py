"""What comes due over all plans that a person sees: for the home page and the list of late promises."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import granted
from actionplans.enums import OPEN_STATES, ActionState, Side
from actionplans.models import Action, ActionConfirmation, ActionPlan, ActionUpdate
from actionplans.permissions import carries, followed_sides
from actionplans.reports.plan import SHAPES, capitalized, carried_by
from actionplans.wordguard import Mask, mask_for
from core.dates import due_phrase


@dataclass(frozen=True)
class DueAction:
    """One open promise. ``words``: "dans 3 jours", "23 jours de retard"; ``follow_url`` empty when not for them."""

    what: str
    service_point: str
    shape: str
    side_name: str
    responsible: str
    due_on: datetime.date
    days_late: int
    words: str
    url: str
    plan_url: str
    follow_url: str

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True)
class Totals:
    """Over the plans that a person sees. ``made`` leaves the dropped ones out."""

    plans: int
    made: int
    done: int
    late: int


def due_actions(user: User, limit: int = 8) -> list[DueAction]:
    """Open promises by due date, the latest ones first of all. Two queries."""
    today = timezone.localdate()
    mine = followed_sides(user)
    rows = (
        Action.objects.visible_to(user)
        .open()
        .select_related("plan__service_point", "plan__territory", "carrier")
        .order_by("due_on", "plan_id", "number")[:limit]
    )
    listed = list(rows)
    mask = mask_for(user, {action.plan_id for action in listed})
    return [_due(action, today, Side(action.side) in mine or carries(user, action), mask) for action in listed]


@dataclass(frozen=True)
class ToSee:
    """A promise said to be kept since ``kept_on`` (None: no follow-up says it), not seen by the committee since."""

    action: Action
    kept_on: datetime.date | None


def to_see(user: User, limit: int = 6) -> tuple[ToSee, ...]:
    """What a member of the follow-up committee still has to go and see, the longest waiting first. One query."""
    if not granted(user, "actionplans.confirm_action"):
        return ()
    kept = ActionUpdate.objects.filter(action=OuterRef("pk"), to_state=ActionState.DONE).order_by("-on", "-created_at")
    seen = ActionConfirmation.objects.filter(action=OuterRef("pk"))
    rows = (
        Action.objects.visible_to(user)
        .filter(state=ActionState.DONE)
        .annotate(kept_on=Subquery(kept.values("on")[:1]))
        .exclude(Exists(seen.filter(on__gte=OuterRef("kept_on"))) | Q(Exists(seen), kept_on=None))
        .select_related("plan__service_point", "plan__territory")
        .order_by(F("kept_on").asc(nulls_last=True), "plan_id", "number")[:limit]
    )
    return tuple(ToSee(row, row.kept_on) for row in rows)


def _due(action: Action, today: datetime.date, follows: bool, mask: Mask) -> DueAction:
    side = Side(action.side)
    return DueAction(
        what=mask(action.what),
        service_point=str(action.plan.place),
        shape=SHAPES[side],
        side_name=capitalized(side),
        responsible=carried_by(action, mask),
        due_on=action.due_on,
        days_late=action.days_late(today),
        words=due_phrase(action.due_on, today),
        url=action.get_absolute_url(),
        plan_url=action.plan.get_absolute_url(),
        follow_url=reverse("actionplans:action_follow", args=[action.pk]) if follows else "",
    )


def totals(user: User) -> Totals:
    """How many promises, kept and late, in the plans that this person sees. Two queries."""
    actions = Action.objects.visible_to(user).order_by()
    today = timezone.localdate()
    counts = actions.aggregate(
        made=Count("pk", filter=~Q(state=ActionState.DROPPED)),
        done=Count("pk", filter=Q(state=ActionState.DONE)),
        late=Count("pk", filter=Q(state__in=OPEN_STATES, due_on__lt=today)),
    )
    return Totals(plans=ActionPlan.objects.visible_to(user).count(), **counts)
