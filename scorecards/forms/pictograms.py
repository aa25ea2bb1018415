"""Choosing a pictogram by sight: radios that show the drawing and its word; the arrow keys go from one to the next."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.charts import pictogram
from scorecards.pictograms import Pictogram


def pictogram_choices() -> list[tuple[str, Any]]:
    """Every drawing with its word; first, to let the words of the indicator choose."""
    drawn = [(code, format_html("{}<span>{}</span>", pictogram(code), word)) for code, word in Pictogram.choices]
    return [("", _("By the words")), *drawn]


class PictogramField(forms.ChoiceField):
    """Optional: without a choice, the words of the indicator choose."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "label": gettext_lazy("Pictogram"),
            "required": False,
            "choices": pictogram_choices,
            "widget": forms.RadioSelect,
            "help_text": gettext_lazy("A simple drawing: those who don't read find the indicator by it."),
            **kwargs,
        }
        super().__init__(**kwargs)
