"""What an edition counts: results, sittings, documents, channels, classes, speech. Counts only, nobody is named."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertation.enums import Audience, Channel, Dimension, DueKind
from concertation.models.device import Edition, count


class ExpectedResult(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="expected_results"
    )
    text = models.CharField(_("expected result"), max_length=300)
    target = models.DecimalField(_("value to reach"), max_digits=14, decimal_places=2, null=True, blank=True)
    reached = models.DecimalField(_("value reached"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    note = models.CharField(_("what explains the difference"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("expected result")
        verbose_name_plural = _("expected results")
        ordering = ["edition", "pk"]

    def __str__(self) -> str:
        return self.text


class Sitting(models.Model):
    """A meeting of an edition. Registered, present, who spoke: counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="sittings")
    held_on = models.DateField(_("held on"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    registered = count(_("registered"))
    present = count(_("present"))
    women_present = count(_("women present"))
    women_turns = count(_("times a woman spoke"))
    turns = count(_("times somebody spoke"))
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["edition", "held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="sitting_women_among_present",
                condition=Q(present=None) | Q(women_present=None) | Q(women_present__lte=F("present")),
                violation_error_message=_("More women than people present. Correct one of the two counts."),
            ),
            models.CheckConstraint(
                name="sitting_women_turns_among_turns",
                condition=Q(turns=None) | Q(women_turns=None) | Q(women_turns__lte=F("turns")),
                violation_error_message=_("Women spoke more often than everybody. Correct one of the two counts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.held_on)


class DueDocument(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="due_documents"
    )
    kind = models.CharField(_("document"), max_length=14, choices=DueKind)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    address = models.URLField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("due document")
        verbose_name_plural = _("due documents")
        ordering = ["edition", "kind"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="due_document_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ChannelCount(models.Model):
    """The funnel by channel, and by public when it is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    audience = models.CharField(_("public"), max_length=14, choices=Audience, default=Audience.ALL)
    reached = count(_("reached"))
    registered = count(_("registered"))
    present = count(_("present"))
    contributed = count(_("contributed"))
    returned = count(_("came back"))
    cost = models.DecimalField(_("cost"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["edition", "channel", "audience"]
        constraints = [models.UniqueConstraint(fields=["edition", "channel", "audience"], name="channel_count_once")]

    def __str__(self) -> str:
        return self.get_channel_display()


class ClassCount(models.Model):
    """Participants of a class. An empty label: those whose class isn't known, shown as a share, never spread."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="classes")
    dimension = models.CharField(_("dimension"), max_length=12, choices=Dimension)
    label = models.CharField(_("class"), max_length=100, blank=True)
    people = models.PositiveIntegerField(_("participants"))

    class Meta:
        verbose_name = _("participants of a class")
        verbose_name_plural = _("participants by class")
        ordering = ["edition", "dimension", "label"]
        constraints = [models.UniqueConstraint(fields=["edition", "dimension", "label"], name="class_count_once")]

    def __str__(self) -> str:
        return self.label


class ParticipantMark(models.Model):
    """A participant of an edition as a keyed digest, to count who came back. The code itself is never kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="marks")
    digest = models.CharField(_("digest"), max_length=64)
    sittings = models.PositiveSmallIntegerField(_("sittings"), default=1)
    contributions = models.PositiveSmallIntegerField(_("contributions"), default=0)

    class Meta:
        verbose_name = _("mark of a participant")
        verbose_name_plural = _("marks of the participants")
        ordering = ["edition", "digest"]
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="participant_mark_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class GivenValue(models.Model):
    """An indicator that is known only as a figure (a report of before, another tool), with its n, source and date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="given_values"
    )
    code = models.CharField(_("indicator"), max_length=4)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    n = count(_("out of how many"))
    source = models.CharField(_("source"), max_length=200)
    on = models.DateField(_("date of the figure"))

    class Meta:
        verbose_name = _("given figure")
        verbose_name_plural = _("given figures")
        ordering = ["edition", "code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="given_value_once")]

    def __str__(self) -> str:
        return self.code


class SpeechCount(models.Model):
    """What one speaker of a sitting said, by a number that means nothing outside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, verbose_name=_("sitting"), on_delete=models.CASCADE, related_name="speeches")
    speaker = models.PositiveSmallIntegerField(_("speaker number"))
    turns = models.PositiveSmallIntegerField(_("turns"), default=0)
    seconds = count(_("seconds"))

    class Meta:
        verbose_name = _("speech of a speaker")
        verbose_name_plural = _("speech of the speakers")
        ordering = ["sitting", "speaker"]
        constraints = [models.UniqueConstraint(fields=["sitting", "speaker"], name="speech_once_per_speaker")]

    def __str__(self) -> str:
        return str(self.speaker)


class Observation(models.Model):
    """One speech seen by one trained observer through the light grid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(
        Sitting, verbose_name=_("sitting"), on_delete=models.CASCADE, related_name="observations"
    )
    observer = models.PositiveSmallIntegerField(_("observer number"), validators=[MinValueValidator(1)])
    speech = models.PositiveSmallIntegerField(_("speech number"))
    justification = models.PositiveSmallIntegerField(
        _("reasons given, from 0 to 3"), validators=[MaxValueValidator(3)]
    )
    respectful = models.BooleanField(_("without disrespect"))
    replies = models.BooleanField(_("answers another contribution"))
    common_good = models.BooleanField(_("speaks of the common good"), default=False)
    proposes = models.BooleanField(_("proposes a way forward"), default=False)
    theme = models.CharField(_("theme or option"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["sitting", "speech", "observer"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "observer", "speech"], name="observation_once"),
            models.CheckConstraint(name="observation_levels", condition=Q(justification__range=(0, 3))),
        ]

    def __str__(self) -> str:
        return str(self.speech)
