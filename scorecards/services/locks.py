"""Rows taken under lock, and the one refusal of a form that is older than the row."""

from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import Refusal
from scorecards.models import Cycle, ScoringSession

M = TypeVar("M", bound=Model)


def lock_cycle(cycle: Cycle) -> Cycle:
    """The cycle as the database has it now, held until the transaction ends."""
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("service_point", "organization", "action_plan")
    return rows.get(pk=cycle.pk)


def lock_session(session: ScoringSession) -> ScoringSession:
    """The session as the database has it now, held until the transaction ends; its group and cycle come along."""
    return (
        ScoringSession.objects.select_for_update(of=("self",))
        .select_related("cycle__service_point", "cycle__organization", "group")
        .get(pk=session.pk)
    )


def check_version(current: int, seen: int) -> None:
    """Refuse a form that was drawn from another version than ``current``."""
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )
