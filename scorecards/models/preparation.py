"""What the full instrument prepares: the team, the checklist, the hours, the briefings, who lives there."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scorecards.enums import (
    BriefingSide,
    CycleState,
    PulseMoment,
    PulseQuestion,
    Qualification,
    ReadinessKey,
    Side,
)
from scorecards.models.cycle import TEXT_MAX, Cycle, Group


class FacilitatorProfileQuerySet(models.QuerySet["FacilitatorProfile"]):
    def visible_to(self, user: User) -> Self:
        """The facilitators of my organisation."""
        if user.organization is None:
            return self.none()
        return self.filter(
            user__memberships__organization=user.organization, user__memberships__is_active=True
        ).distinct()


class FacilitatorProfile(models.Model):
    """What qualifies a person to lead a group: training, sessions run elsewhere before, what their peers say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="facilitator_profile"
    )
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    training = models.CharField(_("training followed"), max_length=200, blank=True)
    sessions_before = models.PositiveSmallIntegerField(_("sessions run before, elsewhere"), default=0)
    languages = models.CharField(_("languages spoken"), max_length=200, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = FacilitatorProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator profile")
        verbose_name_plural = _("facilitator profiles")
        ordering = ["user__email"]

    def __str__(self) -> str:
        return str(self.user)


class PeerFeedback(models.Model):
    """What the co-facilitator observed after a session: one level out of four, one strength, one piece of advice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(
        FacilitatorProfile, verbose_name=_("facilitator"), on_delete=models.CASCADE, related_name="feedback"
    )
    group = models.ForeignKey(Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="peer_feedback")
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    level = models.CharField(_("level"), max_length=12, choices=Qualification)
    strength = models.CharField(_("what went well"), max_length=300, blank=True)
    advice = models.CharField(_("advice for next time"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("peer feedback")
        verbose_name_plural = _("peer feedback")
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "group", "by"], name="peer_feedback_once_per_group"),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class GroupTeam(models.Model):
    """Two facilitators per group: one leads, one takes notes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="team")
    lead = models.ForeignKey(User, verbose_name=_("leads"), on_delete=models.PROTECT, related_name="+")
    note_taker = models.ForeignKey(
        User, verbose_name=_("takes notes"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("team of a group")
        verbose_name_plural = _("teams of the groups")
        ordering = ["group__position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="group_team_two_people",
                condition=Q(note_taker=None) | ~Q(note_taker=F("lead")),
                violation_error_message=_("Choose two different people: one leads, the other takes notes."),
            )
        ]

    def __str__(self) -> str:
        return str(self.group)


class ReadinessCheck(models.Model):
    """One line of the checklist before launch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="readiness")
    key = models.CharField(_("line"), max_length=24, choices=ReadinessKey)
    is_done = models.BooleanField(_("done"), default=False)
    is_needed = models.BooleanField(_("needed here"), default=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["cycle", "key"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="readiness_line_once"),
            models.CheckConstraint(
                name="readiness_not_needed_says_why",
                condition=Q(is_needed=True) | (Q(is_done=False) & ~Q(note="")),
                violation_error_message=_("Write why this line isn't needed here."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()

    @property
    def is_settled(self) -> bool:
        """Done, or not needed here for a reason that the note gives."""
        return self.is_done or not self.is_needed


class StepHours(models.Model):
    """Hours planned and spent on one phase, all facilitators together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="hours")
    phase = models.CharField(_("phase"), max_length=12, choices=CycleState)
    planned = models.DecimalField(_("hours planned"), max_digits=6, decimal_places=1, null=True, blank=True)
    spent = models.DecimalField(_("hours spent"), max_digits=6, decimal_places=1, null=True, blank=True)
    due_on = models.DateField(_("expected by"), null=True, blank=True)

    class Meta:
        verbose_name = _("hours of a phase")
        verbose_name_plural = _("hours of the phases")
        ordering = ["cycle", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "phase"], name="step_hours_once"),
            models.CheckConstraint(
                name="step_hours_positive",
                condition=(Q(planned=None) | Q(planned__gte=0)) & (Q(spent=None) | Q(spent__gte=0)),
                violation_error_message=_("Hours can't be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()


class Briefing(models.Model):
    """Both sides hear what the card is for, and what it is not, before either sees scores."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="briefings")
    side = models.CharField(_("side"), max_length=10, choices=BriefingSide)
    held_on = models.DateField(_("held on"))
    people = models.PositiveSmallIntegerField(_("people present"), null=True, blank=True)
    notes = models.TextField(_("questions asked, answers given"), max_length=TEXT_MAX, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        ordering = ["cycle", "side", "held_on"]
        constraints = [models.UniqueConstraint(fields=["cycle", "side"], name="briefing_once_per_side")]

    def __str__(self) -> str:
        return self.get_side_display()


class SocialMapEntry(models.Model):
    """Who lives there and is heard or not: counts of households, never names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="social_map")
    label = models.CharField(_("part of the community"), max_length=150)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    group = models.ForeignKey(
        Group,
        verbose_name=_("heard in the group"),
        on_delete=models.SET_NULL,
        related_name="social_map",
        null=True,
        blank=True,
    )
    is_absent = models.BooleanField(_("absent from the groups"), default=False)
    how_heard = models.CharField(_("how they will be heard"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("line of the social map")
        verbose_name_plural = _("social map")
        ordering = ["cycle", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="social_map_absent_is_heard",
                condition=Q(is_absent=False) | ~Q(how_heard=""),
                violation_error_message=_(
                    "Write how these people will be heard: a visit, a neighbour who speaks for them…"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.label


class InputItem(models.Model):
    """Input tracking: what is due, planned, received, observed. Money: budgeted, received, spent, per source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="inputs")
    label = models.CharField(_("input"), max_length=200)
    is_money = models.BooleanField(_("money"), default=False)
    unit = models.CharField(_("unit or currency"), max_length=20, blank=True)
    entitlement = models.CharField(_("what is due, and by which rule"), max_length=300, blank=True)
    source = models.CharField(_("who pays or provides"), max_length=150, blank=True)
    planned = models.DecimalField(_("planned or budgeted"), max_digits=14, decimal_places=2, null=True, blank=True)
    received = models.DecimalField(_("received"), max_digits=14, decimal_places=2, null=True, blank=True)
    observed = models.DecimalField(_("observed or spent"), max_digits=14, decimal_places=2, null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("input")
        verbose_name_plural = _("input tracking")
        ordering = ["cycle", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="input_amounts_positive",
                condition=(Q(planned=None) | Q(planned__gte=0))
                & (Q(received=None) | Q(received__gte=0))
                & (Q(observed=None) | Q(observed__gte=0)),
                violation_error_message=_("An amount can't be negative."),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Pulse(models.Model):
    """One question to one side by show of hands: how many said yes, of how many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, verbose_name=_("cycle"), on_delete=models.CASCADE, related_name="pulses")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    question = models.CharField(_("question"), max_length=10, choices=PulseQuestion)
    moment = models.CharField(_("moment"), max_length=8, choices=PulseMoment)
    yes = models.PositiveSmallIntegerField(_("hands for yes"))
    asked = models.PositiveSmallIntegerField(_("people asked"))

    class Meta:
        verbose_name = _("question by show of hands")
        verbose_name_plural = _("questions by show of hands")
        ordering = ["cycle", "question", "side", "moment"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "side", "question", "moment"], name="pulse_once"),
            models.CheckConstraint(
                name="pulse_yes_of_asked",
                condition=Q(asked__gte=1, yes__lte=F("asked")),
                violation_error_message=_("More hands than people. Correct one of the two numbers."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yes}/{self.asked}"
