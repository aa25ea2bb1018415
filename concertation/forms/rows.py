"""A form that is a table: one row per class, document, channel, sitting…; every cell may stay empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from concertation.forms.base import VersionedForm
from core.forms import DayField, DecimalInputField


@dataclass(frozen=True)
class Column:
    """``name`` of the cell, ``label`` of the column, ``make``: a fresh field for one cell."""

    name: str
    label: Any
    make: Callable[[], forms.Field]
    narrow: bool = False


@dataclass(frozen=True)
class Row:
    """``key`` says which row it is whatever others add; ``head``: its name, empty for a row that is typed whole."""

    key: str
    head: str = ""
    first: dict[str, Any] = field(default_factory=dict)
    #: What stands in the database, None for a line still blank.
    stored: Any = None


def whole(most: int = 10_000_000) -> Callable[[], forms.Field]:
    """A count: whole, not below zero."""

    def make() -> forms.Field:
        return forms.IntegerField(
            min_value=0,
            max_value=most,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": _("Write a whole number, for example 34."),
                "min_value": _("Write zero or more."),
            },
        )

    return make


def amount(places: int = 2) -> Callable[[], forms.Field]:
    return lambda: DecimalInputField(required=False, min_value=0, max_digits=12, decimal_places=places)


def day() -> forms.Field:
    return DayField(required=False)


def words(most: int) -> Callable[[], forms.Field]:
    return lambda: forms.CharField(required=False, max_length=most)


def choice(choices: Sequence[tuple[str, Any]]) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(choices=choices, required=False)


def tick() -> forms.Field:
    return forms.BooleanField(required=False)


class TableForm(VersionedForm):
    """Give ``columns`` and ``rows()``. ``clean_row`` checks one row; ``cleaned_rows()`` are those not left blank."""

    columns: tuple[Column, ...] = ()
    #: Columns whose text is looked at for names of people.
    free_columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, edition: Any, **kwargs: Any) -> None:
        self.edition = edition
        first = kwargs.pop("initial", None) or {}
        super().__init__(*args, device=edition.device, initial={"version": edition.version, **first}, **kwargs)
        self.row_list = tuple(self.rows())
        for row in self.row_list:
            self._add_row(row)
        self.free_texts = tuple(f"{row.key}-{name}" for row in self.row_list for name in self.free_columns)

    def rows(self) -> Sequence[Row]:
        raise NotImplementedError

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        return self.columns

    def _add_row(self, row: Row) -> None:
        for column in self.columns_of(row):
            cell = column.make()
            head = row.head or (str(row.stored) if row.stored else "")
            cell.label = f"{head}, {column.label}" if head else str(column.label)
            cell.widget.attrs["aria-label"] = cell.label
            name = f"{row.key}-{column.name}"
            if isinstance(cell.widget, forms.Select):
                cell.widget.attrs["class"] = "form-select"
            elif isinstance(cell.widget, forms.CheckboxInput):
                cell.widget.attrs["class"] = "form-check-input"
            else:
                cell.widget.attrs["class"] = "form-control num" if column.narrow else "form-control"
            self.fields[name] = cell
            self.initial[name] = row.first.get(column.name)

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields above or under the table."""
        inside = {f"{row.key}-{column.name}" for row in self.row_list for column in self.columns_of(row)}
        return [self[name] for name in self.fields if name not in inside and name != "version"]

    def table(self) -> list[dict[str, Any]]:
        """What the template draws: head and cells of each row."""
        lines = []
        for row in self.row_list:
            names = [f"{row.key}-{column.name}" for column in self.columns_of(row)]
            cells = [self[name] for name in names]
            for cell, name in zip(cells, names, strict=True):
                if cell.errors:
                    self.fields[name].widget.attrs["aria-invalid"] = "true"
                    self.fields[name].widget.attrs["class"] += " is-invalid"
            columns = self.columns_of(row)
            lack = len(self.columns) - len(columns)
            lines.append({"head": row.head, "cells": list(zip(columns, cells, strict=True)), "lack": lack})
        return lines

    def cells(self, row: Row) -> dict[str, Any]:
        """What was typed in a row, by column; a refused cell is absent."""
        found = {}
        for column in self.columns_of(row):
            name = f"{row.key}-{column.name}"
            if name in self.cleaned_data:
                found[column.name] = self.cleaned_data[name]
        return found

    def is_blank(self, row: Row) -> bool:
        if any(f"{row.key}-{column.name}" in self.errors for column in self.columns_of(row)):
            return False
        return all(value is None or value is False or value == "" for value in self.cells(row).values())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for row in self.row_list:
            if not self.is_blank(row):
                self.clean_row(row, self.cells(row))
        return data

    def clean_row(self, row: Row, cells: dict[str, Any]) -> None:
        """Refuse what doesn't hold together in a row: ``self.wrong(row, column, sentence)``."""

    def wrong(self, row: Row, column: str, sentence: str) -> None:
        self.add_error(f"{row.key}-{column}", sentence)

    def cleaned_rows(self) -> list[tuple[Row, dict[str, Any]]]:
        return [(row, self.cells(row)) for row in self.row_list if not self.is_blank(row)]
