"""The legal frame of an agreement, who does what at each step, and what an action means for the partnership."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action
from core.errors import Refusal
from partnerships.enums import ProjectStep
from partnerships.legal import Terms
from partnerships.models import ActionLink, Partnership, Party, SharedResult, StepRole
from partnerships.services.locks import acting_party, check_version, lock_partnership
from partnerships.services.writing import held, remember, row_version

FRAME_FIELDS = ("agreement_type", "public_amount", "currency", "priority_domain", "starts_on", "ends_on", "vision")


def terms_of(partnership: Partnership) -> Terms:
    return Terms(
        frame=partnership.agreement_type,
        amount=partnership.public_amount,
        currency=partnership.currency,
        priority=partnership.priority_domain,
        starts_on=partnership.starts_on,
        ends_on=partnership.ends_on,
    )


@transaction.atomic
def change_frame(*, partnership: Partnership, version: int | None, by: User, **fields: Any) -> Partnership:
    """Legal frame, public money, dates, shared vision: before the signature, or during an amendment."""
    current = held(partnership, early=True)
    party = acting_party(by, current)
    check_version(current.version, version)
    before = current.vision
    for name in FRAME_FIELDS:
        if name in fields:
            setattr(current, name, fields[name])
    if current.public_amount is None:
        current.currency = ""
    try:
        current.full_clean(exclude=["action_plan"])
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    current.version += 1
    current.save()
    remember(
        partnership=current, party=party, by=by, about="vision", row=current.pk, before=before, after=current.vision
    )
    return current


def roles_version(party: Party | None) -> int:
    """A number made of the roles of a party: it moves when they do."""
    rows = party.step_roles.order_by("step").values_list("step", "role") if party else ()
    return zlib.crc32("\x1f".join(f"{step}={role}" for step, role in rows).encode())


def place_version(link: ActionLink | None) -> int:
    """The same of the place of an action; 0 as long as it has none."""
    if link is None:
        return 0
    who = sorted(str(party.pk) for party in link.contributors.all())
    return zlib.crc32(f"{row_version(link)}{who}".encode())


@transaction.atomic
def write_roles(*, partnership: Partnership, roles: Mapping[str, str], version: int | None, by: User) -> Party:
    """What my party does at each step; an empty role is taken out. ``version``: ``roles_version`` that was read."""
    party = acting_party(by, held(partnership))
    check_version(roles_version(party), version)
    for step in ProjectStep:
        words = " ".join(roles.get(step, "").split())
        if words:
            StepRole.objects.update_or_create(party=party, step=step, defaults={"role": words[:200]})
        else:
            StepRole.objects.filter(party=party, step=step).delete()
    return party


@transaction.atomic
def place_action(
    *,
    partnership: Partnership,
    action: Action,
    result: SharedResult | None,
    contributors: Iterable[Party],
    after_end: Party | None,
    after_end_means: str = "",
    version: int | None,
    by: User,
) -> ActionLink:
    """Which shared result an action serves, who contributes, who goes on after the end and with what.

    ``version``: ``place_version`` that was read.
    """
    current = lock_partnership(partnership)
    acting_party(by, current)
    if action.plan_id != current.action_plan_id:
        raise Refusal(_("This action belongs to another plan."))
    if after_end_means.strip() and after_end is None:
        raise Refusal(_("Say who goes on after the end, or leave the means empty."))
    link, is_new = ActionLink.objects.select_for_update(of=("self",)).get_or_create(
        action=action, defaults={"partnership": current}
    )
    check_version(place_version(None if is_new else link), version)
    link.result, link.after_end, link.after_end_means = result, after_end, after_end_means.strip()
    link.save()
    link.contributors.set(contributors)
    return link
