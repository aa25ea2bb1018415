import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organization, ServicePoint
from scorecards.enums import Scale


class CardImportQuerySet(models.QuerySet["CardImport"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organization=user.organization) if user.organization else self.none()


class CardImport(models.Model):
    """A card file between its preview and its confirmation: all of it is entered, or nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="card_imports"
    )
    service_point = models.ForeignKey(
        ServicePoint, verbose_name=_("service point"), on_delete=models.CASCADE, related_name="card_imports"
    )
    scale = models.CharField(_("scale"), max_length=10, choices=Scale)
    filename = models.CharField(_("file name"), max_length=200)
    content = models.TextField(_("content"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    objects = CardImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("card file")
        verbose_name_plural = _("card files")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.filename
