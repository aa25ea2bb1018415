"""Parties: invited, joined, gone; and the sheet of identity that each alone writes."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.services import set_partners
from core.errors import Refusal
from directory.models import Organization
from partnerships.enums import State
from partnerships.models import LifeEvent, Partnership, Party
from partnerships.services.framing import reveal_when_complete
from partnerships.services.lifegates import PARTIES_MIN, current_parties
from partnerships.services.locks import acting_party, check_version, lock_partnership

#: What a party says of itself, and nobody else may write.
SHEET_FIELDS = (
    "role",
    "mission_link",
    "own_interest",
    "identity",
    "red_lines",
    "contact_one",
    "contact_two",
    "annual_budget",
)


@transaction.atomic
def invite_party(*, partnership: Partnership, organization: Organization, by: User) -> Party:
    """One more party, until the sheets are revealed: who comes later could no longer answer blind."""
    held = lock_partnership(partnership)
    acting_party(by, held)
    if held.state not in (State.DRAFT, State.FRAMING):
        raise Refusal(
            _("The answers are revealed: another organisation can’t answer blind any more. It joins at the renewal.")
        )
    there = held.parties.filter(organization=organization).first()
    if there is not None and there.left_on is None:
        raise Refusal(_("%(party)s is already a party.") % {"party": organization})
    if there is not None:
        there.left_on, there.accepted_at = None, None
        there.version += 1
        there.save(update_fields=["left_on", "accepted_at", "version"])
        party = there
    else:
        last = held.parties.aggregate(last=Max("position"))["last"] or 0
        party = Party.objects.create(partnership=held, organization=organization, position=last + 1)
    _share_plan(held)
    return party


@transaction.atomic
def join(*, partnership: Partnership, by: User) -> Party:
    """The party of ``by`` takes its place. Twice changes nothing."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if party.accepted_at is None:
        party.accepted_at = timezone.now()
        party.version += 1
        party.save(update_fields=["accepted_at", "version"])
    return party


@transaction.atomic
def leave(*, partnership: Partnership, reason: str, by: User) -> Party:
    """The party of ``by`` leaves, or declines the invitation: always its right, with its reason.

    When fewer than two remain the partnership is abandoned (before the signature) or terminated (after). The
    coordination goes to the first party that remains. When only the leaver was awaited, the answers are revealed.
    """
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if not reason.strip():
        raise Refusal(_("Write why in a sentence: the other parties read it."))
    party.left_on = timezone.localdate()
    party.version += 1
    party.save(update_fields=["left_on", "version"])
    remaining = current_parties(held)
    LifeEvent.objects.create(
        partnership=held, by=by, party=party, from_state=held.state, to_state=held.state, reason=reason.strip()
    )
    if remaining and held.coordinator_id == party.organization_id:
        held.coordinator = remaining[0].organization
        held.save(update_fields=["coordinator"])
    if len(remaining) < PARTIES_MIN:
        _end(held, party, reason, by)
    else:
        reveal_when_complete(held, by)
    _share_plan(held)
    return party


def _end(held: Partnership, party: Party, reason: str, by: User) -> None:
    to = State.ABANDONED if held.is_before_signature else State.TERMINATED
    LifeEvent.objects.create(
        partnership=held, by=by, party=party, from_state=held.state, to_state=to, reason=reason.strip()
    )
    held.state_before, held.state = held.state, to
    held.version += 1
    held.save(update_fields=["state_before", "state", "version"])


def _share_plan(held: Partnership) -> None:
    plan = held.action_plan
    organizations = [party.organization for party in current_parties(held)]
    set_partners(plan=plan, organizations=[each for each in organizations if each.pk != plan.organization_id])


@transaction.atomic
def write_identity(*, partnership: Partnership, version: int, by: User, **fields: Any) -> Party:
    """Change the sheet of one's own party, and of no other. ``fields``: those of SHEET_FIELDS."""
    held = lock_partnership(partnership)
    party = Party.objects.select_for_update(of=("self",)).get(pk=acting_party(by, held).pk)
    check_version(party.version, version)
    for name in SHEET_FIELDS:
        if name in fields:
            setattr(party, name, fields[name])
    party.version += 1
    party.save()
    return party
