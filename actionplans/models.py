import datetime
import uuid
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import granted, territory_scope
from actionplans.enums import OPEN_STATES, ActionState, FindingKind, Funding, Side
from directory.models import Organization, ServicePoint, Territory

#: Longest free text, in characters: keeps a printed page and its rendering time bounded.
TEXT_MAX = 2000
#: What a person writes of an action, in the order of the form; its number, state and version move by themselves.
ACTION_FIELDS = (
    "what",
    "problem",
    "side",
    "carrier",
    "responsible",
    "with_whom",
    "starts_on",
    "due_on",
    "resources",
    "cost",
    "currency",
    "funding",
    "success_indicator",
    "baseline",
    "target",
    "community_part",
    "provider_part",
    "authority_part",
)


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def visible_to(self, user: User) -> Self:
        """What hangs on a service point in the person's scope, and what their organisation shares as a partner."""
        scope = territory_scope(
            user,
            organization="organization",
            service_point="service_point",
            followers="followers",
            released="published_at",
        )
        if scope is None or user.organization is None:
            return self.none()
        return self.filter(scope | self.model.shared_with(user))

    def with_counts(self) -> Self:
        """Adds ``total`` (without the dropped), ``done``, ``late`` (open, past their due date) and ``next_due``."""
        today, is_open = timezone.localdate(), Q(actions__state__in=OPEN_STATES)
        return self.annotate(
            total=Count("actions", filter=~Q(actions__state=ActionState.DROPPED)),
            done=Count("actions", filter=Q(actions__state=ActionState.DONE)),
            late=Count("actions", filter=is_open & Q(actions__due_on__lt=today)),
            next_due=models.Min("actions__due_on", filter=is_open),
        )


class ActionPlan(models.Model):
    """Who does what by when. Its owner (a cycle, a partnership…) holds the one-to-one link; the plan never knows it.

    Only ``actionplans.services.open_plan`` creates one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="action_plans"
    )
    service_point = models.ForeignKey(
        ServicePoint,
        verbose_name=_("service point"),
        on_delete=models.PROTECT,
        related_name="action_plans",
        null=True,
        blank=True,
    )
    #: Where it acts: the territory of the service point, or the zone of a partnership or of a device.
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="action_plans"
    )
    partners = models.ManyToManyField(
        Organization, verbose_name=_("partners who share it"), related_name="shared_plans", blank=True
    )
    title = models.CharField(_("title"), max_length=250)
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("follow-up committee"), related_name="followed_plans", blank=True
    )
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplans:plan_detail", args=[self.pk])

    @staticmethod
    def shared_with(user: User, path: str = "pk") -> Q:
        """Plans that the organisation in force shares as an equal; ``path``: from the row to its plan."""
        if not granted(user, "actionplans.change_shared_plan"):
            return Q(pk__in=[])
        through = ActionPlan.partners.through.objects
        return Q(Exists(through.filter(actionplan=OuterRef(path), organization=user.organization)))

    @property
    def place(self) -> ServicePoint | Territory:
        """The service point, else the territory."""
        return self.service_point or self.territory

    @property
    def subject(self) -> Any:
        """The owner of the plan, found through the one-to-one links that point here; None for an orphan.

        An owner may say when the promises were made: ``plan_agreed_on()``, a date or None.
        """
        for relation in self._meta.related_objects:
            if relation.one_to_one:
                owner = getattr(self, relation.get_accessor_name() or "", None)
                if owner is not None:
                    return owner
        return None


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=ActionPlan.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def late(self) -> Self:
        return self.open().filter(due_on__lt=timezone.localdate())

    def by_urgency(self) -> Self:
        """Late first, then open by due date, then kept and dropped."""
        return self.annotate(
            is_closed=models.Case(
                models.When(state__in=OPEN_STATES, then=0), default=1, output_field=models.IntegerField()
            )
        ).order_by("is_closed", F("due_on").asc(nulls_last=True), "number")


@pghistory.track(exclude=["created_at"])
class Action(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ActionPlan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveIntegerField(_("number"))
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    what = models.CharField(_("action"), max_length=500)
    side = models.CharField(_("who carries it"), max_length=12, choices=Side)
    responsible = models.CharField(
        _("who exactly"),
        max_length=200,
        help_text=_("A function or an organisation, never a person's name: “head of the clinic”."),
    )
    carrier = models.ForeignKey(
        Organization,
        verbose_name=_("organisation that carries it"),
        on_delete=models.PROTECT,
        related_name="carried_actions",
        null=True,
        blank=True,
    )
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    community_part = models.CharField(_("what the community does"), max_length=300, blank=True)
    provider_part = models.CharField(_("what the provider does"), max_length=300, blank=True)
    authority_part = models.CharField(_("what the authority does"), max_length=300, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due date"))
    resources = models.CharField(_("resources"), max_length=500, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    funding = models.CharField(_("means"), max_length=10, choices=Funding, default=Funding.INTERNAL)
    success_indicator = models.CharField(_("how we will know it is done"), max_length=300, blank=True)
    baseline = models.CharField(_("today's value"), max_length=100, blank=True)
    target = models.CharField(_("value to reach"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ActionState, default=ActionState.TO_START)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="action_number_unique"),
            models.CheckConstraint(
                name="action_due_after_start",
                condition=Q(starts_on=None) | Q(due_on__gte=F("starts_on")),
                violation_error_message=_("The due date comes before the start date. Correct one of the two."),
            ),
            models.CheckConstraint(
                name="action_cost_positive",
                condition=Q(cost=None) | Q(cost__gte=0),
                violation_error_message=_("A cost can't be negative."),
            ),
            models.CheckConstraint(
                name="action_cost_has_currency",
                condition=Q(cost=None) | ~Q(currency=""),
                violation_error_message=_("Give the currency of the cost, for example MAD."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def days_late(self, today: datetime.date) -> int:
        """Whole days past the due date; 0 when closed or not yet due."""
        return max(0, (today - self.due_on).days) if self.is_open else 0


class ActionUpdate(models.Model):
    """One step of the follow-up, append-only: the state of an action is what its last update says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="updates")
    on = models.DateField(_("date"))
    by = models.ForeignKey(User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(_("from"), max_length=12, choices=ActionState)
    to_state = models.CharField(_("to"), max_length=12, choices=ActionState)
    note = models.TextField(_("note"), max_length=TEXT_MAX)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    new_due_on = models.DateField(_("new due date"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-up")
        ordering = ["-on", "-created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_to_state_display()}"


class ActionConfirmation(models.Model):
    """What the follow-up committee saw on the spot: the promise is really done, or it isn't."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="confirmations"
    )
    is_done = models.BooleanField(_("really done"))
    note = models.CharField(_("what was seen"), max_length=500)
    on = models.DateField(_("date"))
    by = models.ForeignKey(User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation by the committee")
        verbose_name_plural = _("confirmations by the committee")
        ordering = ["-on", "-created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.on}: {self.is_done}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> Self:
        """What was found is told to everyone who takes part: findings are made of published figures only."""
        return self if user.organization is not None or user.is_superuser else self.none()

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)

    def needs_near(self, territory: Territory) -> Self:
        """Needs in force told of a zone: by cards inside it, by devices inside it or of a zone that holds it."""
        inside = Q(territory__path__startswith=territory.path)
        holding = [territory.path[: i + 1] for i, letter in enumerate(territory.path) if letter == "/"]
        around = Q(kind=FindingKind.CONCERTATION, territory__path__in=holding)
        return self.in_force().exclude(kind=FindingKind.FOLLOWED).filter(inside | around)


class Finding(models.Model):
    """What a feature found and another may answer: a sentence, and its figures frozen at the time.

    Written by the feature that finds (``services.record_finding``), read by the one that answers: features never know
    each other. Only published figures; a finding whose source is taken back is withdrawn, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=24, choices=FindingKind)
    #: Names the source among those of its kind, so that the same finding is written once: "cycle:indicator".
    key = models.CharField(_("key"), max_length=120)
    sentence = models.CharField(_("what was found"), max_length=500)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organisation that found it"), on_delete=models.PROTECT, related_name="findings"
    )
    service_point = models.ForeignKey(
        ServicePoint,
        verbose_name=_("service point"),
        on_delete=models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
    )
    territory = models.ForeignKey(
        Territory, verbose_name=_("territory"), on_delete=models.PROTECT, related_name="findings"
    )
    source = models.CharField(_("where it comes from"), max_length=250)
    #: Address of the page it was read on, empty when there is none.
    path = models.CharField(_("address of the page"), max_length=250, blank=True)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-found_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="finding_written_once")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def origin(self) -> str:
        """What it was found by, among those of its kind: the round of a card, the device of a diagnosis."""
        return self.key.partition(":")[0]

    @property
    def subject(self) -> str:
        """What it speaks of: the code of an indicator."""
        return self.key.rpartition(":")[2]

    def is_near(self, organization: Organization) -> bool:
        """Whether what is published in its zone is shown to an organisation: one of the two zones holds the other."""
        own, there = organization.territory.path, self.territory.path
        return own.startswith(there) or there.startswith(own)
