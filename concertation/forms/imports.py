"""A file of another tool: chosen, its columns named, checked, entered."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concertation.importfile import KINDS, MAX_GRID, Grid, load_grid
from core.csvtext import MAX_BYTES, TextProblem
from core.forms import Form, VersionField

#: What each wanted column is called on the screen.
LABELS = {
    "code": _("Code of the participant"),
    "day": _("Day of the sitting"),
    "contributions": _("Number of contributions"),
    "sex": _("Sex"),
    "age": _("Age class"),
    "district": _("District, village"),
    "text": _("Text of the contribution"),
    "theme": _("Theme"),
    "count": _("How many said it"),
    "received_on": _("Day received"),
    "dimension": _("Criterion (sex, age, district…)"),
    "label": _("Class"),
    "people": _("Number of people"),
}


class UploadForm(Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), with the titles of the columns on the first line."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another one.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(limit)d MB. Split it, or keep only the columns that are asked for."),
                params={"limit": MAX_BYTES // (1024 * 1024)},
            )
        return file


class ColumnsForm(Form):
    """Which column of the file is which. The file itself travels with the page: nothing is kept before the end."""

    grid = forms.CharField(widget=forms.HiddenInput, max_length=MAX_GRID)
    version = VersionField(required=False)

    def __init__(self, *args: Any, kind: str, grid: Grid | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.table = kind, grid
        if grid is None and self.is_bound:
            try:
                self.table = load_grid(str(self.data.get("grid", "")))
            except TextProblem:
                self.table = None
        titles = self.table.titles if self.table else ()
        choices = [("", _("– not in the file –")), *((str(i), title or f"{i + 1}") for i, title in enumerate(titles))]
        for wanted in KINDS[kind]:
            self.fields[f"c-{wanted.name}"] = forms.ChoiceField(
                label=LABELS[wanted.name],
                choices=choices,
                required=wanted.needed,
                error_messages={"required": _("Choose the column: without it, the file says nothing.")},
            )
        if kind == "census":
            self.fields["source"] = forms.CharField(
                label=_("Source"), max_length=200, help_text=_("National census, town hall's estimate…")
            )
            self.fields["year"] = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2100)

    def clean_grid(self) -> str:
        if self.table is None:
            raise forms.ValidationError(_("The file was lost on the way. Choose it again."))
        return str(self.cleaned_data["grid"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = [at for wanted in KINDS[self.kind] if (at := data.get(f"c-{wanted.name}"))]
        for wanted in KINDS[self.kind]:
            at = data.get(f"c-{wanted.name}")
            if at and chosen.count(at) > 1:
                self.add_error(f"c-{wanted.name}", _("This column is chosen twice. Choose another one."))
        return data

    def columns(self) -> Mapping[str, str]:
        return {wanted.name: self.cleaned_data[f"c-{wanted.name}"] for wanted in KINDS[self.kind]}
