"""Rating campaigns on the eleven criteria: sheets, answers, trust, benefits felt, and what is done of them."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.enums import (
    AnswerStatus,
    Box,
    CampaignState,
    Confidentiality,
    RatingMode,
    Recommendation,
    TrustFacet,
)
from partnerships.models.partnership import TEXT_MAX, Party, part_of
from partnerships.models.signing import Document
from partnerships.models.writing import BENEFIT_CHOICES


class Review(models.Model):
    """A date at which the parties look again at their partnership: t0, t1…"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("reviews")
    number = models.PositiveSmallIntegerField(_("number"))
    planned_on = models.DateField(_("planned on"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    notes = models.TextField(_("what was said and decided"), max_length=TEXT_MAX, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["partnership", "number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="review_number_unique")]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track(exclude=["created_at"])
class Campaign(models.Model):
    """One rating by all parties. ``thresholds`` are frozen with it, so that its reading can be made again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("campaigns")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=150, blank=True)
    mode = models.CharField(_("how"), max_length=20, choices=RatingMode, default=RatingMode.ALONE_THEN_TOGETHER)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=12, choices=Confidentiality, default=Confidentiality.PARTIES
    )
    lettered = models.BooleanField(_("show the parties as letters"), default=False)
    thresholds = models.JSONField(_("thresholds"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=CampaignState, default=CampaignState.DRAFT)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    review = models.OneToOneField(
        Review, verbose_name=_("review"), on_delete=models.SET_NULL, related_name="campaign", null=True, blank=True
    )
    #: The parties agreed to publish a summary (Acceptance about "campaign:<id>").
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rating campaign")
        verbose_name_plural = _("rating campaigns")
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="campaign_number_unique"),
            models.UniqueConstraint(
                fields=["partnership"], name="campaign_one_open", condition=Q(state=CampaignState.OPEN)
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.number)


class RatingSheet(models.Model):
    """One respondent's sheet, without a name: of a party, through an account or a link; or the sheet filled together.

    ``token_hash``: SHA-256 of the link's secret, for people without account; the secret itself isn't kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="sheets")
    #: None for the sheet that the parties fill together.
    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="rating_sheets", null=True, blank=True
    )
    is_joint = models.BooleanField(_("filled together"), default=False)
    by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    token_hash = models.CharField(_("fingerprint of the link"), max_length=64, null=True, blank=True, unique=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("rating sheet")
        verbose_name_plural = _("rating sheets")
        ordering = ["campaign", "party", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rating_sheet_of_a_party_or_joint",
                condition=Q(is_joint=True, party=None) | Q(is_joint=False, party__isnull=False),
            ),
            models.UniqueConstraint(fields=["campaign", "by"], name="rating_sheet_once_per_person"),
            models.UniqueConstraint(fields=["campaign"], name="rating_sheet_one_joint", condition=Q(is_joint=True)),
        ]

    def __str__(self) -> str:
        return str(self.party or self.campaign)


class PartyLink(models.Model):
    """The link or QR that a party gives to its people without account, for one campaign."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="links")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="links")
    secret = models.CharField(_("secret of the link"), max_length=64, unique=True)
    is_open = models.BooleanField(_("open"), default=True)
    made_by = models.ForeignKey(User, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("link of a party")
        verbose_name_plural = _("links of the parties")
        ordering = ["campaign", "party"]
        constraints = [models.UniqueConstraint(fields=["campaign", "party"], name="party_link_once_per_campaign")]

    def __str__(self) -> str:
        return str(self.party)


@pghistory.track()
class RatingAnswer(models.Model):
    """The answer of a sheet to one statement ("C1.1"…); an absence is a status, never a zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(RatingSheet, verbose_name=_("sheet"), on_delete=models.CASCADE, related_name="answers")
    statement = models.CharField(_("statement"), max_length=6)
    status = models.CharField(_("status"), max_length=16, choices=AnswerStatus, default=AnswerStatus.RATED)
    level = models.PositiveSmallIntegerField(_("level, from 1 to 4"), null=True, blank=True)
    progress = models.CharField(_("what would make it progress"), max_length=500, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("rating answer")
        verbose_name_plural = _("rating answers")
        ordering = ["sheet", "statement"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "statement"], name="rating_answer_once"),
            models.CheckConstraint(
                name="rating_answer_level_iff_rated",
                condition=Q(status=AnswerStatus.RATED, level__range=(1, 4))
                | (~Q(status=AnswerStatus.RATED) & Q(level=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.statement


class TrustRating(models.Model):
    """How one party trusts another on one facet, from 1 to 4; None: it doesn't know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="trust")
    party = models.ForeignKey(Party, verbose_name=_("who rates"), on_delete=models.CASCADE, related_name="trust_given")
    about = models.ForeignKey(Party, verbose_name=_("about"), on_delete=models.CASCADE, related_name="trust_received")
    facet = models.CharField(_("facet"), max_length=12, choices=TrustFacet)
    level = models.PositiveSmallIntegerField(_("level, from 1 to 4"), null=True, blank=True)

    class Meta:
        verbose_name = _("trust rating")
        verbose_name_plural = _("trust ratings")
        ordering = ["campaign", "party", "about", "facet"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "party", "about", "facet"], name="trust_once"),
            models.CheckConstraint(name="trust_level", condition=Q(level=None) | Q(level__range=(1, 4))),
            models.CheckConstraint(name="trust_in_another", condition=~Q(party=F("about"))),
        ]

    def __str__(self) -> str:
        return f"{self.party} → {self.about}"


class FeltBenefit(models.Model):
    """How far a party feels a benefit at a review, from 1 to 4."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="felt_benefits"
    )
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="felt_benefits")
    code = models.CharField(_("benefit"), max_length=4, choices=BENEFIT_CHOICES)
    level = models.PositiveSmallIntegerField(_("level, from 1 to 4"))

    class Meta:
        verbose_name = _("benefit felt")
        verbose_name_plural = _("benefits felt")
        ordering = ["campaign", "party", "code"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "party", "code"], name="felt_benefit_once"),
            models.CheckConstraint(name="felt_benefit_level", condition=Q(level__range=(1, 4))),
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class Drawback(models.Model):
    """A cost or an inconvenience that a party feels, and how heavy it weighs, from 1 to 4."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="drawbacks"
    )
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="drawbacks")
    text = models.CharField(_("drawback"), max_length=300)
    level = models.PositiveSmallIntegerField(_("weight, from 1 to 4"))

    class Meta:
        verbose_name = _("drawback")
        verbose_name_plural = _("drawbacks")
        ordering = ["campaign", "party", "pk"]
        constraints = [models.CheckConstraint(name="drawback_level", condition=Q(level__range=(1, 4)))]

    def __str__(self) -> str:
        return self.text


class RatingFollowUp(models.Model):
    """What the parties do of one statement after reading the result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="follow_ups"
    )
    statement = models.CharField(_("statement"), max_length=6)
    box = models.CharField(_("box"), max_length=16, choices=Box)
    note = models.TextField(_("what was said"), max_length=TEXT_MAX, blank=True)
    #: Ids of what was opened: an action, a workshop, a disagreement.
    opened = ArrayField(models.UUIDField(), verbose_name=_("opened"), default=list, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("follow-up of a rating")
        verbose_name_plural = _("follow-ups of a rating")
        ordering = ["campaign", "statement"]
        constraints = [models.UniqueConstraint(fields=["campaign", "statement"], name="rating_follow_up_once")]

    def __str__(self) -> str:
        return self.statement


@pghistory.track()
class BalanceStatement(models.Model):
    """What a party writes in the balance sheet at the end; its own words, nobody else's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.OneToOneField(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="balance")
    worked = models.TextField(_("what worked"), max_length=TEXT_MAX, blank=True)
    missed = models.TextField(_("what didn't work"), max_length=TEXT_MAX, blank=True)
    continues = models.TextField(_("what goes on, and who carries it"), max_length=TEXT_MAX, blank=True)
    recommendation = models.CharField(_("our wish"), max_length=14, choices=Recommendation, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("statement of a party")
        verbose_name_plural = _("statements of the parties")
        ordering = ["party"]

    def __str__(self) -> str:
        return str(self.party)
