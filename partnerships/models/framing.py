"""Before: what, why, how. Blind sheets, the scope, what matters to each, strengths, workshops."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.enums import (
    Beneficiary,
    CompetenceKind,
    EvaluationQuestion,
    Motive,
    NoteBecomes,
    ScopeStatus,
    SuccessSign,
    WorkshopKind,
)
from partnerships.models.partnership import TEXT_MAX, Party, part_of


def tags(choices: type[models.TextChoices], label: str) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=20, choices=choices), verbose_name=label, default=list, blank=True)


class Priority(models.Model):
    """A practice or a priority that every party ranks on its own sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("priorities")
    label = models.CharField(_("priority"), max_length=200)
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="priorities"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["partnership", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "label"], name="priority_once")]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class BlindSheet(models.Model):
    """What and why, answered by a party alone. Nobody else reads it before every party has sent theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.OneToOneField(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="sheet")
    what = models.TextField(_("what do we want to do together?"), max_length=TEXT_MAX, blank=True)
    what_not = models.TextField(_("what does the project not seek to do?"), max_length=TEXT_MAX, blank=True)
    why = models.TextField(_("why do we do it, and why together?"), max_length=TEXT_MAX, blank=True)
    success = tags(SuccessSign, _("signs of success"))
    beneficiaries = tags(Beneficiary, _("who benefits"))
    horizon_months = models.PositiveSmallIntegerField(_("in how many months"), null=True, blank=True)
    #: Ids of the partnership's priorities, the most important first.
    ranking = ArrayField(models.UUIDField(), verbose_name=_("our order of priorities"), default=list, blank=True)
    motives = tags(Motive, _("our three first motives"))
    interests = models.TextField(_("interests that we declare"), max_length=TEXT_MAX, blank=True)
    has_conflict = models.BooleanField(_("we may have a conflict of interest"), default=False)
    conflict_handling = models.TextField(_("how we will handle it"), max_length=TEXT_MAX, blank=True)
    commitment = models.PositiveSmallIntegerField(_("how committed we are, from 1 to 4"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("sheet of a party")
        verbose_name_plural = _("sheets of the parties")
        ordering = ["party"]
        constraints = [
            models.CheckConstraint(
                name="sheet_commitment_on_four_levels", condition=Q(commitment=None) | Q(commitment__range=(1, 4))
            )
        ]

    def __str__(self) -> str:
        return str(self.party)


class MotivePrediction(models.Model):
    """The three motives that a party expects another to declare, written before the reveal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(
        BlindSheet, verbose_name=_("sheet"), on_delete=models.CASCADE, related_name="predictions"
    )
    about = models.ForeignKey(Party, verbose_name=_("about"), on_delete=models.CASCADE, related_name="predicted")
    motives = tags(Motive, _("expected motives"))

    class Meta:
        verbose_name = _("expected motives")
        verbose_name_plural = _("expected motives")
        ordering = ["sheet", "about"]
        constraints = [models.UniqueConstraint(fields=["sheet", "about"], name="prediction_once_per_party")]

    def __str__(self) -> str:
        return str(self.about)


class Competence(models.Model):
    """A strength that a party brings, or a need that it has. The same words (``label``) make it common."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="competences")
    kind = models.CharField(_("offer or need"), max_length=6, choices=CompetenceKind)
    label = models.CharField(_("competence or means"), max_length=150)
    since = models.DateField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["party", "kind", "label"]
        constraints = [models.UniqueConstraint(fields=["party", "kind", "label"], name="competence_once_per_party")]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class ScopeItem(models.Model):
    """Something that the partnership does, doesn't do, or does later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("scope")
    label = models.CharField(_("what"), max_length=300)
    status = models.CharField(_("in, out or later"), max_length=6, choices=ScopeStatus)
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="scope_items"
    )
    agreed_by = models.ManyToManyField(Party, verbose_name=_("agreed by"), related_name="agreed_scope", blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("element of the scope")
        verbose_name_plural = _("scope")
        ordering = ["partnership", "status", "label"]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class Important(models.Model):
    """ "What matters to us, because…": another party says it again in its own words, the owner confirms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="importants")
    what = models.CharField(_("what matters to us"), max_length=300)
    because = models.TextField(_("because"), max_length=TEXT_MAX)

    class Meta:
        verbose_name = _("what matters to a party")
        verbose_name_plural = _("what matters to the parties")
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class Restatement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    important = models.ForeignKey(
        Important, verbose_name=_("what matters"), on_delete=models.CASCADE, related_name="restatements"
    )
    party = models.ForeignKey(Party, verbose_name=_("said again by"), on_delete=models.CASCADE, related_name="said")
    text = models.TextField(_("in our words"), max_length=TEXT_MAX)
    #: None: the owner hasn't answered yet.
    confirmed = models.BooleanField(_("confirmed by the owner"), null=True, blank=True)
    answer = models.CharField(_("what was missing"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        ordering = ["important", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["important", "party"], name="restatement_once_per_party")]

    def __str__(self) -> str:
        return self.text


class Workshop(models.Model):
    """A meeting that produces: agenda with minutes, notes taken live, outputs that become something."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("workshops")
    kind = models.CharField(_("kind"), max_length=14, choices=WorkshopKind)
    title = models.CharField(_("title"), max_length=200)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    present = models.ManyToManyField(Party, verbose_name=_("parties present"), related_name="workshops", blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["partnership", F("held_on").desc(nulls_first=True), "pk"]

    def __str__(self) -> str:
        return self.title


class WorkshopStep(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, verbose_name=_("workshop"), on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)
    question = models.CharField(_("question"), max_length=10, choices=EvaluationQuestion, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda of the workshop")
        ordering = ["workshop", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class WorkshopNote(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(WorkshopStep, verbose_name=_("item"), on_delete=models.CASCADE, related_name="notes")
    party = models.ForeignKey(
        Party, verbose_name=_("said by"), on_delete=models.CASCADE, related_name="notes", null=True, blank=True
    )
    text = models.CharField(_("what was said"), max_length=500)
    becomes = models.CharField(
        _("becomes"), max_length=10, choices=NoteBecomes, default=NoteBecomes.NOTHING, blank=True
    )
    #: Id of the objective, result, question or action that it became.
    became = models.UUIDField(_("became"), null=True, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("workshop note")
        verbose_name_plural = _("workshop notes")
        ordering = ["step", "at", "pk"]

    def __str__(self) -> str:
        return self.text
