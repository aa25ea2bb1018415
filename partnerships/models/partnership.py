"""A partnership, its parties, and the steps that each party accepts."""

import uuid
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted, published_around
from actionplans.models import ActionPlan
from directory.models import Organization, ServicePoint, Territory
from partnerships.enums import BEFORE_SIGNATURE, OVER, AgreementType, Confidentiality, Origin, State, Theme

#: Longest free text, in characters.
TEXT_MAX = 2000


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def of_party(self, organization: Organization | None) -> Self:
        """Those that this organisation is a party of, and hasn't left."""
        if organization is None:
            return self.none()
        return self.filter(pk__in=Party.objects.filter(organization=organization, left_on=None).values("partnership"))

    def visible_to(self, user: User) -> Self:
        """The parties' people see theirs; the others, what the parties published in their own territory or around it.

        A committee member and an observer read what is published only, even of their own organisation.
        """
        own = user.organization
        if own is None:
            return self.none()
        theirs = self.model.objects.filter(parties__organization=own, published_at__isnull=False)
        shown = published_around(own) | Q(pk__in=theirs.values("pk"))
        if granted(user, "partnerships.represent"):
            shown |= Q(pk__in=self.model.objects.of_party(own).values("pk"))
        return self.filter(shown)

    def in_force(self) -> Self:
        return self.exclude(state__in=OVER)


@pghistory.track(exclude=["created_at"])
class Partnership(models.Model):
    """Two or more equal parties. ``coordinator`` keeps the calendar; it never answers for another party."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    coordinator = models.ForeignKey(
        Organization, verbose_name=_("coordinator"), on_delete=models.PROTECT, related_name="coordinated_partnerships"
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("zone"), on_delete=models.PROTECT, related_name="partnerships"
    )
    themes = ArrayField(models.CharField(max_length=20, choices=Theme), verbose_name=_("themes"), default=list)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    origins = ArrayField(models.CharField(max_length=12, choices=Origin), verbose_name=_("origins"), default=list)
    agreement_type = models.CharField(
        _("legal frame"), max_length=20, choices=AgreementType, default=AgreementType.FREE
    )
    public_amount = models.DecimalField(
        _("public contribution"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    priority_domain = models.BooleanField(_("priority domain of the public policy"), default=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    state_before = models.CharField(_("state before"), max_length=12, choices=State, blank=True)
    revealed_at = models.DateTimeField(_("answers revealed at"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", verbose_name=_("renews"), on_delete=models.PROTECT, related_name="renewals", null=True, blank=True
    )
    confidentiality = models.CharField(
        _("confidentiality"), max_length=12, choices=Confidentiality, default=Confidentiality.PARTIES
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    service_points = models.ManyToManyField(
        ServicePoint, verbose_name=_("services it enters into"), related_name="partnerships", blank=True
    )
    insertion = models.TextField(_("how it enters into the existing services"), max_length=TEXT_MAX, blank=True)
    vision = models.TextField(_("shared vision of the impact"), max_length=TEXT_MAX, blank=True)
    action_plan = models.OneToOneField(
        ActionPlan, verbose_name=_("action plan"), on_delete=models.PROTECT, related_name="partnership"
    )
    #: Indicators proposed for its origins that the parties set aside (codes of ``partnerships.origins``).
    ignored_proposals = ArrayField(
        models.CharField(max_length=20), verbose_name=_("proposals set aside"), default=list, blank=True
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partnership_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end comes before the start. Correct one of the two dates."),
            ),
            models.CheckConstraint(
                name="partnership_amount_positive",
                condition=Q(public_amount=None) | Q(public_amount__gte=0),
                violation_error_message=_("An amount can't be negative."),
            ),
            models.CheckConstraint(
                name="partnership_amount_has_currency",
                condition=Q(public_amount=None) | ~Q(currency=""),
                violation_error_message=_("Give the currency of the amount, for example MAD."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnerships:partnership_detail", args=[self.pk])

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def is_before_signature(self) -> bool:
        return self.state in BEFORE_SIGNATURE

    @property
    def is_over(self) -> bool:
        return self.state in OVER


def part_of(related_name: str) -> "models.ForeignKey[Partnership, Partnership]":
    """The partnership that a row is a part of: it goes when the partnership goes."""
    return models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.CASCADE, related_name=related_name
    )


@pghistory.track()
class Party(models.Model):
    """An organisation in a partnership, and the sheet that it alone writes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("parties")
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="partnership_parties"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(_("role in the partnership"), max_length=300, blank=True)
    mission_link = models.TextField(_("link with our mission"), max_length=TEXT_MAX, blank=True)
    own_interest = models.TextField(_("our own interest"), max_length=TEXT_MAX, blank=True)
    identity = models.TextField(_("who we are and want to stay"), max_length=TEXT_MAX, blank=True)
    red_lines = models.TextField(_("what we will not do"), max_length=TEXT_MAX, blank=True)
    contact_one = models.CharField(
        _("first contact (a function)"),
        max_length=150,
        blank=True,
        help_text=_("A function, never a person's name: “head of programmes”."),
    )
    contact_two = models.CharField(_("second contact (a function)"), max_length=150, blank=True)
    annual_budget = models.DecimalField(
        _("annual budget of the organisation"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    accepted_at = models.DateTimeField(_("invitation accepted at"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["partnership", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organization"],
                name="party_once_per_partnership",
                violation_error_message=_("This organisation is already a party."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organization)


@pghistory.track()
class Funding(models.Model):
    """What one party receives in a year from another, to see how dependent it is (criterion 10).

    Written by the party that receives; no part of the text that is signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("who receives"), on_delete=models.CASCADE, related_name="funding")
    source = models.ForeignKey(Party, verbose_name=_("from whom"), on_delete=models.CASCADE, related_name="funded")
    amount = models.DecimalField(_("amount per year"), max_digits=14, decimal_places=2)
    purpose = models.CharField(_("for what"), max_length=300, blank=True)
    conditions = models.TextField(_("on which conditions"), max_length=TEXT_MAX, blank=True)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("funding between parties")
        verbose_name_plural = _("funding between parties")
        ordering = ["party", "source", "planned_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="funding_positive",
                condition=Q(amount__gte=0),
                violation_error_message=_("An amount can't be negative."),
            ),
            models.CheckConstraint(
                name="funding_from_another",
                condition=~Q(party=F("source")),
                violation_error_message=_("Money between parties comes from another party than your own."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.party}"


class LifeEvent(models.Model):
    """A step taken: from where to where, by whom, and why. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("life_events")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True)
    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="life_events", null=True, blank=True
    )
    from_state = models.CharField(_("from"), max_length=12, choices=State)
    to_state = models.CharField(_("to"), max_length=12, choices=State)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("step taken")
        verbose_name_plural = _("steps taken")
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


@pghistory.track()
class Acceptance(models.Model):
    """What a party says of a question put to all: a step, an amendment, the publication, the evaluation plan.

    ``about`` names the question: a state ("step:active"), "publication", "evaluation", "amendment:<id>"…; ``round``
    counts how often it was put.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("acceptances")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="acceptances")
    about = models.CharField(_("about"), max_length=60)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    agrees = models.BooleanField(_("agrees"))
    sentence = models.CharField(_("in a sentence"), max_length=500, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["partnership", "about", "round", "party"]
        constraints = [
            models.UniqueConstraint(fields=["party", "about", "round"], name="acceptance_once_per_party_and_round")
        ]

    def __str__(self) -> str:
        return self.about
