"""What and why, each alone: the priorities to rank, the blind sheets, and the moment when all are revealed together.

A sheet belongs to one party. Nothing here gives it to anybody else; ``reports.comparison`` reads sheets, and only once
``revealed_at`` is set. A sheet that was sent can be taken back as long as nothing is revealed.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import BlindSheet, MotivePrediction, Partnership, Party, Priority
from partnerships.services.gates import missing_for
from partnerships.services.life import advance
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line

PRIORITIES_MAX = 12
MOTIVES_MAX = 3
COMMITMENT = (1, 4)
#: What each page of the sheet writes.
SHEET_PARTS: dict[str, tuple[str, ...]] = {
    "what": ("what", "what_not", "success", "beneficiaries", "horizon_months", "ranking"),
    "why": ("why", "motives", "interests", "has_conflict", "conflict_handling"),
    "others": ("commitment",),
}


# Priorities ---------------------------------------------------------------------------------------------------------


def priorities_are_open(partnership: Partnership) -> bool:
    """The list may change until a first sheet is sent: an order of yesterday's list would mean nothing."""
    early = partnership.state in (State.DRAFT, State.FRAMING)
    return early and not BlindSheet.objects.filter(party__partnership=partnership, sent_at__isnull=False).exists()


def _open_list(partnership: Partnership) -> Partnership:
    held = lock_partnership(partnership)
    if not priorities_are_open(held):
        raise Refusal(_("A party has already sent its sheet: the list of priorities is fixed."))
    return held


@transaction.atomic
def add_priority(*, partnership: Partnership, label: str, by: User) -> Priority:
    """One more practice or priority that every party will rank alone; the same words twice are one line."""
    held = _open_list(partnership)
    party = acting_party(by, held)
    words = one_line(label, _("Write a practice or a priority, in a few words."), 200)
    there = held.priorities.filter(label__iexact=words).first()
    if there is not None:
        return there
    if held.priorities.count() >= PRIORITIES_MAX:
        raise Refusal(_("Twelve priorities at most: beyond that nobody can rank them. Remove one first."))
    last = held.priorities.aggregate(last=Max("position"))["last"] or 0
    return Priority.objects.create(partnership=held, label=words, proposed_by=party, position=last + 1)


@transaction.atomic
def remove_priority(*, priority: Priority, by: User) -> None:
    """Take back a line that one's own party proposed; it leaves the drafts of all sheets."""
    held = _open_list(priority.partnership)
    if acting_party(by, held).pk != priority.proposed_by_id:
        raise Refusal(_("Another party proposed this line: only it can take it back."))
    for sheet in BlindSheet.objects.select_for_update().filter(party__partnership=held):
        if priority.pk in sheet.ranking:
            sheet.ranking = [pk for pk in sheet.ranking if pk != priority.pk]
            sheet.save(update_fields=["ranking"])
    priority.delete()


# Sheets -------------------------------------------------------------------------------------------------------------


def own_sheet(party: Party) -> BlindSheet:
    """The sheet of one's own party, made on first use."""
    return BlindSheet.objects.get_or_create(party=party)[0]


def _held_sheet(partnership: Partnership, by: User) -> tuple[Partnership, BlindSheet]:
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if held.is_revealed:
        raise Refusal(_("The answers are revealed: sheets no longer change."))
    if held.state != State.FRAMING:
        raise Refusal(_("The sheets open with the framing. Each party must first agree to begin it."))
    sheet = own_sheet(party)
    return held, BlindSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)


def _known_ranking(held: Partnership, ranking: Sequence[UUID]) -> list[UUID]:
    known = set(held.priorities.values_list("pk", flat=True))
    if not set(ranking) <= known or len(set(ranking)) != len(ranking):
        raise Refusal(_("The list of priorities changed meanwhile. Look at it, then rank again."))
    return list(ranking)


@transaction.atomic
def write_sheet(
    *,
    partnership: Partnership,
    version: int,
    by: User,
    predictions: Mapping[Party, Sequence[str]] | None = None,
    **fields: Any,
) -> BlindSheet:
    """Write a part of one's own sheet, and of no other. ``fields``: those of SHEET_PARTS.

    ``predictions``: another party → the motives that one expects it to declare, three at most.
    """
    held, sheet = _held_sheet(partnership, by)
    if sheet.sent_at is not None:
        raise Refusal(_("Your sheet is sent. Take it back to change it: nobody has read it."))
    check_version(sheet.version, version)
    if "ranking" in fields:
        fields["ranking"] = _known_ranking(held, fields["ranking"])
    if len(fields.get("motives", [])) > MOTIVES_MAX:
        raise Refusal(_("Three motives at most: those that count first."))
    for name, value in fields.items():
        setattr(sheet, name, value)
    sheet.version += 1
    sheet.save()
    if predictions is not None:
        _predict(sheet, predictions)
    return sheet


def _predict(sheet: BlindSheet, predictions: Mapping[Party, Sequence[str]]) -> None:
    for about, motives in predictions.items():
        if about.pk == sheet.party_id or about.partnership_id != sheet.party.partnership_id:
            raise Refusal(_("Predict the motives of the other parties only."))
        if len(motives) > MOTIVES_MAX:
            raise Refusal(_("Three motives at most: those that count first."))
        MotivePrediction.objects.update_or_create(sheet=sheet, about=about, defaults={"motives": list(motives)})


def missing_in_sheet(sheet: BlindSheet, priorities: int) -> list[str]:
    """What the sheet still needs before it is sent, as sentences."""
    found = []
    if not sheet.what.strip():
        found.append(_("What: say what you want to do together."))
    if not sheet.success:
        found.append(_("What: choose at least one sign of success."))
    if len(sheet.ranking) < priorities:
        found.append(_("What: rank all the priorities."))
    if not sheet.why.strip():
        found.append(_("Why: say why you do it, and why together."))
    if not sheet.motives:
        found.append(_("Why: choose your first motives."))
    if sheet.has_conflict and not sheet.conflict_handling.strip():
        found.append(_("Why: say how you will handle the conflict of interest."))
    if sheet.commitment is None:
        found.append(_("The others and us: say how committed you are."))
    return found


@transaction.atomic
def send_sheet(*, partnership: Partnership, by: User) -> bool:
    """Send one's own sheet; True when it was the last one and all are revealed. Twice changes nothing."""
    held, sheet = _held_sheet(partnership, by)
    if sheet.sent_at is None:
        missing = missing_in_sheet(sheet, held.priorities.count())
        if missing:
            raise Refusal(" ".join(missing))
        sheet.sent_at = timezone.now()
        sheet.version += 1
        sheet.save(update_fields=["sent_at", "version"])
    return reveal_when_complete(held, by)


@transaction.atomic
def take_back_sheet(*, partnership: Partnership, by: User) -> BlindSheet:
    """Take one's own sheet back to change it; refused once all are revealed."""
    _held, sheet = _held_sheet(partnership, by)
    if sheet.sent_at is not None:
        sheet.sent_at = None
        sheet.version += 1
        sheet.save(update_fields=["sent_at", "version"])
    return sheet


def reveal_when_complete(held: Partnership, by: User) -> bool:
    """Reveal every sheet at once when the last one is in. ``held`` is under lock. True when it just happened."""
    if held.state != State.FRAMING or missing_for(held, State.REVEALED):
        return False
    advance(partnership=held, to=State.REVEALED, by=by)
    return True
