"""A contribution, its reasoned follow-up, several grouped; public commitments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from actionplans.models import Action
from concertation.enums import Outcome, RefusalReason
from concertation.forms.base import DeviceTextForm, VersionedForm
from concertation.forms.rows import Column, Row, TableForm, day, tick, words
from concertation.models import Contribution, Edition
from core.forms import BoundedTextField, DayField, Form

_NO_CHOICE = ("", gettext_lazy("not decided yet"))


class _Said(forms.Form):
    """What was said."""

    text = BoundedTextField(
        label=gettext_lazy("What was said"),
        max_length=1000,
        help_text=gettext_lazy("In the words of those who said it, without their name."),
    )
    theme = forms.CharField(
        label=gettext_lazy("Theme"), max_length=100, required=False, help_text=gettext_lazy("One or two words.")
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many said it"),
        min_value=1,
        max_value=1_000_000,
        initial=1,
        error_messages={
            "invalid": gettext_lazy("Write a whole number, for example 34."),
            "min_value": gettext_lazy("Write 1 or more."),
        },
    )
    received_on = DayField(label=gettext_lazy("Received on"), required=False)


class ContributionForm(DeviceTextForm, _Said):
    """A contribution as it comes in; its follow-up is written afterwards."""

    free_texts = ("text", "theme")


class FollowForm(VersionedForm, _Said):
    """The same with what becomes of it."""

    free_texts = ("text", "theme", "reason", "decision", "realisation")
    outcome = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"), choices=[_NO_CHOICE, *Outcome.choices], required=False
    )
    refusal = forms.ChoiceField(
        label=gettext_lazy("If it is not taken up: kind of reason"),
        choices=[("", "–"), *RefusalReason.choices],
        required=False,
    )
    reason = BoundedTextField(
        label=gettext_lazy("Why, in a few sentences"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("This is what people will read. An answer without a reason can't be published."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Decision it is linked to"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A deliberation, a vote, a budget line."),
    )
    decided_on = DayField(label=gettext_lazy("Decided on"), required=False)
    action = forms.ModelChoiceField(
        label=gettext_lazy("Action of the improvement plan"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=pgettext_lazy("action", "none"),
    )
    realisation = forms.CharField(label=gettext_lazy("What was done"), max_length=300, required=False)
    realised_on = DayField(label=gettext_lazy("Done on"), required=False)

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        first = {name: getattr(contribution, name) for name in self.base_fields if name != "action"}
        first["action"] = contribution.action_id
        edition = contribution.edition
        super().__init__(*args, device=edition.device, initial=first, **kwargs)
        if edition.action_plan_id:
            self.fields["action"].queryset = Action.objects.filter(plan=edition.action_plan_id)  # type: ignore[attr-defined]
        else:
            del self.fields["action"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        outcome = data.get("outcome")
        if outcome == Outcome.NOT_KEPT and not data.get("refusal") and "refusal" not in self.errors:
            self.add_error("refusal", _("Choose the kind of reason: the refusals are counted by kind."))
        done, today = data.get("realised_on"), timezone.localdate()
        if done and done > today:
            self.add_error("realised_on", _("This day has not come yet. Leave it empty until it is done."))
        if done and not data.get("realisation") and "realisation" not in self.errors:
            self.add_error("realisation", _("Say in a few words what was done."))
        return data


class ChosenForm(Form):
    """The contributions ticked in the list."""

    chosen = forms.TypedMultipleChoiceField(coerce=str, required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [str(key) for key in edition.contributions.values_list("pk", flat=True)]
        self.fields["chosen"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]


class ShownForm(Form):
    """Show or hide: a contribution, the public page."""

    shown = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda word: word == "yes")


class CommitmentsForm(TableForm):
    """What the commune promised in public, one line each."""

    columns = (
        Column("text", gettext_lazy("What is promised"), words(300)),
        Column("due_on", gettext_lazy("Promised for"), day),
        Column("kept_on", gettext_lazy("Kept on"), day),
        Column("note", gettext_lazy("What was done"), words(300)),
        Column("remove", gettext_lazy("Remove"), tick, True),
    )
    free_columns = ("text", "note")

    def rows(self) -> Sequence[Row]:
        names = [column.name for column in self.columns if column.name != "remove"]
        known = [
            Row(str(row.pk), first={name: getattr(row, name) for name in names}, stored=row)
            for row in self.edition.commitments.all()
        ]
        return [*known, *(Row(f"new{i}") for i in range(3))]

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        return self.columns if row.stored else self.columns[:-1]

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        if cells.get("remove"):
            return
        if not cells.get("text") and f"{row.key}-text" not in self.errors:
            self.wrong(row, "text", str(_("Write what was promised, or empty the line.")))
        kept = cells.get("kept_on")
        if kept and kept > timezone.localdate():
            self.wrong(row, "kept_on", str(_("This day has not come yet. Leave it empty until it is done.")))

    def values(self) -> dict[str, Any]:
        """``rows``: (stored commitment or None, fields); removed ones have fields None."""
        rows = []
        for row, cells in self.cleaned_rows():
            gone = cells.pop("remove", False)
            rows.append((row.stored, None if gone else cells))
        return {"rows": rows}
