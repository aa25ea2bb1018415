"""What the office sees of the field: which device holds the cycle, what waits on it, how far it was received."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from scorecards.enums import CycleState, SubmissionState
from scorecards.fieldbuild import version
from scorecards.models import Cycle, Device, ScoringSession, Submission
from scorecards.reports.sessions import session_title
from scorecards.reports.stepshapes import ExtraStep

#: Unsent for longer than this is said in words.
LONG = datetime.timedelta(days=3)


@dataclass(frozen=True)
class DeviceRow:
    """``pending``: as the device said when it was last seen; ``old``: it doesn't run the present version."""

    name: str
    person: str
    prepared_at: datetime.datetime | None
    is_held: bool
    last_seen_at: datetime.datetime
    version: str
    old: bool
    pending: int
    waits_long: bool
    acknowledged_at: datetime.datetime | None


@dataclass(frozen=True)
class SessionRow:
    """``received_at``: the last send of the session; ``state_words``: what became of it."""

    title: str
    url: str
    state: str
    state_word: str
    received_at: datetime.datetime | None
    device: str
    sent_word: str
    sent_state: str


@dataclass(frozen=True)
class DevicesPage:
    devices: tuple[DeviceRow, ...]
    sessions: tuple[SessionRow, ...]
    waiting: int
    finding: str


def build_devices(cycle: Cycle) -> DevicesPage:
    """A constant number of queries."""
    devices = tuple(_device(row) for row in _devices_of(cycle))
    sessions = _sessions(cycle)
    waiting = Submission.objects.filter(cycle=cycle).waiting().count()
    return DevicesPage(devices, sessions, waiting, _finding(devices))


def _devices_of(cycle: Cycle) -> Any:
    held = Q(preparations__cycle=cycle)
    return (
        Device.objects.filter(Q(preparations__cycle=cycle) | Q(submissions__cycle=cycle))
        .select_related("user")
        .annotate(
            prepared_at=Max("preparations__prepared_at", filter=held),
            held_at=Max("preparations__prepared_at", filter=held & Q(preparations__is_held=True)),
            acknowledged_at=Max("submissions__received_at", filter=Q(submissions__cycle=cycle)),
        )
        .order_by("-last_seen_at", "pk")
    )


def _device(row: Any) -> DeviceRow:
    oldest = row.oldest_pending_at
    return DeviceRow(
        name=str(row),
        person=str(row.user),
        prepared_at=row.prepared_at,
        is_held=row.held_at is not None,
        last_seen_at=row.last_seen_at,
        version=row.app_version,
        old=bool(row.app_version) and row.app_version != version(),
        pending=row.pending,
        waits_long=bool(row.pending) and oldest is not None and oldest < timezone.now() - LONG,
        acknowledged_at=row.acknowledged_at,
    )


def _finding(devices: tuple[DeviceRow, ...]) -> str:
    """The sentence under the title."""
    pending = sum(row.pending for row in devices)
    if not devices:
        return _("No device holds this cycle.")
    if not pending:
        return _("No device says that something waits on it.")
    return ngettext(
        "%(count)d item waits on a device, as of its last contact.",
        "%(count)d items wait on the devices, as of their last contact.",
        pending,
    ) % {"count": pending}


def _sessions(cycle: Cycle) -> tuple[SessionRow, ...]:
    last: dict[Any, Submission] = {}
    sent = Submission.objects.filter(cycle=cycle, session__isnull=False).defer("raw").select_related("device", "user")
    for row in sent.order_by("received_at", "pk"):
        last[row.session_id] = row
    rows = (
        ScoringSession.objects.filter(cycle=cycle).select_related("group").order_by("-side", "group__position", "pk")
    )
    return tuple(_session(row, last.get(row.pk)) for row in rows)


def _session(session: ScoringSession, sent: Submission | None) -> SessionRow:
    return SessionRow(
        title=session_title(session),
        url=session.get_absolute_url(),
        state={"planned": "todo", "open": "doing", "closed": "done"}[session.state],
        state_word=session.get_state_display(),
        received_at=sent.received_at if sent else None,
        device=_who(sent) if sent else "",
        sent_word=sent.get_state_display() if sent else _("nothing from a device"),
        sent_state={SubmissionState.APPLIED: "done", SubmissionState.STORED: "doing"}.get(sent.state, "warn")  # type: ignore[call-overload]
        if sent
        else "todo",
    )


def _who(sent: Submission) -> str:
    if sent.device is None:
        return str(sent.user)
    return _("%(person)s, %(device)s") % {"person": sent.user, "device": sent.device}


@dataclass(frozen=True)
class SendsWaiting:
    """How many sends of one cycle wait for a person; ``cycle`` is None for what can't be read."""

    cycle: Cycle | None
    count: int


def sends_waiting(user: User) -> tuple[SendsWaiting, ...]:
    """What waits for this person, the facilitation team only, the latest cycle first. Two queries."""
    if not user.has_perm("scorecards.settle_submissions"):
        return ()
    waiting = Submission.objects.visible_to(user).waiting()  # type: ignore[attr-defined]
    counts = dict(waiting.order_by().values_list("cycle").annotate(n=Count("pk")))
    cycles = Cycle.objects.filter(pk__in=[pk for pk in counts if pk]).select_related("service_point").order_by("pk")
    found = [SendsWaiting(cycle, counts[cycle.pk]) for cycle in cycles] if counts else []
    return (*found, *([SendsWaiting(None, counts[None])] if None in counts else []))


def device_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """The devices and what they sent, on the cycle's page. Two queries."""
    if not user.has_perm("scorecards.view_devices", cycle) or cycle.state == CycleState.PREPARATION:
        return ()
    held = Device.objects.filter(preparations__cycle=cycle, preparations__is_held=True).distinct().count()
    waiting = Submission.objects.filter(cycle=cycle).waiting().count()
    words = ngettext("%(n)d device", "%(n)d devices", held) % {"n": held} if held else _("no device")
    if waiting:
        words = ngettext("%(n)d send waits for you", "%(n)d sends wait for you", waiting) % {"n": waiting}
    url = reverse("scorecards:device_list", args=[cycle.pk])
    return (ExtraStep(CycleState.COMMUNITY, _("Devices in the field"), url, words, bool(held) and not waiting),)
