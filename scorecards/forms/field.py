"""Settling what devices sent, and bringing in a queue file."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form
from scorecards.enums import CellChoice
from scorecards.services.conflicts import REASON_MAX
from scorecards.services.queuefile import MAX_FILE


class VersionsForm(forms.Form):
    """One choice per cell, or one for all; each with the stamp of what the page showed."""

    all = forms.ChoiceField(choices=CellChoice.choices, required=False)

    def __init__(self, *args: Any, keys: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        for key in keys:
            self.fields[f"choice-{key}"] = forms.ChoiceField(choices=CellChoice.choices, required=False)
            self.fields[f"stamp-{key}"] = forms.CharField(required=False)

    def choices(self) -> dict[UUID, str]:
        data = self.cleaned_data
        chosen = {key: data["all"] or data[f"choice-{key}"] for key in self.keys}
        return {key: choice for key, choice in chosen.items() if choice}

    def stamps(self) -> dict[UUID, str]:
        return {key: self.cleaned_data[f"stamp-{key}"] for key in self.keys}


class AsideForm(Form):
    """Why a send is left out."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is set aside"),
        max_length=REASON_MAX,
        help_text=gettext_lazy("The reason stays in the history, and what was sent can still be read."),
    )


class QueueForm(Form):
    """The file that a device exported."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The .json file exported on the device's field page."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise ValidationError(_("The file is larger than %(limit)d MB.") % {"limit": MAX_FILE // (1024 * 1024)})
        return bytes(file.read())


class CountsForm(Form):
    """Entering the counts of a vote; the ticks are read beside."""

    mismatch_reason = forms.CharField(
        label=gettext_lazy("Why there are more ballots than people"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only when it is so: two people came late and weren't counted…"),
    )
