"""Form fields and the one layout policy of the house.

Labels above, help under, errors named under the field and gathered in a summary on top
(templates/components/form.html); what was typed is kept, including numbers that were refused.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.numbers import NumberError, format_number, parse_decimal
from core.text import MAX_BREAKS, MAX_CHARACTERS, TextError, check_text, tidy_text


class DecimalInputField(forms.DecimalField):
    """Number that takes "3,5" and "3.5"; shown with the comma of the language.

    Same arguments as DecimalField (min_value, max_value, max_digits, decimal_places, step_size).
    A refused text stays in the input as it was typed.
    """

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            try:
                return parse_decimal(value)
            except NumberError as error:
                raise ValidationError(str(error), code="invalid") from error
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            places = self.decimal_places if self.decimal_places is not None else 6
            return format_number(value, places, group=False).replace("\N{MINUS SIGN}", "-")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """ "3,50" is no change of 3.5."""
        try:
            return bool(self.to_python(data) != (None if initial in self.empty_values else self.to_python(initial)))
        except ValidationError:
            return True


class BoundedTextField(forms.CharField):
    """Free text of 2,000 characters and 50 line breaks at most (both can be lowered)."""

    def __init__(
        self, *, max_length: int = MAX_CHARACTERS, max_breaks: int = MAX_BREAKS, rows: int = 3, **kwargs: Any
    ) -> None:
        # CharField's own length check would count Windows line ends twice: check_text does it after tidying.
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(strip=False, **kwargs)
        self.max_characters, self.max_breaks = max_length, max_breaks

    def to_python(self, value: Any) -> str:
        return tidy_text(str(super().to_python(value)))

    def validate(self, value: Any) -> None:
        super().validate(value)
        try:
            check_text(value, characters=self.max_characters, breaks=self.max_breaks)
        except TextError as error:
            raise ValidationError(str(error), code="too_long") from error


#: Years that a form takes: scorecards aren't older than this, and promises don't reach farther ahead.
EARLIEST, YEARS_AHEAD = 1990, 20


class DayInput(forms.DateInput):
    """Native date picker; browsers exchange ISO dates whatever the language shown."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, datetime.date) else value


class DayField(forms.DateField):
    """A date: ISO from the picker, "16/03/2026" or "16.03.2026" where there is none."""

    widget = DayInput
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"]
    default_error_messages = {
        "invalid": _("Write a date, for example 16/03/2026."),
        "far": _("Check the year: it is %(year)s."),
    }

    def validate(self, value: datetime.date | None) -> None:
        """A year typed by halves ("0026") or far ahead ("2206") is a slip of the hand."""
        super().validate(value)
        if value and not EARLIEST <= value.year <= timezone.localdate().year + YEARS_AHEAD:
            raise ValidationError(self.error_messages["far"], code="far", params={"year": value.year})


class VersionField(forms.IntegerField):
    """Hidden version of a row that changes; a service compares it under lock."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, **kwargs)


class LayoutMixin:
    """One layout policy for every crispy form: the page writes `<form>`, token and buttons.

    Use first in the bases: `class CycleForm(LayoutMixin, forms.ModelForm)`. Renders with
    `{% include "components/form.html" with form=form submit=… %}`.
    """

    @property
    def has_required(self) -> bool:
        """Whether a visible field must be filled: the form then explains its asterisks."""
        return any(f.required and not f.widget.is_hidden for f in getattr(self, "fields", {}).values())

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        helper.include_media = False
        return helper


class Form(LayoutMixin, forms.Form):
    """Plain form with the house layout."""


class ModelForm(LayoutMixin, forms.ModelForm):
    """Model form with the house layout."""
