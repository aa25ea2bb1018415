"""Opening a survey; its sheet, by the link or typed from paper."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concertation.enums import Dimension, SurveyAudience, SurveyMoment
from concertation.models import CensusClass, Survey
from concertation.questions import DONT_KNOW, OPEN, Question, asked_of, open_of
from concertation.services.surveys import Given
from core.forms import BoundedTextField, DayField, Form
from core.personal import PersonalTextMixin

#: Longest answer in free words, in characters.
OPEN_MAX = 500


class OpenSurveyForm(Form):
    audience = forms.ChoiceField(label=gettext_lazy("For whom"), choices=SurveyAudience.choices)
    moment = forms.ChoiceField(
        label=pgettext_lazy("survey", "When"),
        choices=SurveyMoment.choices,
        help_text=gettext_lazy("Asked again after the decision, it says whether people feel that they counted."),
    )
    closes_on = DayField(
        label=gettext_lazy("Last day to answer"),
        required=False,
        help_text=gettext_lazy("Leave empty: it stays open until you close it."),
    )

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day


class LinkForm(Form):
    """Open or close the link of a survey."""

    to = forms.ChoiceField(choices=[("open", ""), ("closed", "")])


class SheetForm(PersonalTextMixin, Form):
    """The sheet of a survey: every answer may be left out, one at least must be given."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.fresh_key = uuid4()
        self.initial["key"] = self.fresh_key
        self.asked: tuple[Question, ...] = asked_of(survey.audience)
        self.free_texts = open_of(survey.audience)
        self.add_questions()
        self.add_words()
        self.add_people()

    def add_questions(self) -> None:
        for question in self.asked:
            choices = [(str(level), word) for level, word in question.levels]
            self.fields[question.code] = forms.ChoiceField(
                label=question.words(self.survey.moment),
                choices=[*choices, (DONT_KNOW, gettext_lazy("I don't know"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": gettext_lazy("Choose one of the answers, or leave it out.")},
            )

    def add_words(self) -> None:
        for name in self.free_texts:
            self.fields[name] = BoundedTextField(
                label=OPEN[name], max_length=OPEN_MAX, max_breaks=10, rows=2, required=False
            )

    def add_people(self) -> None:
        """Sex and age class, only as the census of the zone says them."""
        if self.survey.audience == SurveyAudience.ORGANISERS:
            return
        wanted = {Dimension.SEX.value: gettext_lazy("You are"), Dimension.AGE.value: gettext_lazy("Your age")}
        rows = CensusClass.objects.filter(
            territory=self.survey.edition.device.territory_id, dimension__in=wanted
        ).values_list("dimension", "label")
        listed = list(rows)
        for name, label in wanted.items():
            classes = [row for dimension, row in listed if dimension == name]
            if classes:
                choices = [("", gettext_lazy("I prefer not to say")), *((each, each) for each in classes)]
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    def known_functions(self) -> tuple[str, ...]:
        device = self.survey.edition.device
        return (device.name, device.territory.name, device.organization.name)

    def questions(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.code]) for question in self.asked]

    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in self.free_texts]

    def people(self) -> list[forms.BoundField]:
        return [self[name] for name in ("sex", "age") if name in self.fields]

    @property
    def sent_key(self) -> UUID:
        return self.cleaned_data.get("key") or self.fresh_key

    def given(self) -> Given:
        data = self.cleaned_data
        levels = {q.code: self._level(data[q.code]) for q in self.asked if data.get(q.code)}
        words = {name: data[name] for name in self.free_texts if data.get(name)}
        return Given(
            levels, words, frozenset(self.kept), data.get("sex", "")[:20], data.get("age", "")[:40]
        )  # fmt: skip

    @staticmethod
    def _level(value: str) -> int | None:
        return None if value == DONT_KNOW else int(value)


class PaperForm(SheetForm):
    """The same sheet typed from paper: one key per answer, 1 to 4, 0 for "I don't know", nothing when left out."""

    on = DayField(label=gettext_lazy("Day of the sheet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def add_questions(self) -> None:
        for question in self.asked:
            self.fields[question.code] = forms.CharField(
                label=question.words(self.survey.moment),
                required=False,
                max_length=1,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "class": "form-control keyed"}
                ),
                error_messages={"max_length": gettext_lazy("One figure: 1, 2, 3, 4, or 0 for “I don't know”.")},
            )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Write the day when the sheet was filled in."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for question in self.asked:
            value = data.get(question.code) or ""
            if value and value not in "01234":
                self.add_error(question.code, _("One figure: 1, 2, 3, 4, or 0 for “I don't know”."))
        return data

    @staticmethod
    def _level(value: str) -> int | None:
        return int(value) or None
