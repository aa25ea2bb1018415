"""The whole sheet of a session on one page: one ``ScoreForm`` per indicator, one way of scoring for all."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from scorecards.forms.sessions import CONSENSUS, NONE, TALLY, ScoreForm, usual_way
from scorecards.models import Indicator, Score, ScoringSession


@dataclass
class SheetRow:
    """``key`` prefixes the names of the row's inputs; ``typed`` is what came back from the page."""

    key: str
    indicator: Indicator
    form: ScoreForm
    untouched: bool = False
    refusal: str = ""

    @property
    def errors(self) -> list[str]:
        """Every sentence of this row."""
        found = [str(text) for errors in self.form.errors.values() for text in errors] if self.form.is_bound else []
        return [*found, self.refusal] if self.refusal else found

    def total(self) -> int:
        return sum(level.count for level in self.form.levels())


class SheetForm:
    """Rows in the order of the cycle. ``is_valid`` fills the rows' errors; ``changes`` gives what to write."""

    def __init__(
        self, session: ScoringSession, indicators: list[Indicator], scores: dict[Any, Score], data: QueryDict | None
    ) -> None:
        self.session, self.data = session, data
        last = max((s for s in scores.values() if s.status == "scored"), key=lambda s: s.updated_at, default=None)
        typed = data.get("how") if data is not None else None
        self.how = typed if typed in (TALLY, CONSENSUS) else usual_way(session, last)
        self.rows = [self._row(indicator, scores.get(indicator.pk)) for indicator in indicators]

    def _row(self, indicator: Indicator, score: Score | None) -> SheetRow:
        key = str(indicator.pk)
        stored = ScoreForm(session=self.session, score=score, how=self.how)
        if self.data is None:
            return SheetRow(key, indicator, stored)
        typed = {name[len(key) + 1 :]: str(value) for name, value in self.data.items() if name.startswith(f"{key}-")}
        why = typed.get("why", "")
        untouched = all(_same(stored, name, text) for name, text in typed.items() if name != "version")
        typed["how"] = NONE if why else self.how
        form = ScoreForm(typed, session=self.session, score=score)
        return SheetRow(key, indicator, form, untouched or form.is_blank())

    @property
    def columns(self) -> int:
        return 6 + (len(self.rows[0].form.levels()) if self.rows else 0)

    @property
    def wrong(self) -> list[tuple[int, SheetRow]]:
        """The rows to correct, with the numbers that stand before them."""
        return [(number, row) for number, row in enumerate(self.rows, 1) if row.errors]

    @property
    def fewer(self) -> list[SheetRow]:
        """Rows that count fewer hands than people: asked about once for all of them."""
        return [row for row in self.rows if row.form.is_bound and row.form.fewer]

    @property
    def confirmation(self) -> str:
        """What the button « go on » sends: it speaks of these rows and these counts only."""
        return ",".join(f"{row.key[:8]}={row.total()}" for row in self.fewer)

    def is_valid(self) -> bool:
        """Check every row that was touched; fewer hands pass once they are confirmed."""
        touched = [row for row in self.rows if not row.untouched]
        for row in touched:
            row.form.is_valid()
        asked = self.confirmation
        if asked and self.data is not None and self.data.get("confirm") == asked:
            for row in self.fewer:
                row.form.accept_fewer()
        return not any(row.form.errors for row in touched)

    def changes(self) -> list[tuple[Indicator, dict[str, Any]]]:
        return [(row.indicator, row.form.change()) for row in self.rows if not row.untouched]


def _same(stored: ScoreForm, name: str, text: str) -> bool:
    """What is in the box is what is stored: nobody touched it."""
    if name not in stored.fields:
        return True
    value = stored[name].value()
    shown = "" if value is None else str(value)
    return shown.replace("\r\n", "\n").strip() == text.replace("\r\n", "\n").strip()
