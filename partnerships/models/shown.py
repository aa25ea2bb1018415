"""What the parties show to others, how each finds the mission of the others served, and the dates that were kept."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.models.partnership import Party, part_of
from partnerships.models.signing import Document


@pghistory.track()
class Publication(models.Model):
    """What is put to all parties to be shown to the people of the territory; shown once every one has agreed.

    The answers are ``Acceptance`` rows about "publication", their round being ``number``. A publication that is over
    (replaced by another one, or withdrawn) stays, with who ended it and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("publications")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.BooleanField(_("the agreement in force"), default=False)
    results = models.BooleanField(_("the shared results"), default=False)
    shares = models.BooleanField(_("who brings what and bears which risks"), default=False)
    sentence = models.CharField(_("in a sentence"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="publications"
    )
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Party, verbose_name=_("ended by"), on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["partnership", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="publication_number_unique"),
            models.UniqueConstraint(
                fields=["partnership"],
                name="publication_one_waits",
                condition=Q(ended_at=None, published_at=None),
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                name="publication_one_shown",
                condition=Q(ended_at=None, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class MissionRound(models.Model):
    """A time when the parties say how well the partnership serves the mission of each; blind until it is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("mission_rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    opened_by = models.ForeignKey(Party, verbose_name=_("opened by"), on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    closes_on = models.DateField(_("last day"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reading of the missions")
        verbose_name_plural = _("readings of the missions")
        ordering = ["partnership", "-number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="mission_round_number_unique")]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track()
class MissionRating(models.Model):
    """What a party says of the link that another wrote. ``level`` None: it doesn't know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        MissionRound, verbose_name=_("reading"), on_delete=models.CASCADE, related_name="ratings"
    )
    party = models.ForeignKey(
        Party, verbose_name=_("said by"), on_delete=models.CASCADE, related_name="mission_ratings"
    )
    about = models.ForeignKey(
        Party, verbose_name=_("about"), on_delete=models.CASCADE, related_name="mission_ratings_received"
    )
    level = models.PositiveSmallIntegerField(_("level, from 1 to 4"), null=True, blank=True)
    sentence = models.CharField(_("in a sentence"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("reading of a mission")
        verbose_name_plural = _("readings of a mission")
        ordering = ["round", "about", "party"]
        constraints = [
            models.UniqueConstraint(fields=["round", "party", "about"], name="mission_rating_once"),
            models.CheckConstraint(name="mission_rating_of_another", condition=~Q(party=F("about"))),
            models.CheckConstraint(name="mission_rating_level", condition=Q(level=None) | Q(level__range=(1, 4))),
        ]

    def __str__(self) -> str:
        return f"{self.party} → {self.about}"


@pghistory.track()
class KeptDate(models.Model):
    """A date of the legal calendar that was kept: when, by whom, and the document that shows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("kept_dates")
    #: The code of ``legal.Deadline``.
    code = models.CharField(_("date of the calendar"), max_length=30)
    done_on = models.DateField(_("done on"))
    party = models.ForeignKey(Party, verbose_name=_("done by"), on_delete=models.CASCADE, related_name="kept_dates")
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    note = models.CharField(_("what shows it"), max_length=300, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("date that was kept")
        verbose_name_plural = _("dates that were kept")
        ordering = ["partnership", "done_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "code"], name="kept_date_once")]

    def __str__(self) -> str:
        return self.code
