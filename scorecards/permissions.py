"""The scorecards' permissions: grants of the role, scope of the row, state of the cycle.

The same names serve lists (``visible_to``), buttons, views and tests.
"""

import rules
from django.utils.translation import gettext_lazy as _

from accounts.guard import REFUSALS
from accounts.models import User
from accounts.permissions import add_perms, granted, has_grant
from directory.models import ServicePoint
from scorecards.enums import CycleState, Side, Variant
from scorecards.models import Cycle, RightsSheet, ScoringSession
from scorecards.services.gates import briefings_missing


@rules.predicate
def in_scope(user: User, cycle: Cycle | None) -> bool:
    """The cycle is among those that ``Cycle.objects.visible_to(user)`` gives."""
    return cycle is not None and Cycle.objects.visible_to(user).filter(pk=cycle.pk).exists()


@rules.predicate
def in_preparation(user: User, cycle: Cycle) -> bool:
    return bool(cycle.state == CycleState.PREPARATION)


@rules.predicate
def is_scoring(user: User, cycle: Cycle) -> bool:
    return cycle.is_scoring


@rules.predicate
def is_released(user: User, cycle: Cycle) -> bool:
    return cycle.is_released


@rules.predicate
def is_open(user: User, cycle: Cycle) -> bool:
    return bool(cycle.state != CycleState.CLOSED)


@rules.predicate
def both_sides_briefed(user: User, cycle: Cycle) -> bool:
    """The full instrument shows no score to a side before both heard what the card is for."""
    return cycle.variant != Variant.FULL or not briefings_missing(cycle)


@rules.predicate
def is_before_release(user: User, cycle: Cycle) -> bool:
    return cycle.is_scoring and not cycle.is_released


@rules.predicate
def at_interface(user: User, cycle: Cycle) -> bool:
    return bool(cycle.state == CycleState.INTERFACE)


@rules.predicate
def takes_solutions(user: User, cycle: Cycle) -> bool:
    """From the released card to the end of the follow-up the provider answers the solutions."""
    return cycle.state in (CycleState.INTERFACE, CycleState.FOLLOW_UP)


@rules.predicate
def after_interface(user: User, cycle: Cycle) -> bool:
    return cycle.state in (CycleState.FOLLOW_UP, CycleState.CLOSED)


@rules.predicate
def can_reopen(user: User, cycle: Cycle) -> bool:
    return cycle.previous_state is not None


@rules.predicate
def works_at(user: User, point: ServicePoint | None) -> bool:
    """The organisation in force runs, or ran, a cycle at this service point."""
    own = user.organization
    return own is not None and Cycle.objects.filter(organization=own, service_point=point).exists()


@rules.predicate
def keeps_sheet(user: User, point: ServicePoint | None) -> bool:
    """The sheet of the service is kept by the organisation in force, or by nobody yet."""
    keeper = RightsSheet.objects.filter(service_point=point).values_list("organization_id", flat=True).first()
    return keeper is None or (user.organization is not None and keeper == user.organization.pk)


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
def is_provider_session(user: User, session: ScoringSession) -> bool:
    return session.side == Side.PROVIDER


@rules.predicate
def is_of_team(user: User, session: ScoringSession) -> bool:
    return granted(user, "scorecards.view_group_scores")


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
        "scorecards.reopen_session": may_score_session & is_of_team,
        "scorecards.ask_reopen": may_score_session & is_provider_session,
        "scorecards.add_own_indicator": may_score_session & is_provider_session,
        "scorecards.set_review_due": _on_cycle("scorecards.advance_cycle") & is_open,
        "scorecards.answer_solution": _on_cycle("scorecards.answer_solution") & takes_solutions & _team_or_briefed,
        "scorecards.view_group_scores": _sees_groups,
        "scorecards.view_card": _team_or_released,
        "scorecards.export_card": has_grant("scorecards.export_card") & _team_or_released,
        "scorecards.agree_score": _on_cycle("scorecards.agree_score") & is_before_release,
        "scorecards.see_scores": _team_or_briefed,
        "scorecards.prepare_field": _sees_groups | _on_cycle("scorecards.score_provider"),
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
        "scorecards.publish_card": _on_cycle("scorecards.publish_card") & is_released,
        "scorecards.change_rights": has_grant("scorecards.change_rights") & works_at & keeps_sheet,
        "scorecards.view_issues": _on_cycle("scorecards.record_issues"),
        "scorecards.record_issues": _on_cycle("scorecards.record_issues") & is_open,
        "scorecards.view_thread": _on_cycle("scorecards.record_issues") | _team_or_released,
        "scorecards.view_board": _on_cycle("scorecards.score_provider") | _team_or_released,
        "scorecards.write_board": _on_cycle("scorecards.record_issues") & is_open,
        "scorecards.validate_for_users": _on_cycle("scorecards.score_users") & is_open,
        "scorecards.validate_for_provider": _on_cycle("scorecards.score_provider") & is_open,
        "scorecards.manage_library": has_grant("scorecards.manage_library"),
        "scorecards.view_programme": has_grant("scorecards.view_programme"),
        "scorecards.view_devices": _sees_groups,
        "scorecards.settle_submissions": has_grant("scorecards.view_group_scores"),
        "scorecards.import_queue": has_grant("scorecards.manage_facilitators"),
    }
)

REFUSALS.update(
    {
        "scorecards.view_devices": _("Only the facilitation team sees what devices hold and send."),
        "scorecards.settle_submissions": _("Only the facilitation team settles what devices sent."),
        "scorecards.import_queue": _("Only a programme administrator brings in the file of a device."),
        "scorecards.publish_card": _("Only the facilitation team makes a released card public."),
        "scorecards.change_rights": _("Only the facilitation team that keeps the sheet of this service writes it."),
        "scorecards.view_programme": _("The programme board is for the facilitation team and the administrators."),
        "scorecards.moderate": _("Only the facilitation team reads these texts again."),
        "scorecards.log_incident": _("Only the facilitation team keeps the incident log."),
        "scorecards.name_referents": _("Only a programme administrator names the referents."),
        "scorecards.prepare_field": _("Only those who score prepare their phone for it: the team and the provider."),
        "scorecards.see_scores": _(
            "Both sides hear first what the card is for, and what it is not. The scores open once the facilitation "
            "team has recorded the two briefings."
        ),
        "scorecards.view_preparation": _("Only the facilitation team prepares the cycle."),
        "scorecards.prepare": _("This round is closed: its preparation is kept as it was."),
        "scorecards.manage_facilitators": _("Only a programme administrator keeps the register of facilitators."),
        "scorecards.view_issues": _("The lists of each group are read by the facilitation team only."),
        "scorecards.record_issues": _("Only the facilitation team writes here, while the round is open."),
        "scorecards.view_thread": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.view_board": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.write_board": _("Only the facilitation team writes on the board, while the round is open."),
        "scorecards.validate_for_users": _("The facilitation team answers for the users, while the round is open."),
        "scorecards.validate_for_provider": _("Only the service's staff and the facilitation team answer here."),
        "scorecards.manage_library": _("Only the facilitation team writes indicators in the library."),
        "scorecards.change_cycle": _("Preparation is over: reopen it, with a reason, to change groups or indicators."),
        "scorecards.score_session": _("This session can't be filled in now: scoring is over for this cycle."),
        "scorecards.view_card": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.export_card": _("This card isn't released yet. The facilitation team will release it."),
        "scorecards.agree_score": _("The card is released: reopen it, with a reason, to change an agreed score."),
        "scorecards.hold_meeting": _("The interface meeting opens once the card is released, and ends with the plan."),
        "scorecards.reopen_session": _(
            "Only the facilitation team reopens a session. Ask them, with your reason, from the session's page."
        ),
        "scorecards.ask_reopen": _(
            "Only the service's staff ask for their session to be reopened, while scoring lasts."
        ),
        "scorecards.add_own_indicator": _("Only the provider adds indicators of its own, while scoring lasts."),
        "scorecards.set_review_due": _("Only the facilitation team sets the day by which the review is expected."),
        "scorecards.answer_solution": _(
            "The service's staff and the facilitation team answer the solutions, from the released card on."
        ),
        "scorecards.repeat_cycle": _("A new round opens once the interface meeting of this one is over."),
    }
)
