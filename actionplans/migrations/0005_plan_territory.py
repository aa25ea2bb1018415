from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """A plan opened before stands where its service point stands."""
    plans = apps.get_model("actionplans", "ActionPlan").objects.filter(territory=None)
    points = apps.get_model("directory", "ServicePoint").objects.filter(pk=OuterRef("service_point"))
    plans.update(territory=Subquery(points.values("territory")[:1]))


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0004_shared_plans")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
