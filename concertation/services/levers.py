"""Levers taken, changed, left; the action that each becomes; what the next edition decides of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action, ActionPlan
from actionplans.services import add_action, open_plan
from concertation.enums import EditionState, Verdict
from concertation.models import Edition, LeverChoice
from concertation.services.locks import check_version, lock_edition
from core.errors import Refusal

_PLACES = Decimal("0.0001")


def _lock(lever: LeverChoice, version: int) -> LeverChoice:
    lock_edition(lever.edition)
    held = LeverChoice.objects.select_for_update(of=("self",)).select_related("edition__device").get(pk=lever.pk)
    check_version(held.version, version)
    return held


@transaction.atomic
def choose_lever(*, edition: Edition, code: str, by: User, symptom: Mapping[str, Any], **fields: Any) -> LeverChoice:
    """Take a lever that a rule proposes; taken twice, it is there once. ``fields``: title, family, why, impact…"""
    held = lock_edition(edition)
    return LeverChoice.objects.get_or_create(
        edition=held, code=code, defaults={**_measured(fields), "symptom": dict(symptom)}
    )[0]


@transaction.atomic
def add_lever(*, edition: Edition, by: User, **fields: Any) -> LeverChoice:
    """A lever of the team's own. Refuses the same title twice."""
    held = lock_edition(edition)
    if held.levers.filter(title__iexact=fields["title"]).exists():
        raise Refusal(_("This lever is chosen already. Open it, or choose another title."))
    return LeverChoice.objects.create(edition=held, **_measured(fields))


@transaction.atomic
def change_lever(*, lever: LeverChoice, version: int, by: User, **fields: Any) -> LeverChoice:
    """Correct a chosen lever. Refuses a stale page."""
    held = _lock(lever, version)
    for name, value in _measured(fields).items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def remove_lever(*, lever: LeverChoice, by: User) -> None:
    """Leave a lever. Refused once it became an action: the promise is followed, not erased."""
    lock_edition(lever.edition)
    held = LeverChoice.objects.select_for_update(of=("self",)).filter(pk=lever.pk).first()
    if held is None:
        return
    if held.action_id:
        raise Refusal(_("This lever became an action: mark the action as dropped in the plan, and say why."))
    held.delete()


def _measured(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Figures at the precision they are kept with."""
    names = ("before", "target", "after")
    return {
        name: value.quantize(_PLACES) if name in names and value is not None else value
        for name, value in fields.items()
    }


@transaction.atomic
def plan_lever(*, lever: LeverChoice, version: int, by: User, **fields: Any) -> Action:
    """Turn a lever into an action of the edition's plan, opened at the first one. ``fields``: those of an action.

    Refuses a lever that already has its action, and what an action refuses (dates, cost without currency).
    """
    held = _lock(lever, version)
    if held.action_id:
        raise Refusal(_("This lever has its action already. Change it in the plan."))
    held.action = add_action(plan=_plan_of(held.edition, by), by=by, **fields)
    held.version += 1
    held.save(update_fields=["action", "version"])
    return held.action


def _plan_of(edition: Edition, by: User) -> ActionPlan:
    """The plan of the edition, shared by those who run the device and those who accompany it."""
    if edition.action_plan is not None:
        return edition.action_plan
    device = edition.device
    plan = open_plan(
        organization=device.organization,
        territory=device.territory,
        partners=[device.organization, *device.companions.all()],
        title=_("Improvements: %(edition)s") % {"edition": edition},
        by=by,
    )
    edition.action_plan = plan
    if edition.state in (EditionState.COLLECTING, EditionState.DIAGNOSED):
        edition.state = EditionState.PLANNED
    edition.save(update_fields=["action_plan", "state"])
    return plan


@transaction.atomic
def decide_lever(
    *,
    lever: LeverChoice,
    at: Edition,
    version: int,
    by: User,
    verdict: str,
    reason: str,
    after: Decimal | None,
    after_n: int | None,
) -> LeverChoice:
    """Go on, adjust or stop, with what edition ``at`` measured on that day.

    The lever's own edition may be closed: only ``at`` must be open. Adjusting and stopping ask for the reason.
    """
    held_at = lock_edition(at)
    held = LeverChoice.objects.select_for_update(of=("self",)).select_related("edition").get(pk=lever.pk)
    check_version(held.version, version)
    if held.edition.device_id != held_at.device_id or held.edition.number >= held_at.number:
        raise Refusal(_("Only a later edition of the same device says whether a lever helped."))
    if verdict != Verdict.GO_ON and not reason:
        raise Refusal(_("Say why you adjust or stop: the next team will read it."))
    for name, value in _measured({"after": after, "after_n": after_n}).items():
        setattr(held, name, value)
    held.after_edition, held.verdict, held.verdict_reason = held_at, verdict, reason
    held.decided_on = timezone.localdate()
    held.version += 1
    held.save()
    _followed(held.edition)
    return held


def _followed(edition: Edition) -> None:
    """The edition is followed once every lever of it has its decision."""
    if edition.state == EditionState.PLANNED and not edition.levers.filter(verdict="").exists():
        edition.state = EditionState.FOLLOWED
        edition.save(update_fields=["state"])
