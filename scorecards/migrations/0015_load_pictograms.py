"""Give every indicator its drawing: the library's by its file, the others by their words."""

import csv
from pathlib import Path

from django.db import migrations

from scorecards.pictograms import guess_pictogram

FOLDER = Path(__file__).resolve().parent.parent / "library"


def _by_file():
    for sector in ("health", "education", "water", "administration"):
        with (FOLDER / f"{sector}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["code"], row.get("pictogram", "")


def load(apps, schema_editor):
    template = apps.get_model("scorecards", "IndicatorTemplate")
    indicator = apps.get_model("scorecards", "Indicator")
    drawn = dict(_by_file())
    _fill(template, lambda row: drawn.get(row.code) or guess_pictogram(row.label_fr, row.hint_fr))
    own = dict(template.objects.values_list("pk", "pictogram"))
    _fill(indicator, lambda row: own.get(row.template_id) or guess_pictogram(row.label, row.hint))


def _fill(model, choose):
    changed = []
    for row in model.objects.filter(pictogram="").iterator():
        row.pictogram = choose(row)
        if row.pictogram:
            changed.append(row)
    model.objects.bulk_update(changed, ["pictogram"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0014_pictograms")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
