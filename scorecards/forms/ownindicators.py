"""An indicator in the provider's own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from scorecards.forms.pictograms import PictogramField
from scorecards.forms.preparation import CycleTextForm


class OwnIndicatorOfProviderForm(CycleTextForm):
    label = forms.CharField(
        label=_("Indicator"), max_length=200, help_text=_("A few words, for example “Equipment of the delivery room”.")
    )
    hint = forms.CharField(
        label=_("Question to ask"),
        max_length=300,
        required=False,
        help_text=_("The question that you will answer: “Do we have what we need to work well?”"),
    )
    pictogram = PictogramField()
    free_texts = ("label", "hint")
