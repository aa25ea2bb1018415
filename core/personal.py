"""Free text that seems to speak of a person is stopped once, with help to rephrase; what is kept all the same is
left to the room that saves it (a moderation queue).

    class ReasonForm(PersonalTextMixin, Form):
        free_texts = ("reason",)

Nothing changes on the page, and no click is added, as long as no text looks personal.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.textcheck import Finding, looks_personal

#: Most fragments that one sentence quotes.
MOST_QUOTED = 3


def fingerprint(text: str) -> str:
    """SHA-256 of a text: says which version of it was judged."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_token(text: str) -> str:
    """What the box « keep this text » sends: it speaks of this very text."""
    return fingerprint(text)[:16]


def sentence_of(found: Sequence[Finding]) -> str:
    """The sentence that stops a text, with what was seen in it."""
    quoted = ", ".join(_("“%(words)s”") % {"words": finding.fragment} for finding in found[:MOST_QUOTED])
    if any(finding.kind != "accusation" for finding in found):
        words = _("This text seems to hold a name or a number: %(quoted)s. Speak of the service, not of a person.")
    else:
        words = _("This text seems to accuse a person: %(quoted)s. Speak of the service, not of a person.")
    return words % {"quoted": quoted}


def advice_of(found: Sequence[Finding]) -> tuple[str, ...]:
    """How to say it otherwise, one line per kind of finding."""
    words = {
        "name": _("Write the function: “the nurse”, “the head of the centre”, instead of the name."),
        "phone": _("Leave the number out: the team keeps contacts elsewhere."),
        "email": _("Leave the address out: the team keeps contacts elsewhere."),
        "accusation": _(
            "Say what is missing at the service: “the medicines don't reach the patients”. "
            "For a serious fact, use the protected report, at the foot of every page."
        ),
    }
    return tuple(words[kind] for kind in dict.fromkeys(finding.kind for finding in found))


class KeepWidget(forms.Widget):
    """The field's own widget, followed by the advice and the box that keeps the text as it is."""

    def __init__(self, inner: forms.Widget, found: Sequence[Finding], token: str, label: Any = "") -> None:
        super().__init__(inner.attrs)
        self.inner, self.found, self.token, self.label = copy.deepcopy(inner), tuple(found), token, label
        self.is_required = inner.is_required
        self.attrs["autofocus"] = True  # the page comes back at the text in question, without a script

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box comes unticked: keeping is a choice."""
        field = self.inner.render(name, value, {**self.attrs, **(attrs or {})}, renderer)
        return format_html("{}{}", field, keep_box(f"{name}-keep", self.found, self.token, self.label))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.inner.value_from_datadict(data, files, name)

    def use_required_attribute(self, initial: Any) -> bool:
        return bool(self.inner.use_required_attribute(initial))


def keep_box(name: str, found: Sequence[Finding], token: str, label: Any = "") -> SafeString:
    """Advice and box, for a page that lays its fields out by hand. ``label``: instead of the team's second reading."""
    return format_html(
        '<div class="keep" id="{name}-box"><ul class="plain small">{advice}</ul><div class="form-check">'
        '<input class="form-check-input" type="checkbox" name="{name}" id="id_{name}" value="{token}">'
        '<label class="form-check-label" for="id_{name}">{label}</label></div></div>',
        name=name,
        advice=format_html_join("", "<li>{}</li>", ((line,) for line in advice_of(found))),
        token=token,
        label=label or _("Keep this text: the team will read it again"),
    )


class PersonalTextMixin:
    """First among the bases of a form. ``free_texts``: the fields to look at; ``kept``: those kept after a warning.

    ``keep_label``: what the box says where nobody reads the text again.
    """

    free_texts: tuple[str, ...] = ()
    keep_label: Any = ""

    def known_functions(self) -> Collection[str]:
        """Places, services and functions of the page, that are no person."""
        return ()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        self.kept: set[str] = set()
        for name in self.free_texts:
            text = data.get(name)
            if text and isinstance(text, str):
                self._look(name, text)
        return data

    def _look(self, name: str, text: str) -> None:
        form: Any = self
        found = looks_personal(text, known_functions=self.known_functions())
        if not found:
            return
        token = keep_token(text)
        if (
            form.data.get(f"{form.add_prefix(name)}-keep") == token
            or form.get_initial_for_field(form.fields[name], name) == text
        ):
            self.kept.add(name)
            return
        form.fields[name].widget = KeepWidget(form.fields[name].widget, found, token, self.keep_label)
        form.add_error(name, ValidationError(sentence_of(found), code="personal"))
