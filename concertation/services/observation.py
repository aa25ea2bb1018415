"""What is seen in a sitting: the turns of each speaker, the light grid of each observer. Numbers, never names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from concertation.models import Observation, Sitting, SpeechCount
from concertation.services.locks import check_version, lock_edition


def _hold(sitting: Sitting, version: int) -> Sitting:
    lock_edition(sitting.edition)
    held = Sitting.objects.select_for_update().get(pk=sitting.pk)
    check_version(held.version, version)
    held.version += 1
    return held


@transaction.atomic
def save_speech(*, sitting: Sitting, version: int, rows: Sequence[Mapping[str, Any]], by: User) -> Sitting:
    """``rows``: speaker, turns, seconds. The turns of the sitting become their sum, so that the two always agree."""
    held = _hold(sitting, version)
    held.speeches.all().delete()
    SpeechCount.objects.bulk_create(SpeechCount(sitting=held, **row) for row in rows)
    if rows:
        total = sum(row["turns"] for row in rows)
        held.turns = total
        if held.women_turns is not None and held.women_turns > total:
            held.women_turns = None
    held.save(update_fields=["version", "turns", "women_turns"])
    return held


@transaction.atomic
def save_grid(
    *, sitting: Sitting, version: int, observer: int, rows: Sequence[Mapping[str, Any]], by: User
) -> Sitting:
    """``rows``: speech, then what this observer saw of it (the fields of ``Observation``)."""
    held = _hold(sitting, version)
    held.observations.filter(observer=observer).delete()
    Observation.objects.bulk_create(Observation(sitting=held, observer=observer, **row) for row in rows)
    held.save(update_fields=["version"])
    return held
