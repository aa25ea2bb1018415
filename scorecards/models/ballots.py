"""Votes on participants' own phones. A ballot is no row: it only adds to counters, so nothing links it to anybody."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scorecards.models.cycle import Indicator
from scorecards.models.session import ScoringSession


class BallotBox(models.Model):
    """One vote of a session, from its opening to its closing. Its counts are shown to nobody before it closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        ScoringSession, verbose_name=_("session"), on_delete=models.CASCADE, related_name="ballot_boxes"
    )
    code = models.CharField(_("code"), max_length=6, unique=True)
    opened_by = models.ForeignKey(User, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    closed_by = models.ForeignKey(
        User, verbose_name=_("closed by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    received = models.PositiveIntegerField(_("ballots received"), default=0)

    class Meta:
        verbose_name = _("ballot box")
        verbose_name_plural = _("ballot boxes")
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                name="ballot_one_open_per_session",
                condition=Q(closed_at=None),
                violation_error_message=_("A vote is already open for this session."),
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("scorecards:session_ballot", args=[self.session_id])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class BallotCount(models.Model):
    """The counters of one indicator: how many ballots chose each level, lowest first.

    ``is_entered``: the counts went into the session's score; ``score_version``: the score's version when the vote
    opened, 0 when there was none, so that what was typed meanwhile is never overwritten unseen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(BallotBox, verbose_name=_("ballot box"), on_delete=models.CASCADE, related_name="counts")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="ballot_counts"
    )
    tallies = ArrayField(models.PositiveIntegerField(), verbose_name=_("ballots per level"))
    score_version = models.PositiveIntegerField(_("version of the score at the opening"), default=0)
    is_entered = models.BooleanField(_("entered in the score"), default=False)

    class Meta:
        verbose_name = _("count of a ballot")
        verbose_name_plural = _("counts of ballots")
        ordering = ["box", "indicator__position", "indicator__code"]
        constraints = [models.UniqueConstraint(fields=["box", "indicator"], name="ballot_count_once")]

    def __str__(self) -> str:
        return str(self.indicator)


class BallotStub(models.Model):
    """That a ballot paper was dropped, so that the same page sent twice counts once; not what it said, nor by whom.

    The paper's number is drawn at random for the page and lives nowhere else. All stubs go when the vote closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(BallotBox, verbose_name=_("ballot box"), on_delete=models.CASCADE, related_name="stubs")
    digest = models.CharField(_("digest of the paper's number"), max_length=64)

    class Meta:
        verbose_name = _("stub of a ballot")
        verbose_name_plural = _("stubs of ballots")
        ordering = ["box", "digest"]
        constraints = [models.UniqueConstraint(fields=["box", "digest"], name="ballot_stub_once")]

    def __str__(self) -> str:
        return self.digest[:8]
