import uuid
from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.enums import Sector
from directory.models import Organization
from scorecards.enums import About, AskedOf
from scorecards.pictograms import Pictogram


class IndicatorTemplateQuerySet(models.QuerySet["IndicatorTemplate"]):
    def visible_to(self, user: User) -> Self:
        """The common library and the organisation's own, proposed or not."""
        if user.organization is None:
            return self.filter(owner=None)
        return self.filter(models.Q(owner=None) | models.Q(owner=user.organization))

    def available_to(self, user: User) -> Self:
        """The common library and the organisation's own."""
        return self.filter(models.Q(owner=None) | models.Q(owner=user.organization), is_active=True)


class IndicatorTemplate(models.Model):
    """An indicator of the library. Its code never changes meaning; its labels may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    owner = models.ForeignKey(
        Organization,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="indicator_templates",
        null=True,
        blank=True,
    )
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.PROVIDER)
    asked_of = models.CharField(_("asked of"), max_length=10, choices=AskedOf, default=AskedOf.BOTH)
    label_fr = models.CharField(_("label in French"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)
    label_ar = models.CharField(_("label in Arabic"), max_length=200, blank=True)
    hint_fr = models.CharField(_("question to ask, in French"), max_length=300, blank=True)
    hint_en = models.CharField(_("question to ask, in English"), max_length=300, blank=True)
    hint_ar = models.CharField(_("question to ask, in Arabic"), max_length=300, blank=True)
    pictogram = models.CharField(_("pictogram"), max_length=20, choices=Pictogram, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("proposed"), default=True)

    objects = IndicatorTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("library indicator")
        verbose_name_plural = _("indicator library")
        ordering = ["sector", "position", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return str(getattr(self, f"label_{get_language() or 'fr'}", "") or self.label_fr)

    @property
    def hint(self) -> str:
        return str(getattr(self, f"hint_{get_language() or 'fr'}", "") or self.hint_fr)
