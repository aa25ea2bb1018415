"""What each party gives, expects, promises and bears, and what the actions of the plan mean for the partnership."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actionplans.models import Action
from partnerships.enums import CommitmentState, Nature, ProjectStep
from partnerships.models.partnership import Party, part_of
from partnerships.models.writing import BENEFIT_CHOICES, CRITERION_CHOICES, SharedResult


@pghistory.track()
class Contribution(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="contributions")
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    label = models.CharField(_("what it brings"), max_length=300)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    value = models.DecimalField(_("estimated value"), max_digits=14, decimal_places=2, null=True, blank=True)
    #: Obtained thanks to the partnership, after the signature.
    is_leverage = models.BooleanField(_("obtained after the signature"), default=False)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["party", "nature", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contribution_value_positive",
                condition=Q(value=None) | Q(value__gte=0),
                violation_error_message=_("A value can't be negative."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """A part of a contribution that arrived: a share of it, in percent. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="deliveries"
    )
    on = models.DateField(_("date"))
    percent = models.PositiveSmallIntegerField(_("share delivered, in percent"))
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        Party, verbose_name=_("confirmed by"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["contribution", "on", "pk"]
        constraints = [models.CheckConstraint(name="delivery_percent", condition=Q(percent__range=(1, 100)))]

    def __str__(self) -> str:
        return str(self.contribution)


class ExpectedBenefit(models.Model):
    """A benefit among the twenty-one that a party declares to expect."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="benefits")
    code = models.CharField(_("benefit"), max_length=4, choices=BENEFIT_CHOICES)
    priority = models.PositiveSmallIntegerField(_("priority"), default=1)
    measure = models.CharField(_("how we will see it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("expected benefit")
        verbose_name_plural = _("expected benefits")
        ordering = ["party", "priority", "code"]
        constraints = [models.UniqueConstraint(fields=["party", "code"], name="benefit_once_per_party")]

    def __str__(self) -> str:
        return self.get_code_display()


@pghistory.track()
class Commitment(models.Model):
    """What a party promises. "Late" is derived from the date, never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="commitments")
    text = models.CharField(_("commitment"), max_length=500)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    #: Support to another party that no agreement asked for (benefit 15).
    is_mutual_aid = models.BooleanField(_("help outside our own commitments"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState, default=CommitmentState.PENDING)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["party", "due_on", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Risk(models.Model):
    """``probability`` and ``severity`` from 1 to 4; exposure is their product."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("risks")
    label = models.CharField(_("risk"), max_length=300)
    probability = models.PositiveSmallIntegerField(_("probability, from 1 to 4"))
    severity = models.PositiveSmallIntegerField(_("severity, from 1 to 4"))
    response = models.CharField(_("what we do if it happens"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["partnership", "pk"]
        constraints = [
            models.CheckConstraint(
                name="risk_on_four_levels",
                condition=Q(probability__range=(1, 4)) & Q(severity__range=(1, 4)),
                violation_error_message=_("Probability and severity go from 1 to 4."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class RiskShare(models.Model):
    """The share of a risk that a party bears, in percent; the shares of a risk make 100."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    risk = models.ForeignKey(Risk, verbose_name=_("risk"), on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="risk_shares")
    percent = models.DecimalField(_("share, in percent"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("share of a risk")
        verbose_name_plural = _("shares of a risk")
        ordering = ["risk", "party"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "party"], name="risk_share_once_per_party"),
            models.CheckConstraint(name="risk_share_percent", condition=Q(percent__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return str(self.party)


class StepRole(models.Model):
    """What a party does at a step of the project (design, decide, carry out, evaluate)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="step_roles")
    step = models.CharField(_("step"), max_length=10, choices=ProjectStep)
    role = models.CharField(_("role"), max_length=200)

    class Meta:
        verbose_name = _("role at a step")
        verbose_name_plural = _("roles at the steps")
        ordering = ["party", "step"]
        constraints = [models.UniqueConstraint(fields=["party", "step"], name="step_role_once")]

    def __str__(self) -> str:
        return self.role


class ActionLink(models.Model):
    """What an action of the plan means here: its result, its contributors, who goes on after the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("action_links")
    action = models.OneToOneField(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="partnership_link"
    )
    result = models.ForeignKey(
        SharedResult, verbose_name=_("shared result"), on_delete=models.SET_NULL, related_name="actions", null=True,
        blank=True,
    )  # fmt: skip
    contributors = models.ManyToManyField(
        Party, verbose_name=_("contributors"), related_name="contributed_actions", blank=True
    )
    after_end = models.ForeignKey(
        Party, verbose_name=_("who goes on after the end"), on_delete=models.SET_NULL, related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    after_end_means = models.CharField(_("with which means"), max_length=200, blank=True)
    criterion = models.CharField(_("criterion that it improves"), max_length=4, choices=CRITERION_CHOICES, blank=True)
    #: None: not asked yet, twelve months after the end.
    alive_after_year = models.BooleanField(_("still alive twelve months after the end"), null=True, blank=True)

    class Meta:
        verbose_name = _("place of an action in the partnership")
        verbose_name_plural = _("places of the actions in the partnership")
        ordering = ["partnership", "action"]

    def __str__(self) -> str:
        return str(self.action)
