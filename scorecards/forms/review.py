"""The municipality's decisions on a sheet of scores, and the provider's answer to a contest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Refusal
from core.forms import BoundedTextField, DecimalInputField, Form, VersionField
from core.personal import PersonalTextMixin, keep_box, keep_token, sentence_of
from core.text import tidy_text
from core.textcheck import Finding, looks_personal
from scorecards.enums import ReviewState
from scorecards.models import Cycle, Score
from scorecards.reports.review import ReviewReport, ReviewRow
from scorecards.scales import SCALES
from scorecards.services.moderation import known_words
from scorecards.services.review import confirm, confirm_many, contest
from scorecards.services.sessions import scale_sentence


@dataclass
class Line:
    """A row of the sheet with what was typed on it and what was refused."""

    row: ReviewRow
    decision: str
    sentence: str
    version: int
    picked: bool = False
    error: str = ""
    keep: str = ""
    found: tuple[Finding, ...] = ()

    @property
    def keep_field(self) -> str:
        """Advice and box, when the sentence looks personal; empty otherwise."""
        box = keep_box(f"sentence-{self.row.pk}-keep", self.found, keep_token(tidy_text(self.sentence)))
        return box if self.found else ""

    def looks_personal(self, known: Collection[str]) -> bool:
        """Stop a contest that seems to speak of a person, once."""
        words = tidy_text(self.sentence)
        if self.decision != "contest" or self.keep == keep_token(words):
            return False
        self.found = looks_personal(words, known_functions=known)
        self.error = sentence_of(self.found) if self.found else ""
        return bool(self.found)

    @property
    def is_changed(self) -> bool:
        if not self.decision:
            return False
        if self.decision != self.row.decision:
            return True
        return self.decision == "contest" and self.sentence.strip() != self.row.last_sentence


@dataclass
class ReviewSheet:
    """The whole form: one decision per score, each saved on its own; what is refused stays as it was typed."""

    report: ReviewReport
    data: QueryDict | None = None
    saved: int = 0
    error: str = ""
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = [self._line(row) for row in self.report.shown]

    @property
    def has_errors(self) -> bool:
        return bool(self.error) or any(line.error for line in self.lines)

    def _line(self, row: ReviewRow) -> Line:
        if self.data is None:
            return Line(row, row.decision, row.last_sentence, row.version)
        version = self.data.get(f"version-{row.pk}", "")
        return Line(
            row,
            decision=self.data.get(f"decision-{row.pk}", ""),
            sentence=self.data.get(f"sentence-{row.pk}", ""),
            version=int(version) if version.isdigit() and len(version) < 10 else 0,
            picked=row.pk in self.data.getlist("pick"),
            keep=self.data.get(f"sentence-{row.pk}-keep", ""),
        )

    def apply(self, scores: Iterable[Score], by: User) -> None:
        """Save each changed decision; a refusal is kept with its line."""
        rows = {str(score.pk): score for score in scores}
        known = known_words(self.report.cycle)
        for line in self.lines:
            score = rows.get(line.row.pk)
            if score is None or not line.is_changed or line.looks_personal(known):
                continue
            try:
                if line.decision == "confirm":
                    confirm(score=score, version=line.version, by=by)
                else:
                    contest(score=score, sentence=line.sentence, version=line.version, by=by)
                self.saved += 1
            except Refusal as refusal:
                line.error = str(refusal)

    def apply_selection(self, cycle: Cycle, by: User, *, everything: bool = False) -> None:
        """Confirm the ticked scores, or every one left to review on this page; all or nothing."""
        chosen = {
            UUID(line.row.pk): line.version
            for line in self.lines
            if (line.row.state == ReviewState.TO_REVIEW if everything else line.picked)
        }
        try:
            self.saved = confirm_many(scores=chosen, cycle=cycle, by=by)
        except Refusal as refusal:
            self.error = str(refusal)


class AnswerForm(PersonalTextMixin, Form):
    """The provider keeps the contested score or corrects it, and says why."""

    choice = forms.ChoiceField(
        label=_("your score"),
        choices=[("keep", _("I keep it")), ("correct", _("I correct it"))],
        widget=forms.RadioSelect,
        initial="keep",
    )
    new_value = DecimalInputField(label=_("corrected score"), required=False)
    sentence = BoundedTextField(label=_("your answer"), help_text=_("The municipality and the facilitators read it."))
    version = VersionField()
    free_texts = ("sentence",)

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.score.session.cycle)

    def __init__(self, *args: Any, score: Score, **kwargs: Any) -> None:
        self.score = score
        super().__init__(*args, initial={"version": score.version, "choice": "keep"}, **kwargs)
        self.fields["new_value"].help_text = scale_sentence(SCALES[score.session.cycle.scale])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") == "correct" and data.get("new_value") is None and "new_value" not in self.errors:
            self.add_error("new_value", _("Write the corrected score, or choose to keep yours."))
        return data

    @property
    def value(self) -> Any:
        """The corrected figure, None when the score is kept."""
        return self.cleaned_data["new_value"] if self.cleaned_data["choice"] == "correct" else None
