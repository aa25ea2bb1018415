import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans.models import Action
from scorecards.enums import Outcome
from scorecards.models.cycle import TEXT_MAX, Cycle, Indicator


def _count(label: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class InterfaceMeeting(models.Model):
    """Users and provider present their scores to each other and decide together. One per cycle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.OneToOneField(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="meeting")
    planned_on = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    convener = models.CharField(_("who invites"), max_length=150, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    community_women = _count(_("community, women"))
    community_men = _count(_("community, men"))
    provider_women = _count(_("provider, women"))
    provider_men = _count(_("provider, men"))
    authority_women = _count(_("authority, women"))
    authority_men = _count(_("authority, men"))
    notes = models.TextField(_("notes"), max_length=TEXT_MAX, blank=True)
    agenda_is_manual = models.BooleanField(_("agenda in an order of one's own"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("interface meeting")
        verbose_name_plural = _("interface meetings")
        ordering = ["cycle", "pk"]

    def __str__(self) -> str:
        return str(_("Interface meeting, %(cycle)s") % {"cycle": self.cycle})


@pghistory.track()
class Discussion(models.Model):
    """One indicator on the agenda: what each side said, what came out, and the actions born of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        InterfaceMeeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="discussions"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="discussions"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    users_said = models.TextField(_("what the users said"), max_length=TEXT_MAX, blank=True)
    provider_said = models.TextField(_("what the provider said"), max_length=TEXT_MAX, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    agreement = models.TextField(_("what was agreed, or where each side stands"), max_length=TEXT_MAX, blank=True)
    actions = models.ManyToManyField(Action, verbose_name=_("actions"), related_name="discussions", blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "indicator"], name="discussion_one_per_indicator"),
            models.CheckConstraint(
                name="discussion_outcome_has_words",
                condition=Q(outcome__in=["", Outcome.POSTPONED]) | ~Q(agreement=""),
                violation_error_message=_("Write what was agreed, or where each side stands."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)
