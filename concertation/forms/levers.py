"""Choosing what to change: the means at hand, a lever, the action that it becomes, the decision afterwards."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actionplans.enums import Side
from concertation.enums import Band, LeverFamily, Verdict
from concertation.forms.base import VersionedForm
from concertation.leverfile import levers
from concertation.models import Device, LeverChoice
from concertation.reports.leverfigures import EFFORTS, FOLLOWED, IMPACTS, name_of, say, unit_of
from core.forms import BoundedTextField, DayField, DecimalInputField, Form
from directory.enums import ActorKind

PERCENT_UNIT = "percent"


class MeansForm(Form):
    """What can be spent on improvements this year. Empty: nothing holds back."""

    days = DecimalInputField(
        label=_("Days of agents available"), min_value=0, max_digits=6, decimal_places=1, required=False
    )
    money = DecimalInputField(label=_("Money available"), min_value=0, max_digits=12, decimal_places=2, required=False)


def _levels(words: dict[int, Any]) -> list[tuple[int, str]]:
    return [(level, capfirst(str(word))) for level, word in words.items()]


def _indicators() -> list[tuple[str, Any]]:
    return [("", _("– none –")), *((code, name_of(code)) for code in FOLLOWED)]


class LeverForm(VersionedForm):
    """A lever of the team's own, or a chosen one made precise."""

    free_texts = ("title", "why")
    title = forms.CharField(
        label=_("What we change"),
        max_length=200,
        help_text=_("One change that people will see: “answer within a month”."),
    )
    family = forms.ChoiceField(label=_("Family"), choices=LeverFamily.choices)
    why = BoundedTextField(label=_("Why"), max_length=1000, rows=2, required=False)
    impact = forms.TypedChoiceField(label=_("Impact expected"), coerce=int, initial=2)
    effort = forms.TypedChoiceField(label=_("Effort"), coerce=int, initial=2)
    cost = forms.ChoiceField(label=_("Cost"), choices=Band.choices, initial=Band.LOW)
    indicator = forms.ChoiceField(
        label=_("Figure that will say whether it helped"),
        required=False,
        help_text=_("Its value today is kept; the next edition shows it before and after."),
    )
    target = DecimalInputField(
        label=_("Value to reach"),
        max_digits=12,
        decimal_places=4,
        required=False,
        help_text=_("In the unit of the figure; for a share, in percent: 60."),
    )

    def __init__(self, *args: Any, device: Device, lever: LeverChoice | None = None, **kwargs: Any) -> None:
        first = _first(lever) if lever else {}
        super().__init__(*args, device=device, initial=first, **kwargs)
        self.fields["impact"].choices = _levels(IMPACTS)
        self.fields["effort"].choices = _levels(EFFORTS)
        self.fields["indicator"].choices = _indicators()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        target, indicator = data.get("target"), data.get("indicator")
        if target is not None and not indicator and "indicator" not in self.errors:
            self.add_error("indicator", _("Choose the figure that this value speaks of."))
        elif target is not None and unit_of(indicator or "") == PERCENT_UNIT:
            if not 0 <= target <= 100:
                self.add_error("target", _("A share goes from 0 to 100: 60 for 60 %."))
            data["target"] = target / 100
        return data


def _first(lever: LeverChoice) -> dict[str, Any]:
    names = ("title", "family", "why", "impact", "effort", "cost", "indicator", "version")
    target = lever.target
    if target is not None and unit_of(lever.indicator) == PERCENT_UNIT:
        target *= 100
    return {**{name: getattr(lever, name) for name in names}, "target": target}


class LeverActionForm(VersionedForm):
    """Who does what by when, with what: the action that a lever becomes."""

    free_texts = ("what", "responsible", "with_whom", "resources", "success_indicator")
    what = BoundedTextField(label=_("What will be done"), max_length=500, max_breaks=5, rows=2)
    carrier = forms.ModelChoiceField(
        label=_("Organisation that carries it"),
        queryset=None,
        empty_label=None,
        help_text=_("One only: it answers for it."),
    )
    responsible = forms.CharField(
        label=_("Who answers for it"), max_length=200, help_text=_("One function, never a name: “secretary general”.")
    )
    with_whom = forms.CharField(
        label=_("Who helps, who is consulted, who is told"),
        max_length=200,
        required=False,
        help_text=_("Helps: youth service. Consulted: school. Told: council."),
    )
    starts_on = DayField(label=_("Beginning"), required=False)
    due_on = DayField(label=_("To be done by"))
    resources = BoundedTextField(label=_("Means"), max_length=500, max_breaks=5, rows=2, required=False)
    cost = DecimalInputField(label=_("Planned cost"), max_digits=14, decimal_places=2, min_value=0, required=False)
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters: EUR, MAD, XOF…")
    )
    success_indicator = forms.CharField(label=_("How we will know"), max_length=300, required=False)
    baseline = forms.CharField(label=_("Value today"), max_length=100, required=False)
    target = forms.CharField(label=_("Value to reach"), max_length=100, required=False)

    def __init__(self, *args: Any, device: Device, lever: LeverChoice, **kwargs: Any) -> None:
        super().__init__(*args, device=device, initial=_planned(device, lever), **kwargs)
        kept = [device.organization_id, *device.companions.values_list("pk", flat=True)]
        self.fields["carrier"].queryset = type(device.organization).objects.filter(pk__in=kept)
        self.lever = lever

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, due = data.get("starts_on"), data.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _("The due date comes before the start date. Correct one of the two."))
        if data.get("cost") is not None and not data.get("currency"):
            self.add_error("currency", _("Give the currency of the cost, for example MAD."))
        data["currency"] = (data.get("currency") or "").upper()
        return data

    def values(self) -> dict[str, Any]:
        """The fields of an action; its side follows from who carries it."""
        values = super().values()
        town = values["carrier"].kind == ActorKind.LOCAL_AUTHORITY
        return {**values, "side": Side.AUTHORITY if town else Side.PARTNER, "problem": self.lever.why[:500]}


def _planned(device: Device, lever: LeverChoice) -> dict[str, Any]:
    known = levers().get(lever.code)
    weeks = known.weeks if known else 12
    code = lever.indicator
    return {
        "version": lever.version,
        "what": lever.title,
        "carrier": device.organization_id,
        "due_on": timezone.localdate() + timedelta(weeks=weeks),
        "resources": known.needs if known else "",
        "success_indicator": name_of(code) if code else "",
        "baseline": say(code, lever.before) if code and lever.before is not None else "",
        "target": say(code, lever.target) if code and lever.target is not None else "",
    }


class VerdictForm(VersionedForm):
    """What the next edition decides of a lever."""

    free_texts = ("reason",)
    verdict = forms.ChoiceField(label=_("We decide to"), choices=Verdict.choices, widget=forms.RadioSelect)
    reason = BoundedTextField(
        label=_("Why this decision"),
        max_length=500,
        max_breaks=5,
        rows=2,
        required=False,
        help_text=_("Needed to adjust or to stop."),
    )

    def __init__(self, *args: Any, device: Device, lever: LeverChoice, **kwargs: Any) -> None:
        first = {"verdict": lever.verdict, "reason": lever.verdict_reason, "version": lever.version}
        super().__init__(*args, device=device, initial=first, **kwargs)
        self.fields["verdict"].choices = [(value, capfirst(str(word))) for value, word in Verdict.choices]
