"""Answers promised and late: who keeps the device is told, once per date promised."""

import smtplib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.permissions import roles_with
from concertation.enums import EditionState
from concertation.models import Edition, Reminder

_MAIL_SECONDS = 10


def late_editions(*, today: date | None = None) -> QuerySet[Any]:
    """Editions whose promised answer is late, with ``due_on`` and ``waiting``: contributions without an answer.

    Due: end of the contributions + days promised. Without one of the two nothing was promised, so nothing is late.
    A closed edition waits for nobody: nothing is written in it any more.
    """
    due = ExpressionWrapper(F("ends_on") + F("promised_answer_days"), output_field=DateField())
    unanswered = Q(contributions__answered_on=None, contributions__is_hidden=False)
    return (
        Edition.objects.filter(ends_on__isnull=False, promised_answer_days__isnull=False)
        .annotate(due_on=due, waiting=Count("contributions", filter=unanswered))
        .filter(due_on__lt=today or timezone.localdate(), waiting__gt=0)
        .exclude(state=EditionState.CLOSED)
        .select_related("device__organization")
    )


@dataclass(frozen=True)
class Letter:
    to: tuple[str, ...]
    subject: str
    body: str


@transaction.atomic
def remind(*, edition: Any) -> Letter | None:
    """Note that the lateness of ``edition`` (of ``late_editions``) was said; None when it was said already."""
    _row, fresh = Reminder.objects.get_or_create(edition=edition, due_on=edition.due_on, defaults={"by": None})
    if not fresh:
        return None
    return Letter(
        keepers(edition),
        " ".join((_("%(device)s: the answer promised is late") % {"device": edition.device.name}).split()),
        render_to_string(
            "concertation/reminder_letter.txt",
            {
                "edition": edition,
                "waiting": edition.waiting,
                "due_on": edition.due_on,
                "site_name": settings.SITE_NAME,
                "link": settings.BASE_URL.rstrip("/") + reverse("concertation:contributions", args=[edition.pk]),
            },
        ),
    )


def keepers(edition: Edition) -> tuple[str, ...]:
    """Addresses of those who keep the device, in the organisation that runs it and in those that accompany it."""
    device = edition.device
    organizations = [device.organization_id, *device.companions.values_list("pk", flat=True)]
    rows = Membership.objects.filter(
        is_active=True,
        user__is_active=True,
        organization__in=organizations,
        role__in=list(roles_with("concertation.change_device")),
    )
    return tuple(sorted(set(rows.values_list("user__email", flat=True))))


def send(letter: Letter) -> bool:
    """One e-mail, addresses hidden from one another; False when it couldn't leave: the page of the day says it too."""
    if not letter.to:
        return False
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        bcc=list(letter.to),
        connection=get_connection(timeout=_MAIL_SECONDS),
    )
    try:
        return bool(message.send())
    except (smtplib.SMTPException, OSError):
        return False
