"""The protections: words to moderate, incidents, and the sensitive channel that never meets a card."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted
from directory.models import Organization, ServicePoint
from scorecards.enums import IncidentKind, IncidentState, ModerationState, SensitiveKind, SensitiveState, Suspicion
from scorecards.models.cycle import TEXT_MAX, Cycle


class TeamQuerySet(models.QuerySet[Any]):
    """Rows of a cycle that only its facilitation team reads."""

    def visible_to(self, user: User) -> Self:
        if not granted(user, "scorecards.log_incident"):
            return self.none()
        return self.filter(cycle__in=Cycle.objects.visible_to(user))


class ModerationItem(models.Model):
    """A free text that looks as if it named somebody and was kept all the same: not shown outside the team until seen.

    ``place`` says where the text lives ("score:<uuid>:reason"); ``text_sha256`` which version of it was judged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="moderation")
    place = models.CharField(_("place"), max_length=120)
    text = models.TextField(_("text"), max_length=TEXT_MAX)
    text_sha256 = models.CharField(_("fingerprint"), max_length=64)
    suspicion = models.CharField(_("what it looks like"), max_length=12, choices=Suspicion)
    state = models.CharField(_("state"), max_length=10, choices=ModerationState, default=ModerationState.WAITING)
    kept_by = models.ForeignKey(User, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("text to moderate")
        verbose_name_plural = _("moderation")
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "text_sha256"], name="moderation_once_per_version"),
        ]

    def __str__(self) -> str:
        return self.get_suspicion_display()


class Incident(models.Model):
    """A conflict or an incident of the cycle; a serious one pauses it for mediation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="incidents")
    kind = models.CharField(_("kind"), max_length=16, choices=IncidentKind)
    happened_on = models.DateField(_("happened on"))
    description = models.TextField(_("what happened, without names"), max_length=TEXT_MAX)
    measures = models.TextField(_("what was done"), max_length=TEXT_MAX, blank=True)
    pauses_cycle = models.BooleanField(_("pauses the cycle for mediation"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=IncidentState, default=IncidentState.OPEN)
    outcome = models.TextField(_("how it ended"), max_length=TEXT_MAX, blank=True)
    by = models.ForeignKey(User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-happened_on", "-at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="incident_closed_has_outcome",
                condition=~Q(state=IncidentState.CLOSED) | ~Q(outcome=""),
                violation_error_message=_("Write how it ended before you close it."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SensitiveChannel(models.Model):
    """The protected channel of one organisation: open or not, and whom to turn to when waiting isn't possible."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.OneToOneField(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="sensitive_channel"
    )
    is_open = models.BooleanField(_("receives reports"), default=False)
    contacts = models.TextField(_("emergency and local contacts"), max_length=TEXT_MAX, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("protected channel")
        verbose_name_plural = _("protected channels")
        ordering = ["organization"]

    def __str__(self) -> str:
        return str(self.organization)


class SensitiveReferent(models.Model):
    """A person named to read the sensitive channel of their organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="sensitive_referents"
    )
    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="sensitive_duties")
    named_by = models.ForeignKey(User, verbose_name=_("named by"), on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(_("named at"), auto_now_add=True)

    class Meta:
        verbose_name = _("referent")
        verbose_name_plural = _("referents")
        ordering = ["organization", "user__email"]
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="sensitive_referent_once")]

    def __str__(self) -> str:
        return str(self.user)


class SensitiveReportQuerySet(models.QuerySet["SensitiveReport"]):
    def visible_to(self, user: User) -> Self:
        """Only the referents named for the organisation, and never by another role."""
        if user.organization is None:
            return self.none()
        return self.filter(organization=user.organization, organization__sensitive_referents__user=user)


class SensitiveReport(models.Model):
    """A protected report. The text is encrypted with a key that is not in the database; no address, no exact time.

    ``receipt_hash``: a slow hash of the receipt code, by which its author comes back. Not linked to any cycle.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="sensitive_reports"
    )
    service_point = models.ForeignKey(
        ServicePoint,
        verbose_name=_("service point"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=16, choices=SensitiveKind)
    received_on = models.DateField(_("received on"))
    receipt_lookup = models.CharField(_("receipt, first part"), max_length=12, unique=True)
    receipt_hash = models.CharField(_("receipt, hashed"), max_length=200)
    sealed = models.BinaryField(_("sealed text"))
    state = models.CharField(_("state"), max_length=10, choices=SensitiveState, default=SensitiveState.RECEIVED)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = SensitiveReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("sensitive report")
        verbose_name_plural = _("sensitive reports")
        ordering = ["-received_on", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class SensitiveMessage(models.Model):
    """One message of the exchange with the author of a report, sealed like the report itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        SensitiveReport, verbose_name=_("report"), on_delete=models.CASCADE, related_name="messages"
    )
    from_referent = models.BooleanField(_("from the referent"))
    written_on = models.DateField(_("written on"))
    number = models.PositiveSmallIntegerField(_("number"))
    sealed = models.BinaryField(_("sealed text"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="sensitive_message_number")]

    def __str__(self) -> str:
        return str(self.number)
