"""From what a group says to an indicator: issue, cluster, cause, solution. The thread can be followed both ways."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actionplans.models import Action
from scorecards.enums import BoardKind, Feasibility
from scorecards.models.cycle import TEXT_MAX, Cycle, Group, Indicator


class Cluster(models.Model):
    """Issues of several groups that speak of one thing; the indicators derived from it point back here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="clusters")
    label = models.CharField(_("theme"), max_length=200)
    indicators = models.ManyToManyField(Indicator, verbose_name=_("indicators"), related_name="clusters", blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["cycle", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "label"],
                name="cluster_label_unique",
                violation_error_message=_("This theme is already there."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Issue(models.Model):
    """What a group agreed to write down: a difficulty or a strong point, never about a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="issues")
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("theme"), on_delete=models.SET_NULL, related_name="issues", null=True, blank=True
    )
    text = models.CharField(_("what the group says"), max_length=300)
    is_strength = models.BooleanField(_("strong point"), default=False)
    suggestion = models.CharField(_("suggestion"), max_length=300, blank=True)
    votes = models.PositiveSmallIntegerField(_("votes"), null=True, blank=True)
    reason = models.CharField(_("why it comes first"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["group__position", "position", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BoardEntry(models.Model):
    """A cause or a solution of a theme, validated by each side or not; a solution carries the provider's answer.

    ``refusal``: when the provider can't do it, the reason is published beside it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="board")
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="board", null=True, blank=True
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="board", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=8, choices=BoardKind)
    text = models.CharField(_("sentence"), max_length=300)
    users_agree = models.BooleanField(_("validated by the users"), null=True, blank=True)
    provider_agrees = models.BooleanField(_("validated by the provider"), null=True, blank=True)
    feasibility = models.CharField(_("can it be done"), max_length=12, choices=Feasibility, blank=True)
    cost = models.CharField(_("cost"), max_length=150, blank=True)
    competence = models.CharField(_("who has the means or the right"), max_length=200, blank=True)
    delay = models.CharField(_("delay"), max_length=100, blank=True)
    refusal = models.TextField(_("why it can't be done"), max_length=TEXT_MAX, blank=True)
    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.SET_NULL, related_name="solutions", null=True, blank=True
    )
    by = models.ForeignKey(User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("cause or solution")
        verbose_name_plural = _("causes and solutions")
        ordering = ["cycle", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="board_refusal_has_reason",
                condition=~Q(feasibility=Feasibility.NO) | ~Q(refusal=""),
                violation_error_message=_("Write why it can't be done: the refusal is published with its reason."),
            ),
            models.CheckConstraint(
                name="board_speaks_of_something",
                condition=Q(cluster__isnull=False) | Q(indicator__isnull=False),
                violation_error_message=_("Choose the theme or the indicator it speaks of."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
