import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scorecards.enums import ReviewKind, Side
from scorecards.models.cycle import TEXT_MAX, Cycle, Indicator
from scorecards.models.score import Score
from scorecards.models.session import ScoringSession


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AgreedScore(models.Model):
    """The value that the representatives agreed on, with its reason: beside the arithmetic, never instead of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="agreed_scores")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="agreed_scores"
    )
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.USERS)
    value = models.DecimalField(_("agreed score"), max_digits=6, decimal_places=2)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX)
    by = models.ForeignKey(User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        ordering = ["cycle", "indicator__position"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "indicator", "side"], name="agreed_score_unique"),
            models.CheckConstraint(
                name="agreed_score_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Write why the representatives agreed on this score."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


@pghistory.track()
class Review(models.Model):
    """A step of the conversation between the municipality and the provider about one of the provider's scores.

    Append-only; ``score_version`` says which version of the score it speaks of, so that both versions stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    score = models.ForeignKey(Score, verbose_name=_("score"), on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(_("decision"), max_length=8, choices=ReviewKind)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    sentence = models.TextField(_("sentence"), max_length=TEXT_MAX, blank=True)
    score_version = models.PositiveIntegerField(_("version of the score"))
    value_then = models.DecimalField(_("score at that time"), max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="review_sentence_unless_confirm",
                condition=Q(kind=ReviewKind.CONFIRM) | ~Q(sentence=""),
                violation_error_message=_("Write a sentence: the other side will read it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.score.indicator}"


class ReopenRequest(models.Model):
    """The service's staff ask the facilitation team to reopen their closed session, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        ScoringSession, verbose_name=_("session"), on_delete=models.CASCADE, related_name="reopen_requests"
    )
    reason = models.TextField(_("reason"), max_length=TEXT_MAX)
    by = models.ForeignKey(User, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("asked at"), auto_now_add=True)
    is_accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to reopen")
        verbose_name_plural = _("requests to reopen")
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                name="reopen_request_one_waiting",
                condition=Q(is_accepted=None),
                violation_error_message=_("A request is already waiting for an answer."),
            )
        ]

    def __str__(self) -> str:
        return str(self.session)
