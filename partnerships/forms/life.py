"""Opening a partnership, correcting its frame, its parties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from directory.fields import OrganizationField, TerritoryField
from directory.models import Organization, ServicePoint
from partnerships.enums import AgreementType, Origin, State, Theme
from partnerships.forms.base import OwnTextMixin, PartnershipTextForm, VersionedForm
from partnerships.models import Partnership

_MANY = forms.CheckboxSelectMultiple


class OpenForm(OwnTextMixin, Form):
    """Enough to begin: a name, with whom, where, about what. The rest is one click away."""

    free_texts = ("name", "audience")
    name = forms.CharField(
        label=_("Name of the partnership"), max_length=200, help_text=_("A few words: “Water for the upper valley”.")
    )
    partner_one = OrganizationField(
        label=_("With which organisation"), help_text=_("Begin to write its name, then choose it in the list.")
    )
    partner_two = OrganizationField(label=_("And with"), required=False)
    partner_three = OrganizationField(
        label=_("And also with"), required=False, help_text=_("You can invite others on the next page.")
    )
    territory = TerritoryField(label=_("Zone"), help_text=_("Begin to write the name of the commune or region."))
    themes = forms.MultipleChoiceField(label=_("Themes"), choices=Theme.choices, widget=_MANY)
    origins = forms.MultipleChoiceField(
        label=_("Origin of the partnership"),
        choices=Origin.choices,
        widget=_MANY,
        help_text=_(
            "One or several of the three origins of a partnership. Each proposes indicators, that you find again with "
            "the shared results."
        ),
    )
    audience = forms.CharField(label=_("For whom"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        names = ("partner_one", "partner_two", "partner_three")
        chosen = [data.get(name) for name in names if data.get(name)]
        if len({each.pk for each in chosen}) < len(chosen):
            self.add_error(
                "partner_two", _("The same organisation is there twice. Choose another, or leave it empty.")
            )
        return data

    @property
    def partners(self) -> list[Organization]:
        names = ("partner_one", "partner_two", "partner_three")
        return [self.cleaned_data[name] for name in names if self.cleaned_data[name]]

    def frame(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "territory", "themes", "origins", "audience")}


class FrameForm(OwnTextMixin, Form):
    """The frame: what was asked at the opening, the legal frame, the dates, the services it enters into."""

    free_texts = ("name", "audience", "insertion")
    name = forms.CharField(label=_("Name of the partnership"), max_length=200)
    territory = TerritoryField(label=_("Zone"))
    themes = forms.MultipleChoiceField(label=_("Themes"), choices=Theme.choices, widget=_MANY)
    origins = forms.MultipleChoiceField(label=_("Origin of the partnership"), choices=Origin.choices, widget=_MANY)
    audience = forms.CharField(label=_("For whom"), max_length=300, required=False)
    agreement_type = forms.ChoiceField(label=_("Legal frame"), choices=AgreementType.choices)
    public_amount = DecimalInputField(
        label=_("Public contribution"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, for example MAD or EUR.")
    )
    priority_domain = forms.BooleanField(label=_("Priority domain of the public policy"), required=False)
    starts_on = DayField(label=_("Start"), required=False)
    ends_on = DayField(label=_("End"), required=False)
    service_points = forms.ModelMultipleChoiceField(
        queryset=ServicePoint.objects.none(),
        label=_("Existing services it enters into"),
        required=False,
        widget=_MANY,
        help_text=_("The public services of the zone in which the partnership takes place."),
    )
    insertion = BoundedTextField(label=_("How it enters into these services"), required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "service_points"]
        first = {name: getattr(partnership, name) for name in names}
        first["service_points"] = list(partnership.service_points.values_list("pk", flat=True))
        super().__init__(*args, initial=first, **kwargs)
        path = partnership.territory.path
        points = ServicePoint.objects.filter(territory__path__startswith=path) | partnership.service_points.all()
        self.fields["service_points"].queryset = points.distinct().order_by("name")

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end comes before the start. Correct one of the two dates."))
        if data.get("public_amount") is not None and not data.get("currency"):
            self.add_error("currency", _("Give the currency of the amount, for example MAD."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class InvitePartyForm(Form):
    organization = OrganizationField(
        label=_("Organisation to invite"), help_text=_("Begin to write its name, then choose it in the list.")
    )


class StepForm(PartnershipTextForm):
    """My party's answer to a step."""

    to = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[("yes", _("We agree")), ("no", _("Not yet"))], widget=forms.HiddenInput)
    sentence = BoundedTextField(label=_("In a sentence"), max_length=500, rows=2, required=False)
    free_texts = ("sentence",)


class LeaveForm(PartnershipTextForm):
    reason = BoundedTextField(label=_("Why, in a sentence"), max_length=500, rows=2, required=False)
    free_texts = ("reason",)


class IdentityForm(VersionedForm):
    """Who the party is and wants to stay; it alone writes it."""

    free_texts = ("role", "mission_link", "own_interest", "identity", "red_lines")
    mission_link = BoundedTextField(
        label=_("How the partnership serves our mission"),
        required=False,
        help_text=_("A partnership isn't an end in itself: say how its purpose meets your reason for being."),
    )
    own_interest = BoundedTextField(
        label=_("Our own interest"),
        required=False,
        help_text=_("What we hope to gain. The others read it after the reveal."),
    )
    identity = BoundedTextField(label=_("Who we are and want to stay"), required=False)
    red_lines = BoundedTextField(
        label=_("What we will not do"), required=False, help_text=_("Limits that no decision of the group crosses.")
    )
    role = forms.CharField(label=_("Our role in the partnership"), max_length=300, required=False)
    contact_one = forms.CharField(
        label=_("First contact (a function)"),
        max_length=150,
        required=False,
        help_text=_("A function, never a person's name: “head of programmes”."),
    )
    contact_two = forms.CharField(label=_("Second contact (a function)"), max_length=150, required=False)
    annual_budget = DecimalInputField(
        label=_("Annual budget of the organisation"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=_("It shows how dependent a party is on another one. Only the parties read it."),
    )
