from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DecimalInputField, Form
from directory.enums import ActorKind, Sector, TerritoryLevel
from directory.fields import OrganizationField, TerritoryField
from directory.models import Organization, ServicePoint
from directory.territoryfile import MAX_BYTES


class TerritoryForm(Form):
    """A new territory; a code is given when none is written."""

    name = forms.CharField(label=_("Name"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=TerritoryLevel.choices, initial=TerritoryLevel.VILLAGE)
    parent = TerritoryField(
        label=_("Lies in"), required=False, help_text=_("Begin to write its name. Leave empty for a country.")
    )
    code = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("The official one. Empty: one is given.")
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if "/" in code:
            raise forms.ValidationError(_("A code can't contain a slash."))
        return code


class TerritoryEditForm(TerritoryForm):
    """The name for everyone who may; the place in the tree for the operator."""

    def __init__(self, *args: Any, may_move: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_move:
            for name in ("level", "parent", "code"):
                del self.fields[name]


class TerritoryFileForm(Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns code, name, level, parent_code; UTF-8; 2 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": _("This file is empty.")},
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 2 MB: split it by region."))
        return bytes(upload.read())


class OrganizationForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of actor"), choices=[("", "–"), *ActorKind.choices])
    territory = TerritoryField(
        label=_("Territory"), help_text=_("Where it acts: a commune for its town hall, a country for a ministry.")
    )

    @staticmethod
    def initial_of(organization: Organization) -> dict[str, Any]:
        return {name: getattr(organization, name) for name in ("name", "kind", "territory")}


class ServicePointForm(Form):
    """A service point, with its village and its operator when the register has neither yet."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: Siadara health centre."))
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", "–"), *Sector.choices])
    territory = TerritoryField(
        label=_("Village or commune"), may_be_new=True, help_text=_("Begin to write, and choose from the list.")
    )
    within = TerritoryField(
        label=_("Not in the list? It lies in"),
        required=False,
        help_text=_("The commune, province or country that holds it: it will be added as a village."),
    )
    operator = OrganizationField(
        label=_("Operated by"),
        may_be_new=True,
        help_text=_("The organisation whose staff delivers the service: begin to write."),
    )
    operator_kind = forms.ChoiceField(
        label=_("Not in the list? What it is"),
        required=False,
        choices=[("", "–"), *ActorKind.choices],
        help_text=_("The organisation will be added to the register."),
    )
    catchment_population = forms.IntegerField(
        label=_("People it serves"),
        required=False,
        min_value=0,
        max_value=100_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    latitude = DecimalInputField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        decimal_places=6,
        help_text=_("In degrees, for example 34.8206."),
    )
    longitude = DecimalInputField(
        label=_("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        decimal_places=6,
        help_text=_("In degrees, for example 66.7347."),
    )

    @staticmethod
    def initial_of(point: ServicePoint) -> dict[str, Any]:
        names = ("name", "sector", "territory", "operator", "catchment_population", "latitude", "longitude")
        return {name: getattr(point, name) for name in names}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if isinstance(data.get("territory"), str) and not data.get("within") and "within" not in self.errors:
            self.add_error(
                "territory", _("The register has no place of this name. Choose one, or say below where it lies.")
            )
        if isinstance(data.get("operator"), str) and not data.get("operator_kind"):
            self.add_error(
                "operator", _("The register has no organisation of this name. Choose one, or say below what it is.")
            )
        if (data.get("latitude") is None) != (data.get("longitude") is None) and not (
            {"latitude", "longitude"} & self.errors.keys()
        ):
            self.add_error("longitude", _("Give both the latitude and the longitude, or neither."))
        return data
