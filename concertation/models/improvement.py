"""Diagnoses frozen on their day, levers chosen, what they changed, and what is shared with others."""

import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted
from actionplans.models import Action
from concertation.enums import Band, LeverFamily, Verdict
from concertation.models.device import TEXT_MAX, Device, Edition
from directory.models import Organization


class Diagnosis(models.Model):
    """What was known on a day: indicators, axes, strengths, weaknesses, unknowns. Frozen with its rule's version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="diagnoses")
    content = models.JSONField(_("content"))
    rule = models.CharField(_("version of the rule"), max_length=20)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["edition", "-made_at"]

    def __str__(self) -> str:
        return str(self.edition)


class LeverChoiceQuerySet(models.QuerySet["LeverChoice"]):
    def of_device(self, device: Device) -> Self:
        """Those of every edition of the device."""
        return self.filter(edition__device=device).select_related("edition", "action")

    def before(self, edition: Edition) -> Self:
        """Those of the earlier editions of the same device."""
        rows = self.filter(edition__device=edition.device_id, edition__number__lt=edition.number)
        return rows.select_related("edition__device", "action")


@pghistory.track(exclude=["created_at"])
class LeverChoice(models.Model):
    """A lever that the team took, proposed by a rule (``code``) or its own (``code`` empty)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="levers")
    code = models.CharField(_("lever"), max_length=30, blank=True)
    title = models.CharField(_("what we change"), max_length=200)
    family = models.CharField(_("family"), max_length=14, choices=LeverFamily)
    why = models.TextField(_("why"), max_length=TEXT_MAX, blank=True)
    #: What the rule saw: indicator, value, n, on the day.
    symptom = models.JSONField(_("symptom"), default=dict, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact, from 1 to 3"), default=2)
    effort = models.PositiveSmallIntegerField(_("effort, from 1 to 3"), default=2)
    cost = models.CharField(_("cost"), max_length=8, choices=Band, default=Band.LOW)
    action = models.OneToOneField(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="lever", null=True, blank=True
    )
    #: Indicator that will say whether it helped, its value and n before; after, filled by the next edition.
    indicator = models.CharField(_("indicator followed"), max_length=4, blank=True)
    before = models.DecimalField(_("before"), max_digits=14, decimal_places=4, null=True, blank=True)
    before_n = models.PositiveIntegerField(_("out of how many, before"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=14, decimal_places=4, null=True, blank=True)
    after_n = models.PositiveIntegerField(_("out of how many, after"), null=True, blank=True)
    after_edition = models.ForeignKey(
        Edition, verbose_name=_("measured at"), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict, blank=True)
    verdict_reason = models.CharField(_("why this decision"), max_length=500, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = LeverChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("lever chosen")
        verbose_name_plural = _("levers chosen")
        ordering = ["edition", "effort", "-impact", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="lever_once", condition=~Q(code="")),
            models.CheckConstraint(name="lever_levels", condition=Q(impact__range=(1, 3)) & Q(effort__range=(1, 3))),
        ]

    def __str__(self) -> str:
        return self.title


class ExperienceCardQuerySet(models.QuerySet["ExperienceCard"]):
    def visible_to(self, user: User) -> Self:
        """Published cards are for everyone who takes part; drafts for those who keep the device."""
        if user.organization is None:
            return self.none()
        elsewhere = Q(received_by=None) | Q(received_by=user.organization)
        shown = Q(published_at__isnull=False) & elsewhere
        if granted(user, "concertation.change_device"):
            shown |= Q(device__in=Device.objects.kept_by(user.organization))
        return self.filter(shown)

    def given_by(self, organization: Organization) -> Self:
        """Those that this organisation puts in its exchange file: published, and each chosen."""
        return self.filter(device__organization=organization, published_at__isnull=False, is_shared=True)

    def received_from(self, organization: Organization, platform: str) -> Self:
        """Those that came to this organisation in the files of another platform."""
        return self.filter(received_by=organization, origin=platform)

    def about(self, words: str) -> Self:
        """Those whose title or problem holds the words; all of them without words."""
        return self.filter(Q(title__icontains=words) | Q(problem__icontains=words)) if words else self


class ExperienceCard(models.Model):
    """What a commune tried, what it gave, what it cost: told to others when the commune wants it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: None for a card that came from elsewhere.
    device = models.ForeignKey(
        Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="cards", null=True, blank=True
    )
    lever = models.ForeignKey(
        LeverChoice, verbose_name=_("lever"), on_delete=models.SET_NULL, related_name="cards", null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=200)
    context = models.TextField(_("context"), max_length=TEXT_MAX)
    problem = models.TextField(_("problem"), max_length=TEXT_MAX)
    done = models.TextField(_("what was done"), max_length=TEXT_MAX)
    result = models.TextField(_("result, with its figures"), max_length=TEXT_MAX, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    conditions = models.TextField(_("conditions of success"), max_length=TEXT_MAX, blank=True)
    contact = models.CharField(_("whom to ask (a function)"), max_length=150, blank=True)
    origin = models.CharField(_("where it comes from"), max_length=200, blank=True)
    #: For a card that came from elsewhere: who took it in, and what the other platform calls it.
    received_by = models.ForeignKey(
        Organization,
        verbose_name=_("taken in by"),
        on_delete=models.PROTECT,
        related_name="received_cards",
        null=True,
        blank=True,
    )
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_shared = models.BooleanField(_("in the exchange file"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ExperienceCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("experience card")
        verbose_name_plural = _("experience cards")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["received_by", "origin", "reference"],
                name="received_card_once",
                condition=Q(received_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class PeerRecordQuerySet(models.QuerySet["PeerRecord"]):
    def shared_by(self, organization: Organization) -> Self:
        """Figures of its own devices that this organisation shares."""
        return self.filter(organization=organization, instance=PeerRecord.HERE)

    def received_by(self, organization: Organization) -> Self:
        """Figures that came to this organisation from other platforms."""
        return self.filter(organization=organization).exclude(instance=PeerRecord.HERE)


class PeerRecord(models.Model):
    """The figures of a device of another platform, from a signed exchange file. No name of a commune is needed."""

    #: The platform name of records that were shared here.
    HERE = "here"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("taken in by"), on_delete=models.PROTECT, related_name="peer_records"
    )
    instance = models.CharField(_("platform"), max_length=200)
    reference = models.CharField(_("reference"), max_length=64)
    label = models.CharField(_("label"), max_length=60)
    profile = models.JSONField(_("profile"))
    figures = models.JSONField(_("figures"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    objects = PeerRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("device of another platform")
        verbose_name_plural = _("devices of other platforms")
        ordering = ["instance", "reference", "label"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "instance", "reference", "label"], name="peer_record_once")
        ]

    def __str__(self) -> str:
        return self.reference


class ExchangePartner(models.Model):
    """Another platform whose files are trusted: its public key, given by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("trusted by"), on_delete=models.PROTECT, related_name="exchange_partners"
    )
    name = models.CharField(_("platform"), max_length=200)
    public_key = models.CharField(_("public key"), max_length=100)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("trusted platform")
        verbose_name_plural = _("trusted platforms")
        ordering = ["organization", "name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="exchange_partner_once")]

    def __str__(self) -> str:
        return self.name
