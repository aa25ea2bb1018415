"""What people say: surveys without account, open answers coded by hand, contributions and their reasoned follow-up."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actionplans.models import Action
from concertation.enums import AnswerStatus, CodeKind, Outcome, RefusalReason, SurveyAudience, SurveyMoment
from concertation.models.counts import Sitting
from concertation.models.device import TEXT_MAX, Device, Edition


class SurveyQuerySet(models.QuerySet["Survey"]):
    def behind(self, secret: str) -> "Survey | None":
        """The survey of a link, with the names that its page shows."""
        named = self.select_related("edition__device__territory", "edition__device__organization")
        return named.filter(secret=secret).first()


class Survey(models.Model):
    """A questionnaire of an edition, answered by a link, a QR or typed from paper. No account, no name, no address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="surveys")
    audience = models.CharField(_("for whom"), max_length=12, choices=SurveyAudience)
    moment = models.CharField(_("when"), max_length=8, choices=SurveyMoment, default=SurveyMoment.DURING)
    secret = models.CharField(_("secret of the link"), max_length=32, unique=True)
    is_open = models.BooleanField(_("open"), default=True)
    opened_on = models.DateField(_("opened on"), auto_now_add=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["edition", "audience", "moment"]
        constraints = [models.UniqueConstraint(fields=["edition", "audience", "moment"], name="survey_once")]

    def __str__(self) -> str:
        return self.get_audience_display()


class SurveyResponse(models.Model):
    """One sheet. The day only; optional sex and age class as the census says them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="responses")
    on = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=5, default="fr")
    from_paper = models.BooleanField(_("typed from paper"), default=False)
    sex = models.CharField(_("sex"), max_length=20, blank=True)
    age = models.CharField(_("age class"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["survey", "on", "pk"]

    def __str__(self) -> str:
        return str(self.on)


class SurveyAnswer(models.Model):
    """``item``: "S1" to "S10" (participants, organisers), "A1" to "A3" (absent), "T" (trust). Level 1 to 4."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        SurveyResponse, verbose_name=_("response"), on_delete=models.CASCADE, related_name="answers"
    )
    item = models.CharField(_("statement"), max_length=4)
    status = models.CharField(_("status"), max_length=10, choices=AnswerStatus, default=AnswerStatus.RATED)
    level = models.PositiveSmallIntegerField(_("level, from 1 to 4"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["response", "item"]
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="survey_answer_once"),
            models.CheckConstraint(
                name="survey_answer_level_iff_rated",
                condition=Q(status=AnswerStatus.RATED, level__range=(1, 4))
                | (~Q(status=AnswerStatus.RATED) & Q(level=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.item


class Code(models.Model):
    """An obstacle or an opportunity that open answers speak of; the words of the team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(Device, verbose_name=_("device"), on_delete=models.CASCADE, related_name="codes")
    kind = models.CharField(_("kind"), max_length=12, choices=CodeKind)
    label = models.CharField(_("label"), max_length=120)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["device", "kind", "label"]
        constraints = [models.UniqueConstraint(fields=["device", "kind", "label"], name="code_once_per_device")]

    def __str__(self) -> str:
        return self.label


class OpenAnswer(models.Model):
    """``question``: "hindered" (what held you back), "change" (what to change first), "missing" (who was missing)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(
        SurveyResponse, verbose_name=_("response"), on_delete=models.CASCADE, related_name="open_answers"
    )
    question = models.CharField(_("question"), max_length=10)
    text = models.TextField(_("answer"), max_length=TEXT_MAX)
    codes = models.ManyToManyField(Code, verbose_name=_("codes"), related_name="answers", blank=True)
    is_hidden = models.BooleanField(_("set aside: speaks of a person"), default=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("open answer")
        verbose_name_plural = _("open answers")
        ordering = ["response", "question", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track(exclude=["created_at"])
class Contribution(models.Model):
    """A contribution, or a group of contributions that say the same (``count``). No author is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="contributions"
    )
    sitting = models.ForeignKey(
        Sitting,
        verbose_name=_("sitting"),
        on_delete=models.SET_NULL,
        related_name="contributions",
        null=True,
        blank=True,
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("contribution"), max_length=TEXT_MAX)
    theme = models.CharField(_("theme"), max_length=100, blank=True)
    count = models.PositiveIntegerField(_("how many said it"), default=1)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    is_hidden = models.BooleanField(_("set aside: speaks of a person"), default=False)
    outcome = models.CharField(_("follow-up"), max_length=10, choices=Outcome, blank=True)
    refusal = models.CharField(_("kind of reason"), max_length=10, choices=RefusalReason, blank=True)
    reason = models.TextField(_("why"), max_length=TEXT_MAX, blank=True)
    decision = models.CharField(_("decision it is linked to"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="contributions", null=True, blank=True
    )
    realised_on = models.DateField(_("done on"), null=True, blank=True)
    realisation = models.CharField(_("what was done"), max_length=300, blank=True)
    answered_on = models.DateField(_("answer published on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="contribution_number_unique"),
            models.CheckConstraint(name="contribution_counts_someone", condition=Q(count__gte=1)),
            models.CheckConstraint(
                name="contribution_answered_with_a_reason",
                condition=Q(answered_on=None) | (~Q(outcome="") & ~Q(reason="")),
                violation_error_message=_("An answer is published with its outcome and its reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PublicCommitment(models.Model):
    """What the commune promised after the edition, with its date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="commitments"
    )
    text = models.CharField(_("commitment"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)
    note = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("public commitment")
        verbose_name_plural = _("public commitments")
        ordering = ["edition", "due_on", "pk"]

    def __str__(self) -> str:
        return self.text


class Reminder(models.Model):
    """That a promised answer is late was said to those who keep the device. Once per due date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField(_("due on"))
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["edition", "-due_on"]
        constraints = [models.UniqueConstraint(fields=["edition", "due_on"], name="reminder_once")]

    def __str__(self) -> str:
        return str(self.due_on)
