"""Disagreements: opened, understood, closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, VersionField
from partnerships.enums import DisagreementOutcome
from partnerships.forms.base import PartnershipTextForm

ASK = _("What we ask for")
BEHIND = _("What we need behind it")
BEHIND_HELP = _("The need, not the solution: it is what the others can understand.")


class OpenForm(PartnershipTextForm):
    about = forms.CharField(
        label=_("What the disagreement is about"),
        max_length=300,
        help_text=_("One sentence, about a thing to settle."),
    )
    position = BoundedTextField(label=ASK)
    interest = BoundedTextField(label=BEHIND, required=False, help_text=BEHIND_HELP)
    free_texts = ("about", "position", "interest")


class PositionForm(PartnershipTextForm):
    position = BoundedTextField(label=ASK)
    interest = BoundedTextField(label=BEHIND, required=False, help_text=BEHIND_HELP)
    version = VersionField(required=False)
    free_texts = ("position", "interest")


class OptionsForm(PartnershipTextForm):
    options = BoundedTextField(
        label=_("Possible ways out"), rows=6, help_text=_("One per line, without judging them yet.")
    )
    version = VersionField(required=False)
    free_texts = ("options",)


class ProposalForm(PartnershipTextForm):
    text = BoundedTextField(
        label=_("The way out that we propose"), help_text=_("Words that each can accept: they close the disagreement.")
    )
    version = VersionField(required=False)
    free_texts = ("text",)


class EndForm(PartnershipTextForm):
    outcome = forms.ChoiceField(
        label=_("How it ends"),
        choices=[
            (DisagreementOutcome.KEPT.value, _("We agree to differ")),
            (DisagreementOutcome.WITHDRAWN.value, _("We withdraw it")),
        ],
        widget=forms.RadioSelect,
    )
    text = BoundedTextField(label=_("In a sentence"), rows=2)
    version = VersionField(required=False)
    free_texts = ("text",)
