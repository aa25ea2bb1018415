"""How far the short diagnosis of an edition went: each screen done, or answered « I don't know »."""

from django.db import transaction

from accounts.models import User
from concertation.models import Edition
from concertation.services.locks import lock_edition

DONE, UNKNOWN = "done", "unknown"
#: The screens, in their order.
STEPS = ("promise", "people", "sittings", "classes", "answers", "documents", "means")


@transaction.atomic
def mark_step(*, edition: Edition, step: str, state: str, by: User) -> Edition:
    """Note that a screen was filled in, or left unknown. What was done before stays done."""
    held = lock_edition(edition)
    steps = dict(held.wizard.get("steps", {}))
    if steps.get(step) == DONE and state == UNKNOWN:
        return held
    steps[step] = state
    held.wizard = {**held.wizard, "steps": steps}
    held.save(update_fields=["wizard"])
    return held


def steps_of(edition: Edition) -> dict[str, str]:
    """Screen → "done" or "unknown"; screens not seen yet are absent."""
    return {step: state for step, state in edition.wizard.get("steps", {}).items() if step in STEPS}


def next_step(edition: Edition) -> str | None:
    """The first screen not seen yet; None when all were."""
    seen = steps_of(edition)
    return next((step for step in STEPS if step not in seen), None)
