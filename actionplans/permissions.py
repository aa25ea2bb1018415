"""The action plans' permissions: grants of the role, scope of the plan, side of the action."""

import rules
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.guard import REFUSALS
from accounts.models import User
from accounts.permissions import add_perms, granted, has_grant
from actionplans.enums import Side
from actionplans.models import Action, ActionPlan, ActionQuerySet

_EVERY_SIDE = frozenset(Side)
#: Whose actions a role may write the follow-up of. Those who promised say how far they are; the committee and the
#: facilitation team say it for anybody, since most community members have no account.
FOLLOWED_SIDES: dict[Role, frozenset[Side]] = {
    Role.FACILITATOR: _EVERY_SIDE,
    Role.ADMINISTRATOR: _EVERY_SIDE,
    Role.COMMITTEE: _EVERY_SIDE,
    Role.OFFICER: frozenset({Side.AUTHORITY}),
    Role.PROVIDER: frozenset({Side.PROVIDER}),
}


def followed_sides(user: User) -> frozenset[Side]:
    """The sides whose actions this person may follow, in the plans that they see. No query."""
    if user.is_superuser:
        return _EVERY_SIDE
    if user.role is None or not granted(user, "actionplans.follow_action"):
        return frozenset()
    return FOLLOWED_SIDES.get(user.role, frozenset())


@rules.predicate
def in_scope(user: User, plan: ActionPlan | None) -> bool:
    """The plan is among those that ``ActionPlan.objects.visible_to(user)`` gives."""
    return plan is not None and ActionPlan.objects.visible_to(user).filter(pk=plan.pk).exists()


def carries(user: User, action: Action) -> bool:
    """The organisation in force is the one that carries the action. No query."""
    own = user.organization
    return own is not None and action.carrier_id == own.pk and granted(user, "actionplans.follow_action")


def followed_actions(user: User) -> ActionQuerySet:
    """The actions, in the plans that they see, whose follow-up this person may write: the rows of ``may_follow``."""
    mine = Q(side__in=followed_sides(user))
    if user.organization is not None and granted(user, "actionplans.follow_action"):
        mine |= Q(carrier=user.organization)
    return Action.objects.visible_to(user).filter(mine)


@rules.predicate
def may_follow(user: User, action: Action | None) -> bool:
    """The action is of a side that this person follows, or their organisation carries it, in a plan that they see."""
    if action is None or not (action.side in followed_sides(user) or carries(user, action)):
        return False
    return bool(in_scope(user, action.plan))


@rules.predicate
def shares_plan(user: User, plan: ActionPlan | None) -> bool:
    """The organisation in force shares this plan as an equal partner."""
    own = user.organization
    return plan is not None and own is not None and plan.partners.filter(pk=own.pk).exists()


@rules.predicate
def plan_in_scope(user: User, action: Action | None) -> bool:
    """The action belongs to a plan that this person sees; a committee member, one that they were named to."""
    return action is not None and bool(in_scope(user, action.plan))


add_perms(
    {
        f"actionplans.{name}": has_grant(f"actionplans.{name}") & in_scope
        for name in ("view_actionplan", "export_actionplan")
    }
)
add_perms(
    {
        "actionplans.change_actionplan": (has_grant("actionplans.change_actionplan") & in_scope)
        | (has_grant("actionplans.change_shared_plan") & shares_plan)
    }
)
add_perms({"actionplans.follow_action": has_grant("actionplans.follow_action") & may_follow})
add_perms({"actionplans.confirm_action": has_grant("actionplans.confirm_action") & plan_in_scope})

REFUSALS.update(
    {
        "actionplans.change_actionplan": _("Only the facilitation team writes the plan. Tell them what to change."),
        "actionplans.confirm_action": _("Only the follow-up committee says what it saw on the spot."),
        "actionplans.follow_action": _(
            "Only those who carry this action, the follow-up committee and the facilitation team write its follow-up."
        ),
    }
)
