"""A decision on one text that looks personal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from scorecards.enums import ModerationState


class DecisionForm(Form):
    """Keep or mask, with a word of advice to whoever wrote it."""

    state = forms.ChoiceField(
        choices=[(ModerationState.KEPT, _("Keep as it is")), (ModerationState.MASKED, _("Mask"))],
        error_messages={"required": _("Choose to keep the text or to mask it.")},
    )
    note = forms.CharField(label=_("Advice"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == ModerationState.MASKED and not data.get("note", "").strip():
            self.add_error(
                "note", _("Write a word of advice: whoever wrote the text will read how to say it otherwise.")
            )
        return data
