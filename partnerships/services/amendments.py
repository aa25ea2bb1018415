"""Amendments of a signed agreement: one party proposes, each answers, all together write and sign the new text."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import AmendmentState, State
from partnerships.models import Acceptance, Amendment, Partnership, Party
from partnerships.services.life import advance
from partnerships.services.locks import acting_party, lock_partnership
from partnerships.services.signing import signed_version


def about(amendment: Amendment) -> str:
    """The name of the question put to the parties."""
    return f"amendment:{amendment.pk}"


def open_amendment(partnership: Partnership) -> Amendment | None:
    """The one being discussed or written: proposed, or accepted without its new text."""
    rows = partnership.amendments.exclude(state__in=(AmendmentState.REFUSED, AmendmentState.WITHDRAWN))
    return rows.filter(after=None).select_related("proposed_by__organization").first()


def silent(amendment: Amendment) -> list[Party]:
    """The parties that haven't answered yet."""
    said = set(Acceptance.objects.filter(about=about(amendment)).values_list("party", flat=True))
    parties = amendment.partnership.parties.filter(left_on=None).select_related("organization")
    return [party for party in parties if party.pk not in said]


@transaction.atomic
def propose_amendment(*, partnership: Partnership, what: str, why: str, by: User) -> Amendment:
    """A change of the signed text, put to every party; the one that proposes agrees. One at a time."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if held.state != State.ACTIVE:
        raise Refusal(_("An amendment changes an active agreement. Look at where the partnership stands."))
    if open_amendment(held) is not None:
        raise Refusal(_("An amendment is already open: finish it, then propose yours."))
    last = held.amendments.aggregate(last=Max("number"))["last"] or 0
    row = Amendment.objects.create(
        partnership=held,
        number=last + 1,
        proposed_by=party,
        what=what.strip(),
        why=why.strip(),
        before=signed_version(held),
    )
    _say(row, party, agrees=True, sentence="", by=by)
    return row


@transaction.atomic
def answer_amendment(*, amendment: Amendment, agrees: bool, sentence: str = "", by: User) -> Amendment:
    """My party's yes or no. The last yes opens the text; a no, with its reason, ends the amendment."""
    held = lock_partnership(amendment.partnership)
    party = acting_party(by, held)
    row = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if row.state != AmendmentState.PROPOSED:
        raise Refusal(_("This amendment has had its answer. Look at the page again."))
    if not agrees and not sentence.strip():
        raise Refusal(_("Write what stops you: the others read it, and can answer it."))
    _say(row, party, agrees=agrees, sentence=sentence, by=by)
    if not agrees:
        row.state = AmendmentState.REFUSED
    elif not silent(row):
        reason = _("Amendment %(number)d accepted by all") % {"number": row.number}
        advance(partnership=held, to=State.AMENDING, by=by, reason=reason)
        row.state = AmendmentState.ACCEPTED
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: User) -> Amendment:
    """The party that proposed takes its proposal back, while it isn't accepted."""
    held = lock_partnership(amendment.partnership)
    party = acting_party(by, held)
    row = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if row.proposed_by_id != party.pk:
        raise Refusal(_("Only the party that proposed this amendment takes it back."))
    if row.state != AmendmentState.PROPOSED:
        raise Refusal(_("This amendment has had its answer. Look at the page again."))
    row.state = AmendmentState.WITHDRAWN
    row.save(update_fields=["state"])
    return row


def _say(row: Amendment, party: Party, *, agrees: bool, sentence: str, by: User) -> None:
    Acceptance.objects.update_or_create(
        party=party,
        about=about(row),
        round=1,
        defaults={
            "partnership_id": row.partnership_id,
            "agrees": agrees,
            "sentence": sentence.strip()[:500],
            "by": by,
        },
    )
