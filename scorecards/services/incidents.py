"""The log of incidents and conflicts of a cycle; a serious one pauses it until it is closed with its outcome."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards.enums import IncidentKind, IncidentState
from scorecards.models import Cycle, CycleEvent, Incident
from scorecards.services.locks import check_version, lock_cycle
from scorecards.services.moderation import places, watch


@transaction.atomic
def log_incident(
    *,
    cycle: Cycle,
    kind: str,
    happened_on: datetime.date,
    description: str,
    by: User,
    measures: str = "",
    pauses_cycle: bool = False,
) -> Incident:
    """Write an incident; the same one sent twice is written once. A serious one pauses the cycle at once."""
    held = lock_cycle(cycle, even_paused=True)
    words = _bounded(description)
    if kind not in IncidentKind.values:
        raise Refusal(_("Choose what kind of incident it is."))
    if not words:
        raise Refusal(_("Write what happened, without names."))
    _check_day(happened_on)
    same = {"kind": kind, "happened_on": happened_on, "description": words}
    incident = Incident.objects.filter(cycle=held, **same).first()
    if incident is not None:
        return incident
    incident = Incident.objects.create(
        cycle=held, **same, measures=_bounded(measures), pauses_cycle=pauses_cycle, by=by
    )
    _watch(incident, by)
    _settle(held, by)
    return incident


@transaction.atomic
def follow_incident(
    *, incident: Incident, version: int, state: str, by: User, measures: str, outcome: str, pauses_cycle: bool
) -> Incident:
    """What was done, where it stands, how it ended. Closing needs an outcome; the cycle resumes with the last one."""
    held = lock_cycle(incident.cycle, even_paused=True)
    row = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if state not in IncidentState.values:
        raise Refusal(_("Choose where the incident stands."))
    fields = {
        "state": state,
        "measures": _bounded(measures),
        "outcome": _bounded(outcome),
        "pauses_cycle": pauses_cycle,
    }
    if state == IncidentState.CLOSED and not fields["outcome"]:
        raise Refusal(_("Write how it ended before you close it."))
    if all(getattr(row, name) == value for name, value in fields.items()):
        return row
    check_version(row.version, version)
    row.closed_at = (row.closed_at or timezone.now()) if state == IncidentState.CLOSED else None
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "closed_at", "version"])
    _watch(row, by)
    _settle(held, by)
    return row


def _settle(cycle: Cycle, by: User) -> None:
    """Paused while an incident that pauses isn't closed; each change leaves its trace in the cycle's history."""
    pausing = Incident.objects.filter(cycle=cycle, pauses_cycle=True).exclude(state=IncidentState.CLOSED).exists()
    if pausing == (cycle.paused_at is not None):
        return
    cycle.paused_at = timezone.now() if pausing else None
    cycle.version += 1
    cycle.save(update_fields=["paused_at", "version"])
    name = "pause" if pausing else "resume"
    CycleEvent.objects.create(cycle=cycle, by=by, name=name, from_state=cycle.state, to_state=cycle.state)


def _watch(incident: Incident, by: User) -> None:
    words = {name: getattr(incident, name) for name in ("description", "measures", "outcome")}
    watch(cycle=incident.cycle, texts=places("incident", incident.pk, words), by=by)


def _check_day(day: datetime.date) -> None:
    if day > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day when it happened."))


def _bounded(text: str) -> str:
    try:
        return check_text(tidy_text(text))
    except TextError as error:
        raise Refusal(str(error)) from error
