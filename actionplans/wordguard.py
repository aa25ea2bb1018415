"""What the plan's owner says about words that seem to speak of a person. The plan never knows its owner: whoever owns
plans installs its guard when it starts, ``install(Guard())``."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol
from uuid import UUID

from accounts.models import User
from accounts.permissions import granted
from actionplans.models import ActionPlan

Mask = Callable[[str], str]


class WordGuard(Protocol):
    def written(self, *, plan: ActionPlan, texts: Mapping[str, str], by: User | None) -> None:
        """Texts just saved, in the transaction that saved them: place → words."""
        ...

    def mask(self, plans: Collection[UUID]) -> Mask:
        """Replaces the texts of these plans that aren't to be read outside the team. One query."""
        ...

    def known_words(self, plan: ActionPlan) -> Collection[str]:
        """Places, services and functions that are no person."""
        ...


class _Silent:
    def written(self, *, plan: ActionPlan, texts: Mapping[str, str], by: User | None) -> None: ...

    def mask(self, plans: Collection[UUID]) -> Mask:
        return str

    def known_words(self, plan: ActionPlan) -> Collection[str]:
        return ()


_guard: WordGuard = _Silent()


def install(guard: WordGuard) -> None:
    global _guard
    _guard = guard


def written(*, plan: ActionPlan, texts: Mapping[str, str], by: User | None) -> None:
    _guard.written(plan=plan, texts=texts, by=by)


def known_words(plan: ActionPlan) -> Collection[str]:
    return _guard.known_words(plan)


def mask_for(user: User, plans: Collection[UUID]) -> Mask:
    """The facilitation team reads everything; for the others, what the team reads again is replaced."""
    return str if granted(user, "actionplans.change_actionplan") else _guard.mask(plans)


def public_mask(plans: Collection[UUID]) -> Mask:
    """For what leaves the team: papers, spreadsheets, public pages."""
    return _guard.mask(plans)
