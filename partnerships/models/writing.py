"""The text of the agreement: needs and policies, objectives, shared results, clauses, how it will be judged."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actionplans.models import Finding
from partnerships.criteria import BENEFITS, CRITERIA
from partnerships.enums import OneSided
from partnerships.models.partnership import TEXT_MAX, Partnership, Party, part_of

CRITERION_CHOICES = [(criterion.code, criterion.name) for criterion in CRITERIA]
BENEFIT_CHOICES = [(benefit.code, benefit.name) for benefit in BENEFITS]


class Need(models.Model):
    """A need of the community that the partnership answers: what a scorecard found, or written words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("needs")
    finding = models.ForeignKey(
        Finding, verbose_name=_("finding"), on_delete=models.PROTECT, related_name="needs", null=True, blank=True
    )
    text = models.CharField(_("need"), max_length=500)
    source = models.CharField(_("who says it, and where"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return self.text


class Policy(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("policies")
    name = models.CharField(_("public policy or plan"), max_length=300)
    level = models.CharField(_("level"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("public policy")
        verbose_name_plural = _("public policies")
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Objective(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("objectives")
    text = models.CharField(_("objective"), max_length=500)
    need = models.ForeignKey(
        Need, verbose_name=_("need it answers"), on_delete=models.SET_NULL, related_name="objectives", null=True,
        blank=True,
    )  # fmt: skip
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="objectives"
    )
    validated_by = models.ManyToManyField(
        Party, verbose_name=_("validated by"), related_name="validated_objectives", blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["partnership", "position", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class SharedResult(models.Model):
    """A result that belongs to several parties, written by them. At least two carry it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("results")
    text = models.TextField(_("shared result"), max_length=TEXT_MAX)
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), on_delete=models.SET_NULL, related_name="results", null=True,
        blank=True,
    )  # fmt: skip
    carriers = models.ManyToManyField(Party, verbose_name=_("carried by"), related_name="results", blank=True)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    #: The code of the proposal that it was taken from (``partnerships.origins``); empty for one's own words.
    proposal = models.CharField(_("taken from the proposal"), max_length=20, blank=True)
    baseline = models.DecimalField(_("today's value"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("value to reach"), max_digits=14, decimal_places=2, null=True, blank=True)
    reached = models.DecimalField(_("value reached"), max_digits=14, decimal_places=2, null=True, blank=True)
    reached_on = models.DateField(_("measured on"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("shared result")
        verbose_name_plural = _("shared results")
        ordering = ["partnership", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Edit(models.Model):
    """Who wrote or amended which text of the agreement, and whether it was taken: authorship, for criterion 2."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("edits")
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="edits")
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)
    #: "objective", "result", "clause", "vision"… and the id of the row.
    about = models.CharField(_("about"), max_length=20)
    row = models.UUIDField(_("row"), null=True, blank=True)
    before = models.TextField(_("before"), max_length=TEXT_MAX, blank=True)
    after = models.TextField(_("after"), max_length=TEXT_MAX, blank=True)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return self.about


class LearningQuestion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("learning_questions")
    text = models.CharField(_("what we want to learn"), max_length=300)
    answer = models.TextField(_("what we learnt"), max_length=TEXT_MAX, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("learning question")
        verbose_name_plural = _("learning questions")
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class EvaluationPlan(models.Model):
    """How the partnership will be judged; every party agrees to it (``Acceptance`` about "evaluation")."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.OneToOneField(
        Partnership, verbose_name=_("partnership"), on_delete=models.CASCADE, related_name="evaluation_plan"
    )
    impact = models.TextField(_("which impact as a group"), max_length=TEXT_MAX, blank=True)
    proof = models.TextField(_("how we will know"), max_length=TEXT_MAX, blank=True)
    who = models.CharField(_("who does it"), max_length=300, blank=True)
    every_months = models.PositiveSmallIntegerField(_("a review every … months"), null=True, blank=True)
    #: How often it was put to the parties again after a change.
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("evaluation plan")
        verbose_name_plural = _("evaluation plans")
        ordering = ["partnership"]

    def __str__(self) -> str:
        return str(self.partnership)


@pghistory.track()
class Clause(models.Model):
    """A clause of the agreement, or the explicit "no clause, because…" of a criterion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("clauses")
    criterion = models.CharField(_("criterion"), max_length=4, choices=CRITERION_CHOICES, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=TEXT_MAX, blank=True)
    no_clause_because = models.TextField(_("no clause, because"), max_length=TEXT_MAX, blank=True)
    is_decision_rule = models.BooleanField(_("rule of decision"), default=False)
    one_sided = models.CharField(_("holds for one party alone"), max_length=14, choices=OneSided, blank=True)
    favours = models.ForeignKey(
        Party, verbose_name=_("in favour of"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["partnership", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="clause_text_or_reason",
                condition=(~Q(text="") & Q(no_clause_because="")) | (Q(text="") & ~Q(no_clause_because="")),
                violation_error_message=_("Write the clause, or why there is none: one of the two."),
            ),
            models.CheckConstraint(
                name="clause_one_sided_names_who",
                condition=Q(one_sided="", favours=None) | (~Q(one_sided="") & Q(favours__isnull=False)),
                violation_error_message=_("A clause that holds for one party alone says in whose favour."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommunicationAction(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("communication")
    audience = models.CharField(_("audience"), max_length=150)
    channel = models.CharField(_("channel"), max_length=150)
    message = models.CharField(_("message"), max_length=300)
    carrier = models.ForeignKey(
        Party, verbose_name=_("carried by"), on_delete=models.CASCADE, related_name="communication", null=True,
        blank=True,
    )  # fmt: skip
    due_on = models.DateField(_("due date"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("communication action")
        verbose_name_plural = _("communication plan")
        ordering = ["partnership", "due_on", "pk"]

    def __str__(self) -> str:
        return self.message
