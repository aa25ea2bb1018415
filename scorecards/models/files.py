import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.enums import Sector
from directory.models import Organization, ServicePoint, Territory
from scorecards.enums import Scale
from scorecards.models.cycle import Cycle


class CardImportQuerySet(models.QuerySet["CardImport"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organization=user.organization) if user.organization else self.none()


class CardImport(models.Model):
    """A card file between its preview and its confirmation: all of it is entered, or nothing.

    ``service_point`` is None while the service is new: its name, sector, place and operator wait here until the
    confirmation creates it. ``digest`` (of what the file says, whatever its line ends) is set on confirmation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="card_imports"
    )
    service_point = models.ForeignKey(
        ServicePoint,
        verbose_name=_("service point"),
        on_delete=models.CASCADE,
        related_name="card_imports",
        null=True,
        blank=True,
    )
    service_name = models.CharField(_("name of the new service point"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    operator = models.ForeignKey(
        Organization, verbose_name=_("operated by"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    scale = models.CharField(_("scale"), max_length=10, choices=Scale)
    last_round_on = models.DateField(_("date of the last round"), null=True, blank=True)
    filename = models.CharField(_("file name"), max_length=200)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    cycle = models.ForeignKey(
        Cycle, verbose_name=_("last round entered"), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = CardImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("card file")
        verbose_name_plural = _("card files")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="card_import_names_a_service",
                condition=Q(service_point__isnull=False) | ~Q(service_name=""),
                violation_error_message=_("Choose a service point, or name a new one."),
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def service(self) -> str:
        """The name of the service point, there already or to come."""
        return str(self.service_point) if self.service_point is not None else self.service_name
