"""Contributions and their reasoned follow-up: written, grouped, answered, published; public commitments."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.enums import Outcome
from concertation.models import Contribution, Device, Edition, PublicCommitment
from concertation.services.locks import check_version, lock_device, lock_edition
from core.errors import Refusal

#: An answer that says something: "being studied" is no answer yet.
FINAL = (Outcome.KEPT, Outcome.PARTLY, Outcome.NOT_KEPT)


def ready(edition: Edition) -> Any:
    """Contributions whose reasoned answer is written and not published yet."""
    rows = edition.contributions.filter(answered_on=None, is_hidden=False, outcome__in=FINAL)
    return rows.exclude(reason="")


@transaction.atomic
def add_contribution(*, edition: Edition, by: User, **fields: Any) -> Contribution:
    """The next contribution of the edition. ``fields``: text, theme, count, received_on, is_hidden."""
    held = lock_edition(edition)
    number = (held.contributions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Contribution.objects.create(edition=held, number=number, **fields)


@transaction.atomic
def follow_contribution(*, contribution: Contribution, version: int, by: User, **fields: Any) -> Contribution:
    """Write the contribution and its follow-up. A published answer keeps its outcome and its reason filled in."""
    held = _hold(contribution)
    check_version(held.version, version)
    for name, value in fields.items():
        setattr(held, name, value)
    if held.outcome != Outcome.NOT_KEPT:
        held.refusal = ""
    if held.answered_on and (held.outcome not in FINAL or not held.reason):
        raise Refusal(_("This answer is published: keep an outcome and a reason."))
    if held.action_id and held.action and held.action.plan_id != held.edition.action_plan_id:
        raise Refusal(_("Choose an action of the improvement plan of this edition."))
    held.version += 1
    held.save()
    return held


@transaction.atomic
def set_hidden(*, contribution: Contribution, hidden: bool, by: User) -> Contribution:
    """Set aside a contribution that speaks of a person, or take it back. It isn't shown in public."""
    held = _hold(contribution)
    if held.is_hidden != hidden:
        held.is_hidden = hidden
        held.version += 1
        held.save(update_fields=["is_hidden", "version"])
    return held


@transaction.atomic
def publish_answers(*, edition: Edition, by: User) -> int:
    """Publish every reasoned answer that is written. Returns how many; refuses when none is ready."""
    held = lock_edition(edition)
    rows = list(ready(held).select_for_update())
    if not rows:
        raise Refusal(_("No answer is ready: an answer needs an outcome and a reason."))
    for row in rows:
        row.answered_on = timezone.localdate()
        row.version += 1
        row.save(update_fields=["answered_on", "version"])
    return len(rows)


@transaction.atomic
def group_contributions(*, edition: Edition, chosen: Iterable[Any], by: User) -> Contribution:
    """Make one of several that say the same: the first keeps its words, the counts are added up.

    Refuses fewer than two, and those that were answered in public.
    """
    held = lock_edition(edition)
    rows = list(held.contributions.select_for_update().filter(pk__in=list(chosen)).order_by("number"))
    if len(rows) < 2:
        raise Refusal(_("Tick at least two contributions that say the same."))
    if any(row.answered_on for row in rows):
        raise Refusal(_("An answer to one of them is published already. Group those that are not answered yet."))
    first, *others = rows
    first.count = sum(row.count for row in rows)
    first.is_hidden = all(row.is_hidden for row in rows) or first.is_hidden
    first.version += 1
    first.save(update_fields=["count", "is_hidden", "version"])
    for row in others:
        row.delete()
    return first


@transaction.atomic
def save_commitments(
    *,
    edition: Edition,
    version: int,
    rows: Sequence[tuple[PublicCommitment | None, dict[str, Any] | None]],
    by: User,
) -> Edition:
    """What the commune promised in public, in one go; a row whose fields are None is taken off."""
    held = lock_edition(edition)
    check_version(held.version, version)
    for stored, fields in rows:
        if fields is None:
            if stored:
                stored.delete()
        elif stored is None:
            PublicCommitment.objects.create(edition=held, **fields)
        else:
            for name, value in fields.items():
                setattr(stored, name, value)
            stored.save()
    held.version += 1
    held.save(update_fields=["version"])
    return held


@transaction.atomic
def show_public_page(*, device: Device, shown: bool, by: User) -> Device:
    """Open « you said, we did » to everybody, or close it. Refuses while the device itself isn't published."""
    held = lock_device(device)
    if shown and held.published_at is None:
        raise Refusal(_("Publish the device first, from its page: the public page comes after."))
    if shown != (held.public_page_at is not None):
        held.public_page_at = timezone.now() if shown else None
        held.version += 1
        held.save(update_fields=["public_page_at", "version"])
    return held


def _hold(contribution: Contribution) -> Contribution:
    lock_edition(contribution.edition)
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("edition", "action")
    held = rows.filter(pk=contribution.pk).first()
    if held is None:
        raise Refusal(_("This contribution was grouped with another one meanwhile."))
    return held
