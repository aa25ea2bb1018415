import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, F, Func, Q
from django.utils.translation import gettext_lazy as _

from scorecards.enums import ScoreMode, ScoreStatus
from scorecards.models.cycle import TEXT_MAX, Indicator
from scorecards.models.session import ScoringSession


class AnyAboveZero(Func):
    """True when at least one count of an integer array is above zero."""

    template = "(0 < ANY(%(expressions)s))"
    output_field = BooleanField()
    conditional = True


class AllFromZero(Func):
    """True when no count of an integer array is negative."""

    template = "(0 <= ALL(%(expressions)s))"
    output_field = BooleanField()
    conditional = True


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["created_at", "updated_at"],
)
class Score(models.Model):
    """What one session said of one indicator. Absence is a status with a name, never a zero.

    ``tallies`` holds one count per level of the scale, lowest level first (``scorecards.scales``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        ScoringSession, verbose_name=_("session"), on_delete=models.CASCADE, related_name="scores"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="scores"
    )
    status = models.CharField(_("status"), max_length=16, choices=ScoreStatus, default=ScoreStatus.SCORED)
    mode = models.CharField(_("how it was scored"), max_length=10, choices=ScoreMode, default=ScoreMode.CONSENSUS)
    value = models.DecimalField(_("score"), max_digits=6, decimal_places=2, null=True, blank=True)
    tallies = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("hands per level"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)
    suggestion = models.TextField(_("suggestion"), max_length=TEXT_MAX, blank=True)
    mismatch_reason = models.CharField(_("why the hands don't match the people present"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["session", "indicator__position", "indicator__code"]
        constraints = [
            models.UniqueConstraint(fields=["session", "indicator"], name="score_one_per_indicator"),
            models.CheckConstraint(
                name="score_has_exactly_one_form",
                condition=Q(status=ScoreStatus.SCORED, mode=ScoreMode.CONSENSUS, value__isnull=False, tallies=None)
                | Q(
                    status=ScoreStatus.SCORED,
                    mode__in=[ScoreMode.TALLY, ScoreMode.BALLOT],
                    value=None,
                    tallies__isnull=False,
                )
                | (~Q(status=ScoreStatus.SCORED) & Q(value=None, tallies=None)),
                violation_error_message=_("A score is either one value or hands per level, and nothing else has one."),
            ),
            models.CheckConstraint(
                name="score_tallies_count_someone",
                condition=Q(tallies=None) | (Q(AnyAboveZero(F("tallies"))) & Q(AllFromZero(F("tallies")))),
                violation_error_message=_("Count at least one hand."),
            ),
            models.CheckConstraint(
                name="score_value_in_widest_scale",
                condition=Q(value=None) | Q(value__gte=0, value__lte=100),
                violation_error_message=_("The score is outside the scale."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.get_status_display()}"
