"""One optional page of a phase, as the cycle's page lists it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExtraStep:
    """``phase``: a ``CycleState``; ``state_words``: how far it is, for example “4 lines of 6”."""

    phase: str
    name: str
    url: str
    state_words: str
    is_done: bool
