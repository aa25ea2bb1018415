"""The worker's side of what devices send."""

from celery import shared_task
from django.conf import settings
from django.utils.translation import override

from scorecards.services.submissions import sweep


@shared_task(name="scorecards.tasks.sweep_submissions")
def sweep_submissions() -> int:
    """Apply what was stored and left behind by a crash. Returns how many rows were taken up."""
    with override(settings.LANGUAGE_CODE):
        return sweep()
