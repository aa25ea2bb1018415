"""The guard of the words of the plans that cycles own."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from accounts.models import User
from actionplans.models import ActionPlan
from scorecards.models import Cycle
from scorecards.services.moderation import known_words, mask_of_many, watch


class CycleWords:
    """See ``actionplans.wordguard.WordGuard``."""

    def written(self, *, plan: ActionPlan, texts: Mapping[str, str], by: User | None) -> None:
        cycle = _owner(plan)
        if cycle is not None:
            watch(cycle=cycle, texts=texts, by=by)

    def mask(self, plans: Collection[UUID]) -> Callable[[str], str]:
        return mask_of_many(Cycle.objects.filter(action_plan__in=plans))

    def known_words(self, plan: ActionPlan) -> Collection[str]:
        cycle = _owner(plan)
        return known_words(cycle) if cycle is not None else ()


def _owner(plan: ActionPlan) -> Cycle | None:
    return Cycle.objects.with_context().filter(action_plan=plan).first()
