"""What is asked of an edition in a table: sittings, classes, documents, channels, results, figures from elsewhere."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertation.catalogue import BY_CODE, INDICATORS, PERCENT, YES_NO
from concertation.enums import Audience, Channel, Dimension, DueKind
from concertation.forms.rows import Column, Row, TableForm, amount, choice, day, tick, whole, words
from concertation.models import CensusClass, ClassCount

#: Blank lines offered under what is known.
BLANK = 3


def _row_of(stored: Any, names: Sequence[str]) -> Row:
    return Row(str(stored.pk), first={name: getattr(stored, name) for name in names}, stored=stored)


class SittingsForm(TableForm):
    columns = (
        Column("held_on", _("Day"), day),
        Column("title", _("Title"), words(200)),
        Column("registered", _("Registered"), whole(), True),
        Column("present", _("Present"), whole(), True),
        Column("women_present", _("Women present"), whole(), True),
        Column("turns", _("Times somebody spoke"), whole(), True),
        Column("women_turns", _("Times a woman spoke"), whole(), True),
        Column("remove", _("Remove"), tick, True),
    )
    free_columns = ("title",)

    def rows(self) -> Sequence[Row]:
        names = [column.name for column in self.columns if column.name != "remove"]
        known = [_row_of(sitting, names) for sitting in self.edition.sittings.all()]
        return [*known, *(Row(f"new{i}") for i in range(BLANK))]

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        return self.columns if row.stored else self.columns[:-1]

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        if cells.get("remove"):
            return
        if not cells.get("held_on") and f"{row.key}-held_on" not in self.errors:
            self.wrong(row, "held_on", str(_("Give the day of this sitting, or tick “Remove”.")))
        pairs = (
            ("women_present", "present", _("More women than people present. Correct one of the two counts.")),
            ("women_turns", "turns", _("Women spoke more often than everybody. Correct one of the two counts.")),
        )
        for part, total, sentence in pairs:
            if cells.get(part) is not None and cells.get(total) is not None and cells[part] > cells[total]:
                self.wrong(row, part, str(sentence))

    def values(self) -> dict[str, Any]:
        """``rows``: (stored sitting or None, fields); removed ones have fields None."""
        rows = []
        for row, cells in self.cleaned_rows():
            gone = cells.pop("remove", False)
            rows.append((row.stored, None if gone else cells))
        return {"rows": rows}


class DocumentsForm(TableForm):
    columns = (
        Column("due", _("Owed to people"), tick, True),
        Column("due_on", _("Promised for"), day),
        Column("published_on", _("Published on"), day),
        Column("address", _("Address"), words(300)),
    )

    def rows(self) -> Sequence[Row]:
        known = {row.kind: row for row in self.edition.due_documents.all()}
        names = ("due_on", "published_on", "address")
        rows = []
        for kind in DueKind:
            stored = known.get(kind)
            first = {name: getattr(stored, name) for name in names} | {"due": True} if stored else {}
            rows.append(Row(kind.value, str(kind.label).capitalize(), first, stored))
        return rows

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        address = cells.get("address") or ""
        if address and not address.startswith(("http://", "https://")):
            self.wrong(row, "address", str(_("Write the whole address, from https:// on.")))

    def values(self) -> dict[str, Any]:
        """``rows``: kind → dates and address of each document owed; one that loses its tick is owed no more."""
        found = {}
        for row, cells in self.cleaned_rows():
            if cells["due"] or not row.stored:
                found[row.key] = {name: cells[name] for name in ("due_on", "published_on", "address")}
        return {"rows": found}


class ChannelsForm(TableForm):
    """The funnel of each channel, for everybody or for one public."""

    counts = (
        Column("reached", _("People reached"), whole(), True),
        Column("registered", _("Registered"), whole(), True),
        Column("present", _("Present"), whole(), True),
        Column("contributed", _("Contributed"), whole(), True),
        Column("returned", _("Came back"), whole(), True),
        Column("cost", _("Cost"), amount(), True),
    )
    columns = (
        Column("channel", _("Channel"), choice([("", "–"), *Channel.choices])),
        Column("audience", _("Public"), choice(Audience.choices)),
        *counts,
    )

    def rows(self) -> Sequence[Row]:
        names = [column.name for column in self.columns]
        known = [_row_of(row, names) for row in self.edition.channels.all()]
        return [*known, *(Row(f"new{i}", first={"audience": Audience.ALL}) for i in range(BLANK))]

    def is_blank(self, row: Row) -> bool:
        """A line without a channel and without a count; the public alone says nothing."""
        cells = self.cells(row)
        if any(f"{row.key}-{column.name}" in self.errors for column in self.columns):
            return False
        return not cells.get("channel") and all(cells.get(column.name) is None for column in self.counts)

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        if not cells.get("channel"):
            self.wrong(row, "channel", str(_("Choose the channel of this line, or empty the line.")))
        elif all(cells.get(column.name) is None for column in self.counts) and not row.stored:
            self.wrong(row, "reached", str(_("Write at least one count for this channel.")))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        seen: set[tuple[str, str]] = set()
        for row, cells in self.cleaned_rows():
            key = (cells.get("channel") or "", cells.get("audience") or Audience.ALL)
            if key[0] and key in seen:
                self.wrong(row, "channel", str(_("This channel and this public are there twice. Keep one line.")))
            seen.add(key)
        return data

    def values(self) -> dict[str, Any]:
        """``rows``: (channel, audience) → counts. A line emptied of its channel and counts disappears."""
        return {
            "rows": {
                (cells.pop("channel"), cells.pop("audience") or Audience.ALL.value): cells
                for _row, cells in self.cleaned_rows()
            }
        }


class ResultsForm(TableForm):
    columns = (
        Column("text", _("Expected result"), words(300)),
        Column("target", _("Value to reach"), amount(), True),
        Column("reached", _("Value reached"), amount(), True),
        Column("unit", _("Unit"), words(40)),
        Column("note", _("What explains the difference"), words(500)),
    )
    free_columns = ("text", "note")

    def rows(self) -> Sequence[Row]:
        names = [column.name for column in self.columns]
        known = [_row_of(row, names) for row in self.edition.expected_results.all()]
        return [*known, *(Row(f"new{i}") for i in range(BLANK))]

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        if not cells.get("text") and f"{row.key}-text" not in self.errors:
            self.wrong(row, "text", str(_("Write the result that was expected, or empty the line.")))

    def values(self) -> dict[str, Any]:
        """``rows``: (stored row or None, fields); a line emptied disappears."""
        return {"rows": [(row.stored, cells) for row, cells in self.cleaned_rows()]}


def _indicator_label(code: str) -> str:
    indicator = BY_CODE[code]
    unit = {PERCENT: " (%)", YES_NO: str(_(" (1: yes, 0: no)"))}.get(indicator.unit, "")
    return f"{indicator.name}{unit}"


class GivenForm(TableForm):
    """Figures known only as such: a report of before, another tool."""

    free_columns = ("source",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        codes = [("", "–"), *((each.code, _indicator_label(each.code)) for each in INDICATORS)]
        self.columns = (
            Column("code", _("Indicator"), choice(codes)),
            Column("value", _("Value"), amount(4), True),
            Column("n", _("Out of how many"), whole(), True),
            Column("source", _("Source"), words(200)),
            Column("on", _("Date of the figure"), day),
        )
        super().__init__(*args, **kwargs)

    def rows(self) -> Sequence[Row]:
        rows = []
        for stored in self.edition.given_values.all():
            row = _row_of(stored, ("code", "n", "source", "on"))
            shown = stored.value * 100 if BY_CODE[stored.code].unit == PERCENT else stored.value
            row.first["value"] = shown.normalize() if shown else shown
            rows.append(row)
        return [*rows, *(Row(f"new{i}") for i in range(BLANK))]

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        for name in ("code", "value", "source", "on"):
            if cells.get(name) in (None, "") and f"{row.key}-{name}" not in self.errors:
                self.wrong(
                    row, name, str(_("A figure needs its value, its source and its date. Complete or empty the line."))
                )
        code, value = cells.get("code"), cells.get("value")
        if code and value is not None and BY_CODE[code].unit == PERCENT and value > 100:
            self.wrong(row, "value", str(_("Write a percentage between 0 and 100.")))
        if code and value is not None and BY_CODE[code].unit == YES_NO and value not in (0, 1):
            self.wrong(row, "value", str(_("Write 1 for yes, 0 for no.")))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        seen: set[str] = set()
        for row, cells in self.cleaned_rows():
            code = cells.get("code") or ""
            if code and code in seen:
                self.wrong(row, "code", str(_("This indicator is there twice. Keep one line.")))
            seen.add(code)
        return data

    def values(self) -> dict[str, Any]:
        """``rows``: code → value (a share from 0 to 1), n, source, on."""
        found = {}
        for _row, cells in self.cleaned_rows():
            code = cells.pop("code")
            if BY_CODE[code].unit == PERCENT:
                cells["value"] = cells["value"] / Decimal(100)
            found[code] = cells
        return {"rows": found}


#: Classes proposed where neither a census nor a count has given them: enough for a paper attendance sheet.
DEFAULTS: dict[str, tuple[Any, ...]] = {
    Dimension.SEX: (pgettext_lazy("class", "Women"), pgettext_lazy("class", "Men")),
    Dimension.AGE: (
        pgettext_lazy("class", "Under 30 years"),
        pgettext_lazy("class", "30 to 59 years"),
        pgettext_lazy("class", "60 years and over"),
    ),
}
#: Lines of the short diagnosis; the full page has every dimension.
SHORT = (Dimension.SEX, Dimension.AGE)
UNKNOWN = "unknown"


class ClassesForm(TableForm):
    """Participants of each class beside the census; those whose class isn't known are a line of their own."""

    columns = (
        Column("people", _("Participants"), whole(), True),
        Column("census", _("Inhabitants"), whole(), True),
    )

    def __init__(self, *args: Any, short: bool = False, **kwargs: Any) -> None:
        self.short = short
        super().__init__(*args, **kwargs)

    def rows(self) -> Sequence[Row]:
        counts: dict[tuple[str, str], int] = {
            (row.dimension, row.label): row.people for row in ClassCount.objects.filter(edition=self.edition)
        }
        census = list(CensusClass.objects.filter(territory=self.edition.device.territory_id))
        self.labels: dict[str, tuple[str, str]] = {}
        rows: list[Row] = []
        for dimension in SHORT if self.short else tuple(Dimension):
            known = {row.label: row.people for row in census if row.dimension == dimension}
            labels = dict.fromkeys([*known, *(lab for dim, lab in counts if dim == dimension and lab)])
            for label in labels or [str(each) for each in DEFAULTS.get(dimension, ())]:
                rows.append(self._row(dimension, label, counts, known.get(label)))
            if labels or dimension in DEFAULTS:
                rows.append(self._row(dimension, "", counts, None))
        return rows

    def _row(self, dimension: Dimension, label: str, counts: dict[tuple[str, str], int], census: int | None) -> Row:
        key = f"{dimension.value}{sum(1 for dim, _label in self.labels.values() if dim == dimension)}"
        self.labels[key] = (dimension.value, label)
        head = f"{str(dimension.label).capitalize()} : {label or _('not known')}"
        return Row(key, head, {"people": counts.get((dimension, label)), "census": census})

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        return self.columns if self.labels[row.key][1] else self.columns[:1]

    def clean(self) -> dict[str, Any]:
        """A dimension counts no more people than took part."""
        data = super().clean()
        most = self.edition.participants
        totals: dict[str, int] = {}
        last: dict[str, Row] = {}
        for row, cells in self.cleaned_rows():
            if cells.get("people") is not None:
                dimension = self.labels[row.key][0]
                totals[dimension] = totals.get(dimension, 0) + cells["people"]
                last[dimension] = row
        for dimension, total in totals.items():
            if most is not None and total > most:
                sentence = _("%(total)d people in all, for %(most)d participants. Correct one of the counts.")
                self.wrong(last[dimension], "people", str(sentence) % {"total": total, "most": most})
        return data

    def values(self) -> dict[str, Any]:
        """``counts`` and ``census``: (dimension, label) → people or None; the rows shown only."""
        counts: dict[tuple[str, str], int | None] = {}
        census: dict[tuple[str, str], int | None] = {}
        for row in self.row_list:
            cells = self.cells(row)
            counts[self.labels[row.key]] = cells.get("people")
            if "census" in cells:
                census[self.labels[row.key]] = cells["census"]
        return {"counts": counts, "census": census}
