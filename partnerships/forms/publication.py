"""What is published, and why it is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, VersionField
from partnerships.forms.base import PartnershipTextForm


class PublicationForm(PartnershipTextForm):
    """What the coordinator proposes. ``version``: the number of the last proposal."""

    text = forms.BooleanField(
        label=gettext_lazy("The agreement in force"),
        required=False,
        help_text=gettext_lazy(
            "The text that all parties signed, with their own interests and limits as they wrote them."
        ),
    )
    results = forms.BooleanField(
        label=gettext_lazy("The shared results"),
        required=False,
        help_text=gettext_lazy("With their indicator, the value to reach and the value reached."),
    )
    shares = forms.BooleanField(
        label=gettext_lazy("Who brings what, who bears which risks"),
        required=False,
        help_text=gettext_lazy("Shares by party. Budgets and money between parties are never shown."),
    )
    sentence = BoundedTextField(
        label=gettext_lazy("Why publish it, in a sentence"), max_length=500, rows=2, required=False
    )
    version = VersionField()
    free_texts = ("sentence",)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("text") or data.get("results") or data.get("shares")):
            self.add_error("text", _("Tick one thing at least that others may read."))
        return data


class PublicationAnswerForm(PartnershipTextForm):
    sentence = BoundedTextField(label=gettext_lazy("In a sentence"), max_length=500, rows=2, required=False)
    free_texts = ("sentence",)


class WithdrawForm(PartnershipTextForm):
    reason = BoundedTextField(label=gettext_lazy("Why, in a sentence"), max_length=500, rows=2, required=False)
    version = VersionField()
    free_texts = ("reason",)
