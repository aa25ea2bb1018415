"""The common indicator library, from its files into the database. Loading it again changes only what changed."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from directory.enums import Sector
from scorecards.models import IndicatorTemplate

FOLDER = Path(__file__).resolve().parent.parent / "library"
SECTORS = (Sector.HEALTH, Sector.EDUCATION, Sector.WATER, Sector.ADMINISTRATION)


def library_rows() -> Iterator[dict[str, str | int]]:
    """Field values of every indicator, in the order of the files."""
    for sector in SECTORS:
        with (FOLDER / f"{sector.value}.csv").open(encoding="utf-8", newline="") as file:
            for position, row in enumerate(csv.DictReader(file), 1):
                yield {**row, "sector": sector.value, "position": position}


@transaction.atomic
def load_library() -> int:
    """Write the library's indicators by code; how many there are. Words are brought up to date, codes never change."""
    known = IndicatorTemplate.objects.in_bulk(field_name="code")
    count = 0
    for row in library_rows():
        count += 1
        template = known.get(str(row["code"])) or IndicatorTemplate(code=row["code"])
        if template._state.adding or any(getattr(template, name) != value for name, value in row.items()):
            for name, value in row.items():
                setattr(template, name, value)
            template.save()
    return count
