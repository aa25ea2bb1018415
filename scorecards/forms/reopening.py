"""The provider's request, the team's answer, and the day by which the review is expected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DayField, Form, VersionField
from scorecards.forms.preparation import CycleTextForm
from scorecards.services.reopening import WORDS_MAX


class AskForm(CycleTextForm):
    """Why the session should be reopened."""

    reason = BoundedTextField(
        label=_("Why"),
        max_length=WORDS_MAX,
        help_text=_("What you would correct, and why. The facilitation team reads it and answers."),
    )
    free_texts = ("reason",)


class DecideForm(CycleTextForm):
    """The team's words; two buttons say the decision."""

    answer = BoundedTextField(
        label=_("Your answer"),
        max_length=WORDS_MAX,
        required=False,
        help_text=_("Needed to decline: the provider reads it."),
    )
    free_texts = ("answer",)


class ReviewDueForm(Form):
    """One date."""

    due_on = DayField(
        label=_("Review expected by"), help_text=_("Fourteen days after the provider's scores, as a rule.")
    )
    version = VersionField()


class OptionalDueForm(forms.Form):
    """The date that may come with the closing of the provider's session."""

    review_due_on = DayField(label=_("Review expected by"), required=False)
