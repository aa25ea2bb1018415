"""Reading open answers, noting who speaks and how: forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concertation.enums import CodeKind
from concertation.forms.base import DeviceTextForm
from concertation.forms.rows import Column, Row, TableForm, choice, tick, whole, words
from concertation.models import Code, Device, Sitting

#: Blank lines under what is known; observers that a sitting may have.
BLANK, OBSERVERS = 10, (1, 2, 3)
_YES_NO = [("", "–"), ("1", gettext_lazy("yes")), ("0", gettext_lazy("no"))]
_LEVELS = [
    ("", "–"),
    ("0", gettext_lazy("0, no reason")),
    ("1", gettext_lazy("1, a reason, not explained")),
    ("2", gettext_lazy("2, one reason explained")),
    ("3", gettext_lazy("3, several, or an example")),
]


class ReadForm(DeviceTextForm):
    """What one answer speaks of; a new word may be added while reading."""

    free_texts = ("label",)
    codes = forms.ModelMultipleChoiceField(queryset=Code.objects.none(), required=False)
    label = forms.CharField(label=gettext_lazy("New word"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CodeKind.choices, required=False)
    hidden = forms.BooleanField(required=False)

    def __init__(self, *args: Any, device: Device, **kwargs: Any) -> None:
        super().__init__(*args, device=device, **kwargs)
        self.fields["codes"].queryset = device.codes.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("label") and not data.get("kind"):
            self.add_error("label", _("Say whether it is an obstacle or an opportunity."))
        return data


class SpeechForm(TableForm):
    """One line per speaker, by a number that means nothing outside the sitting."""

    columns = (
        Column("turns", gettext_lazy("Times this person spoke"), whole(10_000), True),
        Column("seconds", gettext_lazy("Seconds in all, if timed"), whole(32_000), True),
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        self.sitting = sitting
        super().__init__(*args, edition=sitting.edition, initial={"version": sitting.version}, **kwargs)

    def rows(self) -> Sequence[Row]:
        known = {row.speaker: row for row in self.sitting.speeches.all()}
        last = max(known, default=0) + BLANK
        return [
            Row(str(n), _("Speaker %(n)d") % {"n": n}, {"turns": known[n].turns, "seconds": known[n].seconds})
            if n in known
            else Row(str(n), _("Speaker %(n)d") % {"n": n})
            for n in range(1, last + 1)
        ]

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        if cells.get("turns") is None and f"{row.key}-turns" not in self.errors:
            self.wrong(row, "turns", str(_("Write how many times, or empty the line.")))

    def values(self) -> dict[str, Any]:
        return {"rows": [{"speaker": int(row.key), **cells} for row, cells in self.cleaned_rows()]}


class GridForm(TableForm):
    """The light grid of one observer, one line per speech."""

    columns = (
        Column("justification", gettext_lazy("Reasons given"), choice(_LEVELS)),
        Column("respectful", gettext_lazy("Without disrespect"), choice(_YES_NO)),
        Column("replies", gettext_lazy("Answers somebody"), tick, True),
        Column("common_good", gettext_lazy("Speaks of the common good"), tick, True),
        Column("proposes", gettext_lazy("Proposes a way forward"), tick, True),
        Column("theme", gettext_lazy("Theme"), words(100)),
    )
    free_columns = ("theme",)

    def __init__(self, *args: Any, sitting: Sitting, observer: int, **kwargs: Any) -> None:
        self.sitting, self.observer = sitting, observer
        super().__init__(*args, edition=sitting.edition, initial={"version": sitting.version}, **kwargs)

    def rows(self) -> Sequence[Row]:
        known = {row.speech: row for row in self.sitting.observations.filter(observer=self.observer)}
        last = max(known, default=0) + BLANK
        return [self._row(n, known.get(n)) for n in range(1, last + 1)]

    def _row(self, n: int, seen: Any) -> Row:
        head = _("Speech %(n)d") % {"n": n}
        if seen is None:
            return Row(str(n), head)
        first = {name: getattr(seen, name) for name in ("replies", "common_good", "proposes", "theme")}
        first |= {"justification": str(seen.justification), "respectful": str(int(seen.respectful))}
        return Row(str(n), head, first)

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        for name in ("justification", "respectful"):
            if not cells.get(name) and f"{row.key}-{name}" not in self.errors:
                self.wrong(row, name, str(_("Choose an answer, or empty the line.")))

    def values(self) -> dict[str, Any]:
        rows = []
        for row, cells in self.cleaned_rows():
            seen = {"justification": int(cells["justification"]), "respectful": cells["respectful"] == "1"}
            rows.append({"speech": int(row.key), **cells, **seen})
        return {"rows": rows}
