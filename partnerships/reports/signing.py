"""What the signature shows: what is missing, the text, who has signed it; and the agreement in print."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums import State
from partnerships.models import AgreementVersion, Partnership, Signature
from partnerships.reports.sentences import ChangedChapter, Chapter, changes, chapters
from partnerships.services.content import build_content, fingerprint
from partnerships.services.gates import missing_for
from partnerships.services.signing import SIGNABLE, signed_version
from partnerships.services.versions import last_version


@dataclass(frozen=True)
class Signatory:
    """``signature`` of the text as it stands; ``earlier``: number of an older version that the party signed."""

    party: str
    mine: bool
    signature: Signature | None
    earlier: int | None


@dataclass(frozen=True)
class SigningPage:
    """``open``: the partnership is at its signature. ``changed``: since the text that all signed, for an amendment."""

    open: bool
    missing: tuple[str, ...]
    sha256: str
    chapters: tuple[Chapter, ...]
    signatories: tuple[Signatory, ...]
    changed: tuple[ChangedChapter, ...]
    signed: AgreementVersion | None

    @property
    def all_signed(self) -> bool:
        return bool(self.signatories) and all(row.signature for row in self.signatories)

    @property
    def mine_signed(self) -> bool:
        return any(row.mine and row.signature for row in self.signatories)


@dataclass(frozen=True)
class PrintedSignature:
    party: str
    function: str
    place: str
    signed_on: datetime.date | None


@dataclass(frozen=True)
class PrintedAgreement:
    """``draft``: why this isn't the signed text, empty when it is. ``number``: None for a text kept in no version."""

    title: str
    territory: str
    frame: str
    draft: str
    demo: bool
    number: int | None
    sha256: str
    chapters: tuple[Chapter, ...]
    signatures: tuple[PrintedSignature, ...]
    printed_on: datetime.date


def build_signing(partnership: Partnership, mine: object) -> SigningPage:
    """``mine``: id of the reader's party, or None."""
    content = build_content(partnership)
    mark, signed = fingerprint(content), signed_version(partnership)
    earlier: dict[object, int] = {}
    now: dict[object, Signature] = {}
    for row in Signature.objects.filter(agreement__partnership=partnership).select_related("agreement"):
        if row.agreement.sha256 == mark:
            now[row.party_id] = row
        else:
            earlier[row.party_id] = max(row.agreement.number, earlier.get(row.party_id, 0))
    parties = partnership.parties.filter(left_on=None).select_related("organization")
    before = partnership.is_before_signature or partnership.state == State.AMENDING
    return SigningPage(
        open=partnership.state in SIGNABLE,
        missing=tuple(missing_for(partnership, State.TO_SIGN)) if before else (),
        sha256=mark,
        chapters=tuple(chapters(content)),
        signatories=tuple(
            Signatory(str(party), party.pk == mine, now.get(party.pk), earlier.get(party.pk)) for party in parties
        ),
        changed=tuple(changes(signed.content, content)) if signed and before else (),
        signed=signed,
    )


def build_printed(partnership: Partnership, audience: str) -> PrintedAgreement:
    """The signed text when there is one and no amendment is being written, else the text as it stands, as a draft."""
    signed = signed_version(partnership)
    writing = partnership.is_before_signature or partnership.state == State.AMENDING
    number: int | None
    if signed is not None and not writing:
        content, number, draft = signed.content, signed.number, ""
    else:
        content = build_content(partnership)
        last = last_version(partnership)
        number = last.number if last and last.sha256 == fingerprint(content) else None
        draft = _("Text in progress: not signed by all the parties.")
    mark = fingerprint(content)
    rows = {
        row.party_id: row
        for row in Signature.objects.filter(agreement__partnership=partnership, agreement__sha256=mark)
    }
    return PrintedAgreement(
        title=partnership.name,
        territory=str(partnership.territory),
        frame=str(partnership.get_agreement_type_display()),
        draft=draft,
        demo=partnership.is_demonstration,
        number=number,
        sha256=mark,
        chapters=tuple(chapters(content)),
        signatures=tuple(
            _printed(str(party), rows.get(party.pk))
            for party in partnership.parties.filter(left_on=None).select_related("organization")
        ),
        printed_on=timezone.localdate(),
    )


def _printed(party: str, row: Signature | None) -> PrintedSignature:
    if row is None:
        return PrintedSignature(party, "", "", None)
    return PrintedSignature(party, row.function, row.place, row.signed_on)
