"""The interface meeting's date and presence, and the discussion of one indicator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, DayField, Form, VersionField
from core.personal import PersonalTextMixin
from scorecards.enums import Outcome
from scorecards.models import Discussion, InterfaceMeeting
from scorecards.services.meeting import PRESENCE_FIELDS
from scorecards.services.moderation import known_words


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=9999, required=False, widget=forms.NumberInput({"inputmode": "numeric"})
    )


class MeetingForm(PersonalTextMixin, Form):
    """When and where, then, once it took place, its day and who was there."""

    planned_on = DayField(label=_("planned date"), required=False)
    place = forms.CharField(label=_("place"), max_length=150, required=False)
    convener = forms.CharField(
        label=_("who invites"),
        max_length=150,
        required=False,
        help_text=_("A function or an organisation that both sides trust, not a person's name."),
    )
    held_on = DayField(
        label=_("held on"), required=False, help_text=_("Leave empty until the meeting has taken place.")
    )
    community_women = _count(_("community, women"))
    community_men = _count(_("community, men"))
    provider_women = _count(_("provider, women"))
    provider_men = _count(_("provider, men"))
    authority_women = _count(_("authority, women"))
    authority_men = _count(_("authority, men"))
    notes = BoundedTextField(label=_("notes"), required=False)
    version = VersionField()
    free_texts = ("notes", "convener")

    def __init__(self, *args: Any, meeting: InterfaceMeeting | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"version": 0}
        if meeting is not None:
            names = ["planned_on", "place", "convener", "held_on", *PRESENCE_FIELDS, "notes", "version"]
            initial = {name: getattr(meeting, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def counts(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in PRESENCE_FIELDS}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if any(data.get(name) is not None for name in PRESENCE_FIELDS) and not data.get("held_on"):
            self.add_error("held_on", _("People are counted: write the day when the meeting was held."))
        return data


class DiscussionForm(PersonalTextMixin, Form):
    """What was said of one indicator, and what came out."""

    users_said = BoundedTextField(label=_("what the users said"), required=False)
    provider_said = BoundedTextField(label=_("what the provider said"), required=False)
    outcome = forms.ChoiceField(
        label=_("outcome"),
        choices=(),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("A disagreement can be kept: nobody has to give in."),
    )
    agreement = BoundedTextField(label=_("what was agreed, or where each side stands"), required=False)
    version = VersionField()
    free_texts = ("users_said", "provider_said", "agreement")

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.discussion.meeting.cycle)

    def __init__(self, *args: Any, discussion: Discussion, **kwargs: Any) -> None:
        self.discussion = discussion
        names = ["users_said", "provider_said", "outcome", "agreement", "version"]
        super().__init__(*args, initial={name: getattr(discussion, name) for name in names}, **kwargs)
        self.fields["outcome"].choices = [(choice.value, str(choice.label).capitalize()) for choice in Outcome]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needs_words = data.get("outcome") in (Outcome.AGREED, Outcome.DISAGREEMENT)
        if needs_words and not data.get("agreement") and "agreement" not in self.errors:
            self.add_error("agreement", _("Write what was agreed, or where each side stands."))
        return data


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Put the version in force into a form that came too late, so that saving again is a choice; the words stay."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
