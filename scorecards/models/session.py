import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import SessionState, Side
from scorecards.models.cycle import Cycle, Group

#: People present are counts by sex and age band, never names. Bands: under 30, 30 to 59, 60 and over.
ATTENDANCE_FIELDS = ("women_young", "women_adult", "women_elder", "men_young", "men_adult", "men_elder")
#: How many times women, and men, spoke in a users' session. Both counted, or none.
TURNS_FIELDS = ("turns_women", "turns_men")


def _count(label: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class ScoringSessionQuerySet(models.QuerySet["ScoringSession"]):
    def visible_to(self, user: User) -> Self:
        """Sessions of the cycles that this person sees; a group's session is for the facilitation team only.

        The provider's session is for the team and for the staff who fill it.
        """
        mine = self.filter(cycle__in=Cycle.objects.visible_to(user))
        if granted(user, "scorecards.view_group_scores"):
            return mine
        if granted(user, "scorecards.score_provider"):
            return mine.filter(side=Side.PROVIDER)
        return self.none()


class ScoringSession(models.Model):
    """Where a group, or the provider's staff, scores. ``version`` moves with every change: a stale form is refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="sessions")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="session", null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=8, choices=SessionState, default=SessionState.PLANNED)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    women_young = _count(_("women under 30"))
    women_adult = _count(_("women, 30 to 59"))
    women_elder = _count(_("women, 60 and over"))
    men_young = _count(_("men under 30"))
    men_adult = _count(_("men, 30 to 59"))
    men_elder = _count(_("men, 60 and over"))
    turns_women = _count(_("times a woman spoke"))
    turns_men = _count(_("times a man spoke"))
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = ScoringSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["cycle", "-side", "group__position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_group_iff_users",
                condition=Q(side=Side.USERS, group__isnull=False) | Q(side=Side.PROVIDER, group__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["cycle"], name="session_one_provider_per_cycle", condition=Q(side=Side.PROVIDER)
            ),
        ]

    def __str__(self) -> str:
        return str(self.group) if self.group_id else str(Side.PROVIDER.label).capitalize()

    def get_absolute_url(self) -> str:
        return reverse("scorecards:session_detail", args=[self.pk])

    @property
    def people_present(self) -> int | None:
        """Sum of the counts given; None when no count was given at all."""
        counts = [getattr(self, name) for name in ATTENDANCE_FIELDS]
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    @property
    def is_open(self) -> bool:
        return self.state == SessionState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED
