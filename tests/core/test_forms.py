"""Fields keep what was typed, speak French, and hold their bounds."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms as django_forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core import forms
from core.text import TextError, check_text, tidy_text


class Example(forms.Form):
    value = forms.DecimalInputField(label="Note", min_value=0, max_value=10, step_size=Decimal("0.5"))
    reason = forms.BoundedTextField(label="Raison", required=False)
    held_on = forms.DayField(label="Date", required=False)
    version = forms.VersionField(required=False)


def errors(**data: Any) -> dict[str, list[str]]:
    form = Example({"value": "7,5", **data})
    return {name: list(found) for name, found in form.errors.items()}


@pytest.mark.parametrize(("typed", "value"), [("7,5", "7.5"), ("7.5", "7.5"), (" 10 ", "10"), ("٧٫٥", "7.5")])
def test_numbers_take_comma_and_point(typed: str, value: str) -> None:
    form = Example({"value": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == Decimal(value)


@pytest.mark.parametrize("typed", ["abc", "3,7,1", "1e1", "NaN"])
def test_a_refused_number_says_what_to_write_and_stays(typed: str) -> None:
    form = Example({"value": typed})
    assert form.errors["value"] == ["Écrivez un nombre, par exemple 7,5."]
    assert f'value="{typed}"' in str(form["value"])


@pytest.mark.parametrize("typed", ["-0,5", "10,5", "3,7"])
def test_numbers_keep_to_their_scale(typed: str) -> None:
    assert errors(value=typed)["value"]


def test_numbers_are_shown_with_the_comma_and_ungrouped() -> None:
    class Wide(forms.Form):
        value = forms.DecimalInputField(decimal_places=2)

    assert 'value="7,5"' in str(Example(initial={"value": Decimal("7.50")})["value"])
    with override("ar"):
        shown = str(Wide(initial={"value": Decimal("12450.25")})["value"])
        assert 'value="12450,25"' in shown
    with override("fr"):
        assert 'value="-3"' in str(Wide(initial={"value": -3})["value"])
    assert 'inputmode="decimal"' in shown


def test_a_number_written_otherwise_has_not_changed() -> None:
    field = forms.DecimalInputField(required=False)
    assert not field.has_changed(Decimal("3.5"), "3,50")
    assert field.has_changed(Decimal("3.5"), "4")
    assert field.has_changed(None, "abc")
    assert not field.has_changed(None, "")


def test_an_empty_number_is_none() -> None:
    assert forms.DecimalInputField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("typed", "word"), [("x" * 2_001, "2001 caractères"), ("a" + "\r\n" * 51 + "b", "51 retours à la ligne")]
)
def test_text_over_the_bounds_is_refused_with_the_count(typed: str, word: str) -> None:
    (sentence,) = errors(reason=typed)["reason"]
    assert word in sentence


def test_text_at_the_bounds_passes_whatever_the_line_ends() -> None:
    form = Example({"value": "1", "reason": "a" + "\r\n" * 50 + "b"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["reason"] == "a" + "\n" * 50 + "b"
    assert Example({"value": "1", "reason": "x" * 2_000}).is_valid()


@given(st.text(max_size=300))
def test_tidying_is_stable_and_bounded(text: str) -> None:
    tidy = tidy_text(text)
    assert tidy_text(tidy) == tidy
    assert "\x00" not in tidy
    assert "\r" not in tidy


def test_check_text_takes_lower_bounds() -> None:
    with pytest.raises(TextError):
        check_text("abcdef", characters=5)
    assert check_text("abcde", characters=5) == "abcde"


def test_only_spaces_do_not_fill_a_required_text() -> None:
    field = forms.BoundedTextField()
    with pytest.raises(django_forms.ValidationError):
        field.clean("  \n ")


@pytest.mark.parametrize("typed", ["2026-03-16", "16/03/2026", "16.03.2026", "16-03-2026", "16/03/26"])
def test_days_in_the_ways_people_write_them(typed: str) -> None:
    form = Example({"value": "1", "held_on": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"] == dt.date(2026, 3, 16)


def test_a_wrong_day_says_what_to_write() -> None:
    assert errors(held_on="30/02/2026")["held_on"] == ["Écrivez une date, par exemple 16/03/2026."]


def test_the_date_picker_gets_an_iso_date() -> None:
    for language in ("fr", "ar"):
        with override(language):
            shown = str(Example(initial={"held_on": dt.date(2026, 3, 16)})["held_on"])
        assert 'type="date"' in shown
        assert 'value="2026-03-16"' in shown


def test_the_whole_form_gathers_its_errors_on_top_and_keeps_what_was_typed() -> None:
    form = Example({"value": "abc", "reason": "La pompe", "version": "4"})
    form.add_error(None, "Cette ligne a changé entre-temps.")
    html = render_to_string(
        "components/form.html",
        {"form": form, "submit": "Enregistrer", "cancel_url": "/"},
        request=RequestFactory().get("/"),
    )
    assert html.count("Cette ligne a changé") == 1
    assert html.index("Cette ligne a changé") < html.index('name="value"')
    assert '<a href="#id_value">Note</a>' in html
    assert 'value="abc"' in html
    assert "La pompe" in html
    assert 'type="hidden" name="version" value="4"' in html
    assert 'aria-invalid="true"' in html
    assert "marqués * sont à remplir" in html
    assert html.count("<form") == 1
    assert html.count("csrfmiddlewaretoken") == 1
