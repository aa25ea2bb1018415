"""Load the indicator library that every new database starts with; ``load_library`` brings it up to date later."""

import csv
from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent.parent / "library"


def load(apps, schema_editor):
    template = apps.get_model("scorecards", "IndicatorTemplate")
    known = set(template.objects.values_list("code", flat=True))
    fields = {field.name for field in template._meta.fields}
    rows = []
    for sector in ("health", "education", "water", "administration"):
        with (FOLDER / f"{sector}.csv").open(encoding="utf-8", newline="") as file:
            for position, row in enumerate(csv.DictReader(file), 1):
                if row["code"] not in known:
                    known_columns = {name: text for name, text in row.items() if name in fields}
                    rows.append(template(**known_columns, sector=sector, position=position))
    template.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0003_card_import_waits")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
