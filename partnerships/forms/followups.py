"""Forms of what follows a result: a note, an action, a workshop; reviews; the balance sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DayField, Form, VersionField
from partnerships.enums import Recommendation
from partnerships.forms.base import OwnTextMixin
from partnerships.models import Party


class NoteForm(OwnTextMixin, Form):
    free_texts = ("note",)
    note = BoundedTextField(
        label=_("What we said of it"),
        rows=4,
        help_text=_("What each saw, what you agree on. No person's name."),
    )


class RatingActionForm(Form):
    """An action that answers a weak line: who does what by when."""

    what = BoundedTextField(label=_("What will be done"), max_length=500, max_breaks=5, rows=2)
    party = forms.ModelChoiceField(label=_("Party that carries it"), queryset=Party.objects.none(), empty_label=None)
    responsible = BoundedTextField(
        label=_("Function in charge"),
        max_length=200,
        max_breaks=0,
        widget=forms.TextInput,
        help_text=_("A function, never a person's name: “head of programmes”."),
    )
    due_on = DayField(label=_("Before"))
    success_indicator = BoundedTextField(
        label=_("We will know it is done when"), max_length=300, max_breaks=0, required=False, widget=forms.TextInput
    )

    def __init__(self, *args: Any, partnership: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = partnership.parties.filter(left_on=None).select_related("organization")


class WorkshopDayForm(Form):
    planned_on = DayField(label=_("Day of the workshop"), required=False, help_text=_("Empty: to be agreed."))


class ReviewPlanForm(Form):
    planned_on = DayField(label=_("Day of the review"))


class ReviewForm(OwnTextMixin, Form):
    """Moved, or held."""

    free_texts = ("notes",)

    planned_on = DayField(label=_("Planned on"))
    held_on = DayField(label=_("Held on"), required=False, help_text=_("Empty as long as it wasn't held."))
    notes = BoundedTextField(
        label=_("What was said and decided"), rows=6, required=False, help_text=_("No person's name.")
    )
    version = VersionField(required=False)


class LearntForm(OwnTextMixin, Form):
    free_texts = ("answer",)
    answer = BoundedTextField(label=_("What we learnt"), rows=3, required=False)
    version = VersionField(required=False)


class BalanceForm(OwnTextMixin, Form):
    """A party's own words. Kept as it goes; sent when it is whole."""

    free_texts = ("worked", "missed", "continues")

    worked = BoundedTextField(label=_("What worked"), rows=4, required=False)
    missed = BoundedTextField(label=_("What didn't work"), rows=4, required=False)
    continues = BoundedTextField(label=_("What goes on, and who carries it"), rows=4, required=False)
    recommendation = forms.ChoiceField(
        label=_("Our wish"), choices=Recommendation, widget=forms.RadioSelect, required=False
    )
    version = VersionField(required=False)
