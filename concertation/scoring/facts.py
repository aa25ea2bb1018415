"""What is known of an edition before anything is computed: counts, no names. None is unknown, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class SittingFacts:
    """``speeches``: turns of each speaker that was noted."""

    registered: int | None = None
    present: int | None = None
    women_present: int | None = None
    women_turns: int | None = None
    turns: int | None = None
    speeches: tuple[int, ...] = ()


@dataclass(frozen=True)
class SpeechSeen:
    """One speech seen by one observer; ``speech`` is the same for the observers of the same speech."""

    speech: tuple[object, int]
    observer: int
    justification: int
    respectful: bool
    replies: bool
    theme: str = ""


@dataclass(frozen=True)
class ChannelFacts:
    """The funnel of a channel; ``audience`` is "all" unless the public is known."""

    channel: str
    audience: str = "all"
    reached: int | None = None
    registered: int | None = None
    present: int | None = None
    contributed: int | None = None
    returned: int | None = None
    cost: Decimal | None = None


@dataclass(frozen=True)
class Followed:
    """A contribution, or ``count`` that say the same. ``answered``: a reasoned answer was published.

    ``days``: from the end of the contributions to the answer; None without an answer or without that end.
    """

    outcome: str = ""
    refusal: str = ""
    linked: bool = False
    answered: bool = False
    days: int | None = None
    count: int = 1
    theme: str = ""


@dataclass(frozen=True)
class DocumentFacts:
    due_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class CommitmentFacts:
    due_on: date | None = None
    kept_on: date | None = None


@dataclass(frozen=True)
class Levels:
    """Answers to one statement: how many at each level 1 to 4, how many don't know."""

    levels: Mapping[int, int] = field(default_factory=dict)
    dont_know: int = 0

    @property
    def rated(self) -> int:
        return sum(self.levels.values())


@dataclass(frozen=True)
class GivenFacts:
    value: Decimal
    n: int | None
    source: str
    on: date


@dataclass(frozen=True)
class EditionFacts:
    """``counts``, ``census``: dimension → class → people, the empty class being those whose class isn't known.

    ``answers``: audience → statement → levels. ``previous``: participants of the edition before, ``has_previous``
    when there is one. ``today``: the day of the reading; ``on``: the day of the counts.
    """

    today: date
    on: date | None = None
    participants: int | None = None
    target: int | None = None
    returning: int | None = None
    never_before: int | None = None
    has_previous: bool = False
    previous: int | None = None
    contributions: int | None = None
    median_contributions: Decimal | None = None
    started: int | None = None
    quit: int | None = None
    budget: Decimal | None = None
    population: int | None = None
    staff_days: Decimal | None = None
    trained: bool | None = None
    promised_days: int | None = None
    promised_level: int | None = None
    observed_level: int | None = None
    access: int | None = None
    remote_publics: frozenset[str] = frozenset()
    sittings: tuple[SittingFacts, ...] = ()
    speeches: tuple[SpeechSeen, ...] = ()
    channels: tuple[ChannelFacts, ...] = ()
    followed: tuple[Followed, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    commitments: tuple[CommitmentFacts, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    census: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Levels]] = field(default_factory=dict)
    given: Mapping[str, GivenFacts] = field(default_factory=dict)
