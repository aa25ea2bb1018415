"""What the follow-up committee writes of a promise that it went to see."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from actionplans.confirmations import NOTE_MAX
from actionplans.models import Action
from actionplans.wordguard import known_words
from core.charts import icon
from core.forms import BoundedTextField, DayField, Form
from core.personal import PersonalTextMixin


class ConfirmForm(PersonalTextMixin, Form):
    """``values()`` gives the fields of ``actionplans.confirmations.confirm_action``."""

    seen = forms.ChoiceField(label=_("Is it really done?"), choices=(), widget=forms.RadioSelect)
    on = DayField(label=_("The day you went to see"), help_text=_("Today at the latest."))
    note = BoundedTextField(
        label=_("What you saw"),
        max_length=NOTE_MAX,
        max_breaks=10,
        rows=3,
        help_text=_("What is there, what is missing. Speak of the service, never of a person."),
    )
    free_texts = ("note",)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        self.action = action
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.fields["seen"].choices = [
            ("yes", format_html("{} {}", icon("check"), _("Really done"))),
            ("no", format_html("{} {}", icon("warn"), _("Not done"))),
        ]

    def known_functions(self) -> Collection[str]:
        return known_words(self.action.plan)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"is_done": data["seen"] == "yes", "on": data["on"], "note": data["note"]}
