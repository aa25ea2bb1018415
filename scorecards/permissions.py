"""The scorecards' permissions: grants of the role, scope of the row, state of the cycle.

The same names serve lists (``visible_to``), buttons, views and tests.
"""

import rules
from django.utils.translation import gettext_lazy as _

from accounts.guard import REFUSALS
from accounts.models import User
from accounts.permissions import add_perms, has_grant
from scorecards.enums import CycleState, Side, Variant
from scorecards.models import Cycle, ScoringSession
from scorecards.services.gates import briefings_missing


@rules.predicate
def in_scope(user: User, cycle: Cycle | None) -> bool:
    """The cycle is among those that ``Cycle.objects.visible_to(user)`` gives."""
    return cycle is not None and Cycle.objects.visible_to(user).filter(pk=cycle.pk).exists()


@rules.predicate
def in_preparation(user: User, cycle: Cycle) -> bool:
    return cycle.state == CycleState.PREPARATION


@rules.predicate
def is_scoring(user: User, cycle: Cycle) -> bool:
    return cycle.is_scoring


@rules.predicate
def is_released(user: User, cycle: Cycle) -> bool:
    return cycle.is_released


@rules.predicate
def is_open(user: User, cycle: Cycle) -> bool:
    return cycle.state != CycleState.CLOSED


@rules.predicate
def both_sides_briefed(user: User, cycle: Cycle) -> bool:
    """The full instrument shows no score to a side before both heard what the card is for."""
    return cycle.variant != Variant.FULL or not briefings_missing(cycle)


@rules.predicate
def is_before_release(user: User, cycle: Cycle) -> bool:
    return cycle.is_scoring and not cycle.is_released


@rules.predicate
def at_interface(user: User, cycle: Cycle) -> bool:
    return cycle.state == CycleState.INTERFACE


@rules.predicate
def after_interface(user: User, cycle: Cycle) -> bool:
    return cycle.state in (CycleState.FOLLOW_UP, CycleState.CLOSED)


@rules.predicate
def can_reopen(user: User, cycle: Cycle) -> bool:
    return cycle.previous_state is not None


def _on_cycle(grant: str) -> rules.predicates.Predicate:
    return has_grant(grant) & in_scope


_sees_groups = _on_cycle("scorecards.view_group_scores")
_team_or_released = _sees_groups | (_on_cycle("scorecards.view_card") & is_released & both_sides_briefed)
_team_or_briefed = has_grant("scorecards.view_group_scores") | both_sides_briefed


@rules.predicate
def may_score_session(user: User, session: ScoringSession) -> bool:
    """Users' sessions: the facilitation team. The provider's: the team and the service's own staff."""
    grant = "scorecards.score_users" if session.side == Side.USERS else "scorecards.score_provider"
    return bool(_on_cycle(grant)(user, session.cycle)) and session.cycle.is_scoring


@rules.predicate
def may_view_session(user: User, session: ScoringSession) -> bool:
    return ScoringSession.objects.visible_to(user).filter(pk=session.pk).exists()


add_perms(
    {
        "scorecards.view_cycle": _on_cycle("scorecards.view_cycle"),
        "scorecards.add_cycle": has_grant("scorecards.add_cycle"),
        "scorecards.change_cycle": _on_cycle("scorecards.change_cycle") & in_preparation,
        "scorecards.advance_cycle": _on_cycle("scorecards.advance_cycle"),
        "scorecards.reopen_cycle": _on_cycle("scorecards.reopen_cycle") & can_reopen,
        "scorecards.repeat_cycle": _on_cycle("scorecards.repeat_cycle") & after_interface,
        "scorecards.manage_committee": _on_cycle("scorecards.manage_committee"),
        "scorecards.view_history": _on_cycle("scorecards.view_history"),
        "scorecards.view_session": may_view_session,
        "scorecards.score_session": may_score_session,
        "scorecards.view_group_scores": _sees_groups,
        "scorecards.view_card": _team_or_released,
        "scorecards.export_card": has_grant("scorecards.export_card") & _team_or_released,
        "scorecards.agree_score": _on_cycle("scorecards.agree_score") & is_before_release,
        "scorecards.see_scores": _team_or_briefed,
        "scorecards.view_review": _on_cycle("scorecards.view_review") & _team_or_briefed,
        "scorecards.review_provider": _on_cycle("scorecards.review_provider") & _team_or_briefed,
        "scorecards.answer_review": _on_cycle("scorecards.answer_review") & _team_or_briefed,
        "scorecards.view_preparation": _on_cycle("scorecards.prepare"),
        "scorecards.prepare": _on_cycle("scorecards.prepare") & is_open,
        "scorecards.manage_facilitators": has_grant("scorecards.manage_facilitators"),
        "scorecards.hold_meeting": _on_cycle("scorecards.hold_meeting") & at_interface,
        "scorecards.moderate": has_grant("scorecards.moderate"),
        "scorecards.log_incident": _on_cycle("scorecards.log_incident"),
        "scorecards.name_referents": has_grant("scorecards.name_referents"),
        "scorecards.import_card": has_grant("scorecards.import_card"),
    }
)

REFUSALS.update(
    {
        "scorecards.moderate": _("Only the facilitation team reads these texts again."),
        "scorecards.log_incident": _("Only the facilitation team keeps the incident log."),
        "scorecards.name_referents": _("Only a programme administrator names the referents."),
        "scorecards.see_scores": _(
            "Both sides hear first what the card is for, and what it is not. The scores open once the facilitation "
            "team has recorded the two briefings."
        ),
        "scorecards.view_preparation": _("Only the facilitation team prepares the cycle."),
        "scorecards.prepare": _("This round is closed: its preparation is kept as it was."),
        "scorecards.manage_facilitators": _("Only a programme administrator keeps the register of facilitators."),
        "scorecards.change_cycle": _("Preparation is over: reopen it, with a reason, to change groups or indicators."),
        "scorecards.score_session": _("This session can't be filled in now: scoring is over for this cycle."),
        "scorecards.view_card": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.export_card": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.agree_score": _("The card is released: reopen it, with a reason, to change an agreed score."),
        "scorecards.hold_meeting": _("The interface meeting opens once the card is released, and ends with the plan."),
        "scorecards.repeat_cycle": _("A new round opens once the interface meeting of this one is over."),
    }
)
