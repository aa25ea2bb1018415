"""An incident of a cycle: what happened, what was done, how it ended. Never who."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DayField, Form, VersionField
from core.personal import PersonalTextMixin
from scorecards.enums import IncidentKind, IncidentState
from scorecards.models import Cycle, Incident
from scorecards.services.moderation import known_words

PAUSES = _("Serious: pause the cycle for mediation")
PAUSES_HELP = _("Nobody scores, reviews or writes minutes until the incident is closed. Everything stays readable.")


class IncidentForm(PersonalTextMixin, Form):
    """A new incident."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose…")), *IncidentKind.choices])
    happened_on = DayField(label=_("Day"), initial=timezone.localdate)
    description = BoundedTextField(
        label=_("What happened, without names"),
        rows=4,
        help_text=_("Which side, at which moment, in which words: never who. This log stays within the team."),
    )
    measures = BoundedTextField(
        label=_("What was done"), required=False, help_text=_("Who was called, what was agreed on the spot.")
    )
    pauses_cycle = forms.BooleanField(label=PAUSES, required=False, help_text=PAUSES_HELP)
    free_texts = ("description", "measures")

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        kinds = [(kind.value, capfirst(kind.label)) for kind in IncidentKind]
        self.fields["kind"].choices = [("", _("Choose…")), *kinds]  # type: ignore[attr-defined]

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This date is still to come. Write the day when it happened."))
        return day


class IncidentFollowForm(PersonalTextMixin, Form):
    """What became of an incident."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=IncidentState, widget=forms.RadioSelect)
    measures = BoundedTextField(label=_("What was done"), required=False)
    outcome = BoundedTextField(
        label=_("How it ended"), required=False, help_text=_("Needed to close it: what both sides accepted.")
    )
    pauses_cycle = forms.BooleanField(label=PAUSES, required=False, help_text=PAUSES_HELP)
    version = VersionField()
    free_texts = ("measures", "outcome")

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        names = ("state", "measures", "outcome", "pauses_cycle", "version")
        super().__init__(*args, initial={name: getattr(incident, name) for name in names}, **kwargs)
        self.incident = incident
        states = [(state.value, capfirst(state.label)) for state in IncidentState]
        self.fields["state"].choices = states  # type: ignore[attr-defined]

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.incident.cycle)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("state") == IncidentState.CLOSED and not data.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Write how it ended before you close it."))
        return data
