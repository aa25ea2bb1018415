"""Workshops and the communication plan."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, DayField
from partnerships.enums import NoteBecomes, WorkshopKind
from partnerships.forms.base import PartnershipTextForm, VersionedForm
from partnerships.models import CommunicationAction, Party, Workshop
from partnerships.services.writing import row_version


def parties_of(form: Any) -> Any:
    return form.partnership.parties.filter(left_on=None).select_related("organization")


class WorkshopForm(PartnershipTextForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of workshop"), choices=[], widget=forms.RadioSelect)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave empty to take the name of its kind."),
    )
    planned_on = DayField(label=gettext_lazy("Planned on"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)
    free_texts = ("title", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(value, capfirst(str(label))) for value, label in WorkshopKind.choices]


class WorkshopEditForm(VersionedForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    planned_on = DayField(label=gettext_lazy("Planned on"), required=False)
    held_on = DayField(label=gettext_lazy("Held on"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)
    present = forms.ModelMultipleChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Parties present"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    free_texts = ("title", "place")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        names = ("title", "planned_on", "held_on", "place", "version")
        first = {name: getattr(workshop, name) for name in names}
        first["present"] = list(workshop.present.values_list("pk", flat=True))
        super().__init__(*args, initial=first, **kwargs)
        self.fields["present"].queryset = parties_of(self)


class StepAddForm(PartnershipTextForm):
    title = forms.CharField(label=gettext_lazy("Point of the agenda"), max_length=200)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=480,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write a number of minutes, from 1 to 480.")
        ),
    )
    free_texts = ("title",)


class NotesForm(PartnershipTextForm):
    """One idea per line: typed as it is said, or copied from the paper."""

    text = BoundedTextField(
        label=gettext_lazy("What was said"),
        rows=3,
        max_length=4000,
        help_text=gettext_lazy("One idea per line: as it is said, or copied from the paper sheets afterwards."),
    )
    party = forms.ModelChoiceField(
        queryset=Party.objects.none(), label=gettext_lazy("Said by"), required=False, empty_label=gettext_lazy("all")
    )
    free_texts = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties_of(self)


class TurnForm(forms.Form):
    becomes = forms.ChoiceField(label=gettext_lazy("Becomes"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (
            NoteBecomes.OBJECTIVE,
            NoteBecomes.RESULT,
            NoteBecomes.INDICATOR,
            NoteBecomes.QUESTION,
            NoteBecomes.ACTION,
        )
        self.fields["becomes"].choices = [(each.value, each.label) for each in kept]


class CommunicationForm(VersionedForm):
    message = forms.CharField(label=gettext_lazy("Message"), max_length=300)
    audience = forms.CharField(label=gettext_lazy("To whom"), max_length=150)
    channel = forms.CharField(
        label=gettext_lazy("By which channel"), max_length=150, help_text=gettext_lazy("Radio, poster, meeting, souk…")
    )
    carrier = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Carried by"),
        required=False,
        empty_label=gettext_lazy("Choose…"),
    )
    due_on = DayField(label=gettext_lazy("Due date"))
    done_on = DayField(label=gettext_lazy("Done on"), required=False)
    reached = forms.IntegerField(
        label=gettext_lazy("People reached"),
        min_value=0,
        max_value=100_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write a whole number, from 0 up.")
        ),
    )
    free_texts = ("message", "audience", "channel")

    def __init__(self, *args: Any, row: CommunicationAction | None = None, **kwargs: Any) -> None:
        first = {name: getattr(row, name) for name in self.base_fields if name != "version"} if row else {}
        if row is not None:
            first["version"] = row_version(row)
        super().__init__(*args, initial=first, **kwargs)
        self.fields["carrier"].queryset = parties_of(self)
