"""A diagnosis kept as it was read on its day; the weights of the axes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.enums import Axis, EditionState
from concertation.models import Device, Diagnosis, Edition
from concertation.services.findings import tell_findings, told_of
from concertation.services.locks import check_version, lock_device, lock_edition
from core.errors import Refusal


@transaction.atomic
def keep_diagnosis(*, edition: Edition, version: int, content: Mapping[str, Any], rule: str, by: User) -> Diagnosis:
    """Keep what was read. ``content``: of ``reports.kept.content_of``. The edition goes on to its levers.

    What it found is told to the other features when the device is published. Refuses a stale page, a closed edition,
    and a diagnosis in which nothing is known.
    """
    held = lock_edition(edition)
    check_version(held.version, version)
    if not content.get("page", {}).get("known"):
        raise Refusal(_("Nothing is known yet: there is no diagnosis to keep. Fill in one fact at least."))
    held.version += 1
    if held.state == EditionState.COLLECTING:
        held.state = EditionState.DIAGNOSED
    held.save(update_fields=["version", "state"])
    kept = Diagnosis.objects.create(edition=held, content={**content, "told": told_of(held)}, rule=rule, by=by)
    tell_findings(device=held.device)
    return kept


@transaction.atomic
def set_weights(*, device: Device, version: int, weights: Mapping[str, int], by: User) -> Device:
    """Weights of the axes in percent; none for equal weights. Refuses a stale page, and a sum that isn't 100."""
    held = lock_device(device)
    check_version(held.version, version)
    if weights and (set(weights) != set(Axis.values) or sum(weights.values()) != 100):
        raise Refusal(_("The five weights must add up to 100."))
    held.weights = dict(weights)
    held.version += 1
    held.save(update_fields=["weights", "version"])
    return held
