"""The social map in figures: which parts of the community are heard, in which group, and who is absent."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.models import Cycle, Group, SocialMapEntry
from scorecards.services.moderation import places, watch
from scorecards.services.readiness import held_open

MOST_HOUSEHOLDS = 1_000_000
_FIELDS = ("label", "households", "group", "is_absent", "how_heard")


@transaction.atomic
def add_part(*, cycle: Cycle, by: User, **fields: Any) -> SocialMapEntry:
    """One part of the community: counts of households, never names."""
    held = held_open(cycle)
    last = SocialMapEntry.objects.filter(cycle=held).aggregate(last=Max("position"))["last"] or 0
    row = SocialMapEntry(cycle=held, position=last + 1)
    return _write(row, held, by, fields)


@transaction.atomic
def change_part(*, part: SocialMapEntry, by: User, **fields: Any) -> SocialMapEntry:
    held = held_open(part.cycle)
    row = SocialMapEntry.objects.select_for_update(of=("self",)).get(pk=part.pk)
    return _write(row, held, by, fields)


@transaction.atomic
def remove_part(*, part: SocialMapEntry, by: User) -> None:
    held_open(part.cycle)
    SocialMapEntry.objects.filter(pk=part.pk).delete()


def _write(row: SocialMapEntry, cycle: Cycle, by: User, fields: dict[str, Any]) -> SocialMapEntry:
    for name in _FIELDS:
        if name in fields:
            value = fields[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    group: Group | None = row.group
    if not row.label:
        raise Refusal(_("Write which part of the community it is: a hamlet, a neighbourhood, herders…"))
    if group is not None and group.cycle_id != cycle.pk:
        raise Refusal(_("This group isn't in this cycle."))
    if row.households is not None and not 0 <= row.households <= MOST_HOUSEHOLDS:
        raise Refusal(_("This number of households isn't possible."))
    if row.is_absent and group is not None:
        raise Refusal(_("Either they are heard in a group, or they are absent: correct one of the two."))
    if row.is_absent and not row.how_heard:
        raise Refusal(_("Write how these people will be heard: a visit, a neighbour who speaks for them…"))
    row.save()
    watch(cycle=cycle, texts=places("map", row.pk, {"label": row.label, "how_heard": row.how_heard}), by=by)
    return row
