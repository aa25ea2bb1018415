"""After the signature: what arrived, what was kept, what was reached."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import CommitmentState
from partnerships.models import Commitment, Contribution, Delivery, Partnership, SharedResult
from partnerships.services.locks import acting_party, check_version, lock_partnership


def _live(partnership: Partnership) -> Partnership:
    held = lock_partnership(partnership)
    if held.is_before_signature:
        raise Refusal(_("The agreement isn't signed yet: nothing is due."))
    return held


def _past(day: datetime.date) -> None:
    if day > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day it happened."))


@transaction.atomic
def record_delivery(
    *, contribution: Contribution, on: datetime.date, percent: int, evidence: str = "", by: User
) -> Delivery:
    """A part of a contribution arrived, in percent of the whole. Refuses more than what is still to come."""
    acting_party(by, _live(contribution.party.partnership))
    row = Contribution.objects.select_for_update().get(pk=contribution.pk)
    _past(on)
    done = row.deliveries.aggregate(done=Sum("percent"))["done"] or 0
    if not 1 <= percent <= 100 - done:
        raise Refusal(
            _("%(done)d %% has arrived already: write a number from 1 to %(left)d.")
            % {"done": done, "left": 100 - done}
            if done < 100
            else _("All of this contribution has arrived already.")
        )
    return Delivery.objects.create(contribution=row, on=on, percent=percent, evidence=evidence.strip(), by=by)


@transaction.atomic
def confirm_delivery(*, delivery: Delivery, by: User) -> Delivery:
    """Another party than the giver says that it received it."""
    held = _live(delivery.contribution.party.partnership)
    party = acting_party(by, held)
    if party.pk == delivery.contribution.party_id:
        raise Refusal(_("Another party confirms what you delivered."))
    delivery.confirmed_by = party
    delivery.save(update_fields=["confirmed_by"])
    return delivery


@transaction.atomic
def close_commitment(
    *,
    commitment: Commitment,
    version: int | None,
    state: CommitmentState,
    closed_on: datetime.date | None,
    evidence: str = "",
    by: User,
) -> Commitment:
    """A promise is kept, not kept, or lifted by common agreement, with what shows it; or it is open again."""
    acting_party(by, _live(commitment.party.partnership))
    row = Commitment.objects.select_for_update().get(pk=commitment.pk)
    check_version(row.version, version)
    if state == CommitmentState.PENDING:
        closed_on = None
    elif closed_on is None:
        raise Refusal(_("Give the day it was kept or closed."))
    else:
        _past(closed_on)
    if state != CommitmentState.PENDING and not evidence.strip():
        raise Refusal(_("Write what shows it, in a few words: a document, a meeting, a photo."))
    row.state, row.closed_on, row.evidence = state, closed_on, evidence.strip()
    row.version += 1
    row.save()
    return row


@transaction.atomic
def measure_result(
    *, result: SharedResult, version: int | None, reached: Decimal | None, reached_on: datetime.date | None, by: User
) -> SharedResult:
    """The value that the indicator reached; both empty take it back."""
    acting_party(by, _live(result.partnership))
    row = SharedResult.objects.select_for_update().get(pk=result.pk)
    check_version(row.version, version)
    if (reached is None) != (reached_on is None):
        raise Refusal(_("Give both the value and its date, or neither."))
    if reached_on is not None:
        _past(reached_on)
    row.reached, row.reached_on = reached, reached_on
    row.version += 1
    row.save()
    return row
