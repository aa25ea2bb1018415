"""The action plans' permissions: grants of the role and scope of the plan."""

import rules

from accounts.models import User
from accounts.permissions import add_perms, has_grant
from actionplans.models import ActionPlan


@rules.predicate
def in_scope(user: User, plan: ActionPlan | None) -> bool:
    """The plan is among those that ``ActionPlan.objects.visible_to(user)`` gives."""
    return plan is not None and ActionPlan.objects.visible_to(user).filter(pk=plan.pk).exists()


add_perms(
    {
        f"actionplans.{name}": has_grant(f"actionplans.{name}") & in_scope
        for name in ("view_actionplan", "change_actionplan", "follow_action", "export_actionplan")
    }
)
