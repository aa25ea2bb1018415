"""The form that stops a text once: alone, without any page."""

import pytest

from core.forms import BoundedTextField, Form
from core.personal import PersonalTextMixin, advice_of, keep_token
from core.textcheck import looks_personal

NAMED = "Mme Alaoui crie."


class SentenceForm(PersonalTextMixin, Form):
    text = BoundedTextField(required=False)
    other = BoundedTextField(required=False)
    free_texts = ("text",)

    def known_functions(self) -> tuple[str, ...]:
        return ("Tamellalt Boumia",)


def test_a_suspect_text_is_refused_with_its_fragment_and_kept_on_the_page() -> None:
    form = SentenceForm({"text": NAMED})
    assert not form.is_valid()
    assert "« Mme Alaoui »" in form.errors["text"][0].replace("\u00a0", " ")
    shown = str(form["text"])
    assert NAMED in shown
    assert f'value="{keep_token(NAMED)}"' in shown
    assert "autofocus" in shown
    assert "checked" not in shown


def test_kept_once_it_passes() -> None:
    form = SentenceForm({"text": NAMED, "text-keep": keep_token(NAMED)})
    assert form.is_valid()
    assert form.kept == {"text"}
    assert form.cleaned_data["text"] == NAMED


@pytest.mark.parametrize("token", ["", "on", "1", keep_token("another text")])
def test_the_box_of_another_text_keeps_nothing(token: str) -> None:
    assert not SentenceForm({"text": NAMED, "text-keep": token}).is_valid()


def test_what_is_stored_already_is_not_asked_again() -> None:
    assert SentenceForm({"text": NAMED}, initial={"text": NAMED}).is_valid()


def test_nothing_changes_when_nothing_is_suspect() -> None:
    form = SentenceForm({"text": "Le toit de Tamellalt Boumia fuit.", "other": NAMED})
    assert form.is_valid()
    assert form.kept == set()
    assert "keep" not in str(form["text"])


def test_prefixes_are_followed() -> None:
    form = SentenceForm({"a-text": NAMED, "a-text-keep": keep_token(NAMED)}, prefix="a")
    assert form.is_valid()


def test_html_is_shown_as_text() -> None:
    form = SentenceForm({"text": "<b>Mme Alaoui</b> <script>x</script>"})
    assert not form.is_valid()
    assert "<script>" not in str(form["text"])
    assert "<script>" not in str(form.errors)


def test_each_kind_has_its_advice() -> None:
    found = looks_personal("Mme Alaoui vole, appelez le 0661234567 ou a@example.org. Le directeur est corrompu.")
    assert len(advice_of(found)) == len({finding.kind for finding in found}) >= 3
