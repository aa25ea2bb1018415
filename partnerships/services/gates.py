"""What a step needs before it can be taken: each part of the agreement adds its own conditions.

A condition takes a partnership and returns the sentences of what is missing, none when it is met:

    @gate(State.TO_SIGN)
    def baseline(partnership: Partnership) -> list[str]: …

The module that holds it is named in ``MODULES`` and loaded when the application starts.
"""

from collections.abc import Callable
from importlib import import_module

from partnerships.enums import State
from partnerships.models import Partnership

Gate = Callable[[Partnership], list[str]]
GATES: dict[State, list[Gate]] = {}
#: Where the conditions are written.
MODULES = (
    "partnerships.services.lifegates",
    "partnerships.services.agreementgates",
    "partnerships.services.ratinggates",
)


def gate(*states: State) -> Callable[[Gate], Gate]:
    """Add a condition to the steps that lead to ``states``."""

    def add(condition: Gate) -> Gate:
        for state in states:
            GATES.setdefault(state, []).append(condition)
        return condition

    return add


def load() -> None:
    """Import every module of conditions, once."""
    for module in MODULES:
        import_module(module)


def missing_for(partnership: Partnership, step: State | str) -> list[str]:
    """What is missing before the partnership may stand at ``step``, as sentences; empty when nothing is."""
    return [sentence for condition in GATES.get(State(step), []) for sentence in condition(partnership)]
