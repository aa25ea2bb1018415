"""The forms of the log: what happened first; who was asked, who differed and the rest one click away."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, DayField, VersionField
from partnerships.enums import PowerDomain
from partnerships.forms.base import PartnershipTextForm, VersionedForm
from partnerships.models import Decision, Document, MeetingPlace, Partnership, Party
from partnerships.services.facts import KINDS, stamp


class PartiesField(forms.ModelMultipleChoiceField):
    """Boxes to tick among the parties."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.none(), **kwargs)


class PartyField(forms.ModelChoiceField):
    """One of the parties."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.none(), empty_label=gettext_lazy("Choose…"), **kwargs)


class FactForm(PartnershipTextForm):
    """A line of the log. ``more``: the fields that wait one click away."""

    version = VersionField(required=False)
    more: ClassVar[tuple[str, ...]] = ()
    kind: ClassVar[str] = ""

    def __init__(
        self, *args: Any, partnership: Partnership, mine: Party, row: Model | None = None, **kwargs: Any
    ) -> None:
        self.mine, self.row = mine, row
        super().__init__(*args, partnership=partnership, initial=self.first(row), **kwargs)
        parties = Party.objects.filter(partnership=partnership, left_on=None).select_related("organization")
        for field in self.fields.values():
            if isinstance(field, PartiesField | PartyField):
                field.queryset = parties
        if row is None:
            del self.fields["version"]

    def first(self, row: Model | None) -> dict[str, Any]:
        """What the form shows before anybody types."""
        if row is None:
            return {"on": timezone.localdate()}
        spec = KINDS[self.kind]
        values = {name: getattr(row, name) for name in spec.plain}
        values |= {name: [part.pk for part in getattr(row, name).all()] for name in spec.many}
        return values | {"version": stamp(row, spec.many)}

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.more]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in self.more]

    @property
    def more_open(self) -> bool:
        """Something there is wrong, or already written."""
        return any(field.errors or field.value() for field in self.more_fields)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write what has happened."))
        return day

    def values(self) -> Mapping[str, Any]:
        """What the service takes; lists of parties instead of querysets."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {
            name: list(data[name]) if isinstance(field, PartiesField) else data[name]
            for name, field in self.fields.items()
            if name in data
        }


class DecisionForm(FactForm):
    kind = "decisions"
    more = ("proposed_by", "consulted", "dissented", "function", "published_on", "against_ours")
    free_texts = ("what", "reason", "function")

    on = DayField(label=gettext_lazy("Date"))
    what = forms.CharField(label=gettext_lazy("What was decided"), max_length=500)
    decided_by = PartiesField(
        label=gettext_lazy("Who decided"), error_messages={"required": gettext_lazy("Tick who decided.")}
    )
    reason = BoundedTextField(
        label=gettext_lazy("Why"),
        required=False,
        help_text=gettext_lazy("Those who were not there understand the decision by it."),
    )
    domain = forms.ChoiceField(
        label=gettext_lazy("Domain"), choices=[(domain.value, capfirst(domain.label)) for domain in PowerDomain]
    )
    proposed_by = PartyField(label=gettext_lazy("Who proposed it"), required=False)
    consulted = PartiesField(label=gettext_lazy("Who was asked before"), required=False)
    dissented = PartiesField(label=gettext_lazy("Who did not agree"), required=False)
    function = forms.CharField(
        label=gettext_lazy("Function of the person who decided"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("A function, never a person’s name. Leave it empty when several decided."),
    )
    published_on = DayField(label=gettext_lazy("Told to all parties on"), required=False)
    against_ours = forms.BooleanField(
        label=gettext_lazy("We voted against our own declared priority"),
        required=False,
        help_text=gettext_lazy("Each party says it of itself alone."),
    )

    def first(self, row: Model | None) -> dict[str, Any]:
        values = super().first(row)
        if isinstance(row, Decision):
            values["against_ours"] = row.against_priority_of.filter(pk=self.mine.pk).exists()
        return values

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("function") and len(data.get("decided_by") or ()) > 1:
            self.add_error("function", _("Several parties decided: leave the function empty."))
        if data.get("published_on") and data.get("on") and data["published_on"] < data["on"]:
            self.add_error("published_on", _("It was told before it was decided. Correct one of the two dates."))
        return data


class MeetingForm(FactForm):
    kind = "meetings"
    more = ("place", "with_mandate", "minutes")
    free_texts = ("title",)

    on = DayField(label=gettext_lazy("Date"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    invited = PartiesField(
        label=gettext_lazy("Who was invited"), error_messages={"required": gettext_lazy("Tick who was invited.")}
    )
    present = PartiesField(label=gettext_lazy("Who came"), required=False)
    chaired_by = PartyField(label=gettext_lazy("Who chaired"), required=False)
    with_mandate = PartiesField(
        label=gettext_lazy("Who could commit their organisation"),
        required=False,
        help_text=gettext_lazy("Those who came with the right to decide for their organisation."),
    )
    place = forms.ModelChoiceField(
        queryset=MeetingPlace.objects.none(), label=gettext_lazy("Meeting place it belongs to"), required=False,
        empty_label=gettext_lazy("none of these"),
    )  # fmt: skip
    minutes = forms.ModelChoiceField(
        queryset=Document.objects.none(), label=gettext_lazy("Minutes"), required=False,
        empty_label=gettext_lazy("Choose…"),
        help_text=gettext_lazy("Among the documents of the partnership."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = MeetingPlace.objects.filter(partnership=self.partnership)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["minutes"].queryset = Document.objects.filter(  # type: ignore[attr-defined]
            partnership=self.partnership
        )

    def first(self, row: Model | None) -> dict[str, Any]:
        values = super().first(row)
        if row is None:
            everybody = Party.objects.filter(partnership=self.mine.partnership_id, left_on=None)
            values["invited"] = list(everybody.values_list("pk", flat=True))
        return values

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        invited, present = set(data.get("invited") or ()), set(data.get("present") or ())
        if present - invited:
            self.add_error("present", _("Somebody came without being ticked as invited. Tick them above."))
        if set(data.get("with_mandate") or ()) - present:
            self.add_error("with_mandate", _("Only those who came could commit their organisation."))
        if data.get("chaired_by") and data["chaired_by"] not in present:
            self.add_error("chaired_by", _("Who chaired was there: tick them among those who came."))
        return data


class RequestForm(FactForm):
    kind = "requests"
    free_texts = ("what",)

    on = DayField(label=gettext_lazy("Date"))
    to_party = PartyField(label=gettext_lazy("Who is asked"))
    what = forms.CharField(
        label=gettext_lazy("What is asked"),
        max_length=300,
        help_text=gettext_lazy("For example “how the fuel of March was used”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_party"]
        field.queryset = field.queryset.exclude(pk=self.mine.pk)  # type: ignore[attr-defined]


class IncidentForm(FactForm):
    kind = "incidents"
    free_texts = ("what",)

    on = DayField(label=gettext_lazy("Date"))
    what = forms.CharField(
        label=gettext_lazy("What happened"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What failed or went wrong, never who. Saying it early is a service to the others."),
    )


class LessonForm(FactForm):
    kind = "lessons"
    free_texts = ("text",)

    on = DayField(label=gettext_lazy("Date"))
    text = forms.CharField(label=gettext_lazy("What we learnt"), max_length=500, widget=forms.Textarea({"rows": 3}))
    is_solution = forms.BooleanField(
        label=gettext_lazy("It is a solution that was born of the partnership"),
        required=False,
        help_text=gettext_lazy("It counts once another party recognises it."),
    )


FORMS: dict[str, type[FactForm]] = {
    form.kind: form for form in (DecisionForm, MeetingForm, RequestForm, IncidentForm, LessonForm)
}


class AnswerForm(VersionedForm):
    """The answer of the party that was asked."""

    answer = BoundedTextField(label=gettext_lazy("Our answer"))
    free_texts = ("answer",)


class AnalysisForm(PartnershipTextForm):
    """What the parties understood together of an incident."""

    analysed_on = DayField(label=gettext_lazy("Looked at together on"))
    analysed_by = PartiesField(
        label=gettext_lazy("Who looked at it"),
        error_messages={"required": gettext_lazy("Looking at it together takes two parties at least.")},
    )
    causes = BoundedTextField(label=gettext_lazy("What explains it"))
    changes = BoundedTextField(
        label=gettext_lazy("What each of us changes"), help_text=gettext_lazy("One line per party is enough.")
    )
    version = VersionField(required=False)
    free_texts = ("causes", "changes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Party.objects.filter(partnership=self.partnership, left_on=None).select_related("organization")
        self.fields["analysed_by"].queryset = parties  # type: ignore[attr-defined]

    def values(self) -> Mapping[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return data | {"analysed_by": list(data["analysed_by"])}


class ReuseForm(PartnershipTextForm):
    """Where a lesson served again."""

    on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)
    where = forms.CharField(
        label=gettext_lazy("Where, for what"),
        max_length=300,
        help_text=gettext_lazy("For example “at the school of the next village, for the well”."),
    )
    free_texts = ("where",)
