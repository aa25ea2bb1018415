"""What is asked of an edition in fields, one under the other: the promise, the people, the answers, the means."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertation.enums import AccessMeasure
from concertation.forms.base import VersionedForm
from concertation.forms.devices import LEVELS, MANY
from concertation.models import Edition, LocalProfile
from core.forms import BoundedTextField, DayField, DecimalInputField, VersionField

_LARGE = 50_000_000


def _count(label: Any, help_text: Any = "", most: int = 10_000_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a whole number, for example 34."),
            "min_value": _("Write zero or more."),
        },
    )


class SheetForm(VersionedForm):
    """Fields of an edition, filled with what is known."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, device=edition.device, initial=self.first(edition), **kwargs)

    def first(self, edition: Edition) -> dict[str, Any]:
        return {name: getattr(edition, name) for name in self.base_fields if hasattr(edition, name)}

    def not_above(self, part: str, total: str, sentence: Any) -> None:
        """Refuse a part greater than its whole, when both are known."""
        smaller, greater = self.cleaned_data.get(part), self.cleaned_data.get(total)
        if smaller is not None and greater is not None and smaller > greater:
            self.add_error(part, sentence)


class PromiseForm(SheetForm):
    free_texts = ("evaluation_question", "promise")
    evaluation_question = BoundedTextField(
        label=_("What do you want to know about this device?"),
        required=False,
        max_length=500,
        rows=2,
        help_text=_("The diagnosis answers it first. For example: “Why do fewer people come?”"),
    )
    promised_level = forms.TypedChoiceField(
        label=_("What was promised to people?"), choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    promise = BoundedTextField(label=_("The promise, in its own words"), required=False, max_length=1000, rows=2)
    observed_level = forms.TypedChoiceField(
        label=_("What was really open to discussion?"), choices=LEVELS, coerce=int, empty_value=None, required=False
    )
    ends_on = DayField(
        label=_("Last day to contribute"), required=False, help_text=_("The delay of the answer is counted from it.")
    )
    promised_answer_days = _count(_("Answer promised within how many days?"), most=3650)
    device_version = VersionField(required=False)

    def first(self, edition: Edition) -> dict[str, Any]:
        device = edition.device
        own = {name: getattr(device, name) for name in ("evaluation_question", "promised_level", "promise")}
        return {**super().first(edition), **own, "device_version": device.version}

    def clean_ends_on(self) -> Any:
        ends, starts = self.cleaned_data["ends_on"], self.edition.starts_on
        if ends and starts and ends < starts:
            raise forms.ValidationError(_("The end comes before the start of the edition. Correct this date."))
        return ends


class PeopleForm(SheetForm):
    """Who came, in numbers."""

    population = _count(_("Inhabitants of the commune"), most=_LARGE)
    target_population = _count(
        _("People aimed at"),
        _("Everybody in the district? Young people only? Leave it empty if you don't know."),
        _LARGE,
    )
    participants = _count(_("Different participants"), _("Each person counts once, even if they came several times."))
    returning = _count(_("Of these, already there at the previous edition"))
    never_before = _count(_("Of these, came for the first time"))
    source = forms.CharField(
        label=_("Where do these counts come from?"),
        max_length=200,
        required=False,
        help_text=_("Attendance sheets, registration tool, estimate…"),
    )

    def first(self, edition: Edition) -> dict[str, Any]:
        row = LocalProfile.objects.of(edition.device)
        return {**super().first(edition), "population": row.population if row else None}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.not_above(
            "returning", "participants", _("More people came back than took part. Correct one of the two counts.")
        )
        self.not_above(
            "never_before", "participants",
            _("More people came for the first time than took part. Correct one of the two counts."),
        )  # fmt: skip
        self.not_above(
            "participants", "target_population", _("More participants than people aimed at. Correct one count.")
        )
        parts = [data.get("returning"), data.get("never_before"), data.get("participants")]
        if None not in parts and parts[0] + parts[1] > parts[2] and not self.errors:
            self.add_error(
                "never_before", _("Those who came back and the new ones are more than everybody. Correct one count.")
            )
        return data


class MorePeopleForm(SheetForm):
    """What platforms and long devices know on top."""

    started_count = _count(_("People who began"))
    quit_count = _count(_("People who left before the end"))
    median_contributions = DecimalInputField(
        label=_("Contributions of a participant (median)"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        help_text=_("Half of the participants contributed more, half less."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.not_above("quit_count", "started_count", _("More people left than began. Correct one of the two counts."))
        return data


class AnswersForm(SheetForm):
    """What became of the contributions, in counts: enough when they aren't registered one by one."""

    contributions_count = _count(_("Contributions received"), _("Written, oral, online: all that were noted."))
    answered = _count(_("Of these, with a reasoned answer"), _("People can read what became of it, and why."))
    studied = _count(_("Of these, studied"))
    kept = _count(_("Among those studied: taken up"))
    partly = _count(_("Among those studied: taken up in part"))
    linked = _count(_("Among those studied: one can see the decision or the action that followed"))
    days = _count(
        _("Days from the last contribution to the published answer"), _("Nothing published yet? Leave it empty."), 3650
    )

    def first(self, edition: Edition) -> dict[str, Any]:
        return {**super().first(edition), **edition.wizard.get("answers", {})}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        received = _("This is more than the contributions received. Correct one of the two counts.")
        studied = _("This is more than the contributions studied. Correct one of the two counts.")
        for name in ("answered", "studied"):
            self.not_above(name, "contributions_count", received)
        for name in ("kept", "partly", "linked"):
            self.not_above(name, "studied", studied)
        parts = [data.get("kept"), data.get("partly"), data.get("studied")]
        if None not in parts and parts[0] + parts[1] > parts[2] and not self.errors:
            self.add_error("partly", studied)
        if data.get("answered") is not None and data.get("contributions_count") is None:
            self.add_error("contributions_count", _("Give the number received: answered out of how many?"))
        if any(data.get(name) is not None for name in ("kept", "partly", "linked")) and data.get("studied") is None:
            self.add_error("studied", _("Give the number studied: out of how many?"))
        return data


_YES_NO = [("", _("I don't know")), ("yes", _("yes")), ("no", _("no"))]


class MeansForm(SheetForm):
    budget = DecimalInputField(
        label=_("Budget spent"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=_("Venue, printing, facilitator, platform… without the agents' wages."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, for example MAD or EUR.")
    )
    staff_days = DecimalInputField(
        label=_("Days of agents"), required=False, min_value=0, max_digits=7, decimal_places=1,
        help_text=_("All agents together: two agents during three days make six."),
    )  # fmt: skip
    facilitator_trained = forms.TypedChoiceField(
        label=_("Are the facilitators trained?"),
        choices=_YES_NO,
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
    )
    access_known = forms.TypedChoiceField(
        label=_("Do you know what made it possible for everyone to come?"),
        choices=[("yes", _("yes, I tick what was there")), ("no", _("no, leave it unknown"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    access_measures = forms.MultipleChoiceField(
        label=_("What was there"), choices=AccessMeasure.choices, widget=MANY, required=False
    )

    def first(self, edition: Edition) -> dict[str, Any]:
        first = super().first(edition)
        trained = {None: "", True: "yes", False: "no"}[edition.facilitator_trained]
        begun = edition.wizard.get("steps", {}).get("means") == "done"
        known = "yes" if edition.access_known or not begun else "no"
        return {**first, "facilitator_trained": trained, "access_known": known}

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("budget") is not None and not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Give the currency of the amount, for example MAD."))
        if data.get("access_known") is False and data.get("access_measures"):
            self.add_error("access_known", _("You ticked measures: answer yes, or remove the ticks."))
        return data


class ProfileForm(VersionedForm):
    """The commune: what thresholds, levers and peers depend on."""

    free_texts = ("source",)
    population = _count(_("Inhabitants"), most=_LARGE)
    area_km2 = DecimalInputField(label=_("Area in km²"), required=False, min_value=0, max_digits=10, decimal_places=2)
    yearly_budget = DecimalInputField(
        label=_("Yearly budget for participation"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, for example MAD or EUR.")
    )
    staff_days = DecimalInputField(
        label=_("Days of agents per year"), required=False, min_value=0, max_digits=7, decimal_places=1
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("Census of 2024, budget voted in March…")
    )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("yearly_budget") is not None and not data.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Give the currency of the amount, for example MAD."))
        return data
