"""The blind sheet in three pages, the priorities to rank, the scope, what matters, strengths."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField
from partnerships.enums import Beneficiary, CompetenceKind, Motive, ScopeStatus, SuccessSign
from partnerships.forms.base import PartnershipTextForm, VersionedForm
from partnerships.models import BlindSheet, Party, Priority
from partnerships.reports.comparison import commitment_words
from partnerships.services.framing import MOTIVES_MAX

MONTHS_MAX = 240
_MANY = forms.CheckboxSelectMultiple


def _capital(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices]


class ManyField(forms.MultipleChoiceField):
    """Boxes to tick, ``most`` at most."""

    def __init__(self, *, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(widget=_MANY, required=False, **kwargs)
        self.most = most

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.most is not None and len(value) > self.most:
            raise forms.ValidationError(
                _("%(n)d are ticked: keep the %(most)d that count first.") % {"n": len(value), "most": self.most}
            )


class PriorityForm(PartnershipTextForm):
    label = forms.CharField(
        label=gettext_lazy("A practice or a priority"),
        max_length=200,
        help_text=gettext_lazy("A few words: “Repair the pumps before digging new wells”."),
    )
    free_texts = ("label",)


class SheetForm(VersionedForm):
    """A page of the sheet. Nothing is required before sending: a draft is kept as it is."""

    part = ""

    def __init__(self, *args: Any, sheet: BlindSheet, **kwargs: Any) -> None:
        first = {name: getattr(sheet, name, None) for name in self.base_fields}
        super().__init__(*args, initial={**first, "version": sheet.version}, **kwargs)
        self.sheet = sheet

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in self.base_fields} | {
            "version": self.cleaned_data["version"] or 0
        }


class WhatForm(SheetForm):
    part = "what"
    free_texts = ("what", "what_not")
    what = BoundedTextField(label=gettext_lazy("What do we want to do together?"), rows=4, required=False)
    what_not = BoundedTextField(label=gettext_lazy("What does the project not seek to do?"), required=False)
    success = ManyField(label=gettext_lazy("What would success look like?"), choices=_capital(SuccessSign.choices))
    beneficiaries = ManyField(label=gettext_lazy("Who benefits?"), choices=_capital(Beneficiary.choices))
    horizon_months = forms.IntegerField(
        label=gettext_lazy("In how many months"),
        min_value=1,
        max_value=MONTHS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write a number of months, from 1 to 240.")
        ),
    )

    def __init__(self, *args: Any, priorities: Sequence[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("success", "beneficiaries"):
            kind = SuccessSign if name == "success" else Beneficiary
            self.fields[name].choices = _capital(kind.choices)
        self.priorities = priorities
        places = [("", "–"), *((str(place), str(place)) for place in range(1, len(priorities) + 1))]
        for priority in priorities:
            ranked = priority.pk in self.sheet.ranking
            self.fields[f"rank-{priority.pk}"] = forms.ChoiceField(
                label=priority.label,
                choices=places,
                required=False,
                initial=str(self.sheet.ranking.index(priority.pk) + 1) if ranked else "",
            )

    @property
    def ranks(self) -> list[BoundField]:
        return [self[f"rank-{priority.pk}"] for priority in self.priorities]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        taken: dict[str, str] = {}
        for priority in self.priorities:
            name = f"rank-{priority.pk}"
            place = data.get(name)
            if place and place in taken:
                words = _("Two priorities have the place %(place)s. Give each its own.")
                self.add_error(name, words % {"place": place})
            elif place:
                taken[place] = name
        return data

    def values(self) -> dict[str, Any]:
        return super().values() | {"ranking": self.ranking()}

    def ranking(self) -> list[UUID]:
        placed = [(self.cleaned_data[f"rank-{priority.pk}"], priority.pk) for priority in self.priorities]
        return [pk for place, pk in sorted((int(place), pk) for place, pk in placed if place)]


class WhyForm(SheetForm):
    part = "why"
    free_texts = ("why", "interests", "conflict_handling")
    why = BoundedTextField(label=gettext_lazy("Why do we do it, and why together?"), rows=4, required=False)
    motives = ManyField(
        label=gettext_lazy("Our three first motives"),
        choices=_capital(Motive.choices),
        most=MOTIVES_MAX,
        help_text=gettext_lazy("Every motive is legitimate when it is said. Three at most."),
    )
    interests = BoundedTextField(
        label=gettext_lazy("Interests that we declare"),
        required=False,
        help_text=gettext_lazy("Funding, visibility, a market, a calendar: whatever the others should know."),
    )
    has_conflict = forms.BooleanField(label=gettext_lazy("We may have a conflict of interest"), required=False)
    conflict_handling = BoundedTextField(label=gettext_lazy("How we will handle it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motives"].choices = _capital(Motive.choices)


class OthersForm(SheetForm):
    """How committed we are, and the motives that we expect each other party to declare."""

    part = "others"
    commitment = forms.TypedChoiceField(
        label=gettext_lazy("How committed are we?"),
        choices=[],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, others: Sequence[Party], predictions: dict[Any, list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        words = commitment_words()
        self.fields["commitment"].choices = [(level, f"{level}. {capfirst(text)}") for level, text in words.items()]
        for party in others:
            self.fields[f"predict-{party.pk}"] = ManyField(
                label=_("What we expect %(party)s to declare") % {"party": party.organization},
                choices=_capital(Motive.choices),
                most=MOTIVES_MAX,
                initial=predictions.get(party.pk, []),
                help_text=_("Three at most. It isn’t a judgement: it shows whether motives are readable."),
            )

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "predictions": {party: self.cleaned_data[f"predict-{party.pk}"] for party in self.others}
        }


class ScopeForm(VersionedForm):
    label = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=300,
        help_text=gettext_lazy("One thing at a time: “Repair the pumps”, “Pay salaries”."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("In, out or later"), choices=[], widget=forms.RadioSelect, initial=ScopeStatus.IN
    )
    free_texts = ("label",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [
            (ScopeStatus.IN.value, _("In: we do it")),
            (ScopeStatus.OUT.value, _("Out: we don’t do it")),
            (ScopeStatus.LATER.value, _("Later: not in this agreement")),
        ]


class VisionForm(VersionedForm):
    text = BoundedTextField(
        label=gettext_lazy("Shared vision of the impact"),
        rows=6,
        required=False,
        help_text=gettext_lazy("What will have changed, for whom, where, by when. In your own words, in all detail."),
    )
    free_texts = ("text",)


class ImportantForm(VersionedForm):
    what = forms.CharField(
        label=gettext_lazy("What matters to us"),
        max_length=300,
        help_text=gettext_lazy("“That the committee chooses the water points.”"),
    )
    because = BoundedTextField(
        label=gettext_lazy("Because"),
        rows=3,
        help_text=gettext_lazy("The reason is what helps later, if you don’t agree on what to do."),
    )
    free_texts = ("what", "because")


class RestateForm(PartnershipTextForm):
    text = BoundedTextField(
        label=gettext_lazy("In our words: what matters to them, and why"),
        rows=4,
        help_text=gettext_lazy("Don’t answer, don’t judge: say again what you understood."),
    )
    free_texts = ("text",)


class RestateAnswerForm(PartnershipTextForm):
    """That's it, or not quite; a no says what was missing. ``text``: the words that were read."""

    confirmed = forms.TypedChoiceField(
        label=gettext_lazy("Is that what you meant?"),
        choices=[],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=gettext_lazy("What was missing"), max_length=500, required=False)
    text = forms.CharField(widget=forms.HiddenInput, required=False)
    free_texts = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].choices = [("yes", _("Yes, that is it")), ("no", _("Not quite"))]


class CompetenceForm(PartnershipTextForm):
    kind = forms.ChoiceField(label=gettext_lazy("Is it…"), choices=[], widget=forms.RadioSelect, initial="offer")
    label = forms.CharField(
        label=gettext_lazy("Competence or means"),
        max_length=150,
        help_text=gettext_lazy(
            "Take the words of another party when you mean the same thing: it then counts as common."
        ),
        widget=forms.TextInput(attrs={"list": "competences", "autocomplete": "off"}),
    )
    free_texts = ("label",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _capital(CompetenceKind.choices)
