from django.db import migrations


def fill(apps, schema_editor):
    """A sheet that has lines is kept by the organisation that ran the first cycle at the service."""
    cycles, lines, sheets = (apps.get_model("scorecards", name) for name in ("Cycle", "RightOrDuty", "RightsSheet"))
    for point in lines.objects.order_by().values_list("service_point_id", flat=True).distinct():
        first = cycles.objects.filter(service_point_id=point).order_by("starts_on", "number", "pk").first()
        if first is not None:
            sheets.objects.get_or_create(
                service_point_id=point, defaults={"organization_id": first.organization_id}
            )


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0017_rights_keeper_and_board_history")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
