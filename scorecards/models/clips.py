"""An indicator said aloud, for those who don't read: a few seconds of sound per language."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scorecards.enums import ClipLanguage
from scorecards.models.cycle import Indicator


class IndicatorClip(models.Model):
    """One recording: 15 seconds and 30 KB at most (``scorecards.clipfile``).

    ``mark`` names its content: an address with it never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="clips"
    )
    language = models.CharField(_("language"), max_length=8, choices=ClipLanguage)
    media_type = models.CharField(_("kind of sound"), max_length=20)
    content = models.BinaryField(_("sound"))
    mark = models.CharField(_("mark of the content"), max_length=16)
    seconds = models.DecimalField(_("seconds"), max_digits=4, decimal_places=1)
    recorded_by = models.ForeignKey(
        User, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now=True)

    class Meta:
        verbose_name = _("clip of an indicator")
        verbose_name_plural = _("clips of indicators")
        ordering = ["indicator", "language"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "language"], name="clip_one_per_language"),
            models.CheckConstraint(
                name="clip_fits_its_budget",
                condition=Q(seconds__gte=0, seconds__lte=16),
                violation_error_message=_("A clip lasts 15 seconds at most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.get_language_display()}"
