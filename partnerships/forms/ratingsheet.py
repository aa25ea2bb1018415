"""The rating sheet: three statements for each of the eleven criteria."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BoundedTextField, Form, VersionField
from partnerships.criteria import CRITERIA, STATEMENTS, Criterion
from partnerships.enums import AnswerStatus, Level
from partnerships.forms.base import OwnTextMixin
from partnerships.models import Document, Partnership, RatingSheet
from partnerships.services.sheets import ASKS_WHY, Given

CHOICES = (
    *((str(level.value), level.label) for level in Level),
    (AnswerStatus.DONT_KNOW.value, AnswerStatus.DONT_KNOW.label),
    (AnswerStatus.NOT_APPLICABLE.value, AnswerStatus.NOT_APPLICABLE.label),
)


@dataclass(frozen=True)
class Asked:
    """One statement on the sheet. ``missing``: it has no answer, and the sheet can't leave without one."""

    code: str
    number: str
    text: Any
    level: forms.BoundField
    progress: forms.BoundField
    evidence: forms.BoundField
    document: forms.BoundField | None
    missing: bool


class SheetForm(OwnTextMixin, Form):
    """``partnership``: its documents may be named as a proof (never offered to a person without account)."""

    version = VersionField(required=False)
    free_texts = tuple(f"{code}-{name}" for code in STATEMENTS for name in ("progress", "evidence"))

    def __init__(self, *args: Any, partnership: Partnership | None = None, whole: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        self.missing: list[str] = []
        documents = _documents(partnership)
        for code in STATEMENTS:
            self._add(code, documents)

    def _add(self, code: str, documents: dict[str, Document]) -> None:
        number = code.removeprefix("C")
        self.fields[code] = forms.ChoiceField(
            label=_("Statement %(number)s") % {"number": number},
            choices=CHOICES,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"{code}-progress"] = BoundedTextField(
            label=_("What would make it progress?"), max_length=500, max_breaks=5, rows=2, required=False
        )
        self.fields[f"{code}-evidence"] = BoundedTextField(
            label=_("What shows it?"),
            max_length=300,
            max_breaks=0,
            required=False,
            widget=forms.TextInput,
            help_text=_("A document, a decision, a meeting, a commitment kept."),
        )
        if documents:
            self.fields[f"{code}-document"] = forms.ChoiceField(
                label=_("Document of the partnership"),
                required=False,
                choices=[("", gettext_lazy("none")), *((pk, row.title) for pk, row in documents.items())],
            )
        self.documents = documents

    def groups(self) -> Iterator[tuple[Criterion, list[Asked]]]:
        for criterion in CRITERIA:
            yield criterion, [self._asked(statement.code, statement.text) for statement in criterion.statements]

    def _asked(self, code: str, text: Any) -> Asked:
        document = self[f"{code}-document"] if f"{code}-document" in self.fields else None
        return Asked(
            code, code.removeprefix("C"), text, self[code], self[f"{code}-progress"], self[f"{code}-evidence"],
            document, code in self.missing,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.missing = [code for code in STATEMENTS if code not in self.errors and not data.get(code)]
        if not self.whole:
            self.missing = []
            return data
        if self.missing:
            numbers = ", ".join(code.removeprefix("C") for code in self.missing)
            self.add_error(
                None,
                _("These statements have no answer yet: %(numbers)s. “I don't know” is an answer too.")
                % {"numbers": numbers},
            )
        for code in STATEMENTS:
            low = data.get(code) in {str(level) for level in range(1, ASKS_WHY + 1)}
            if low and not data.get(f"{code}-progress") and f"{code}-progress" not in self.errors:
                self.add_error(f"{code}-progress", _("Write in a few words what would make it progress."))
        return data

    def answers(self) -> dict[str, Given]:
        """Code → answer, of what was answered."""
        return {code: self._given(code) for code in STATEMENTS if self.cleaned_data.get(code)}

    def _given(self, code: str) -> Given:
        value = self.cleaned_data[code]
        if value in AnswerStatus:
            return Given(status=value)
        return Given(
            status=AnswerStatus.RATED,
            level=int(value),
            progress=self.cleaned_data[f"{code}-progress"],
            evidence=self.cleaned_data[f"{code}-evidence"],
            document=self.documents.get(self.cleaned_data.get(f"{code}-document", "")),
        )


def _documents(partnership: Partnership | None) -> dict[str, Document]:
    if partnership is None:
        return {}
    rows = partnership.documents.filter(restricted_because="").order_by("title", "pk")
    return {str(row.pk): row for row in rows}


def sheet_initial(sheet: RatingSheet | None) -> dict[str, Any]:
    """What the person wrote before, as the form shows it."""
    if sheet is None:
        return {"version": 0}
    initial: dict[str, Any] = {"version": sheet.version}
    for row in sheet.answers.all():
        initial[row.statement] = str(row.level) if row.status == AnswerStatus.RATED else row.status
        initial[f"{row.statement}-progress"] = row.progress
        initial[f"{row.statement}-evidence"] = row.evidence
        initial[f"{row.statement}-document"] = str(row.document_id or "")
    return initial
