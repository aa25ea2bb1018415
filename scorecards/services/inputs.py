"""Input tracking: what the service is entitled to, what was planned, what came, what is there."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.models import Cycle, InputItem
from scorecards.services.locks import check_version
from scorecards.services.moderation import places, watch
from scorecards.services.readiness import held_open

FIELDS = (
    "label",
    "is_money",
    "unit",
    "entitlement",
    "source",
    "planned",
    "received",
    "observed",
    "evidence",
    "remarks",
)
#: Lines of one cycle: more than any printed matrix.
MOST_INPUTS = 300
NOTE_MAX = 300


@transaction.atomic
def add_input(*, cycle: Cycle, by: User, key: UUID | None = None, **fields: Any) -> InputItem:
    """One more line at the end. ``key``: made on a device."""
    held = held_open(cycle)
    _refuse_too_many(held, 1)
    row = InputItem(pk=key or uuid4(), cycle=held, position=_last(held) + 1)
    return _write(row, held, by, fields)


@transaction.atomic
def change_input(*, item: InputItem, version: int, by: User, **fields: Any) -> InputItem:
    held = held_open(item.cycle)
    row = InputItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    check_version(row.version, version)
    row.version += 1
    return _write(row, held, by, fields)


@transaction.atomic
def remove_input(*, item: InputItem, by: User) -> None:
    held_open(item.cycle)
    InputItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def import_inputs(*, cycle: Cycle, lines: Iterable[Mapping[str, Any]], by: User) -> int:
    """All of the file's lines, after those that are there, or none of them; how many."""
    held = held_open(cycle)
    rows = list(lines)
    _refuse_too_many(held, len(rows))
    start = _last(held) + 1
    for position, fields in enumerate(rows, start):
        _write(InputItem(cycle=held, position=position), held, by, dict(fields))
    return len(rows)


@transaction.atomic
def say_nothing_to_track(*, cycle: Cycle, note: str, by: User) -> Cycle:
    """Why no input is tracked in this round; empty takes it back."""
    held = held_open(cycle)
    words = note.strip()
    if len(words) > NOTE_MAX:
        raise Refusal(_("This reason is too long: 300 characters at most."))
    if words and InputItem.objects.filter(cycle=held).exists():
        raise Refusal(_("Inputs are written already: remove them before you say that there is nothing to track."))
    held.inputs_note = words
    held.version += 1
    held.save(update_fields=["inputs_note", "version"])
    watch(cycle=held, texts=places("input", held.pk, {"note": words}), by=by)
    return held


def copy_inputs(*, source: Cycle, target: Cycle) -> None:
    """The same entitlements to look at in the next round; amounts and evidence are asked again."""
    InputItem.objects.bulk_create(
        [
            InputItem(
                cycle=target,
                label=row.label,
                is_money=row.is_money,
                unit=row.unit,
                entitlement=row.entitlement,
                source=row.source,
                position=row.position,
            )
            for row in InputItem.objects.filter(cycle=source)
        ]
    )


def _last(cycle: Cycle) -> int:
    return int(InputItem.objects.filter(cycle=cycle).aggregate(last=Max("position"))["last"] or 0)


def _refuse_too_many(cycle: Cycle, more: int) -> None:
    if InputItem.objects.filter(cycle=cycle).count() + more > MOST_INPUTS:
        raise Refusal(_("A cycle tracks 300 inputs at most."))


def _write(row: InputItem, cycle: Cycle, by: User, fields: dict[str, Any]) -> InputItem:
    for name in FIELDS:
        if name in fields:
            value = fields[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.label:
        raise Refusal(_("Name the input: medicines, teachers, budget for repairs…"))
    if row.is_money and not row.unit:
        raise Refusal(_("%(input)s: write the currency of this money.") % {"input": row.label})
    if any(amount is not None and amount < 0 for amount in (row.planned, row.received, row.observed)):
        raise Refusal(_("An amount can't be negative."))
    row.save()
    if cycle.inputs_note:
        Cycle.objects.filter(pk=cycle.pk).update(inputs_note="")
        cycle.inputs_note = ""
    texts = {name: getattr(row, name) for name in ("label", "source", "evidence", "remarks")}
    watch(cycle=cycle, texts=places("input", row.pk, texts), by=by)
    return row
