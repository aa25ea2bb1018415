"""Writing an action, its follow-up, and filtering the list of plans."""

import re
from collections.abc import Collection
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actionplans.enums import CARD_SIDES, ActionState, Funding, Side
from actionplans.models import ACTION_FIELDS, TEXT_MAX, Action, ActionPlan
from actionplans.reports.plan import SHAPES, capitalized
from actionplans.wordguard import known_words
from core.charts import icon, side_mark
from core.dates import format_date
from core.forms import BoundedTextField, DayField, DecimalInputField, Form, ModelForm, VersionField
from core.personal import PersonalTextMixin
from directory.models import Organization

_CONTACT = re.compile(r"@|(?:\d[\s.\-/]?){8,}")
_STATE_ICONS = {
    ActionState.TO_START: "dot",
    ActionState.IN_PROGRESS: "half",
    ActionState.DONE: "check",
    ActionState.DROPPED: "close",
}


def check_no_contact(text: str) -> str:
    """A function, not a person: no e-mail address, no telephone or identity number."""
    if _CONTACT.search(text):
        raise ValidationError(_("This text seems to hold a number or an address. Write a function, not a person."))
    return text


class ActionForm(PersonalTextMixin, ModelForm):
    """What an action promises. ``values()`` gives the fields of ``actionplans.services.add_action``."""

    problem = BoundedTextField(
        label=_("problem"), max_length=500, max_breaks=5, rows=2, required=False, help_text=_("What it answers.")
    )
    what = BoundedTextField(
        label=_("action"),
        max_length=500,
        max_breaks=5,
        rows=2,
        help_text=_("One thing to do, that everybody will be able to see: “repair the water pump”."),
    )
    side = forms.ChoiceField(label=_("who carries it"), choices=(), widget=forms.RadioSelect)
    starts_on = DayField(label=_("start"), required=False)
    due_on = DayField(label=_("due date"))
    resources = BoundedTextField(label=_("resources"), max_length=500, max_breaks=5, rows=2, required=False)
    cost = DecimalInputField(
        label=_("cost"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Leave empty when nobody knows it yet; 0 when it costs nothing."),
    )
    currency = forms.CharField(
        label=_("currency"), max_length=3, required=False, help_text=_("Three letters: MAD, AFN, XOF, EUR…")
    )
    funding = forms.ChoiceField(label=_("means"), choices=(), widget=forms.RadioSelect, initial=Funding.INTERNAL)

    free_texts = (
        "what",
        "problem",
        "responsible",
        "with_whom",
        "resources",
        "success_indicator",
        "community_part",
        "provider_part",
        "authority_part",
    )

    class Meta:
        model = Action
        fields = ACTION_FIELDS

    def __init__(self, *args: Any, plan: ActionPlan | None = None, **kwargs: Any) -> None:
        """``plan``: no promise falls due before it; when partners share it, the form asks which carries the action."""
        super().__init__(*args, **kwargs)
        self.opened_on = plan.opened_on if plan else None
        partners = plan.partners.all() if plan else Organization.objects.none()
        shared = partners.exists()
        self.fields["side"].choices = [
            (side.value, format_html("{} {}", side_mark(SHAPES[side]), capitalized(side)))
            for side in (Side if shared else CARD_SIDES)
        ]
        if shared:
            everybody = [plan.organization_id, *partners.values_list("pk", flat=True)] if plan else []
            self.fields["carrier"].queryset = Organization.objects.filter(pk__in=everybody).order_by("name")
            self.fields["side"].initial = Side.PARTNER
        else:
            del self.fields["carrier"]
        self.fields["funding"].choices = [(choice.value, capitalized(choice)) for choice in Funding]
        for field in self.fields.values():
            field.label = capfirst(field.label)
        if not self.instance._state.adding:
            self.fields["version"] = VersionField(initial=self.instance.version)

    @property
    def helper(self) -> FormHelper:
        """Pairs side by side: dates, cost and currency, today's value and the target."""
        helper = super().helper
        helper.layout = Layout(
            "what",
            "problem",
            "side",
            *(("carrier",) if "carrier" in self.fields else ()),
            "responsible",
            "with_whom",
            Fieldset(_("What each side does (optional)"), "community_part", "provider_part", "authority_part"),
            Row(Column("starts_on", css_class="col-sm-6"), Column("due_on", css_class="col-sm-6")),
            "resources",
            Row(Column("cost", css_class="col-sm-8"), Column("currency", css_class="col-sm-4")),
            "funding",
            "success_indicator",
            Row(Column("baseline", css_class="col-sm-6"), Column("target", css_class="col-sm-6")),
            *(["version"] if "version" in self.fields else []),
        )
        return helper

    def clean_responsible(self) -> str:
        return check_no_contact(self.cleaned_data["responsible"])

    def clean_with_whom(self) -> str:
        return check_no_contact(self.cleaned_data["with_whom"])

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].strip().upper()
        if code and not re.fullmatch(r"[A-Z]{3}", code):
            raise ValidationError(_("Write three letters, for example MAD."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, due = data.get("starts_on"), data.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _("The due date comes before the start date. Correct one of the two."))
        elif due and self.opened_on and due < self.opened_on and due != self.initial.get("due_on"):
            words = _("The plan begins on %(date)s: a promise can't fall due before. Correct the date.")
            self.add_error("due_on", words % {"date": format_date(self.opened_on)})
        if data.get("cost") is not None and not data.get("currency"):
            self.add_error("currency", _("Give the currency of the cost, for example MAD."))
        return data

    def values(self) -> dict[str, Any]:
        """The cleaned fields, for the service."""
        return {name: value for name, value in self.cleaned_data.items() if name in ACTION_FIELDS}


class FollowForm(PersonalTextMixin, Form):
    """One step of the follow-up; the rules that need the plan are in ``actionplans.services.follow_action``."""

    to_state = forms.ChoiceField(label=_("where it stands"), choices=(), widget=forms.RadioSelect)
    on = DayField(label=_("date"), help_text=_("The day you saw it, today at the latest."))
    note = BoundedTextField(
        label=_("note"),
        max_length=TEXT_MAX,
        rows=4,
        help_text=_("What was done, what is missing, or why the action is dropped."),
    )
    evidence = forms.CharField(
        label=_("evidence"),
        max_length=500,
        required=False,
        help_text=_("Where anybody can check: minutes, receipt, photograph on the notice board…"),
    )
    new_due_on = DayField(
        label=_("new due date"), required=False, help_text=_("Only if the parties agreed on another date.")
    )
    version = VersionField()
    free_texts = ("note", "evidence")

    def known_functions(self) -> Collection[str]:
        return known_words(self.action.plan)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        self.action = action
        initial = {"on": timezone.localdate(), "to_state": action.state, "version": action.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["to_state"].choices = [
            (state.value, format_html("{} {}", icon(_STATE_ICONS[state]), capitalized(state))) for state in ActionState
        ]
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Put the version in force into a form that came too late; what was typed stays."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
