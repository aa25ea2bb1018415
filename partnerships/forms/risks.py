"""The forms of risks, clauses, roles, evaluation plan and legal frame."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from core.numbers import format_number
from partnerships.criteria import CRITERIA
from partnerships.enums import AgreementType, OneSided, ProjectStep
from partnerships.forms.agreement import PartForm
from partnerships.forms.base import OwnTextMixin
from partnerships.models import EvaluationPlan, Partnership, Party
from partnerships.services.frame import roles_version

FOUR = [
    (1, pgettext_lazy("risk", "1, hardly")),
    (2, pgettext_lazy("risk", "2, a little")),
    (3, pgettext_lazy("risk", "3, rather")),
    (4, pgettext_lazy("risk", "4, very")),
]


class RiskForm(PartForm):
    """One field per party: the share that it bears. Empty counts as 0; together they make 100."""

    label = forms.CharField(
        label=gettext_lazy("What may happen"), max_length=300, help_text=gettext_lazy("A fact, not a person.")
    )
    probability = forms.TypedChoiceField(label=gettext_lazy("How likely"), coerce=int, choices=FOUR)
    severity = forms.TypedChoiceField(label=gettext_lazy("How serious"), coerce=int, choices=FOUR)
    response = forms.CharField(
        label=gettext_lazy("What we do if it happens"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    free_texts = ("label", "response")
    shown = ("label", "probability", "severity", "response")

    def more_initial(self, row: Any) -> dict[str, Any]:
        return {f"share-{share.party_id}": share.percent for share in row.shares.all()}

    def complete(self) -> None:
        for party in self.parties:
            self.fields[f"share-{party.pk}"] = DecimalInputField(
                label=_("Share borne by %(party)s, in percent") % {"party": party.organization},
                max_digits=5,
                decimal_places=2,
                min_value=Decimal(0),
                max_value=Decimal(100),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        names = [f"share-{party.pk}" for party in self.parties]
        if any(name in self.errors for name in names):
            return data
        total = sum((data.get(name) or Decimal(0) for name in names), Decimal(0))
        if total != 100:
            words = _("The shares make %(total)s %%. Correct them so that they make 100 %%.")
            self.add_error(names[0], words % {"total": format_number(total, 2)})
        return data

    def values(self) -> dict[str, Any]:
        data = super().values()
        plain = {name: value for name, value in data.items() if not name.startswith("share-")}
        shares = {party: data.get(f"share-{party.pk}") or Decimal(0) for party in self.parties}
        return plain | {"shares": shares}


class ClauseForm(PartForm):
    """A clause, or why there is none. What holds for one party alone is one click away, under the text."""

    criterion = forms.ChoiceField(label=gettext_lazy("Criterion that it answers"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = BoundedTextField(label=gettext_lazy("The clause"), required=False, rows=5)
    no_clause_because = BoundedTextField(
        label=gettext_lazy("Or: no clause, because"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Fill in one of the two."),
    )
    is_decision_rule = forms.BooleanField(
        label=gettext_lazy("It says how we decide (who, by consensus or by vote, in what time)"), required=False
    )
    one_sided = forms.ChoiceField(
        label=gettext_lazy("It gives a right to one party alone"),
        required=False,
        choices=[("", gettext_lazy("no, it holds for all")), *OneSided.choices],
    )
    favours = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("In favour of"),
        required=False,
        empty_label=gettext_lazy("nobody in particular"),
    )
    free_texts = ("text", "no_clause_because")
    shown = ("criterion", "title", "text", "no_clause_because", "is_decision_rule", "one_sided", "favours")

    def complete(self) -> None:
        criteria = [(row.code, f"{row.code} · {row.name}") for row in CRITERIA]
        self.fields["criterion"].choices = [("", _("none of the eleven")), *criteria]
        self.fields["favours"].queryset = self.partnership.parties.filter(left_on=None).select_related("organization")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        written = [name for name in ("text", "no_clause_because") if data.get(name)]
        if len(written) != 1 and not {"text", "no_clause_because"} & set(self.errors):
            self.add_error("text", _("Write the clause, or why there is none: one of the two."))
        if data.get("no_clause_because") and not data.get("criterion"):
            self.add_error("criterion", _("Say which criterion has no clause."))
        if bool(data.get("one_sided")) != bool(data.get("favours")):
            self.add_error("favours", _("A clause that holds for one party alone says in whose favour."))
        return data


class RolesForm(OwnTextMixin, Form):
    """What my party does at each step of the project."""

    version = VersionField(required=False)
    free_texts = tuple(ProjectStep.values)

    def __init__(self, *args: Any, party: Party | None, **kwargs: Any) -> None:
        there = {row.step: row.role for row in party.step_roles.all()} if party else {}
        super().__init__(*args, initial=there | {"version": roles_version(party)}, **kwargs)
        for step in ProjectStep:
            self.fields[step.value] = forms.CharField(label=step.label, max_length=200, required=False)


class EvaluationForm(OwnTextMixin, Form):
    impact = BoundedTextField(label=gettext_lazy("Which impact do we want as a group?"))
    proof = BoundedTextField(
        label=gettext_lazy("How will we know that we succeeded?"),
        help_text=gettext_lazy("Signs that everybody can check, and where they are read."),
    )
    who = forms.CharField(
        label=gettext_lazy("Who does it"),
        max_length=300,
        help_text=gettext_lazy("Functions and organisations, never a person's name."),
    )
    every_months = forms.IntegerField(
        label=gettext_lazy("A review every … months"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    version = VersionField()
    free_texts = ("impact", "proof", "who")

    def __init__(self, *args: Any, plan: EvaluationPlan | None, **kwargs: Any) -> None:
        names = ("impact", "proof", "who", "every_months", "version")
        initial = {name: getattr(plan, name) for name in names} if plan else {"version": 0}
        super().__init__(*args, initial=initial, **kwargs)


class FrameForm(OwnTextMixin, Form):
    """The legal frame. Money and priority domain change what the frame requires."""

    agreement_type = forms.ChoiceField(label=gettext_lazy("Legal frame"), choices=AgreementType)
    starts_on = DayField(label=gettext_lazy("Start"), required=False)
    ends_on = DayField(label=gettext_lazy("End"), required=False)
    public_amount = DecimalInputField(
        label=gettext_lazy("Public contribution, over the whole time"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, required=False, help_text=gettext_lazy("For example MAD or EUR.")
    )
    priority_domain = forms.BooleanField(
        label=gettext_lazy("The subject is a priority domain of the public policy"), required=False
    )
    vision = BoundedTextField(
        label=gettext_lazy("Shared vision of the impact"),
        required=False,
        help_text=gettext_lazy("In a few sentences: what will have changed because of us together."),
    )
    version = VersionField()
    free_texts = ("vision",)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        initial = {name: getattr(partnership, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("public_amount") is not None and not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Give the currency of the amount, for example MAD."))
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end comes before the start. Correct one of the two dates."))
        return data
