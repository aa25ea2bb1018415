"""Signatures: a party signs the text it has read, through somebody who may commit it. The last one seals it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import AmendmentState, State
from partnerships.models import AgreementVersion, Amendment, Partnership, Party, Signature
from partnerships.services.content import build_content, fingerprint
from partnerships.services.gates import missing_for
from partnerships.services.life import advance
from partnerships.services.locks import acting_party, lock_partnership
from partnerships.services.versions import last_version, version_now

SIGNABLE = (State.TO_SIGN, State.AMENDING)


def text_in_force(partnership: Partnership) -> str:
    """The fingerprint of the text as it stands."""
    return fingerprint(build_content(partnership))


def unsigned(partnership: Partnership) -> list[Party]:
    """The parties that haven't signed the text as it stands; an earlier text's signature doesn't hold for it."""
    parties = list(partnership.parties.filter(left_on=None).select_related("organization"))
    last = last_version(partnership)
    if last is None or last.sha256 != text_in_force(partnership):
        return parties
    signed = set(last.signatures.values_list("party", flat=True))
    return [party for party in parties if party.pk not in signed]


@transaction.atomic
def sign(
    *,
    partnership: Partnership,
    sha256: str,
    function: str,
    signed_on: datetime.date,
    place: str = "",
    by: User,
) -> Signature:
    """My party signs the text whose fingerprint it read. The last signature takes the partnership forward.

    Refuses when the text changed since the page was opened, when something of the gate is missing, when the party has
    signed this text already.
    """
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if held.state not in SIGNABLE:
        raise Refusal(_("The agreement isn't at its signature. Look at the partnership's page."))
    missing = missing_for(held, State.TO_SIGN)
    if missing:
        raise Refusal(_("Something is missing: %(what)s") % {"what": " ".join(missing)})
    if text_in_force(held) != sha256:
        raise Refusal(_("The text changed since you opened this page. Read it again, then sign."))
    if signed_on > timezone.localdate():
        raise Refusal(_("A signature can't be dated in the future."))
    last = last_version(held)
    if held.state == State.AMENDING and last is not None and last.sha256 == sha256 and is_signed(last):
        raise Refusal(_("Nothing changed since the signed text: write the amendment first."))
    version = version_now(held, reason=_("Text to sign"), by=by)
    if version.signatures.filter(party=party).exists():
        raise Refusal(_("Your organisation has signed this text already."))
    signature = Signature.objects.create(
        agreement=version, party=party, function=function.strip(), place=place.strip(), signed_on=signed_on, by=by
    )
    if not unsigned(held):
        _seal(held, version, by)
    return signature


def is_signed(version: AgreementVersion) -> bool:
    """Every party of today has signed it."""
    signed = set(version.signatures.values_list("party", flat=True))
    parties = set(version.partnership.parties.filter(left_on=None).values_list("pk", flat=True))
    return bool(parties) and parties <= signed


def signed_version(partnership: Partnership) -> AgreementVersion | None:
    """The last text that every party signed."""
    parties = set(partnership.parties.filter(left_on=None).values_list("pk", flat=True))
    for version in partnership.versions.prefetch_related("signatures").order_by("-number"):
        if parties and parties <= {row.party_id for row in version.signatures.all()}:
            return version
    return None


def _seal(held: Partnership, version: AgreementVersion, by: User) -> None:
    if held.state == State.TO_SIGN:
        advance(partnership=held, to=State.SIGNED, by=by)
        return
    open_ones = held.amendments.filter(state=AmendmentState.ACCEPTED, after=None)
    Amendment.objects.filter(pk__in=open_ones.values("pk")).update(after=version)
    advance(partnership=held, to=State.ACTIVE, by=by)
