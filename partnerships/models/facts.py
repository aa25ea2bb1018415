"""The facts beside perception: decisions, meetings, requests, incidents, lessons, disagreements; and the alerts."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.enums import AlertCode, AlertState, DisagreementOutcome, PowerDomain
from partnerships.models.framing import Important, ScopeItem
from partnerships.models.partnership import TEXT_MAX, Party, part_of
from partnerships.models.signing import Document


@pghistory.track()
class Decision(models.Model):
    """Who proposed, who was asked, who decided, who differed. ``function``: of the person who held the pen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("decisions")
    on = models.DateField(_("date"))
    what = models.CharField(_("what was decided"), max_length=500)
    domain = models.CharField(_("domain"), max_length=16, choices=PowerDomain, default=PowerDomain.DECISION)
    reason = models.TextField(_("why"), max_length=TEXT_MAX, blank=True)
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="proposals", null=True, blank=True
    )
    consulted = models.ManyToManyField(Party, verbose_name=_("consulted"), related_name="consulted_on", blank=True)
    decided_by = models.ManyToManyField(Party, verbose_name=_("decided by"), related_name="decisions")
    function = models.CharField(
        _("function of the person who decided"),
        max_length=150,
        blank=True,
        help_text=_("A function, never a person's name. Leave empty when several decided."),
    )
    dissented = models.ManyToManyField(Party, verbose_name=_("did not agree"), related_name="dissents", blank=True)
    #: The priority that it serves or opposes, for the reading of motives (AP2).
    against_priority_of = models.ManyToManyField(
        Party, verbose_name=_("voted against its own declared priority"), related_name="+", blank=True
    )
    published_on = models.DateField(_("told to all on"), null=True, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["partnership", "-on", "pk"]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class MeetingPlace(models.Model):
    """A place where the parties meet again and again: what it is for, who sits there, how often, what comes next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("meeting_places")
    name = models.CharField(_("name"), max_length=200)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    members = models.ManyToManyField(Party, verbose_name=_("who sits there"), related_name="+", blank=True)
    others = models.CharField(_("who else sits there (functions)"), max_length=300, blank=True)
    every_months = models.PositiveSmallIntegerField(_("every how many months"), null=True, blank=True)
    hours = models.DecimalField(_("hours of a meeting"), max_digits=4, decimal_places=1, null=True, blank=True)
    next_on = models.DateField(_("next meeting"), null=True, blank=True)
    agenda = models.TextField(_("agenda of the next meeting"), max_length=TEXT_MAX, blank=True)
    is_closed = models.BooleanField(_("doesn't meet any more"), default=False)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("meeting place")
        verbose_name_plural = _("meeting places")
        ordering = ["partnership", "is_closed", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="meeting_place_name_unique",
                violation_error_message=_("A meeting place has this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("meetings")
    on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200)
    place = models.ForeignKey(
        MeetingPlace, verbose_name=_("meeting place"), on_delete=models.SET_NULL, related_name="meetings", null=True,
        blank=True,
    )  # fmt: skip
    invited = models.ManyToManyField(Party, verbose_name=_("invited"), related_name="+", blank=True)
    present = models.ManyToManyField(Party, verbose_name=_("present"), related_name="meetings", blank=True)
    with_mandate = models.ManyToManyField(
        Party, verbose_name=_("could commit their organisation"), related_name="+", blank=True
    )
    chaired_by = models.ForeignKey(
        Party, verbose_name=_("chaired by"), on_delete=models.CASCADE, related_name="chaired", null=True, blank=True
    )
    minutes = models.ForeignKey(
        Document, verbose_name=_("minutes"), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["partnership", "-on", "pk"]

    def __str__(self) -> str:
        return self.title


class AccountRequest(models.Model):
    """A party asks another to account for something; who asks whom, and who answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("account_requests")
    from_party = models.ForeignKey(
        Party, verbose_name=_("asked by"), on_delete=models.CASCADE, related_name="requests_made"
    )
    to_party = models.ForeignKey(
        Party, verbose_name=_("asked of"), on_delete=models.CASCADE, related_name="requests_received"
    )
    on = models.DateField(_("date"))
    what = models.CharField(_("what is asked"), max_length=300)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("request to account")
        verbose_name_plural = _("requests to account")
        ordering = ["partnership", "-on", "pk"]
        constraints = [
            models.CheckConstraint(name="request_to_another", condition=~Q(from_party=F("to_party"))),
        ]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class PartnershipIncident(models.Model):
    """Something that failed, said early and looked at together (right to failure)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("incidents")
    on = models.DateField(_("date"))
    what = models.CharField(_("what happened"), max_length=500)
    told_by = models.ForeignKey(Party, verbose_name=_("told by"), on_delete=models.CASCADE, related_name="incidents")
    analysed_on = models.DateField(_("looked at together on"), null=True, blank=True)
    analysed_by = models.ManyToManyField(
        Party, verbose_name=_("looked at by"), related_name="analysed_incidents", blank=True
    )
    causes = models.TextField(_("what explains it"), max_length=TEXT_MAX, blank=True)
    changes = models.TextField(_("what each changes"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["partnership", "-on", "pk"]

    def __str__(self) -> str:
        return self.what


class Lesson(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("lessons")
    on = models.DateField(_("date"))
    text = models.CharField(_("what we learnt"), max_length=500)
    author = models.ForeignKey(Party, verbose_name=_("written by"), on_delete=models.CASCADE, related_name="lessons")
    #: A solution that the parties say was born of the partnership.
    is_solution = models.BooleanField(_("a solution born of the partnership"), default=False)
    confirmed_by = models.ManyToManyField(
        Party, verbose_name=_("recognised by"), related_name="confirmed_lessons", blank=True
    )

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["partnership", "-on", "pk"]

    def __str__(self) -> str:
        return self.text


class LessonReuse(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lesson = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="reuses")
    party = models.ForeignKey(Party, verbose_name=_("reused by"), on_delete=models.CASCADE, related_name="reuses")
    on = models.DateField(_("date"))
    where = models.CharField(_("where, for what"), max_length=300)

    class Meta:
        verbose_name = _("reuse of a lesson")
        verbose_name_plural = _("reuses of a lesson")
        ordering = ["lesson", "on", "pk"]

    def __str__(self) -> str:
        return self.where


@pghistory.track()
class Disagreement(models.Model):
    """Opened to be understood: it shows again what matters to each and the scope agreed at the start."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("disagreements")
    about = models.CharField(_("about"), max_length=300)
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(
        Party, verbose_name=_("opened by"), on_delete=models.CASCADE, related_name="disagreements"
    )
    importants = models.ManyToManyField(
        Important, verbose_name=_("what matters, said at the start"), related_name="disagreements", blank=True
    )
    scope_items = models.ManyToManyField(
        ScopeItem, verbose_name=_("scope, said at the start"), related_name="disagreements", blank=True
    )
    options = models.TextField(_("possible ways out"), max_length=TEXT_MAX, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=DisagreementOutcome, blank=True)
    outcome_text = models.TextField(_("what was agreed"), max_length=TEXT_MAX, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
        ordering = ["partnership", "-opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="disagreement_closed_with_outcome",
                condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
            )
        ]

    def __str__(self) -> str:
        return self.about


@pghistory.track()
class Position(models.Model):
    """What a party asks for in a disagreement, and the interest behind it. Its own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(
        Disagreement, verbose_name=_("disagreement"), on_delete=models.CASCADE, related_name="positions"
    )
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="positions")
    position = models.TextField(_("what we ask for"), max_length=TEXT_MAX)
    interest = models.TextField(_("what we need behind it"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("position of a party")
        verbose_name_plural = _("positions of the parties")
        ordering = ["disagreement", "party"]
        constraints = [models.UniqueConstraint(fields=["disagreement", "party"], name="position_once_per_party")]

    def __str__(self) -> str:
        return str(self.party)


@pghistory.track()
class Alert(models.Model):
    """Figures that ask to be discussed. ``figures`` and ``thresholds`` are those of the day it was raised."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("alerts")
    code = models.CharField(_("alert"), max_length=10, choices=AlertCode)
    figures = models.JSONField(_("figures"), default=dict)
    thresholds = models.JSONField(_("thresholds"), default=dict)
    #: The party that the figures point to, when one does: it has the first word.
    concerns = models.ForeignKey(
        Party, verbose_name=_("concerns"), on_delete=models.CASCADE, related_name="alerts", null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=AlertState, default=AlertState.OPEN)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)
    raised_at = models.DateTimeField(_("raised at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["partnership", "-raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code"], name="alert_one_open_per_code", condition=Q(state=AlertState.OPEN)
            )
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class AlertReply(models.Model):
    """The right of reply of a party. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, verbose_name=_("alert"), on_delete=models.CASCADE, related_name="replies")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="alert_replies")
    text = models.TextField(_("reply"), max_length=TEXT_MAX)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reply to an alert")
        verbose_name_plural = _("replies to an alert")
        ordering = ["alert", "at", "pk"]

    def __str__(self) -> str:
        return self.text
