"""What the guided page of a cycle lays out: frozen pieces, words in the active language."""

from dataclasses import dataclass
from decimal import Decimal

from scorecards.models import Cycle, CycleEvent


@dataclass(frozen=True)
class Step:
    """One line under the phase where the cycle stands."""

    label: str
    done: bool
    url: str = ""
    link: str = ""
    remark: str = ""
    now: bool = False


@dataclass(frozen=True)
class Phase:
    """A stop of the path. ``state``: done, now or todo."""

    number: int
    title: str
    text: str
    state: str
    url: str = ""
    link: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Something that the next step waits for, with where to go."""

    what: str
    url: str = ""
    link: str = ""
    meta: str = ""
    late: bool = False


@dataclass(frozen=True)
class NextThing:
    """The single thing to do now.

    ``url`` and ``label``: the main action, none when there is nothing to do; ``post``: it changes the cycle.
    ``waive``: the transition that a written reason lets pass although something is missing; ``skip``: the provider
    may be left out of this round.
    """

    title: str
    text: str
    url: str = ""
    label: str = ""
    post: bool = False
    missing: tuple[Missing, ...] = ()
    missing_title: str = ""
    waive: str = ""
    skip: bool = False
    close: bool = False


@dataclass(frozen=True)
class Round:
    """One line of the previous rounds: means on ``scale``; None when nothing was released or may be shown."""

    cycle: Cycle
    users: Decimal | None
    provider: Decimal | None
    promises: int
    kept: int
    is_current: bool
    other_scale: bool


@dataclass(frozen=True)
class Guide:
    """The guided page for one person."""

    cycle: Cycle
    title: str
    lede: str
    phases: tuple[Phase, ...]
    next: NextThing
    rounds: tuple[Round, ...]
    events: tuple[CycleEvent, ...]
    out_of: str
