import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, FSMField, transition

from accounts.models import User
from accounts.permissions import granted, territory_scope
from actionplans.models import ActionPlan
from directory.models import Organization, ServicePoint
from scorecards.enums import (
    PHASES,
    About,
    AskedOf,
    BoardKind,
    BriefingSide,
    ConsolidationRule,
    CycleState,
    Feasibility,
    GroupKind,
    Scale,
    Variant,
)
from scorecards.models.library import IndicatorTemplate
from scorecards.pictograms import Pictogram

#: Longest free text, in characters: keeps a printed page and its rendering time bounded.
TEXT_MAX = 2000

_BACK = {
    CycleState.COMMUNITY: CycleState.PREPARATION,
    CycleState.PROVIDER: CycleState.COMMUNITY,
    CycleState.INTERFACE: CycleState.PROVIDER,
    CycleState.FOLLOW_UP: CycleState.INTERFACE,
    CycleState.CLOSED: CycleState.FOLLOW_UP,
}


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> Self:
        scope = territory_scope(
            user,
            organization="organization",
            service_point="service_point",
            followers="action_plan__followers",
            released="released_at",
        )
        return self.none() if scope is None else self.filter(scope)

    def open(self) -> Self:
        return self.exclude(state=CycleState.CLOSED)

    def scores_seen_by(self, user: User) -> Self:
        """Without the full cycles whose two sides weren't both briefed: their scores wait; the team sees them all."""
        if granted(user, "scorecards.view_group_scores"):
            return self
        told = Cycle.objects.filter(briefings__side=BriefingSide.USERS).filter(briefings__side=BriefingSide.PROVIDER)
        return self.filter(~Q(variant=Variant.FULL) | Q(pk__in=told.values("pk")))

    def with_context(self) -> Self:
        """What a list row or a page head names, in one query."""
        return self.select_related(
            "service_point__territory", "service_point__operator", "organization", "action_plan", "previous"
        )


class Cycle(models.Model):
    """One round of a community scorecard at one service point.

    ``state`` moves only by the named transitions below, called by ``scorecards.services.workflow``, which checks the
    guards, writes the event and, on release, freezes the result.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="cycles"
    )
    service_point = models.ForeignKey(
        ServicePoint, verbose_name=_("service point"), on_delete=models.PROTECT, related_name="cycles"
    )
    number = models.PositiveSmallIntegerField(_("round"))
    previous = models.OneToOneField(
        "self", verbose_name=_("previous round"), on_delete=models.PROTECT, related_name="next", null=True, blank=True
    )
    starts_on = models.DateField(_("start of the period"))
    ends_on = models.DateField(_("end of the period"), null=True, blank=True)
    scale = models.CharField(_("scale"), max_length=10, choices=Scale, default=Scale.FACES)
    consolidation_rule = models.CharField(
        _("consolidation rule"), max_length=24, choices=ConsolidationRule, default=ConsolidationRule.SIMPLE_MEAN
    )
    rule_version = models.PositiveSmallIntegerField(_("version of the rule"), default=1)
    state = FSMField(_("state"), choices=CycleState.choices, default=CycleState.PREPARATION, protected=True)
    variant = models.CharField(_("instrument"), max_length=10, choices=Variant, default=Variant.ESSENTIAL)
    paused_at = models.DateTimeField(_("paused for mediation at"), null=True, blank=True)
    inputs_note = models.CharField(_("why no input is tracked"), max_length=300, blank=True)
    provider_note = models.CharField(_("why the provider did not score"), max_length=500, blank=True)
    review_due_on = models.DateField(_("review expected by"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    is_demo = models.BooleanField(_("constructed for demonstration"), default=False)
    action_plan = models.OneToOneField(
        ActionPlan, verbose_name=_("action plan"), on_delete=models.PROTECT, related_name="cycle"
    )
    created_by = models.ForeignKey(
        User, verbose_name=_("created by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "service_point", "number"], name="cycle_number_unique"),
            models.UniqueConstraint(
                fields=["organization", "service_point"],
                name="cycle_one_open",
                condition=~Q(state=CycleState.CLOSED),
                violation_error_message=_(
                    "A cycle is already open for this service point. Close it before you open another."
                ),
            ),
            models.CheckConstraint(
                name="cycle_period_in_order",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The period ends before it starts. Correct one of the two dates."),
            ),
            models.CheckConstraint(name="cycle_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.service_point}, {self.round_label}"

    def get_absolute_url(self) -> str:
        return reverse("scorecards:cycle_detail", args=[self.pk])

    @property
    def round_label(self) -> str:
        return str(_("round %(number)d") % {"number": self.number})

    @property
    def phase(self) -> int:
        """1 to 5: the phase where the cycle stands; a closed cycle stands in the fifth."""
        return PHASES.index(self.state) + 1 if self.state in PHASES else len(PHASES)

    @property
    def is_scoring(self) -> bool:
        """Sessions may be opened: users and providers may score before, after or beside each other."""
        return self.state in (CycleState.COMMUNITY, CycleState.PROVIDER)

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    def plan_agreed_on(self) -> datetime.date | None:
        """The day of the interface meeting: that is when the promises of the plan were made."""
        meeting = getattr(self, "meeting", None)
        return meeting.held_on if meeting is not None else None

    def plan_refusals(self) -> list[tuple[str, str, str]]:
        """Solutions that the provider can't carry out: what was asked, about what, and the published reason."""
        rows = self.board.filter(kind=BoardKind.SOLUTION, feasibility=Feasibility.NO)  # type: ignore[attr-defined]
        rows = rows.select_related("indicator", "cluster").order_by("indicator__position", "cluster__position", "pk")
        return [(row.text, str(row.indicator or row.cluster), row.refusal) for row in rows]

    @property
    def previous_state(self) -> CycleState | None:
        """Where reopening leads, None when there is nothing to reopen."""
        return _BACK.get(CycleState(self.state))

    @transition(field=state, source=CycleState.PREPARATION, target=CycleState.COMMUNITY)
    def launch(self) -> None: ...

    @transition(field=state, source=CycleState.COMMUNITY, target=CycleState.PROVIDER)
    def finish_community(self) -> None: ...

    @transition(field=state, source=CycleState.PROVIDER, target=CycleState.INTERFACE)
    def release(self) -> None: ...

    @transition(field=state, source=CycleState.INTERFACE, target=CycleState.FOLLOW_UP)
    def finish_meeting(self) -> None: ...

    @transition(field=state, source=CycleState.FOLLOW_UP, target=CycleState.CLOSED)
    def close(self) -> None: ...

    @transition(field=state, source=list(_BACK), target=RETURN_VALUE(*_BACK.values()))
    def reopen(self) -> CycleState:
        return _BACK[CycleState(self.state)]


#: Event name → what the history says.
EVENT_WORDS = {
    "open": _("Cycle opened"),
    "launch": _("Scoring started"),
    "finish_community": _("Community's scoring ended"),
    "release": _("Card released"),
    "finish_meeting": _("Interface meeting ended"),
    "close": _("Round closed"),
    "reopen": _("Phase reopened"),
    "reopen_session": _("Session reopened"),
    "decline_reopen": _("Request to reopen declined"),
    "skip_provider": _("Provider left out of this round"),
    "include_provider": _("Provider takes part after all"),
    "import": _("Card imported from a file"),
    "publish": _("Made public"),
    "unpublish": _("Taken back from the public page"),
    "change_rule": _("Rule of the mean changed"),
}


class CycleEvent(models.Model):
    """A transition that happened: who, when, from, to, why. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("event"), max_length=30)
    from_state = models.CharField(_("from"), max_length=12, choices=CycleState, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=CycleState)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("cycle event")
        verbose_name_plural = _("cycle events")
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d}"

    @property
    def words(self) -> str:
        """What happened, in the active language."""
        return str(EVENT_WORDS.get(self.name, self.name))


class Group(models.Model):
    """An interest group that scores together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="groups")
    kind = models.CharField(_("group"), max_length=12, choices=GroupKind)
    label = models.CharField(_("name, if you need one"), max_length=80, blank=True)
    village = models.CharField(_("village"), max_length=120, blank=True)
    size = models.PositiveIntegerField(_("people expected"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "kind", "label", "village"],
                name="group_unique_in_cycle",
                violation_error_message=_("This group is already in the cycle. Give it another name or village."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.village}" if self.village else self.name

    @property
    def name(self) -> str:
        """The group's own name, else what its kind is called: “Women”."""
        return self.label or str(GroupKind(self.kind).label).capitalize()


class Indicator(models.Model):
    """A criterion of this cycle, its words frozen from the library. Trends follow its code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="indicators")
    template = models.ForeignKey(
        IndicatorTemplate,
        verbose_name=_("from the library"),
        on_delete=models.PROTECT,
        related_name="indicators",
        null=True,
        blank=True,
    )
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("indicator"), max_length=200)
    hint = models.CharField(_("question to ask"), max_length=300, blank=True)
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.PROVIDER)
    asked_of = models.CharField(_("asked of"), max_length=10, choices=AskedOf, default=AskedOf.BOTH)
    by_provider = models.BooleanField(_("added by the provider"), default=False)
    pictogram = models.CharField(_("pictogram"), max_length=20, choices=Pictogram, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "code"],
                name="indicator_code_unique_in_cycle",
                violation_error_message=_("This indicator is already in the cycle."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_asked_of(self, side: str) -> bool:
        return self.asked_of in (side, AskedOf.BOTH)
