import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from scorecards.models.release import CardRelease


class CardRollup(models.Model):
    """What boards over many cycles read of one released card, beside the means that the release holds.

    Written in the release's transaction; ``scorecards.services.rollups`` can compute it again and compare.
    ``people``, ``women``, ``young``, ``elder`` are null when no session was counted. ``kinds``: kind of group →
    [groups, groups counted, people or null].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.OneToOneField(
        CardRelease, verbose_name=_("release"), on_delete=models.CASCADE, related_name="rollup"
    )
    sessions = models.PositiveIntegerField(_("sessions held"))
    counted = models.PositiveIntegerField(_("sessions counted"))
    people = models.PositiveIntegerField(_("people heard"), null=True)
    women = models.PositiveIntegerField(_("women"), null=True)
    young = models.PositiveIntegerField(_("under 30"), null=True)
    elder = models.PositiveIntegerField(_("60 and over"), null=True)
    kinds = models.JSONField(_("groups by kind"), default=dict)
    compared = models.PositiveIntegerField(_("indicators scored by both sides"))
    agreeing = models.PositiveIntegerField(_("indicators in agreement"))
    mean_gap = models.DecimalField(_("mean gap"), max_digits=16, decimal_places=12, null=True)
    mean_distance = models.DecimalField(_("mean distance"), max_digits=16, decimal_places=12, null=True)

    class Meta:
        verbose_name = _("rollup of a card")
        verbose_name_plural = _("rollups of cards")
        ordering = ["release"]

    def __str__(self) -> str:
        return str(self.release)
