import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.guard import Actor
from core.numbers import format_number
from directory.enums import ActorKind, Sector, TerritoryLevel


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def within(self, territory: "Territory") -> Self:
        """The territory itself and everything below it."""
        return self.filter(path__startswith=territory.path)

    def visible_to(self, user: Actor) -> Self:
        """The tree is common to everyone who has a membership."""
        return self if user.organization is not None or user.is_superuser else self.none()


class Territory(models.Model):
    """A node of the territorial tree.

    ``path`` is the chain of codes from the root, each closed by a slash (``MA/MA-05/``): a subtree is one prefix
    search. Only ``directory.services`` writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent territory"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    level = models.CharField(_("level"), max_length=16, choices=TerritoryLevel)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    path = models.CharField(_("path"), max_length=255, unique=True, editable=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="territory_path_prefix", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                name="territory_country_is_root",
                condition=Q(level=TerritoryLevel.COUNTRY, parent=None) | ~Q(level=TerritoryLevel.COUNTRY),
                violation_error_message=_("A country has no parent territory."),
            ),
            models.CheckConstraint(
                name="territory_code_without_slash",
                condition=~Q(code__contains="/"),
                violation_error_message=_("A code can't contain a slash."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_edit_url(self) -> str:
        return reverse("directory:territory_edit", args=[self.pk])


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, user: Actor) -> Self:
        """The register of organisations is common to everyone who has a membership."""
        return self if user.organization is not None or user.is_superuser else self.none()


class Organization(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of actor"), max_length=32, choices=ActorKind)
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="organizations"
    )
    registered_by = models.ForeignKey(
        "self",
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="registered_organizations",
        null=True,
        blank=True,
        help_text=_("The organisation that entered it; empty when the platform vouches for it."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "territory",
                name="organization_name_unique_in_territory",
                violation_error_message=_("This organisation is already registered in this territory."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:organization_detail", args=[self.pk])


class ServicePointQuerySet(models.QuerySet["ServicePoint"]):
    def visible_to(self, user: Actor) -> Self:
        """The register of service points is common to everyone who has a membership."""
        return self if user.organization is not None or user.is_superuser else self.none()


class ServicePoint(models.Model):
    """A place where a public service is delivered: a clinic, a school, a water point, a town hall."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    operator = models.ForeignKey(
        Organization,
        verbose_name=_("operated by"),
        on_delete=models.PROTECT,
        related_name="service_points",
        help_text=_("The organisation whose staff delivers the service."),
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="service_points"
    )
    registered_by = models.ForeignKey(
        Organization,
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="registered_service_points",
        null=True,
        blank=True,
    )
    catchment_population = models.PositiveIntegerField(_("catchment population"), null=True, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, for example 34.8206."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, for example 66.7347."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ServicePointQuerySet.as_manager()

    class Meta:
        verbose_name = _("service point")
        verbose_name_plural = _("service points")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "territory",
                name="servicepoint_name_unique_in_territory",
                violation_error_message=_("This service point is already registered in this territory."),
            ),
            models.CheckConstraint(
                name="servicepoint_location_whole",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both the latitude and the longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:service_point_detail", args=[self.pk])

    @property
    def location(self) -> str:
        """Latitude and longitude as they are read ("34,8206 ; 66,7347"), empty when not known."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{format_number(self.latitude, 6)} ; {format_number(self.longitude, 6)}"
