"""Diagnoses that wait for somebody: the last edition of each device that they keep, while it is gathered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import granted
from concertation.enums import EditionState
from concertation.models import Device, Edition
from concertation.services.reminders import late_editions
from concertation.services.wizard import STEPS, steps_of

#: Most lines on the page of the day.
MOST = 3


@dataclass(frozen=True)
class DiagnosisWaiting:
    edition: Edition
    url: str
    #: How far it went, in words.
    seen: str
    begun: bool


def diagnoses_waiting(user: User) -> tuple[DiagnosisWaiting, ...]:
    """The most recent first; nothing for those who keep no device. One query."""
    if not granted(user, "concertation.change_device"):
        return ()
    last = Edition.objects.filter(device=OuterRef("device")).order_by("-number").values("number")[:1]
    rows = (
        Edition.objects.filter(device__in=Device.objects.kept_by(user.organization), state=EditionState.COLLECTING)
        .annotate(last=Subquery(last))
        .filter(number=F("last"))
        .select_related("device")
        .order_by("-created_at")[:MOST]
    )
    return tuple(
        DiagnosisWaiting(
            edition,
            reverse("concertation:wizard", args=[edition.pk]),
            _("%(seen)d screens of %(total)d seen") % {"seen": len(steps_of(edition)), "total": len(STEPS)},
            bool(steps_of(edition)),
        )
        for edition in rows
    )


@dataclass(frozen=True)
class AnswerLate:
    """``waiting``: contributions without a published answer."""

    edition: Edition
    due_on: date
    waiting: int
    url: str


def answers_late(user: User) -> tuple[AnswerLate, ...]:
    """The promised answers that are late, of the devices that the person keeps. One query."""
    if not granted(user, "concertation.change_device"):
        return ()
    rows = late_editions().filter(device__in=Device.objects.kept_by(user.organization)).order_by("due_on", "pk")[:MOST]
    return tuple(
        AnswerLate(row, row.due_on, row.waiting, reverse("concertation:contributions", args=[row.pk])) for row in rows
    )


@dataclass(frozen=True)
class VerdictWaiting:
    """``waiting``: levers of earlier editions without a decision, once this one is diagnosed."""

    edition: Edition
    waiting: int
    url: str


def verdicts_waiting(user: User) -> tuple[VerdictWaiting, ...]:
    """Go on, adjust or stop, asked at the last edition of each device that the person keeps. One query."""
    if not granted(user, "concertation.change_device"):
        return ()
    earlier = Q(device__editions__number__lt=F("number"), device__editions__levers__verdict="")
    last = Edition.objects.filter(device=OuterRef("device")).order_by("-number").values("number")[:1]
    rows = (
        Edition.objects.filter(device__in=Device.objects.kept_by(user.organization))
        .exclude(state__in=(EditionState.COLLECTING, EditionState.CLOSED))
        .annotate(last=Subquery(last), waiting=Count("device__editions__levers", filter=earlier, distinct=True))
        .filter(number=F("last"), waiting__gt=0)
        .select_related("device")
        .order_by("-created_at")[:MOST]
    )
    return tuple(VerdictWaiting(row, row.waiting, reverse("concertation:followup", args=[row.pk])) for row in rows)
