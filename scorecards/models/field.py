"""What comes from a phone without network: the device, what it sent, and the cells where two versions met."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted
from directory.models import Organization
from scorecards.enums import CellChoice, SubmissionState
from scorecards.models.cycle import Cycle
from scorecards.models.session import ScoringSession


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, user: User) -> Self:
        """The devices of my organisation for the facilitation team, else my own ones."""
        if user.organization is None:
            return self.none()
        mine = self.filter(organization=user.organization)
        return mine if granted(user, "scorecards.view_group_scores") else mine.filter(user=user)


class Device(models.Model):
    """One browser of one person. A tablet that two people share is two rows with one ``client_id``.

    What it says of itself (name, waiting items, its clock) is information, never a rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_id = models.UUIDField(_("identifier made on the device"))
    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="devices")
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="devices"
    )
    name = models.CharField(_("name of the device"), max_length=100, blank=True)
    app_version = models.CharField(_("version of the application"), max_length=40, blank=True)
    pending = models.PositiveIntegerField(_("items that wait on the device"), default=0)
    oldest_pending_at = models.DateTimeField(_("oldest of them, by the device's clock"), null=True, blank=True)
    first_seen_at = models.DateTimeField(_("first seen at"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen at"))

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("field device")
        verbose_name_plural = _("field devices")
        ordering = ["-last_seen_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["client_id", "user"], name="device_once_per_person")]

    def __str__(self) -> str:
        return self.name or str(self.client_id)[:8]


class DevicePreparation(models.Model):
    """A cycle that a device holds for the field, and when it took it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(
        Device, verbose_name=_("field device"), on_delete=models.CASCADE, related_name="preparations"
    )
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="preparations")
    prepared_at = models.DateTimeField(_("prepared at"))
    is_held = models.BooleanField(_("still on the device"), default=True)

    class Meta:
        verbose_name = _("preparation of a device")
        verbose_name_plural = _("preparations of devices")
        ordering = ["-prepared_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["device", "cycle"], name="preparation_once_per_cycle")]

    def __str__(self) -> str:
        return f"{self.device}, {self.cycle}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> Self:
        """What the facilitation team's organisation received; for the others, what they sent themselves."""
        if user.organization is None:
            return self.none()
        if granted(user, "scorecards.view_group_scores"):
            return self.filter(organization=user.organization)
        return self.filter(user=user)

    def waiting(self) -> Self:
        """What a person has to look at: two versions, or a refusal."""
        return self.filter(state__in=[SubmissionState.CONFLICT, SubmissionState.INVALID])


class Submission(models.Model):
    """One send of a device, byte for byte, stored before anything is made of it.

    The key is made on the device: the database itself refuses to hold it twice. ``received_at`` rules;
    ``recorded_at`` is what the device's clock said. ``receipt``: versions after it was applied, told again to a
    device that missed the answer. Rows are never deleted: what was refused or set aside can be read again.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="submissions"
    )
    user = models.ForeignKey(User, verbose_name=_("sent by"), on_delete=models.PROTECT, related_name="submissions")
    device = models.ForeignKey(
        Device,
        verbose_name=_("field device"),
        on_delete=models.SET_NULL,
        related_name="submissions",
        null=True,
        blank=True,
    )
    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), on_delete=models.SET_NULL, related_name="submissions", null=True, blank=True
    )
    session = models.ForeignKey(
        ScoringSession,
        verbose_name=_("session"),
        on_delete=models.SET_NULL,
        related_name="submissions",
        null=True,
        blank=True,
    )
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    raw = models.BinaryField(_("content as received"))
    schema = models.PositiveSmallIntegerField(_("version of the format"), default=0)
    app_version = models.CharField(_("version of the application"), max_length=40, blank=True)
    follows = models.UUIDField(_("comes after"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at, by the device's clock"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState, default=SubmissionState.STORED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    errors = models.JSONField(_("what was refused"), default=list, blank=True)
    receipt = models.JSONField(_("receipt"), default=dict, blank=True)
    imported_by = models.ForeignKey(
        User, verbose_name=_("brought in by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_by = models.ForeignKey(
        User, verbose_name=_("settled by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    reason = models.CharField(_("why it was set aside"), max_length=300, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="submission_applied_has_its_time",
                condition=~Q(state=SubmissionState.APPLIED) | Q(applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_set_aside_says_why",
                condition=~Q(state=SubmissionState.SET_ASIDE) | ~Q(reason=""),
                violation_error_message=_("Write why it is set aside: the reason stays on the page."),
            ),
        ]
        indexes = [
            models.Index(
                name="submission_to_apply", fields=["received_at"], condition=Q(state=SubmissionState.STORED)
            ),
            models.Index(fields=["cycle", "state"], name="submission_cycle_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.received_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("scorecards:submission_detail", args=[self.pk])


class SubmissionCell(models.Model):
    """One cell that two devices, or a device and the office, wrote differently: both versions stay.

    ``place``: “score:<indicator>”, “issue:<key>”, “input:<key>” or a field of the session. ``choice`` says which
    version a person took; the other is kept here and shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="cells"
    )
    place = models.CharField(_("place"), max_length=60)
    mine = models.JSONField(_("version of the device"), default=dict)
    theirs = models.JSONField(_("version that was there"), default=dict)
    choice = models.CharField(_("choice"), max_length=8, choices=CellChoice, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("chosen by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(_("chosen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("cell in conflict")
        verbose_name_plural = _("cells in conflict")
        ordering = ["submission", "place"]
        constraints = [models.UniqueConstraint(fields=["submission", "place"], name="submission_cell_once")]

    def __str__(self) -> str:
        return self.place
