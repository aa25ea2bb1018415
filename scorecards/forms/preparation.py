"""Forms of the full preparation: checklist, hours, briefings, hands, social map, team and profiles."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from core.personal import PersonalTextMixin
from scorecards.enums import PHASES, BriefingSide, Qualification, ReadinessKey, ReadinessState
from scorecards.models import Cycle, FacilitatorProfile, Group, GroupTeam, ReadinessCheck, SocialMapEntry, StepHours
from scorecards.services.moderation import known_words
from scorecards.services.readiness import HOURS_MAX
from scorecards.services.socialmap import MOST_HOUSEHOLDS

NOT_YET = gettext_lazy("This date is still to come. Write the day when it happened.")
_WHOLE = gettext_lazy("Write a whole number, from 0 up.")


def whole_field(label: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    """A count: whole, not negative, with one sentence for each wrong entry."""
    field = forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        error_messages={
            "invalid": _WHOLE,
            "min_value": _WHOLE,
            "max_value": gettext_lazy("This number is too large."),
        },
        **kwargs,
    )
    field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return field


class CycleTextForm(PersonalTextMixin, Form):
    """Free texts are read with the names of the cycle's places in mind."""

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)


class ReadinessForm(CycleTextForm):
    """Six lines: to do, done, or not needed here with the reason in the note."""

    def __init__(self, *args: Any, rows: Iterable[ReadinessCheck], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {row.key: row for row in rows}
        for key in ReadinessKey:
            row = there.get(key)
            self.fields[f"{key}-state"] = forms.ChoiceField(
                label=key.label, choices=ReadinessState, widget=forms.RadioSelect, initial=_state_of(row)
            )
            self.fields[f"{key}-note"] = forms.CharField(
                label=gettext_lazy("Note"), max_length=500, required=False, initial=row.note if row else ""
            )
        self.free_texts = tuple(f"{key}-note" for key in ReadinessKey)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for key in ReadinessKey:
            unexplained = data.get(f"{key}-state") == ReadinessState.NOT_NEEDED and not data.get(f"{key}-note")
            if unexplained and f"{key}-note" not in self.errors:
                self.add_error(f"{key}-note", _("Write why this line isn't needed here."))
        return data

    def field_of(self, key: str, name: str) -> BoundField:
        return self[f"{key}-{name}"]

    def lines(self) -> dict[str, tuple[str, str]]:
        """What the service takes: key → (state, note)."""
        data = self.cleaned_data
        return {key.value: (data[f"{key}-state"], data[f"{key}-note"]) for key in ReadinessKey}


def _state_of(row: ReadinessCheck | None) -> str:
    if row is None or not row.is_settled:
        return ReadinessState.TODO
    return ReadinessState.DONE if row.is_done else ReadinessState.NOT_NEEDED


class HoursForm(Form):
    """Hours planned and spent, and the expected end, phase by phase."""

    def __init__(self, *args: Any, rows: Iterable[StepHours], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {row.phase: row for row in rows}
        for phase in PHASES:
            row = there.get(phase)
            for name in ("planned", "spent"):
                self.fields[f"{phase}-{name}"] = DecimalInputField(
                    label=StepHours._meta.get_field(name).verbose_name,
                    required=False,
                    min_value=Decimal(0),
                    max_value=HOURS_MAX,
                    max_digits=5,
                    decimal_places=1,
                    initial=getattr(row, name, None),
                    error_messages={
                        "min_value": gettext_lazy("Hours can't be negative."),
                        "max_value": gettext_lazy("This number is too large."),
                        "max_digits": gettext_lazy("This number is too large."),
                        "max_whole_digits": gettext_lazy("This number is too large."),
                        "max_decimal_places": gettext_lazy("One digit after the comma is enough: 2.5."),
                    },
                )
            self.fields[f"{phase}-due_on"] = DayField(
                label=StepHours._meta.get_field("due_on").verbose_name,
                required=False,
                initial=row.due_on if row else None,
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def field_of(self, phase: str, name: str) -> BoundField:
        return self[f"{phase}-{name}"]

    def rows(self) -> dict[str, tuple[Any, Any, Any]]:
        data = self.cleaned_data
        return {
            phase.value: (data[f"{phase}-planned"], data[f"{phase}-spent"], data[f"{phase}-due_on"])
            for phase in PHASES
        }


class BriefingForm(CycleTextForm):
    """Day, people, questions and answers of one side's briefing."""

    held_on = DayField(label=gettext_lazy("Day of the briefing"))
    people = whole_field(gettext_lazy("People present"), 5000, required=False)
    notes = BoundedTextField(
        label=gettext_lazy("Questions asked, answers given"),
        rows=6,
        required=False,
        help_text=gettext_lazy("In a few lines, without names. What worried people helps to lead the sessions."),
    )
    free_texts = ("notes",)

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(NOT_YET)
        return day


class MapPartForm(CycleTextForm):
    """One part of the community: counts of households, never names."""

    label = forms.CharField(
        label=gettext_lazy("Part of the community"),
        max_length=150,
        help_text=gettext_lazy("A hamlet, a neighbourhood, herders, families of the camp…"),
    )
    households = whole_field(gettext_lazy("Households"), MOST_HOUSEHOLDS, required=False)
    group = forms.ModelChoiceField(
        queryset=Group.objects.none(),
        label=gettext_lazy("Heard in the group"),
        required=False,
        empty_label=gettext_lazy("In none of the groups"),
    )
    is_absent = forms.BooleanField(label=gettext_lazy("Absent from the groups"), required=False)
    how_heard = forms.CharField(
        label=gettext_lazy("How they will be heard"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for those who are absent: a visit, a neighbour who speaks for them…"),
    )
    free_texts = ("label", "how_heard")

    def __init__(self, *args: Any, cycle: Cycle, part: SocialMapEntry | None = None, **kwargs: Any) -> None:
        names = ("label", "households", "group", "is_absent", "how_heard")
        first = {name: getattr(part, name) for name in names} if part else {}
        super().__init__(*args, cycle=cycle, initial=first, **kwargs)
        self.fields["group"].queryset = cycle.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_absent") and data.get("group"):
            self.add_error("group", _("Either they are heard in a group, or they are absent: correct one of the two."))
        elif data.get("is_absent") and not data.get("how_heard") and "how_heard" not in self.errors:
            self.add_error(
                "how_heard", _("Write how these people will be heard: a visit, a neighbour who speaks for them…")
            )
        return data


class TeamForm(Form):
    """Two people per group: who leads, who takes notes."""

    def __init__(
        self, *args: Any, groups: list[Group], teams: dict[Any, GroupTeam], people: list[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.people = {str(person.pk): person for person in people}
        choices = [("", _("Not chosen yet")), *((key, str(person)) for key, person in self.people.items())]
        for group in groups:
            team = teams.get(group.pk)
            for name, label in (("lead", _("Leads")), ("note_taker", _("Takes notes"))):
                person = getattr(team, f"{name}_id", None)
                field = forms.ChoiceField(label=label, choices=choices, required=False, initial=str(person or ""))
                self.fields[f"{group.pk}-{name}"] = field

    def field_of(self, group: Group, name: str) -> BoundField:
        return self[f"{group.pk}-{name}"]

    def chosen(self, group: Group, name: str) -> User | None:
        return self.people.get(self.cleaned_data[f"{group.pk}-{name}"])


class ProfileForm(Form):
    """What qualifies a facilitator."""

    training = forms.CharField(
        label=gettext_lazy("Training followed"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Title and who gave it, for example “Community scorecard, five days, CARE”."),
    )
    trained_on = DayField(label=gettext_lazy("Trained on"), required=False)
    sessions_before = whole_field(gettext_lazy("Sessions run before, elsewhere"), 5000, required=False, initial=0)
    languages = forms.CharField(label=gettext_lazy("Languages spoken"), max_length=200, required=False)
    version = VersionField()

    def __init__(self, *args: Any, profile: FacilitatorProfile | None, **kwargs: Any) -> None:
        names = ("training", "trained_on", "sessions_before", "languages", "version")
        first = {name: getattr(profile, name) for name in names} if profile else {"version": 0, "sessions_before": 0}
        super().__init__(*args, initial=first, **kwargs)

    def clean_sessions_before(self) -> int:
        return self.cleaned_data["sessions_before"] or 0

    def clean_trained_on(self) -> Any:
        day = self.cleaned_data["trained_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This date is still to come. Write the day when the training was followed."))
        return day


class FeedbackForm(CycleTextForm):
    """What a peer observed: a level, a strength, an advice."""

    level = forms.ChoiceField(label=gettext_lazy("What you saw"), choices=Qualification, widget=forms.RadioSelect)
    strength = forms.CharField(label=gettext_lazy("What went well"), max_length=300, required=False)
    advice = forms.CharField(label=gettext_lazy("Advice for next time"), max_length=300, required=False)
    free_texts = ("strength", "advice")


#: What each side is told, in the order of the telling.
SIDES = tuple(BriefingSide)
