"""The drawing and the recorded words of an indicator."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from scorecards.clipfile import MAX_BYTES
from scorecards.enums import ClipLanguage
from scorecards.forms.pictograms import PictogramField, pictogram_choices


class DrawingForm(Form):
    """One of the drawings."""

    pictogram = PictogramField(required=True, choices=lambda: pictogram_choices()[1:], help_text="")


class ClipForm(Form):
    """A language, and a recording: made on the page, or chosen as a file."""

    language = forms.ChoiceField(label=_("Language of the recording"), choices=ClipLanguage)
    sound = forms.FileField(
        label=_("Recording"),
        allow_empty_file=True,
        help_text=_("WebM or Ogg with Opus sound, 15 seconds and 30 KB at most."),
        widget=forms.FileInput(attrs={"accept": "audio/webm,audio/ogg,.webm,.ogg,.opus"}),
        error_messages={"required": _("Record something, or choose a file.")},
    )

    def content(self) -> bytes:
        """At most one byte over the limit is read: more is refused all the same."""
        sound: Any = self.cleaned_data["sound"]
        assert isinstance(sound, UploadedFile)  # noqa: S101 - the field's own type
        return bytes(sound.read(MAX_BYTES + 1))
