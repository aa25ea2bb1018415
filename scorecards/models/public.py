"""The public face: what a service publishes, by choice, cycle by cycle."""

import uuid
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from directory.models import Organization, ServicePoint
from scorecards.enums import RightKind
from scorecards.models.cycle import Cycle, CycleEvent


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> Self:
        """What anybody reads now: published by choice, of a card in force, neither paused nor reopened since."""
        reopened = CycleEvent.objects.filter(cycle=OuterRef("cycle"), name="reopen", at__gt=OuterRef("published_at"))
        return self.filter(
            ~Exists(reopened),
            published_at__gte=F("cycle__released_at"),
            cycle__paused_at__isnull=True,
        )


class Publication(models.Model):
    """The opt-in of one cycle: its released card and its promises may be read without signing in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.OneToOneField(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="publication")
    show_card = models.BooleanField(_("publish the card"), default=True)
    show_promises = models.BooleanField(_("publish the promises"), default=True)
    message = models.CharField(_("a word to the readers"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["cycle"]

    def __str__(self) -> str:
        return str(self.cycle)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RightsSheet(models.Model):
    """Who keeps the sheet of rights and duties of a service: one organisation, whose team alone writes it.

    The team that writes the first line keeps it; an empty sheet belongs to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_point = models.OneToOneField(
        ServicePoint, verbose_name=_("service point"), on_delete=models.PROTECT, related_name="rights_sheet"
    )
    organization = models.ForeignKey(
        Organization, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="rights_sheets"
    )

    class Meta:
        verbose_name = _("sheet of rights and duties")
        verbose_name_plural = _("sheets of rights and duties")
        ordering = ["service_point"]

    def __str__(self) -> str:
        return str(self.service_point)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("kind", "text", "source")),
    pghistory.DeleteEvent(),
)
class RightOrDuty(models.Model):
    """One line of the sheet of rights and duties of a service: what users may expect, and what is asked of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_point = models.ForeignKey(
        ServicePoint, verbose_name=_("service point"), on_delete=models.PROTECT, related_name="rights_and_duties"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=RightKind)
    text = models.CharField(_("sentence"), max_length=250)
    source = models.CharField(_("which rule says so"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("right or duty")
        verbose_name_plural = _("rights and duties")
        ordering = ["service_point", "kind", "position", "pk"]

    def __str__(self) -> str:
        return self.text
