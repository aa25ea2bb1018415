"""Documents of a partnership: bounded in size and kind, kept under a name that says nothing, given as downloads."""

import uuid
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import Document, Partnership, Party
from partnerships.services.locks import acting_party, lock_partnership

MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
_OFFICE, _ZIP = "application/vnd.openxmlformats-officedocument.", b"PK\x03\x04"
#: Ending of the name → type that is sent, and how the file begins (empty: plain text).
KINDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "docx": (_OFFICE + "wordprocessingml.document", _ZIP),
    "xlsx": (_OFFICE + "spreadsheetml.sheet", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "csv": ("text/csv", b""),
    "txt": ("text/plain", b""),
}


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def check_file(file: File) -> str:
    """The ending of an acceptable file; Refusal with what to do for one too large, of another kind, or disguised."""
    ending = ending_of(file.name or "")
    if ending not in KINDS:
        raise Refusal(
            _("This kind of file isn't taken. Send a PDF, an image (PNG, JPG), a text document or a spreadsheet.")
        )
    if not file.size:
        raise Refusal(_("The file is empty."))
    if file.size > MOST_BYTES:
        raise Refusal(
            _("The file is larger than %(limit)d MB. Reduce it, or write where it is kept.")
            % {"limit": MOST_MEGABYTES}
        )
    begins = KINDS[ending][1]
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.startswith(begins) or (not begins and b"\x00" in head):
        raise Refusal(
            _("The file isn't what its name says (.%(ending)s). Save it again in that format.") % {"ending": ending}
        )
    return ending


@transaction.atomic
def add_document(*, partnership: Partnership, by: User, file: File | None = None, **fields: Any) -> Document:
    """A document of my party: a file, or where it is kept. ``restricted_because``: why the others can't open it."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if file is None and not fields.get("reference", "").strip():
        raise Refusal(_("Choose a file, or write where the document is kept."))
    row = Document(partnership=held, party=party, by=by, **fields)
    if file is not None:
        row.file.save(f"{uuid.uuid4().hex}.{check_file(file)}", file, save=False)
    row.save()
    return row


@transaction.atomic
def remove_document(*, document: Document, by: User) -> None:
    """Take out a document of one's own party. What was shared when the agreement was signed stays."""
    held = lock_partnership(document.partnership)
    party = acting_party(by, held)
    if document.party_id != party.pk:
        raise Refusal(_("Only the party that put this document here takes it out."))
    if not held.is_before_signature:
        raise Refusal(_("The agreement is signed: its documents stay. Add a new one instead."))
    name, storage = document.file.name, document.file.storage
    document.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def may_open(document: Document, party: Party | None) -> bool:
    """Every party opens a shared document; a restricted one, the party that put it there."""
    if party is None or not document.file:
        return False
    return not document.restricted_because or document.party_id == party.pk
