"""What changed in an action: who, when, before, after. Read from the history that the database itself writes."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import ACTION_FIELDS, Action
from actionplans.wordguard import Mask
from core.dates import format_date
from core.numbers import format_number

_SHOWN = (*ACTION_FIELDS, "state")


@dataclass(frozen=True)
class Change:
    at: datetime.datetime
    by: str
    text: str
    before: str
    after: str


def action_history(action: Action, mask: Mask) -> list[Change]:
    """The changes of an action, the latest first: its creation, then each field that moved. Two queries."""
    kept: Any = action
    events = list(kept.events.select_related("pgh_context").order_by("pgh_id"))
    names = _names(events)
    changes: list[Change] = []
    for position, event in enumerate(events):
        by = names.get(_user_id(event), _("the platform"))
        if position == 0:
            changes.append(Change(event.pgh_created_at, by, _("wrote the action"), "", ""))
            continue
        changes.extend(_differences(events[position - 1], event, by, mask))
    return changes[::-1]


def _differences(before: Any, after: Any, by: str, mask: Mask) -> list[Change]:
    return [
        Change(after.pgh_created_at, by, _label(name), mask(old), mask(new))
        for name in _SHOWN
        if (old := _words(before, name)) != (new := _words(after, name))
    ]


def _label(name: str) -> str:
    field: Any = Action._meta.get_field(name)
    return str(field.verbose_name)


def _words(event: Any, name: str) -> str:
    """A field's value as people read it; "–" for nothing."""
    value = getattr(event, name)
    if value in (None, ""):
        return "–"
    if name in ("side", "funding", "state"):
        return str(getattr(event, f"get_{name}_display")())
    if isinstance(value, datetime.date):
        return format_date(value)
    return format_number(value, 2) if name == "cost" else str(value)


def _user_id(event: Any) -> str:
    context = event.pgh_context
    return str(context.metadata.get("user", "")) if context is not None else ""


def _names(events: Sequence[Any]) -> dict[str, str]:
    """Who stands behind the ids that the history keeps."""
    ids = {_user_id(event) for event in events} - {""}
    try:
        people = list(User.objects.filter(pk__in=ids)) if ids else []
    except ValidationError:  # an id written by something that isn't a person
        people = []
    return {str(person.pk): person.get_full_name() for person in people}
