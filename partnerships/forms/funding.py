"""Money that a party receives from another one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, DayField, DecimalInputField
from partnerships.forms.agreement import PartForm
from partnerships.models import Party


class FundingForm(PartForm):
    """The party that receives writes it; all read it."""

    source = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("From whom"),
        empty_label=gettext_lazy("Choose…"),
        error_messages={"required": gettext_lazy("Choose the party that the money comes from.")},
    )
    amount = DecimalInputField(
        label=gettext_lazy("Amount per year"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        help_text=gettext_lazy("In the currency of the agreement. Money for several years: divide it by the years."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("For what"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a few words what the money is for.")},
    )
    conditions = BoundedTextField(
        label=gettext_lazy("On which conditions"),
        required=False,
        rows=2,
        help_text=gettext_lazy("What is asked in return: a report, a use, a date."),
    )
    planned_on = DayField(label=gettext_lazy("Planned for"), required=False)
    received_on = DayField(
        label=gettext_lazy("Received on"), required=False, help_text=gettext_lazy("Leave it empty until it has come.")
    )
    free_texts = ("purpose", "conditions")
    shown = ("source", "amount", "purpose", "conditions", "planned_on", "received_on")

    def complete(self) -> None:
        rows = self.partnership.parties.filter(left_on=None).select_related("organization")
        if self.party is not None:
            rows = rows.exclude(pk=self.party.pk)
        self.fields["source"].queryset = rows  # type: ignore[attr-defined]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This date is still to come. Write the day it happened."))
        return day
