"""The protected channel: reports sealed as they come in, read by named referents only, answered through a receipt.

Nothing here keeps who wrote, from where, or at what time of the day; nothing links a report to a cycle.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from directory.models import Organization, ServicePoint
from scorecards import sealing
from scorecards.enums import SensitiveKind, SensitiveState
from scorecards.models import SensitiveChannel, SensitiveMessage, SensitiveReferent, SensitiveReport
from scorecards.services.locks import check_version
from scorecards.services.throttle import Bucket

LONGEST, MOST_BREAKS = 6000, 200
MOST_MESSAGES = 200
reports = Bucket(lambda: settings.SENSITIVE_REPORTS_PER_MINUTE)
tries = Bucket(lambda: settings.SENSITIVE_TRIES_PER_MINUTE)


def has_key() -> bool:
    """The platform can seal: at least one key, all of them well formed."""
    return bool(settings.SENSITIVE_KEYS) and all(sealing.is_key(key) for key in settings.SENSITIVE_KEYS)


def active_referents() -> QuerySet[SensitiveReferent]:
    """Referents who can still come in: the account and a membership in the organisation are active."""
    membership = SensitiveReferent.objects.filter(
        pk=OuterRef("pk"), user__memberships__organization=OuterRef("organization"), user__memberships__is_active=True
    )
    return SensitiveReferent.objects.filter(Exists(membership), user__is_active=True)


def open_organizations() -> QuerySet[Organization]:
    """The organisations that take reports in: open, with a referent, on a platform that has a key."""
    if not has_key():
        return Organization.objects.none()
    referent = active_referents().filter(organization=OuterRef("pk"))
    return Organization.objects.filter(Exists(referent), sensitive_channel__is_open=True).order_by("name")


def is_referent(user: User) -> bool:
    return bool(
        user.is_authenticated
        and user.organization is not None
        and SensitiveReferent.objects.filter(user=user, organization=user.organization).exists()
    )


@dataclass(frozen=True)
class Receipt:
    """``code``: twenty digits, known at this moment only."""

    code: str

    @property
    def shown(self) -> str:
        return sealing.show_receipt(self.code)


def send_report(
    *, organization: Organization, kind: str, text: str, service_point: ServicePoint | None = None, once: UUID
) -> Receipt:
    """Seal a report and give its receipt. ``once``: the form's own key, so that a double click writes once."""
    if not open_organizations().filter(pk=organization.pk).exists():
        raise Refusal(_("This organisation doesn't take protected reports in at the moment. Nothing was kept."))
    if kind not in SensitiveKind.values:
        raise Refusal(_("Choose what it is about."))
    words = _words(text)
    if SensitiveReport.objects.filter(pk=once).exists():
        raise Refusal(_("This report is already received. Its code was shown once and can't be shown again."))
    if not reports.take():
        raise Refusal(_("Many reports come in just now. Wait a minute, then send again: your text is still here."))
    return _store(organization, kind, words, service_point, once)


def _store(
    organization: Organization, kind: str, words: str, service_point: ServicePoint | None, once: UUID
) -> Receipt:
    for _attempt in range(20):
        code = sealing.new_receipt()
        try:
            with transaction.atomic():
                SensitiveReport.objects.create(
                    pk=once,
                    organization=organization,
                    service_point=service_point,
                    kind=kind,
                    received_on=timezone.localdate(),
                    receipt_lookup=sealing.lookup_of(code),
                    receipt_hash=sealing.hash_receipt(code),
                    sealed=sealing.seal(words, about=once, keys=settings.SENSITIVE_KEYS),
                )
        except IntegrityError:
            continue  # the first digits are taken, or the same form came in twice
        return Receipt(code)
    raise Refusal(_("This report is already received. Its code was shown once and can't be shown again."))


def find_report(*, typed: str) -> SensitiveReport:
    """The report of a receipt. Refuses a wrong one after the same work as a right one, and too many tries."""
    if not tries.take():
        raise Refusal(_("Too many codes were tried at this moment, here or elsewhere. Wait a minute, then try again."))
    code = sealing.read_receipt(typed) or ""
    report = SensitiveReport.objects.filter(receipt_lookup=sealing.lookup_of(code)).first() if code else None
    known = sealing.is_receipt(code, report.receipt_hash if report else sealing.nobody())
    if report is None or not known:
        raise Refusal(_("No report has this code. Check the twenty digits."))
    return report


@dataclass(frozen=True)
class Said:
    """One message, opened. ``text`` is None when no key opens it."""

    from_referent: bool
    on: datetime.date
    text: str | None


def conversation(report: SensitiveReport) -> tuple[Said, ...]:
    """The report and what was written since, oldest first."""
    first = Said(False, report.received_on, _open(report.sealed, report.pk))
    rest = (Said(row.from_referent, row.written_on, _open(row.sealed, row.pk)) for row in report.messages.all())
    return (first, *rest)


def _open(sealed: bytes | memoryview, about: Any) -> str | None:
    try:
        return sealing.unseal(bytes(sealed), about=about, keys=settings.SENSITIVE_KEYS)
    except sealing.SealError:
        return None


@transaction.atomic
def add_message(*, report: SensitiveReport, text: str, from_referent: bool = False) -> SensitiveMessage | None:
    """Seal a message of the exchange; the same one sent twice in a row is written once (None then)."""
    held = SensitiveReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    words = _words(text)
    if not has_key():
        raise Refusal(_("The protected channel is closed at the moment: nothing was kept."))
    said = conversation(held)
    if (said[-1].from_referent, said[-1].text) == (from_referent, words):
        return None
    if len(said) > MOST_MESSAGES:
        raise Refusal(_("This exchange is too long to go on here."))
    if not from_referent and not reports.take():
        raise Refusal(_("Many reports come in just now. Wait a minute, then send again: your text is still here."))
    number = (held.messages.aggregate(last=Max("number"))["last"] or 0) + 1
    key = uuid4()
    message = SensitiveMessage.objects.create(
        pk=key,
        report=held,
        from_referent=from_referent,
        written_on=timezone.localdate(),
        number=number,
        sealed=sealing.seal(words, about=key, keys=settings.SENSITIVE_KEYS),
    )
    if from_referent:
        _answered(held)
    return message


def _answered(report: SensitiveReport) -> None:
    report.answered_on = report.answered_on or timezone.localdate()
    if report.state == SensitiveState.RECEIVED:
        report.state = SensitiveState.IN_HAND
    report.version += 1
    report.save(update_fields=["answered_on", "state", "version"])


@transaction.atomic
def move_report(*, report: SensitiveReport, state: str, version: int) -> SensitiveReport:
    """Where the referents are with it. Its treatment ends the day it is closed."""
    held = SensitiveReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if state not in SensitiveState.values:
        raise Refusal(_("Choose where the report stands."))
    if held.state == state:
        return held
    check_version(held.version, version)
    held.state = state
    held.closed_on = timezone.localdate() if state == SensitiveState.CLOSED else None
    held.version += 1
    held.save(update_fields=["state", "closed_on", "version"])
    return held


@transaction.atomic
def set_channel(
    *, organization: Organization, is_open: bool, contacts: str, version: int, by: User
) -> SensitiveChannel:
    """Open or close the organisation's channel, and write whom to turn to when waiting isn't possible."""
    words = _bounded(contacts, 2000, 50)
    if is_open and not has_key():
        raise Refusal(_("The platform has no key to seal the reports: ask whoever operates it to set SENSITIVE_KEYS."))
    if is_open and not active_referents().filter(organization=organization).exists():
        raise Refusal(_("Name at least one referent before you open the channel."))
    if is_open and not words:
        raise Refusal(_("Write whom to turn to in an emergency: this page can't help at once."))
    channel = SensitiveChannel.objects.select_for_update(of=("self",)).filter(organization=organization).first()
    check_version(channel.version if channel else 0, version)
    channel = channel or SensitiveChannel(organization=organization, version=0)
    channel.is_open, channel.contacts = is_open, words
    channel.version += 1
    channel.save()
    return channel


@transaction.atomic
def name_referent(*, organization: Organization, user: User, by: User) -> SensitiveReferent:
    """Let a member of the organisation read its reports. Naming twice names once."""
    if not user.memberships.filter(organization=organization, is_active=True).exists() or not user.is_active:
        raise Refusal(_("Only an active member of your organisation can be a referent."))
    named, _made = SensitiveReferent.objects.get_or_create(
        organization=organization, user=user, defaults={"named_by": by}
    )
    return named


@transaction.atomic
def remove_referent(*, referent: SensitiveReferent, by: User) -> None:
    """Take the duty back. The last one stays while the channel is open: reports would have no reader."""
    organization = referent.organization
    others = active_referents().filter(organization=organization).exclude(pk=referent.pk)
    if SensitiveChannel.objects.filter(organization=organization, is_open=True).exists() and not others.exists():
        raise Refusal(_("Close the channel, or name somebody else first: reports would have no reader."))
    referent.delete()


@transaction.atomic
def rotate_keys() -> int:
    """Seal everything again with the first key; how many texts. Raises SealError when one can't be opened."""
    rows: Sequence[Any] = (
        *SensitiveReport.objects.select_for_update().order_by("pk"),
        *SensitiveMessage.objects.select_for_update().order_by("pk"),
    )
    for row in rows:
        row.sealed = sealing.reseal(row.sealed, keys=settings.SENSITIVE_KEYS)
        row.save(update_fields=["sealed"])
    return len(rows)


def _words(text: str) -> str:
    words = _bounded(text, LONGEST, MOST_BREAKS)
    if not words:
        raise Refusal(_("Write what happened."))
    return words


def _bounded(text: str, characters: int, breaks: int) -> str:
    try:
        return check_text(tidy_text(text), characters=characters, breaks=breaks)
    except TextError as error:
        raise Refusal(str(error)) from error
