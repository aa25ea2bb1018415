"""What the partnerships do at night."""

from celery import shared_task
from django.conf import settings
from django.utils.translation import override

from partnerships.models import Partnership
from partnerships.services.alerts import partnerships_to_read, refresh_alerts


@shared_task(name="partnerships.tasks.refresh_alerts_at_night")
def refresh_alerts_at_night() -> int:
    """Ask for the reading of every partnership that goes on, each in a task of its own. Returns how many."""
    keys = partnerships_to_read()
    for key in keys:
        refresh_partnership.delay(str(key))
    return len(keys)


@shared_task(name="partnerships.tasks.refresh_partnership")
def refresh_partnership(key: str) -> int:
    """Read the figures of one partnership. Idempotent; returns how many alerts were raised."""
    partnership = Partnership.objects.filter(pk=key).first()
    if partnership is None:
        return 0
    with override(settings.LANGUAGE_CODE):
        return len(refresh_alerts(partnership=partnership, by=None))
