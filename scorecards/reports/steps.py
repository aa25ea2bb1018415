"""What goes further than the short path: the optional pages of each phase, one click away on the cycle's page."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from scorecards.enums import PHASES
from scorecards.models import Cycle
from scorecards.reports.devices import device_steps
from scorecards.reports.issues import issue_steps
from scorecards.reports.preparation import preparation_steps
from scorecards.reports.publicsteps import public_steps
from scorecards.reports.solutions import review_steps, solution_steps
from scorecards.reports.stepshapes import ExtraStep

__all__ = ["ExtraStep", "Further", "extra_steps", "further"]

#: Each part of the instrument adds its pages here: (cycle, user) → its steps, none when they aren't for this person.
SOURCES: tuple[Callable[[Cycle, User], tuple[ExtraStep, ...]], ...] = (
    preparation_steps,
    issue_steps,
    public_steps,
    device_steps,
    review_steps,
    solution_steps,
)


@dataclass(frozen=True)
class Further:
    """The optional pages of one phase. ``is_open``: it is the phase where the cycle stands."""

    title: str
    steps: tuple[ExtraStep, ...]
    is_open: bool

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def extra_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """Every optional page that ``user`` may open for this cycle, in the order of the phases."""
    found = [step for source in SOURCES for step in source(cycle, user)]
    return tuple(sorted(found, key=lambda step: PHASES.index(step.phase)))  # type: ignore[arg-type]


def further(cycle: Cycle, user: User) -> tuple[Further, ...]:
    """The optional pages phase by phase."""
    from scorecards.reports.guide_phases import titles

    words = titles()
    return tuple(
        Further(words[phase], tuple(steps), phase == cycle.state)
        for phase, steps in groupby(extra_steps(cycle, user), key=lambda step: step.phase)
    )
