"""What the parties show to the people of the territory: proposed by the coordinator, shown once every party agreed.

Any party takes it back, at any time, with its reason. Nothing is shown before the agreement is signed.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import Acceptance, Partnership, Party, Publication
from partnerships.services.lifegates import current_parties
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line
from partnerships.services.signing import signed_version

#: The name of the question put to all parties; its round is the number of the publication.
ABOUT = "publication"


def shown_now(partnership: Partnership) -> Publication | None:
    """What others read today."""
    rows = partnership.publications.filter(ended_at=None, published_at__isnull=False)
    return rows.select_related("proposed_by__organization").first()


def waiting_now(partnership: Partnership) -> Publication | None:
    """The proposal that waits for answers."""
    rows = partnership.publications.filter(ended_at=None, published_at=None)
    return rows.select_related("proposed_by__organization").first()


def last_number(partnership: Partnership) -> int:
    """The number of the last proposal, 0 when there was none: the version that a form of proposal carries."""
    found: int | None = partnership.publications.aggregate(last=Max("number"))["last"]
    return found or 0


def why_not_published(partnership: Partnership) -> str:
    """Why nothing can be published, as a sentence; empty when it can."""
    if partnership.is_before_signature or partnership.state == State.ABANDONED:
        return _("The agreement isn't signed: there is nothing to publish yet.")
    return ""


def answers_to(publication: Publication) -> dict[object, Acceptance]:
    """What the parties said of it: party id → answer. One query."""
    rows = Acceptance.objects.filter(
        partnership=publication.partnership_id, about=ABOUT, round=publication.number
    ).select_related("party__organization")
    return {row.party_id: row for row in rows}


@transaction.atomic
def propose_publication(
    *, partnership: Partnership, text: bool, results: bool, shares: bool, sentence: str, version: int | None, by: User
) -> Publication:
    """Put to all parties what others would read. It takes the place of a proposal that waits.

    ``version``: ``last_number`` when the form was drawn. Raises Refusal.
    """
    held = lock_partnership(partnership, even_over=True)
    party = acting_party(by, held)
    if party.organization_id != held.coordinator_id:
        raise Refusal(_("The coordinator proposes what is published; each party then says yes or no."))
    closed = why_not_published(held)
    if closed:
        raise Refusal(closed)
    number = last_number(held)
    check_version(number, version)
    if not (text or results or shares):
        raise Refusal(_("Tick one thing at least that others may read."))
    if text and signed_version(held) is None:
        raise Refusal(_("No text is signed by all the parties: leave the agreement out."))
    words = one_line(sentence, "", 500)
    waits = waiting_now(held)
    if waits is not None:
        _end(waits, party, "")
    row = Publication.objects.create(
        partnership=held, number=number + 1, text=text, results=results, shares=shares, sentence=words,
        proposed_by=party, by=by,
    )  # fmt: skip
    _say(row, party, True, "", by)
    return _show_when_all_agree(row)


@transaction.atomic
def answer_publication(
    *, partnership: Partnership, number: int, agrees: bool, sentence: str = "", by: User
) -> Publication:
    """My party's yes or no to the proposal ``number``, the one it read. The last yes publishes it."""
    held = lock_partnership(partnership, even_over=True)
    party, row = acting_party(by, held), waiting_now(held)
    if row is None or row.number != number:
        raise Refusal(_("This proposal is no longer put to the parties. Read the page again, then answer."))
    words = one_line(
        sentence, "" if agrees else _("Write what stops you: the others read it, and can answer it."), 500
    )
    _say(row, party, agrees, words, by)
    return _show_when_all_agree(row)


@transaction.atomic
def withdraw_publication(*, partnership: Partnership, number: int, reason: str, by: User) -> Publication:
    """Any party takes back what is shown, at once and for all; the reason stays for the other parties.

    ``number``: of the publication that the party read.
    """
    held = lock_partnership(partnership, even_over=True)
    party, row = acting_party(by, held), shown_now(held)
    if row is None or row.number != number:
        raise Refusal(_("This is no longer published as you saw it. Read the page again."))
    words = one_line(reason, _("Write why in a sentence: the other parties read it."), 500)
    _end(row, party, words)
    held.published_at = None
    held.save(update_fields=["published_at"])
    return row


def _say(row: Publication, party: Party, agrees: bool, sentence: str, by: User) -> None:
    Acceptance.objects.update_or_create(
        party=party,
        about=ABOUT,
        round=row.number,
        defaults={"partnership": row.partnership, "agrees": agrees, "sentence": sentence, "by": by},
    )


def _end(row: Publication, party: Party, reason: str) -> None:
    """``reason`` empty: another proposal takes its place."""
    row.ended_at, row.ended_by, row.reason = timezone.now(), party, reason
    row.save(update_fields=["ended_at", "ended_by", "reason"])


def _show_when_all_agree(row: Publication) -> Publication:
    """The earlier publication stands until this moment, so that a new proposal hides nothing."""
    said = answers_to(row)
    held = row.partnership
    if not all(party.pk in said and said[party.pk].agrees for party in current_parties(held)):
        return row
    before = shown_now(held)
    if before is not None:
        _end(before, row.proposed_by, "")
    row.published_at = timezone.now()
    row.save(update_fields=["published_at"])
    held.published_at = row.published_at
    held.save(update_fields=["published_at"])
    return row
