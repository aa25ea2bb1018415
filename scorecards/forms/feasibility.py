"""What the provider says of a solution, and a solution proposed at the meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, VersionField
from scorecards.enums import Feasibility
from scorecards.forms.preparation import CycleTextForm
from scorecards.models import BoardEntry
from scorecards.services.issues import SENTENCE_MAX


class FeasibilityForm(CycleTextForm):
    """Can it be done, at what cost, by whose right, in what delay; or why it can't."""

    feasibility = forms.ChoiceField(label=_("Can it be done?"), choices=(), widget=forms.RadioSelect)
    cost = forms.CharField(
        label=_("Cost"), max_length=150, required=False, help_text=_("About how much, and for what; “none” if none.")
    )
    competence = forms.CharField(
        label=_("Who has the means or the right"),
        max_length=200,
        required=False,
        help_text=_("The service itself, the district, the municipality… a function, not a person."),
    )
    delay = forms.CharField(
        label=_("Delay"), max_length=100, required=False, help_text=_("For example “two months”, “before winter”.")
    )
    refusal = BoundedTextField(
        label=_("If it can't be done, why"),
        required=False,
        help_text=_("The reason is published beside the solution: it shows that the demand was heard."),
    )
    version = VersionField()
    free_texts = ("cost", "competence", "delay", "refusal")

    def __init__(self, *args: Any, entry: BoardEntry, **kwargs: Any) -> None:
        names = ["feasibility", "cost", "competence", "delay", "refusal", "version"]
        first = {name: getattr(entry, name) for name in names}
        super().__init__(*args, cycle=entry.cycle, initial=first, **kwargs)
        self.fields["feasibility"].choices = [(choice.value, str(choice.label).capitalize()) for choice in Feasibility]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("feasibility") == Feasibility.NO and not data.get("refusal") and "refusal" not in self.errors:
            self.add_error("refusal", _("Write why it can't be done: the refusal is published with its reason."))
        return data


class SolutionForm(CycleTextForm):
    """One sentence."""

    text = forms.CharField(
        label=_("Proposed solution"),
        max_length=SENTENCE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("One thing to do, said of the service: “open the dispensary on market days”."),
    )
    free_texts = ("text",)
