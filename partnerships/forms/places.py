"""A place where the parties meet again and again."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, DayField, DecimalInputField, VersionField
from partnerships.forms.base import PartnershipTextForm
from partnerships.forms.facts import PartiesField
from partnerships.models import MeetingPlace, Party


class PlaceForm(PartnershipTextForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("For example “steering committee”, “water table of the commune”."),
    )
    purpose = forms.CharField(label=gettext_lazy("What it is for"), max_length=300, required=False)
    members = PartiesField(
        label=gettext_lazy("Who sits there"),
        error_messages={"required": gettext_lazy("Two parties at least sit in a meeting place. Tick them.")},
    )
    others = forms.CharField(
        label=gettext_lazy("Who else sits there"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Functions, never names: “head of the health service, delegate of the village”."),
    )
    every_months = forms.IntegerField(
        label=gettext_lazy("Every how many months"),
        min_value=1,
        max_value=24,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    hours = DecimalInputField(
        label=gettext_lazy("Hours of a meeting, travel included"),
        min_value=Decimal(0),
        max_value=Decimal(99),
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    next_on = DayField(label=gettext_lazy("Next meeting"), required=False)
    agenda = BoundedTextField(
        label=gettext_lazy("Agenda of the next meeting"),
        required=False,
        help_text=gettext_lazy("One point per line."),
    )
    is_closed = forms.BooleanField(label=gettext_lazy("It doesn't meet any more"), required=False)
    version = VersionField(required=False)
    free_texts = ("name", "purpose", "others", "agenda")

    def __init__(self, *args: Any, row: MeetingPlace | None = None, **kwargs: Any) -> None:
        partnership = kwargs["partnership"]
        parties = Party.objects.filter(partnership=partnership, left_on=None).select_related("organization")
        first: dict[str, Any] = {"version": 0, "members": [party.pk for party in parties]}
        if row is not None:
            names = ("name", "purpose", "others", "every_months", "hours", "next_on", "agenda", "is_closed", "version")
            first = {name: getattr(row, name) for name in names}
            first["members"] = list(row.members.values_list("pk", flat=True))
        super().__init__(*args, initial=first, **kwargs)
        self.fields["members"].queryset = parties  # type: ignore[attr-defined]
        if row is None:
            del self.fields["is_closed"]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "members": list(self.cleaned_data["members"])}
