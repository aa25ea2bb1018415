"""How well the partnership serves the mission of each of the others."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from core.forms import DayField, Form, VersionField
from partnerships.enums import MissionLevel
from partnerships.forms.base import PartnershipTextForm
from partnerships.models import MissionRating, Party
from partnerships.services.missions import Opinion

UNKNOWN = "unknown"


class ReadingForm(Form):
    closes_on = DayField(
        label=gettext_lazy("Last day to answer"),
        help_text=gettext_lazy("It closes before, as soon as every party has answered."),
    )


class MissionsForm(PartnershipTextForm):
    """Four levels or "I don't know" for each of the others, and a sentence when one wishes."""

    version = VersionField()

    def __init__(self, *args: Any, parties: list[Party], said: dict[Any, MissionRating], version: int,
                 **kwargs: Any) -> None:  # fmt: skip
        self.parties = parties
        first: dict[str, Any] = {"version": version}
        for party in parties:
            if party.pk in said:
                level = said[party.pk].level
                first[f"level-{party.pk}"] = str(level) if level is not None else UNKNOWN
                first[f"sentence-{party.pk}"] = said[party.pk].sentence
        super().__init__(*args, initial=first, **kwargs)
        levels = [(str(level.value), f"{level.value}. {capfirst(level.label)}") for level in MissionLevel]
        for party in parties:
            self.fields[f"level-{party.pk}"] = forms.ChoiceField(
                label=str(party),
                choices=[*levels, (UNKNOWN, gettext_lazy("We don't know"))],
                widget=forms.RadioSelect,
                help_text=f"« {party.mission_link} »",
                error_messages={"required": gettext_lazy("Choose a level, or “We don't know”.")},
            )
            self.fields[f"sentence-{party.pk}"] = forms.CharField(
                label=gettext_lazy("What makes you say so (optional)"), max_length=500, required=False
            )
        self.free_texts = tuple(f"sentence-{party.pk}" for party in parties)

    def opinions(self) -> dict[Any, Opinion]:
        data = self.cleaned_data
        found = {}
        for party in self.parties:
            level = data[f"level-{party.pk}"]
            found[party.pk] = Opinion(None if level == UNKNOWN else int(level), data[f"sentence-{party.pk}"])
        return found
