import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organization
from reports.enums import ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        """The reports that this person asked for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=ReportRequest.objects.filter(by=user).values("report")))

    def lapsed(self) -> Self:
        """What no worker holds: queued, or rendering under a lease that has run out."""
        now = timezone.now()
        return self.filter(
            Q(state=ReportState.QUEUED) & (Q(lease_until=None) | Q(lease_until__lt=now))
            | Q(state=ReportState.RENDERING, lease_until__lt=now)
        )


class Report(models.Model):
    """A file asked for, and the outbox of its job: written in the user's transaction, sent to Celery on commit,
    held by a lease while a worker renders it, taken up again when the lease lapses.

    ``content_key`` hashes everything that the file shows (data version, audience, language): the same request
    twice is one row and one file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.UUIDField(_("subject"))
    content_key = models.CharField(_("content key"), max_length=64)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="reports"
    )
    title = models.CharField(_("title"), max_length=250)
    audience = models.CharField(_("audience"), max_length=20, default="public")
    language = models.CharField(_("language"), max_length=8, default="fr")
    state = models.CharField(_("state"), max_length=12, choices=ReportState, default=ReportState.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress, in percent"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    lease_token = models.UUIDField(_("lease"), null=True, blank=True)
    error = models.CharField(_("why it failed"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="reports/%Y/%m/", blank=True)
    filename = models.CharField(_("file name"), max_length=150, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size, in bytes"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(
                fields=["lease_until"],
                name="report_waiting",
                condition=Q(state__in=[ReportState.QUEUED, ReportState.RENDERING]),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id", "content_key"], name="report_content_unique"),
            models.CheckConstraint(name="report_progress_percent", condition=Q(progress__lte=100)),
            models.CheckConstraint(name="report_ready_has_file", condition=~Q(state=ReportState.READY) | ~Q(file="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.pk])


class ReportRequest(models.Model):
    """Who asked for a report, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="requests")
    by = models.ForeignKey(User, verbose_name=_("asked by"), on_delete=models.CASCADE, related_name="report_requests")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)

    class Meta:
        verbose_name = _("report request")
        verbose_name_plural = _("report requests")
        ordering = ["-asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "by"], name="report_request_unique")]

    def __str__(self) -> str:
        return f"{self.report} ({self.by})"
