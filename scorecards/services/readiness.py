"""The checklist before launch, and the hours that a cycle takes."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import PHASES, CycleState, ReadinessKey, ReadinessState
from scorecards.models import Cycle, ReadinessCheck, StepHours
from scorecards.services.locks import lock_cycle
from scorecards.services.moderation import places, watch

#: Longest note of a line, and most hours of a phase.
NOTE_MAX, HOURS_MAX = 500, Decimal("9999.9")


def held_open(cycle: Cycle) -> Cycle:
    """The cycle under lock; refuses once the round is closed."""
    held = lock_cycle(cycle)
    if held.state == CycleState.CLOSED:
        raise Refusal(_("This round is closed: its preparation is kept as it was."))
    return held


@transaction.atomic
def save_readiness(*, cycle: Cycle, lines: Mapping[str, tuple[str, str]], by: User) -> int:
    """Key → (state, note). Only lines that change are written, so that who and when stay true; how many changed."""
    held = held_open(cycle)
    there = {row.key: row for row in ReadinessCheck.objects.filter(cycle=held)}
    changed = 0
    for key, (state, note) in lines.items():
        if key not in ReadinessKey.values or state not in ReadinessState.values:
            raise Refusal(_("This line of the checklist doesn't exist."))
        row = there.get(key) or ReadinessCheck(cycle=held, key=key)
        wanted = (state == ReadinessState.DONE, state != ReadinessState.NOT_NEEDED, note.strip())
        if wanted == (row.is_done, row.is_needed, row.note):
            continue
        row.is_done, row.is_needed, row.note = wanted
        _check_line(row)
        row.by = by
        row.save()
        watch(cycle=held, texts=places("readiness", row.pk, {"note": row.note}), by=by)
        changed += 1
    return changed


def _check_line(row: ReadinessCheck) -> None:
    if not row.is_needed and not row.note:
        raise Refusal(_("%(line)s: write why this line isn't needed here.") % {"line": row})
    if len(row.note) > NOTE_MAX:
        raise Refusal(_("%(line)s: this note is too long, 500 characters at most.") % {"line": row})


@transaction.atomic
def save_hours(
    *, cycle: Cycle, rows: Mapping[str, tuple[Decimal | None, Decimal | None, datetime.date | None]], by: User
) -> None:
    """Phase → (hours planned, hours spent, expected end). A phase without anything keeps no row."""
    held = held_open(cycle)
    for phase, (planned, spent, due_on) in rows.items():
        if phase not in PHASES:
            raise Refusal(_("This phase doesn't exist."))
        for hours in (planned, spent):
            if hours is not None and not 0 <= hours <= HOURS_MAX:
                raise Refusal(_("Hours can't be negative."))
        if planned is None and spent is None and due_on is None:
            StepHours.objects.filter(cycle=held, phase=phase).delete()
            continue
        StepHours.objects.update_or_create(
            cycle=held, phase=phase, defaults={"planned": planned, "spent": spent, "due_on": due_on}
        )
