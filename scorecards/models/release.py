import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scorecards.enums import ConsolidationRule, ScoreStatus, Side
from scorecards.models.cycle import TEXT_MAX, Cycle, Group, Indicator


class CardRelease(models.Model):
    """A card as it was released: frozen figures with the rule that made them. A reopened card gets a new release."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField(_("number"))
    at = models.DateTimeField(_("released at"), auto_now_add=True)
    by = models.ForeignKey(
        User, verbose_name=_("released by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    rule = models.CharField(_("consolidation rule"), max_length=24, choices=ConsolidationRule)
    rule_version = models.PositiveSmallIntegerField(_("version of the rule"))
    users_mean = models.DecimalField(_("users' mean"), max_digits=16, decimal_places=12, null=True)
    provider_mean = models.DecimalField(_("provider's mean"), max_digits=16, decimal_places=12, null=True)
    is_current = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("released card")
        verbose_name_plural = _("released cards")
        ordering = ["cycle", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="card_release_number_unique"),
            models.UniqueConstraint(
                fields=["cycle"], name="card_release_one_current", condition=models.Q(is_current=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, {self.number}"


class ReleasedScore(models.Model):
    """One frozen figure: a group's (``group`` set), or the side's consolidated one (``group`` null).

    Words and votes are frozen with it, so that nothing on a released card follows a later change of the scores.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(
        CardRelease, verbose_name=_("release"), on_delete=models.CASCADE, related_name="scores"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="released_scores"
    )
    side = models.CharField(_("side"), max_length=10, choices=Side)
    group = models.ForeignKey(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="released_scores", null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=16, choices=ScoreStatus)
    mean = models.DecimalField(_("mean"), max_digits=16, decimal_places=12, null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    median = models.DecimalField(_("median"), max_digits=6, decimal_places=2, null=True, blank=True)
    tallies = ArrayField(models.PositiveIntegerField(), verbose_name=_("hands per level"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)
    suggestion = models.TextField(_("suggestion"), max_length=TEXT_MAX, blank=True)
    agreed = models.DecimalField(_("agreed score"), max_digits=6, decimal_places=2, null=True, blank=True)
    agreed_reason = models.TextField(_("reason of the agreed score"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("released score")
        verbose_name_plural = _("released scores")
        ordering = ["release", "indicator__position", "side", "group__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "side", "group"],
                name="released_score_unique",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.mean}"
