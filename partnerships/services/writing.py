"""Who may write the text of an agreement, and when; each change of it is remembered with the party that made it."""

import zlib
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import Edit, Partnership, Party

#: The text opens after the reveal: before it, each party says what and why alone.
WRITING = frozenset({State.REVEALED, State.COWRITING, State.CRITERIA, State.AMENDING})
#: What needs no reveal: why here, under which law, with which papers.
EARLY = WRITING | {State.DRAFT, State.FRAMING}
#: The agreement is signed and runs.
RUNNING = frozenset({State.SIGNED, State.ACTIVE, State.SUSPENDED, State.ENDED, State.BALANCE})


def why_closed(partnership: Partnership, *, early: bool = False, late: bool = False) -> str:
    """Why the text can't be written now, as a sentence; empty when it can.

    ``early``: also before the reveal. ``late``: also once signed (what comes in addition to the agreement).
    """
    state = State(partnership.state)
    if state in (EARLY if early else WRITING) or (late and state in RUNNING):
        return ""
    if state in (State.DRAFT, State.FRAMING):
        return _("Each party first says what and why, alone. This opens once the answers are revealed.")
    if state == State.TO_SIGN:
        return _(
            "The text is being signed: it stays as it is. To change it, go back to writing together, from the "
            "partnership’s page."
        )
    if state in RUNNING:
        return _("The agreement is signed: its text changes through an amendment.")
    return _("This partnership is over: its text is kept as it was.")


def held(partnership: Partnership, *, early: bool = False, late: bool = False) -> Partnership:
    """The partnership under lock, open for writing; Refusal with the reason otherwise."""
    row = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    reason = why_closed(row, early=early, late=late)
    if reason:
        raise Refusal(reason)
    return row


def row_version(row: Model) -> int:
    """The version of a row; for a row that counts none, a number made of its values: it moves when they do."""
    counted = getattr(row, "version", None)
    if counted is not None:
        return int(counted)
    values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    return zlib.crc32("\x1f".join(values).encode())


def remember(
    *, partnership: Partnership, party: Party, by: User, about: str, row: Any, before: str, after: str
) -> Edit | None:
    """An edit of the text, with its author; None when the words are the same."""
    if before == after:
        return None
    return Edit.objects.create(
        partnership=partnership, party=party, by=by, about=about, row=row, before=before[:2000], after=after[:2000]
    )
