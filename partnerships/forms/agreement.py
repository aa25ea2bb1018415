"""The forms of the agreement's rows, one class per noun. Each keeps what was typed and names what to correct."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.enums import FindingKind
from actionplans.models import Finding
from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from partnerships.criteria import BENEFITS
from partnerships.enums import Nature
from partnerships.forms.base import OwnTextMixin
from partnerships.models import Objective, Partnership, Party
from partnerships.origins import BY_CODE as PROPOSED
from partnerships.services.writing import row_version


class PartForm(OwnTextMixin, Form):
    """A row of the agreement. ``row``: the one that is corrected; None for a new one."""

    version = VersionField(required=False)
    #: Names of model fields that the form shows, in order.
    shown: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, partnership: Partnership, party: Party | None, row: Any = None, **kwargs: Any
    ) -> None:
        self.partnership, self.party, self.row = partnership, party, row
        initial = {name: getattr(row, name) for name in self.shown} if row else {}
        if row:
            initial |= self.more_initial(row) | {"version": row_version(row)}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.complete()
        if row is None:
            del self.fields["version"]

    def more_initial(self, row: Any) -> dict[str, Any]:
        return {}

    def complete(self) -> None:
        """Choices that depend on the partnership."""

    def known_functions(self) -> Collection[str]:
        names = [str(party.organization) for party in self.parties]
        return [*names, self.partnership.name, self.partnership.territory.name]

    @property
    def parties(self) -> list[Party]:
        if not hasattr(self, "_parties"):
            self._parties = list(self.partnership.parties.filter(left_on=None).select_related("organization"))
        return self._parties

    def values(self) -> dict[str, Any]:
        """What the service writes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FoundIterator(ModelChoiceIterator):
    """Findings under the feature that found them."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = list(self.queryset)
        for kind, label in (
            (FindingKind.SCORECARD, _("Scorecards of the services")),
            (FindingKind.CONCERTATION, _("Participation devices")),
        ):
            group = [self.choice(row) for row in rows if row.kind == kind]
            if group:
                yield label, group


class FoundField(forms.ModelChoiceField):
    iterator = FoundIterator


class NeedForm(PartForm):
    finding = FoundField(
        queryset=Finding.objects.none(),
        label=gettext_lazy("What was found in the zone"),
        required=False,
        empty_label=gettext_lazy("none of these: I write the need below"),
        help_text=gettext_lazy(
            "What published cards and participation devices of the zone found. The figures stay with the need."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("The need, in a sentence"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Who lacks what, where. Leave empty to take the words of what was found."),
    )
    source = forms.CharField(label=gettext_lazy("Who says it, and where"), max_length=250, required=False)
    free_texts = ("text", "source")
    shown = ("finding", "text", "source")

    def complete(self) -> None:
        near = Finding.objects.needs_near(self.partnership.territory)
        kept = Finding.objects.filter(pk=self.row.finding_id) if self.row else Finding.objects.none()
        self.fields["finding"].queryset = near | kept

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        finding = data.get("finding")
        if not data.get("text") and "text" not in self.errors:
            if finding is None:
                self.add_error("text", _("Choose what was found, or write the need in a sentence."))
            else:
                data["text"] = finding.sentence
        if finding is not None and not data.get("source"):
            data["source"] = finding.source
        return data


class PolicyForm(PartForm):
    name = forms.CharField(
        label=gettext_lazy("Public policy or plan"),
        max_length=300,
        help_text=gettext_lazy("For example “Municipal action plan 2027–2032, health”."),
    )
    level = forms.CharField(
        label=gettext_lazy("Level"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Commune, region, country…"),
    )
    shown = ("name", "level")


class ObjectiveForm(PartForm):
    text = forms.CharField(
        label=gettext_lazy("Objective"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("What will be different, for whom, by when. The others then validate it as written."),
    )
    need = forms.ModelChoiceField(
        queryset=Objective.objects.none(),
        label=gettext_lazy("Need that it answers"),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )
    free_texts = ("text",)
    shown = ("text", "need")

    def complete(self) -> None:
        self.fields["need"].queryset = self.partnership.needs.all()


class ResultForm(PartForm):
    text = BoundedTextField(
        label=gettext_lazy("Shared result"), help_text=gettext_lazy("What none of you would reach alone.")
    )
    carriers = forms.ModelMultipleChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Carried by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two parties at least."),
    )
    objective = forms.ModelChoiceField(
        queryset=Objective.objects.none(),
        label=gettext_lazy("Objective"),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )
    indicator = forms.CharField(
        label=gettext_lazy("How we will measure it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example “households with water within 500 m, in percent”."),
    )
    baseline = DecimalInputField(label=gettext_lazy("Value today"), max_digits=14, decimal_places=2, required=False)
    target = DecimalInputField(label=gettext_lazy("Value to reach"), max_digits=14, decimal_places=2, required=False)
    due_on = DayField(label=gettext_lazy("Due date"), required=False)
    #: The code of the proposal that the words were taken from.
    proposal = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    free_texts = ("text", "indicator")
    shown = ("text", "objective", "indicator", "baseline", "target", "due_on", "proposal")

    def more_initial(self, row: Any) -> dict[str, Any]:
        return {"carriers": list(row.carriers.all())}

    def complete(self) -> None:
        self.fields["carriers"].queryset = self.partnership.parties.filter(left_on=None).select_related("organization")
        self.fields["objective"].queryset = self.partnership.objectives.all()

    def clean_proposal(self) -> str:
        return self.cleaned_data["proposal"] if self.cleaned_data["proposal"] in PROPOSED else ""

    def clean_carriers(self) -> Any:
        chosen = self.cleaned_data["carriers"]
        if len(chosen) < 2:
            raise forms.ValidationError(_("A shared result is carried by two parties at least."))
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("target") is not None and not data.get("indicator") and "indicator" not in self.errors:
            self.add_error("indicator", _("Say what the value to reach measures."))
        return data


class QuestionForm(PartForm):
    text = forms.CharField(
        label=gettext_lazy("What we want to learn"),
        max_length=300,
        help_text=gettext_lazy("A question that the work will answer."),
    )
    free_texts = ("text",)
    shown = ("text",)


class ContributionForm(PartForm):
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Nature)
    label = forms.CharField(
        label=gettext_lazy("What we bring"),
        max_length=300,
        help_text=gettext_lazy("Know-how and voluntary time count as much as money."),
    )
    quantity = DecimalInputField(
        label=gettext_lazy("Quantity"), max_digits=14, decimal_places=2, min_value=Decimal(0), required=False
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=40, required=False, help_text=gettext_lazy("Days, m², copies…")
    )
    value = DecimalInputField(
        label=gettext_lazy("Estimated value"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
        help_text=gettext_lazy("In the currency of the agreement. Leave empty what can't be counted in money."),
    )
    due_on = DayField(label=gettext_lazy("Due date"), required=False)
    free_texts = ("label",)
    shown = ("nature", "label", "quantity", "unit", "value", "due_on")


class BenefitForm(PartForm):
    code = forms.ChoiceField(label=gettext_lazy("What we expect"))
    priority = forms.TypedChoiceField(
        label=gettext_lazy("How much it counts"),
        coerce=int,
        choices=[(1, gettext_lazy("first of all")), (2, gettext_lazy("then")), (3, gettext_lazy("if possible"))],
    )
    measure = forms.CharField(
        label=gettext_lazy("How we will see it"), max_length=300, required=False, widget=forms.TextInput
    )
    free_texts = ("measure",)
    shown = ("code", "priority", "measure")

    def complete(self) -> None:
        taken = set(self.party.benefits.values_list("code", flat=True)) if self.party else set()
        taken -= {self.row.code} if self.row else set()
        free = [(row.code, row.name) for row in BENEFITS if row.code not in taken]
        self.fields["code"].choices = [("", _("Choose…")), *free]


class CommitmentForm(PartForm):
    text = forms.CharField(
        label=gettext_lazy("What we commit to"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One promise that can be checked."),
    )
    due_on = DayField(label=gettext_lazy("Due date"), required=False)
    free_texts = ("text",)
    shown = ("text", "due_on")
