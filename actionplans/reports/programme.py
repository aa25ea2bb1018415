"""What became of the promises of many plans at once: for boards. Three queries, whatever the number of plans."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from actionplans.enums import OPEN_STATES, ActionState
from actionplans.models import Action, ActionConfirmation, ActionUpdate
from actionplans.ontime import Promise, on_time
from actionplans.reports.seen import OnTimeReport, since


@dataclass(frozen=True)
class Promises:
    """``made`` leaves the dropped ones out; ``late``: open and past their due date; ``plans`` have one at least."""

    plans: int
    made: int
    kept: int
    open: int
    late: int
    dropped: int
    on_time: OnTimeReport


def promises_of(plans: QuerySet[Any] | Iterable[Any]) -> dict[Any, list[Action]]:
    """Actions by plan, their follow-up and what the committee saw read already, the latest first."""
    updates = ActionUpdate.objects.only("pk", "action_id", "on", "to_state", "new_due_on", "created_at")
    seen = ActionConfirmation.objects.only("pk", "action_id", "on", "is_done", "created_at")
    actions = (
        Action.objects.filter(plan__in=plans)
        .order_by("plan", "number")
        .only("pk", "plan_id", "state", "due_on", "number")
        .prefetch_related(Prefetch("updates", updates), Prefetch("confirmations", seen))
    )
    found: dict[Any, list[Action]] = {}
    for action in actions:
        found.setdefault(action.plan_id, []).append(action)
    return found


def count_promises(plans: Iterable[list[Action]]) -> Promises:
    """The figures of these plans together, by the rules of one plan's page."""
    listed = [actions for actions in plans if actions]
    rows = [action for actions in listed for action in actions]
    today = timezone.localdate()
    promises = [promise_of(action) for action in rows]
    dropped = sum(action.state == ActionState.DROPPED for action in rows)
    return Promises(
        plans=len(listed),
        made=len(rows) - dropped,
        kept=sum(action.state == ActionState.DONE for action in rows),
        open=sum(action.state in OPEN_STATES for action in rows),
        late=sum(action.days_late(today) > 0 for action in rows),
        dropped=dropped,
        on_time=OnTimeReport(on_time(promises, today), sum(promise.denied for promise in promises)),
    )


def promise_of(action: Action) -> Promise:
    """What the on-time rate needs to know of one action."""
    kept_on = since(action, ActionState.DONE)
    moved = any(update.new_due_on is not None for update in action.updates.all())
    dropped_on = since(action, ActionState.DROPPED)
    return Promise(action.due_on, kept_on, dropped_on, moved, _is_denied(action, kept_on))


def _is_denied(action: Action, kept_on: datetime.date | None) -> bool:
    """Said kept, and seen not done since by the committee."""
    seen = next(iter(action.confirmations.all()), None)
    if action.state != ActionState.DONE or seen is None or seen.is_done:
        return False
    return kept_on is None or seen.on >= kept_on
