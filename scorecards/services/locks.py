"""Rows taken under lock, and the one refusal of a form that is older than the row."""

from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import Refusal
from scorecards.models import Cycle, ScoringSession

M = TypeVar("M", bound=Model)


def lock_cycle(cycle: Cycle, *, even_paused: bool = False) -> Cycle:
    """The cycle as the database has it now, held until the transaction ends. Refuses while it is paused."""
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("service_point", "organization", "action_plan")
    held = rows.get(pk=cycle.pk)
    if not even_paused:
        check_not_paused(held)
    return held


def lock_session(session: ScoringSession) -> ScoringSession:
    """The session as the database has it now, held until the transaction ends; its group and cycle come along.

    Refuses while the cycle is paused.
    """
    held = (
        ScoringSession.objects.select_for_update(of=("self",))
        .select_related("cycle__service_point", "cycle__organization", "group")
        .get(pk=session.pk)
    )
    check_not_paused(held.cycle)
    return held


def paused_sentence(cycle: Cycle) -> str:
    """Why nothing is written while the cycle is paused; empty when it isn't."""
    if cycle.paused_at is None:
        return ""
    return _(
        "This cycle is paused for mediation: nothing is written until its incidents are closed. "
        "What you typed is still on the page."
    )


def check_not_paused(cycle: Cycle) -> None:
    """Refuse a write of a session, a review or a meeting while the cycle is paused for mediation."""
    sentence = paused_sentence(cycle)
    if sentence:
        raise Refusal(sentence)


def check_version(current: int, seen: int) -> None:
    """Refuse a form that was drawn from another version than ``current``."""
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )
