"""The partnerships' permissions: grants of the role, scope of the row, party of the person.

Each party writes its own sheet and answers for itself alone; the coordinator keeps the calendar, and nothing more.
"""

import rules
from django.utils.translation import gettext_lazy as _

from accounts.guard import REFUSALS
from accounts.models import User
from accounts.permissions import add_perms, granted, has_grant
from partnerships.models import Partnership, Party


def my_party(user: User, partnership: Partnership) -> Party | None:
    """The party for which the person acts: their organisation's, when their role may represent it. One query."""
    own = user.organization
    if own is None or not granted(user, "partnerships.represent"):
        return None
    return partnership.parties.filter(organization=own, left_on=None).first()


@rules.predicate
def in_scope(user: User, partnership: Partnership | None) -> bool:
    """The partnership is among those that ``Partnership.objects.visible_to(user)`` gives."""
    return partnership is not None and Partnership.objects.visible_to(user).filter(pk=partnership.pk).exists()


@rules.predicate
def is_party(user: User, partnership: Partnership | None) -> bool:
    return partnership is not None and my_party(user, partnership) is not None


@rules.predicate
def is_own_party(user: User, party: Party | None) -> bool:
    own = user.organization
    return party is not None and own is not None and party.organization_id == own.pk and party.left_on is None


@rules.predicate
def coordinates(user: User, partnership: Partnership | None) -> bool:
    own = user.organization
    return partnership is not None and own is not None and partnership.coordinator_id == own.pk


@rules.predicate
def goes_on(user: User, partnership: Partnership) -> bool:
    return not partnership.is_over


_inside = has_grant("partnerships.represent") & is_party

add_perms(
    {
        "partnerships.view_partnership": has_grant("partnerships.view_partnership") & in_scope,
        "partnerships.add_partnership": has_grant("partnerships.add_partnership"),
        # Partnership: read what only the parties read.
        "partnerships.view_inside": _inside,
        # Partnership: write what the parties write together (objectives, clauses, facts), while it goes on.
        "partnerships.represent": _inside & goes_on,
        # Party: write the sheet of one's own party.
        "partnerships.write_sheet": has_grant("partnerships.represent") & is_own_party,
        # Partnership: keep the calendar (steps, workshops, campaigns).
        "partnerships.coordinate": _inside & coordinates & goes_on,
        # Partnership: say what others may read of it, also once it is over.
        "partnerships.propose_publication": _inside & coordinates,
        "partnerships.sign": has_grant("partnerships.sign") & is_party & goes_on,
    }
)

REFUSALS.update(
    {
        "partnerships.add_partnership": _(
            "Your role doesn't open partnerships. Ask your organisation's administrator."
        ),
        "partnerships.view_inside": _("Only the parties read this. You see what they published."),
        "partnerships.represent": _("Only the people of a party write here, and only while the partnership goes on."),
        "partnerships.write_sheet": _("Each party writes its own sheet, and nobody writes for another."),
        "partnerships.coordinate": _("The coordinator of the partnership does this. Ask them."),
        "partnerships.propose_publication": _(
            "The coordinator proposes what is published; each party then says yes or no."
        ),
        "partnerships.sign": _("Only a person who may commit their organisation signs. Ask your administrator."),
    }
)
