"""Asking for the paper kit."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Form

PAPERS = [
    ("kit", _("A4: every sheet, for the table and the facilitator's file")),
    ("kit_wall", _("A3: the cards to fill in with a thick pen, for the wall")),
]


class KitForm(Form):
    """Paper and language."""

    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, widget=forms.RadioSelect, initial="kit")
    language = forms.ChoiceField(label=_("Language of the sheets"), choices=settings.LANGUAGES)
