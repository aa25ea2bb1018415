"""Alerts: raised and lifted by the figures, discussed and closed by the parties. Never a verdict."""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import OVER, AlertState
from partnerships.models import Alert, AlertReply, Partnership
from partnerships.reports.factsheet import last_campaign, read_facts, thresholds_of
from partnerships.scoring.alerts import Reading, read_all
from partnerships.services.locks import acting_party, check_version, lock_partnership
from partnerships.thresholds import Thresholds

#: What the parties may say of an open alert.
ANSWERS = (AlertState.EXPLAINED, AlertState.HANDLED, AlertState.DISMISSED)


@transaction.atomic
def refresh_alerts(*, partnership: Partnership, by: User | None, today: datetime.date | None = None) -> list[Alert]:
    """Read the figures again: raise what is over its threshold, lift what came back under it. Returns the new ones.

    Too little data changes nothing. ``by``: who asked; None at night. Nothing is raised once the partnership is over.
    """
    held = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    if held.is_over:
        return []
    campaign = last_campaign(held)
    limits = thresholds_of(campaign)
    readings = read_all(read_facts(held, campaign=campaign, today=today), limits)
    known = list(Alert.objects.select_for_update().filter(partnership=held).order_by("raised_at"))
    raised = []
    for reading in readings:
        mine = [alert for alert in known if alert.code == reading.code]
        is_open = next((alert for alert in mine if alert.state == AlertState.OPEN), None)
        if is_open is not None and reading.raised is False:
            _lift(is_open)
        elif is_open is None and reading.raised and _may_raise(mine, reading, limits):
            raised.append(_raise(held, reading, limits))
    return raised


def figures_of(reading: Reading) -> dict[str, str | None]:
    """As kept in ``Alert.figures``: name → number as text, None when not known."""
    return {name: None if value is None else str(value) for name, value in reading.figures}


def _raise(held: Partnership, reading: Reading, limits: Thresholds) -> Alert:
    kept = limits.as_json()
    return Alert.objects.create(
        partnership=held,
        code=reading.code,
        figures=figures_of(reading),
        thresholds={name: kept[limit] for name, limit in reading.limits},
        concerns_id=reading.concerns,
    )


def _lift(alert: Alert) -> None:
    alert.state, alert.closed_at = AlertState.OVER, timezone.now()
    alert.version += 1
    alert.save(update_fields=["state", "closed_at", "version"])


def _may_raise(before: list[Alert], reading: Reading, limits: Thresholds) -> bool:
    """What the parties closed is left alone for ``again_days``, and as long as its figures stay the same."""
    last: Any = before[-1] if before else None
    if last is None or last.state == AlertState.OVER:
        return True
    rested: bool = timezone.now() - last.closed_at >= datetime.timedelta(days=int(limits.again_days))
    return rested and bool(last.figures != figures_of(reading))


@transaction.atomic
def reply_to_alert(*, alert: Alert, text: str, by: User) -> AlertReply:
    """The right of reply: of any party, in its own name; kept as it is written."""
    held = lock_partnership(alert.partnership, even_over=True)
    mine = acting_party(by, held)
    words = text.strip()
    if not words:
        raise Refusal(_("Write what you want the others to read."))
    last = AlertReply.objects.filter(alert=alert, party=mine).order_by("at").last()
    if last is not None and last.text == words:
        return last
    return AlertReply.objects.create(alert=alert, party=mine, text=words, by=by)


@transaction.atomic
def close_alert(*, alert: Alert, state: str, reason: str, version: int | None, by: User) -> Alert:
    """The parties discussed it: explained, handled or set aside, with the reason.

    The party that the figures point to answers; another one closes.
    """
    held = lock_partnership(alert.partnership)
    mine = acting_party(by, held)
    row = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    check_version(row.version, version)
    if row.state != AlertState.OPEN:
        raise Refusal(_("This alert is already closed."))
    if state not in ANSWERS:
        raise Refusal(_("Choose what you make of it: explained, handled or set aside."))
    if not reason.strip():
        raise Refusal(_("Write the reason: every party reads it."))
    if row.concerns_id == mine.pk:
        raise Refusal(_("These figures point to your organisation: write your reply, another party closes the alert."))
    row.state, row.reason, row.closed_at = state, reason.strip(), timezone.now()
    row.version += 1
    row.save(update_fields=["state", "reason", "closed_at", "version"])
    return row


def partnerships_to_read() -> list[UUID]:
    """Keys of the partnerships that go on, for the night."""
    return list(Partnership.objects.exclude(state__in=OVER).order_by().values_list("pk", flat=True))
