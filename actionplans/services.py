"""Writing action plans: every change of a plan, an action or its follow-up goes through here."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from actionplans.enums import ActionState, FindingKind
from actionplans.models import ACTION_FIELDS, TEXT_MAX, Action, ActionPlan, ActionUpdate, Finding
from actionplans.wordguard import written
from core.dates import format_date
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from directory.models import Organization, ServicePoint, Territory

#: Of ACTION_FIELDS, what people write in their own words: it must not speak of a person.
FREE_TEXTS = frozenset(
    {
        "problem",
        "what",
        "responsible",
        "with_whom",
        "resources",
        "success_indicator",
        "baseline",
        "target",
        "community_part",
        "provider_part",
        "authority_part",
    }
)


@transaction.atomic
def open_plan(
    *,
    organization: Organization,
    service_point: ServicePoint | None = None,
    territory: Territory | None = None,
    partners: Iterable[Organization] = (),
    title: str,
    by: User | None,
    opened_on: datetime.date | None = None,
) -> ActionPlan:
    """Create the empty plan that an owner (a cycle, a partnership…) links to: at a service point, or in a territory.

    ``partners``: organisations that share the plan as equals, besides the one that opens it.

    ``opened_on``: the first day that a follow-up may speak of, today by default; give the start of the period for
    work entered afterwards. A day to come counts as today.
    """
    zone = territory or (service_point.territory if service_point else None)
    if zone is None:
        raise TypeError("a plan needs a service point or a territory")
    today = timezone.localdate()
    plan = ActionPlan.objects.create(
        organization=organization,
        service_point=service_point,
        territory=zone,
        title=title,
        opened_on=min(opened_on or today, today),
    )
    plan.partners.set(partners)
    return plan


@transaction.atomic
def set_partners(*, plan: ActionPlan, organizations: Iterable[Organization]) -> ActionPlan:
    """Name the organisations that share the plan as equals."""
    plan.partners.set(organizations)
    return plan


@transaction.atomic
def record_finding(
    *,
    kind: FindingKind,
    key: str,
    sentence: str,
    figures: dict[str, Any],
    organization: Organization,
    territory: Territory,
    source: str,
    path: str = "",
    service_point: ServicePoint | None = None,
    found_on: datetime.date | None = None,
) -> Finding:
    """Write what was found, once per ``kind`` and ``key``; a finding that was withdrawn comes back into force."""
    values = {
        "sentence": sentence[:500],
        "figures": figures,
        "organization": organization,
        "service_point": service_point,
        "territory": territory,
        "source": source[:250],
        "path": path,
        "found_on": found_on or timezone.localdate(),
        "withdrawn_at": None,
    }
    return Finding.objects.update_or_create(kind=kind, key=key, defaults=values)[0]


@transaction.atomic
def withdraw_findings(*, kind: FindingKind, keys_starting: str) -> int:
    """Take findings back when their source is; those who answered them still see what they answered."""
    rows = Finding.objects.in_force().filter(kind=kind, key__startswith=keys_starting)
    return rows.update(withdrawn_at=timezone.now())


@transaction.atomic
def add_action(*, plan: ActionPlan, by: User, key: UUID | None = None, **fields: Any) -> Action:
    """Add an action at the end of the plan; ``fields`` are those of ACTION_FIELDS. Raises Refusal.

    ``key``: made on a device that wrote it without network.
    """
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    last = Action.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    action = Action(pk=key or uuid4(), plan=plan, number=last + 1)
    _fill(action, fields)
    action.save()
    written(plan=plan, texts=action_texts(action), by=by)
    return action


@transaction.atomic
def change_action(*, action: Action, version: int, by: User, **fields: Any) -> Action:
    """Change what an action promises. Refused when ``version`` isn't the one in force."""
    current = lock_action(action, version)
    _fill(current, fields)
    current.version += 1
    current.save()
    written(plan=current.plan, texts=action_texts(current), by=by)
    return current


@transaction.atomic
def follow_action(
    *,
    action: Action,
    on: datetime.date,
    to_state: str,
    note: str,
    by: User,
    evidence: str = "",
    new_due_on: datetime.date | None = None,
    version: int,
) -> ActionUpdate:
    """Append what became of an action, and move its state and due date accordingly. Raises Refusal."""
    current = lock_action(action, version)
    note = _bounded(note)
    _check_follow_up(current, on, ActionState(to_state), note, new_due_on)
    update = ActionUpdate(
        action=current,
        on=on,
        by=by,
        from_state=current.state,
        to_state=to_state,
        note=note,
        evidence=evidence.strip(),
        new_due_on=new_due_on,
    )
    _check_row(update)
    update.save()
    current.state = to_state
    current.due_on = new_due_on or current.due_on
    current.version += 1
    _check_row(current)
    current.save()
    texts = {f"update:{update.pk}:note": update.note, f"update:{update.pk}:evidence": update.evidence}
    written(plan=current.plan, texts=texts, by=by)
    return update


def action_texts(action: Action) -> dict[str, str]:
    """Place → words of the free texts of an action."""
    names = sorted(name for name in FREE_TEXTS if hasattr(action, name))
    return {f"action:{action.pk}:{name}": getattr(action, name) for name in names}


@transaction.atomic
def publish_plan(*, plan: ActionPlan, at: datetime.datetime | None) -> ActionPlan:
    """Show the plan to observers from ``at`` on; None takes it back to the team and the parties."""
    plan.published_at = at
    plan.save(update_fields=["published_at"])
    return plan


@transaction.atomic
def set_followers(*, plan: ActionPlan, users: Iterable[User], by: User) -> ActionPlan:
    """Name the follow-up committee of the plan: people who hold that role, and nobody else."""
    chosen = list(users)
    known = set(
        User.objects.filter(
            pk__in=[user.pk for user in chosen], memberships__role=Role.COMMITTEE, memberships__is_active=True
        ).values_list("pk", flat=True)
    )
    for user in chosen:
        if user.pk not in known:
            raise Refusal(_("%(person)s isn't a follow-up committee member. Invite them first.") % {"person": user})
    plan.followers.set(chosen)
    return plan


def lock_action(action: Action, version: int) -> Action:
    """The row under lock; Refusal when it moved since the form was opened."""
    current = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)
    if current.version != version:
        raise Refusal(
            _(
                "This action was changed meanwhile. What you typed is still below: compare it with the action, "
                "then save again."
            )
        )
    return current


def _fill(action: Action, fields: dict[str, Any]) -> None:
    unknown = set(fields).difference(ACTION_FIELDS)
    if unknown:
        raise TypeError(f"not fields of an action: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(action, name, value.strip() if isinstance(value, str) else value)
    if action.cost is None:
        action.currency = ""
    _check_row(action)


def _check_row(row: Action | ActionUpdate) -> None:
    """Field rules and constraints of the model, said as one sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error


def _bounded(note: str) -> str:
    try:
        return check_text(tidy_text(note), characters=TEXT_MAX)
    except TextError as error:
        raise Refusal(str(error)) from error


def _check_follow_up(
    action: Action, on: datetime.date, to_state: ActionState, note: str, new_due_on: datetime.date | None
) -> None:
    if not note:
        raise Refusal(
            _("Write why the action is dropped: those who were promised it will read it.")
            if to_state == ActionState.DROPPED
            else _("Write what was done or what is missing.")
        )
    if on > timezone.localdate():
        raise Refusal(_("The date of a follow-up can't be in the future."))
    if on < action.plan.opened_on:
        raise Refusal(
            _("The plan was opened on %(date)s: a follow-up can't be older.")
            % {"date": format_date(action.plan.opened_on)}
        )
    last = action.updates.aggregate(last=Max("on"))["last"]
    if last is not None and on < last:
        raise Refusal(
            _("A follow-up of %(date)s is already written: give that date or a later one.")
            % {"date": format_date(last)}
        )
    if new_due_on is not None and to_state in (ActionState.DONE, ActionState.DROPPED):
        raise Refusal(_("A new due date makes sense for an open action only. Remove it, or keep the action open."))
    if new_due_on is not None and new_due_on < on:
        raise Refusal(_("The new due date comes before the date of the follow-up. Correct one of the two."))
