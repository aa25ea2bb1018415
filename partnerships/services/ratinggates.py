"""Conditions that the ratings and the balance sheet put on the steps of a partnership."""

from django.utils.translation import gettext as _

from partnerships.enums import CampaignState, State
from partnerships.models import Partnership
from partnerships.services.gates import gate


@gate(State.TO_SIGN)
def baseline_rated(partnership: Partnership) -> list[str]:
    """The relation is rated before it is signed: later ratings are compared with this one."""
    if partnership.campaigns.filter(state=CampaignState.CLOSED).exists():
        return []
    return [_("The first rating of the eleven criteria isn’t closed yet: it gives the starting point (t0).")]


@gate(State.CLOSED, State.RENEWED)
def balance_sent(partnership: Partnership) -> list[str]:
    """Every party's own words, before the end or the renewal."""
    rows = partnership.parties.filter(left_on=None).exclude(balance__sent_at__isnull=False)
    return [
        _("%(party)s hasn’t sent its part of the balance sheet yet.") % {"party": party.organization}
        for party in rows.select_related("organization")
    ]
