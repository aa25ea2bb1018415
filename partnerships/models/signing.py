"""Versions of the agreement, amendments, signatures, documents."""

import uuid

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partnerships.enums import AmendmentState
from partnerships.models.partnership import TEXT_MAX, Party, part_of


class AgreementVersion(models.Model):
    """The whole text of the agreement as it stood, frozen. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of the agreement")
        verbose_name_plural = _("versions of the agreement")
        ordering = ["partnership", "-number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="agreement_version_unique")]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track()
class Amendment(models.Model):
    """A change of a signed agreement: one party proposes, each accepts (``Acceptance`` about "amendment:<id>")."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    proposed_by = models.ForeignKey(
        Party, verbose_name=_("proposed by"), on_delete=models.CASCADE, related_name="amendments"
    )
    what = models.TextField(_("what changes"), max_length=TEXT_MAX)
    why = models.TextField(_("why"), max_length=TEXT_MAX)
    state = models.CharField(_("state"), max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    before = models.ForeignKey(
        AgreementVersion, verbose_name=_("version before"), on_delete=models.PROTECT, related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    after = models.ForeignKey(
        AgreementVersion, verbose_name=_("version after"), on_delete=models.PROTECT, related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["partnership", "number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="amendment_number_unique")]

    def __str__(self) -> str:
        return self.what


class Signature(models.Model):
    """A party signs a version, through somebody who may engage it; the function is kept, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        AgreementVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="signatures"
    )
    party = models.ForeignKey(Party, verbose_name=_("party"), on_delete=models.CASCADE, related_name="signatures")
    function = models.CharField(_("function of the signatory"), max_length=150)
    place = models.CharField(_("place"), max_length=150, blank=True)
    signed_on = models.DateField(_("signed on"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["agreement", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="signature_once_per_party")]

    def __str__(self) -> str:
        return str(self.party)


@pghistory.track()
class Document(models.Model):
    """A document of the partnership; every party sees it, unless a reason that all can read says otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = part_of("documents")
    title = models.CharField(_("title"), max_length=200)
    party = models.ForeignKey(Party, verbose_name=_("put here by"), on_delete=models.CASCADE, related_name="documents")
    file = models.FileField(_("file"), upload_to="partnerships/", max_length=250, blank=True)
    reference = models.CharField(_("where it is kept"), max_length=300, blank=True)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    restricted_because = models.CharField(_("not shared, because"), max_length=300, blank=True)
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["partnership", "-at", "pk"]

    def __str__(self) -> str:
        return self.title
