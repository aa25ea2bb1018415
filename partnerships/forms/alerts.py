"""What the parties make of an alert."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, VersionField
from partnerships.enums import AlertState
from partnerships.forms.base import PartnershipTextForm


class ReplyForm(PartnershipTextForm):
    text = BoundedTextField(
        label=_("Your organisation’s reply"), help_text=_("Every party reads it. It is kept as you write it.")
    )
    free_texts = ("text",)


class CloseAlertForm(PartnershipTextForm):
    state = forms.ChoiceField(
        label=_("What you make of it"),
        choices=[
            (AlertState.EXPLAINED.value, _("Explained: the figures have another reading")),
            (AlertState.HANDLED.value, _("Handled: we decided something about it")),
            (AlertState.DISMISSED.value, _("Set aside: it doesn’t matter for us")),
        ],
        widget=forms.RadioSelect,
    )
    reason = BoundedTextField(label=_("Why, in a few words"), help_text=_("Every party reads it."))
    version = VersionField(required=False)
    free_texts = ("reason",)
