"""A cause or a solution on the board."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import VersionField
from scorecards.enums import BoardKind
from scorecards.forms.preparation import CycleTextForm
from scorecards.models import BoardEntry, Cluster, Cycle, Indicator
from scorecards.services.issues import SENTENCE_MAX

#: What a side's three buttons send.
ANSWERS = {"yes": True, "no": False, "clear": None}


class EntryForm(CycleTextForm):
    """A sentence, what it is, and what it speaks of: a theme or an indicator."""

    subject = forms.ChoiceField(label=gettext_lazy("It speaks of"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=BoardKind, initial=BoardKind.CAUSE, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Sentence"),
        max_length=SENTENCE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "One cause or one solution, said of the service: “The pump has no spare part in stock”."
        ),
    )
    free_texts = ("text",)

    def __init__(
        self,
        *args: Any,
        cycle: Cycle,
        themes: Sequence[Cluster],
        indicators: Sequence[Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        self.subjects: dict[str, dict[str, Any]] = {f"theme-{row.pk}": {"theme": row} for row in themes}
        self.subjects |= {f"indicator-{row.pk}": {"indicator": row} for row in indicators}
        self.fields["subject"].choices = [
            ("", _("Choose…")),
            (_("Themes"), [(f"theme-{row.pk}", row.label) for row in themes]),
            (_("Indicators"), [(f"indicator-{row.pk}", row.label) for row in indicators]),
        ]

    @property
    def has_subjects(self) -> bool:
        return bool(self.subjects)

    def values(self) -> dict[str, Any]:
        """The fields of ``services.board.write_entry``."""
        data = self.cleaned_data
        return {"kind": data["kind"], "text": data["text"], **self.subjects[data["subject"]]}


class EntryTextForm(CycleTextForm):
    """Other words for a sentence."""

    text = forms.CharField(
        label=gettext_lazy("Sentence"),
        max_length=SENTENCE_MAX,
        help_text=gettext_lazy("With other words, both sides answer again."),
    )
    version = VersionField()
    free_texts = ("text",)

    def __init__(self, *args: Any, entry: BoardEntry, **kwargs: Any) -> None:
        first = {"text": entry.text, "version": entry.version}
        super().__init__(*args, cycle=entry.cycle, initial=first, **kwargs)


class AgreeForm(forms.Form):
    """One side's button."""

    side = forms.CharField()
    answer = forms.ChoiceField(choices=[(key, key) for key in ANSWERS])
    version = forms.IntegerField(min_value=0)
