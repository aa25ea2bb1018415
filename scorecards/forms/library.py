"""An indicator of the organisation's own library, its filter, and the file of a library."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csvtext import MAX_BYTES, TextProblem, decode
from core.forms import Form
from core.personal import PersonalTextMixin
from directory.enums import Sector
from scorecards.enums import About, AskedOf
from scorecards.forms.pictograms import PictogramField
from scorecards.models import IndicatorTemplate
from scorecards.services.filewords import SENTENCES
from scorecards.services.ownlibrary import FIXED, MEANING, WORDS, is_used

_SIGNS = "=+@-＝＋＠"


class LibraryFilterForm(forms.Form):
    """What is shown of the library: sector, subject, owner. Anything unknown shows everything."""

    sector = forms.ChoiceField(choices=Sector, required=False)
    about = forms.ChoiceField(choices=About, required=False)
    owner = forms.ChoiceField(choices=[("own", "own"), ("common", "common")], required=False)

    def kept(self) -> dict[str, str]:
        """The filters in force, name → value."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class TemplateForm(PersonalTextMixin, Form):
    """An indicator of one's own. Once a cycle uses it, only its words and whether it is proposed change."""

    free_texts = ("label_fr", "label_en", "hint_fr", "hint_en")
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens. It ties the rounds together and never changes: choose it well."
        ),
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=[("", gettext_lazy("Choose…")), *Sector.choices])
    about = forms.ChoiceField(
        label=gettext_lazy("It speaks of"), choices=About, initial=About.PROVIDER, widget=forms.RadioSelect
    )
    asked_of = forms.ChoiceField(label=gettext_lazy("Asked of"), choices=AskedOf, initial=AskedOf.BOTH)
    label_fr = forms.CharField(label=gettext_lazy("Label in French"), max_length=200)
    label_en = forms.CharField(label=gettext_lazy("Label in English"), max_length=200, required=False)
    label_ar = forms.CharField(label=gettext_lazy("Label in Arabic"), max_length=200, required=False)
    hint_fr = forms.CharField(label=gettext_lazy("Question to ask, in French"), max_length=300, required=False)
    hint_en = forms.CharField(label=gettext_lazy("Question to ask, in English"), max_length=300, required=False)
    hint_ar = forms.CharField(label=gettext_lazy("Question to ask, in Arabic"), max_length=300, required=False)
    pictogram = PictogramField()
    is_active = forms.BooleanField(
        label=gettext_lazy("Proposed when a cycle is prepared"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Unticked, it stays in the cycles that use it and is no longer proposed."),
    )

    def __init__(self, *args: Any, template: IndicatorTemplate | None = None, **kwargs: Any) -> None:
        names = ("code", *MEANING, *WORDS, "is_active")
        first = {name: getattr(template, name) for name in names} if template else {}
        super().__init__(*args, initial=first, **kwargs)
        for name in ("label_ar", "hint_ar"):
            self.fields[name].widget.attrs |= {"dir": "rtl", "lang": "ar"}
        if template is None:
            del self.fields["is_active"]
            return
        self.fields["code"].disabled = True
        self.fields["code"].help_text = _("A code never changes.")
        if is_used(template):
            for name in MEANING:
                self.fields[name].disabled = True
            self.fields["sector"].help_text = FIXED

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().lower()
        if slugify(code) != code or not code:
            raise ValidationError(
                _("Write small letters without accents, digits and hyphens, for example my-waiting-time.")
            )
        if "is_active" not in self.fields and IndicatorTemplate.objects.filter(code=code).exists():
            raise ValidationError(_("This code is already in the library: take another one."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in WORDS:
            text = str(data.get(name, ""))
            if text[:1] and text[0] in _SIGNS:
                self.add_error(name, str(SENTENCES["formula_text"]) % {"sign": text[0]})
        return data


class LibraryFileForm(Form):
    """A CSV file of indicators."""

    file = forms.FileField(
        label=gettext_lazy("Library file"),
        help_text=gettext_lazy("CSV in UTF-8, 2 MB at most. Start from an export to have the right columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> str:
        """The text of the file: two megabytes at most are ever read."""
        try:
            return decode(self.cleaned_data["file"].read(MAX_BYTES + 1))
        except TextProblem as problem:
            words = str(SENTENCES[problem.code]) % {"read": problem.read, "header": "", **problem.params}
            where = _("Line %(number)d: ") % {"number": problem.line} if problem.line else ""
            raise ValidationError(f"{where}{words}") from problem


class LibraryTextForm(forms.Form):
    """The text of the file, looked at again or entered."""

    content = forms.CharField(widget=forms.Textarea, strip=False, max_length=MAX_BYTES)
