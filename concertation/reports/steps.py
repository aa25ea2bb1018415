"""The screens of the short diagnosis, as a line of stops."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from concertation.models import Edition
from concertation.services.wizard import STEPS, steps_of
from concertation.sheets import SHORT_NAMES


@dataclass(frozen=True)
class Stop:
    """``state``: "now", "done", "unknown" or "todo"."""

    number: int
    name: Any
    state: str
    url: str


@dataclass(frozen=True)
class Steps:
    """``here``: the number of this screen, 0 on the last page; ``back``: the screen before, empty on the first."""

    stops: tuple[Stop, ...]
    here: int
    total: int
    back: str
    done: int
    unknown: int


def build_steps(edition: Edition, current: str) -> Steps:
    """No query."""
    seen = steps_of(edition)
    urls = [reverse("concertation:wizard_step", args=[edition.pk, step]) for step in STEPS]
    stops = tuple(
        Stop(i + 1, SHORT_NAMES[step], "now" if step == current else seen.get(step, "todo"), urls[i])
        for i, step in enumerate(STEPS)
    )
    at = STEPS.index(current) if current else len(STEPS)
    states = list(seen.values())
    return Steps(
        stops,
        at + 1 if current else 0,
        len(STEPS),
        urls[at - 1] if at else "",
        states.count("done"),
        states.count("unknown"),
    )
