"""A device, its editions, and what its sittings count. Counts only: no participant is ever named."""

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
from concertation.enums import (
    AccessMeasure,
    Audience,
    DeviceKind,
    Dimension,
    EditionState,
    Mode,
    PromisedLevel,
    Theme,
)
from directory.models import Organization, Territory

#: Longest free text, in characters.
TEXT_MAX = 2000


def _tags(choices: type[models.TextChoices], label: str) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=20, choices=choices), verbose_name=label, default=list, blank=True)


def count(label: str) -> "models.PositiveIntegerField[int | None, int | None]":
    """A count that may be unknown: None is not zero."""
    return models.PositiveIntegerField(label, null=True, blank=True)


class LocalProfileQuerySet(models.QuerySet["LocalProfile"]):
    def of(self, device: "Device") -> "LocalProfile | None":
        """The profile of the commune where the device takes place, when somebody filled it in."""
        return self.filter(territory=device.territory_id).first()


class LocalProfile(models.Model):
    """What the commune is: the thresholds, the levers and the peers depend on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.OneToOneField(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="local_profile"
    )
    population = count(_("population"))
    area_km2 = models.DecimalField(_("area in km²"), max_digits=10, decimal_places=2, null=True, blank=True)
    yearly_budget = models.DecimalField(
        _("yearly budget for participation"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    staff_days = models.DecimalField(
        _("days of agents per year"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = LocalProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile of a commune")
        verbose_name_plural = _("profiles of communes")
        ordering = ["territory"]

    def __str__(self) -> str:
        return str(self.territory)


class CensusClass(models.Model):
    """How many people a class counts in the territory (sex, age, district…); imported, with its source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="census_classes"
    )
    dimension = models.CharField(_("dimension"), max_length=12, choices=Dimension)
    label = models.CharField(_("class"), max_length=100)
    people = models.PositiveIntegerField(_("people"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        verbose_name = _("census class")
        verbose_name_plural = _("census classes")
        ordering = ["territory", "dimension", "position", "label"]
        constraints = [models.UniqueConstraint(fields=["territory", "dimension", "label"], name="census_class_once")]

    def __str__(self) -> str:
        return self.label


class ParticipationDeviceQuerySet(models.QuerySet["Device"]):
    def kept_by(self, organization: Organization | None) -> Self:
        """Those that this organisation runs or accompanies."""
        if organization is None:
            return self.none()
        through = Device.companions.through.objects.filter(organization=organization)
        return self.filter(Q(organization=organization) | Q(pk__in=through.values("device")))

    def with_names(self) -> Self:
        """With what every page of a device names."""
        return self.select_related("organization", "territory")

    def open_to_all(self) -> Self:
        """Those whose public page is open."""
        return self.filter(public_page_at__isnull=False, published_at__isnull=False)

    def sharing(self, organization: Organization) -> Self:
        """Those of this organisation whose figures serve to compare others."""
        return self.filter(organization=organization, shares_figures=True)

    def visible_to(self, user: User) -> Self:
        """Those who keep it see it whole; the others, what was published in their territory or around it."""
        own = user.organization
        if own is None:
            return self.none()
        shown = published_around(own) | Q(organization=own, published_at__isnull=False)
        if granted(user, "concertation.change_device"):
            shown |= Q(pk__in=Device.objects.kept_by(own).values("pk"))
        return self.filter(shown)


@pghistory.track(exclude=["created_at"])
class Device(models.Model):
    """A way of consulting or associating people, whoever runs it, online or not, past or present."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("run by"), on_delete=models.PROTECT, related_name="participation_devices"
    )
    companions = models.ManyToManyField(
        Organization, verbose_name=_("accompanied by"), related_name="accompanied_devices", blank=True
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="participation_devices"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=DeviceKind)
    theme = models.CharField(_("theme"), max_length=12, choices=Theme, default=Theme.GENERAL)
    mode = models.CharField(_("on site or online"), max_length=8, choices=Mode, default=Mode.ON_SITE)
    is_external = models.BooleanField(_("run by somebody else, described here"), default=False)
    promised_level = models.PositiveSmallIntegerField(
        _("what is promised"), choices=PromisedLevel, null=True, blank=True
    )
    promise = models.TextField(_("the promise, in its own words"), max_length=TEXT_MAX, blank=True)
    audiences = _tags(Audience, _("publics aimed at"))
    evaluation_question = models.TextField(
        _("what we want to know about this device"), max_length=TEXT_MAX, blank=True
    )
    #: Weight of each axis in percent; empty: equal weights.
    weights = models.JSONField(_("weights of the axes"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    #: The public page: what was said, what was done.
    public_page_at = models.DateTimeField(_("public page opened at"), null=True, blank=True)
    shares_figures = models.BooleanField(_("its figures may be compared elsewhere"), default=False)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ParticipationDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="device_once_per_organization",
                violation_error_message=_("A device with this name is already registered."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("concertation:device_detail", args=[self.pk])


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_device(self) -> Self:
        """With what every page of an edition names."""
        return self.select_related("device__organization", "device__territory", "action_plan")

    def visible_to(self, user: User) -> Self:
        return self.filter(device__in=Device.objects.visible_to(user))


@pghistory.track(exclude=["created_at"])
class Edition(models.Model):
    """One run of a device: a year of a council, one participatory budget, one inquiry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=60)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end of the contributions"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EditionState, default=EditionState.COLLECTING)
    target_population = count(_("people aimed at"))
    participants = count(_("different participants"))
    returning = count(_("participants already there last time"))
    never_before = count(_("participants who came for the first time"))
    contributions_count = count(_("contributions received"))
    median_contributions = models.DecimalField(
        _("contributions per participant (median)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    started_count = count(_("people who began"))
    quit_count = count(_("people who left before the end"))
    budget = models.DecimalField(_("budget spent"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    staff_days = models.DecimalField(_("days of agents"), max_digits=7, decimal_places=1, null=True, blank=True)
    facilitator_trained = models.BooleanField(_("the facilitators are trained"), null=True, blank=True)
    promised_answer_days = models.PositiveSmallIntegerField(_("answer promised within … days"), null=True, blank=True)
    observed_level = models.PositiveSmallIntegerField(
        _("what was really open to discussion"), choices=PromisedLevel, null=True, blank=True
    )
    access_measures = _tags(AccessMeasure, _("what made it possible for everyone"))
    access_known = models.BooleanField(_("the list of access measures is filled"), default=False)
    source = models.CharField(_("where the counts come from"), max_length=200, blank=True)
    #: The half-hour diagnosis: {"steps": {screen: "done" | "unknown"}, "answers": what was counted of the answers}.
    wizard = models.JSONField(_("progress of the short diagnosis"), default=dict, blank=True)
    action_plan = models.OneToOneField(
        ActionPlan,
        verbose_name=_("improvement plan"),
        on_delete=models.PROTECT,
        related_name="edition",
        null=True,
        blank=True,
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["device", "number"]
        constraints = [
            models.UniqueConstraint(fields=["device", "number"], name="edition_number_unique"),
            models.CheckConstraint(
                name="edition_ends_after_start",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end comes before the start. Correct one of the two dates."),
            ),
            models.CheckConstraint(
                name="edition_returning_among_participants",
                condition=Q(participants=None) | Q(returning=None) | Q(returning__lte=F("participants")),
                violation_error_message=_("More people came back than took part. Correct one of the two counts."),
            ),
            models.CheckConstraint(
                name="edition_new_among_participants",
                condition=Q(participants=None) | Q(never_before=None) | Q(never_before__lte=F("participants")),
                violation_error_message=_("More people came for the first time than took part. Correct one count."),
            ),
            models.CheckConstraint(
                name="edition_quit_among_started",
                condition=Q(started_count=None) | Q(quit_count=None) | Q(quit_count__lte=F("started_count")),
                violation_error_message=_("More people left than began. Correct one of the two counts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("concertation:edition_detail", args=[self.pk])
