"""Registering a device, describing it, opening an edition."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertation.enums import Audience, DeviceKind, Mode, PromisedLevel, Theme
from concertation.forms.base import VersionedForm
from concertation.models import Device, Edition
from core.forms import BoundedTextField, DayField, Form, VersionField
from core.personal import PersonalTextMixin
from directory.fields import OrganizationField, TerritoryField

MANY = forms.CheckboxSelectMultiple
LEVELS = [("", _("I don't know")), *PromisedLevel.choices]


class RegisterForm(PersonalTextMixin, Form):
    """Enough to begin: what it is, where, and the edition to look at. The rest is asked screen by screen."""

    free_texts = ("name",)
    name = forms.CharField(
        label=_("Name of the device"), max_length=200, help_text=_("As people call it: “District council of Aval”.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=DeviceKind.choices)
    territory = TerritoryField(label=_("Zone"), help_text=_("Begin to write the name of the commune or district."))
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, initial=Theme.GENERAL)
    label = forms.CharField(
        label=_("Edition to look at"),
        max_length=60,
        help_text=_("A year or a name: “2026”. Past editions can be added afterwards."),
    )
    is_external = forms.BooleanField(
        label=_("It is run by somebody else"),
        required=False,
        help_text=_("A device of another organisation, that you describe to learn from it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].initial = str(timezone.localdate().year)


class DeviceForm(VersionedForm):
    """All that a device says of itself."""

    free_texts = ("name", "promise", "evaluation_question")
    name = forms.CharField(label=_("Name of the device"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DeviceKind.choices)
    territory = TerritoryField(label=_("Zone"))
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    mode = forms.ChoiceField(label=_("On site or online"), choices=Mode.choices)
    is_external = forms.BooleanField(label=_("It is run by somebody else"), required=False)
    evaluation_question = BoundedTextField(
        label=_("What we want to know about this device"),
        required=False,
        max_length=500,
        rows=2,
        help_text=_("The question that the diagnosis answers first: “Do our answers come too late?”"),
    )
    promised_level = forms.TypedChoiceField(
        label=_("What is promised to people"), choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    promise = BoundedTextField(
        label=_("The promise, in its own words"),
        required=False,
        max_length=1000,
        rows=2,
        help_text=_("As it was announced. It is compared with what was really open to discussion."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Publics aimed at"), choices=Audience.choices, widget=MANY, required=False
    )

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        first = {name: getattr(device, name) for name in self.base_fields}
        super().__init__(*args, device=device, initial=first, **kwargs)


class EditionForm(VersionedForm):
    """The edition's name and dates."""

    free_texts = ("label",)
    label = forms.CharField(label=_("Label"), max_length=60, help_text=_("A year or a name: “2026”."))
    starts_on = DayField(label=pgettext_lazy("edition", "Start"), required=False)
    ends_on = DayField(
        label=_("End of the contributions"),
        required=False,
        help_text=_("The delay of the answer is counted from this day."),
    )

    def __init__(self, *args: Any, device: Device, edition: Edition | None = None, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if edition is not None]
        super().__init__(*args, device=device, initial={name: getattr(edition, name) for name in names}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end comes before the start. Correct one of the two dates."))
        return data


class CompanionForm(Form):
    organization = OrganizationField(
        label=_("Organisation that accompanies you"),
        help_text=_("It reads and fills in everything with you; only you publish."),
    )


class PublishForm(Form):
    """Show the device to those of the zone, or stop."""

    shown = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda word: word == "yes")
    version = VersionField(required=False)
