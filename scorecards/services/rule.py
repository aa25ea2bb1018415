"""How the groups are brought together: a choice of the team, recorded on the cycle, before the card is released."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import ConsolidationRule
from scorecards.models import Cycle, CycleEvent
from scorecards.services.locks import check_version, lock_cycle


@transaction.atomic
def change_rule(*, cycle: Cycle, rule: str, version: int, by: User) -> Cycle:
    """Weigh the groups by their people, or count each once. Refused on a released card; leaves an event."""
    held = lock_cycle(cycle)
    check_version(held.version, version)
    if held.is_released:
        raise Refusal(_("The card is released: reopen it, with a reason, to change how it is computed."))
    if rule == held.consolidation_rule:
        return held
    held.consolidation_rule = ConsolidationRule(rule)
    held.version += 1
    held.save(update_fields=["consolidation_rule", "version"])
    CycleEvent.objects.create(
        cycle=held,
        by=by,
        name="change_rule",
        from_state=held.state,
        to_state=held.state,
        reason=str(held.get_consolidation_rule_display()),
    )
    return held
