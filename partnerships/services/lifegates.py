"""Conditions of the first steps: parties that have joined, priorities to rank, sheets sent, a scope agreed by all."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import AmendmentState, State
from partnerships.models import Partnership, Party
from partnerships.services.gates import gate

#: A partnership is between two parties or more.
PARTIES_MIN = 2
#: Under three priorities an order says nothing of agreement.
PRIORITIES_MIN = 3


def current_parties(partnership: Partnership) -> list[Party]:
    """The parties that haven't left, in order, with their organisation. One query."""
    return list(partnership.parties.filter(left_on=None).select_related("organization"))


@gate(State.FRAMING)
def everybody_joined(partnership: Partnership) -> list[str]:
    parties = current_parties(partnership)
    found = []
    if len(parties) < PARTIES_MIN:
        found.append(_("A partnership needs two parties at least: invite another organisation."))
    for party in parties:
        if party.accepted_at is None:
            found.append(_("%(party)s hasn’t joined yet.") % {"party": party.organization})
    return found


@gate(State.FRAMING)
def enough_priorities(partnership: Partnership) -> list[str]:
    """An order of fewer than three priorities says nothing of agreement."""
    there = partnership.priorities.count()
    if there >= PRIORITIES_MIN:
        return []
    return [
        ngettext(
            "List at least three practices or priorities to rank: %(n)d is there.",
            "List at least three practices or priorities to rank: %(n)d are there.",
            there,
        )
        % {"n": there}
    ]


@gate(State.REVEALED)
def everybody_sent(partnership: Partnership) -> list[str]:
    rows = partnership.parties.filter(left_on=None).exclude(sheet__sent_at__isnull=False)
    return [
        _("%(party)s hasn’t sent its sheet yet.") % {"party": party.organization}
        for party in rows.select_related("organization")
    ]


@gate(State.CRITERIA)
def scope_agreed(partnership: Partnership) -> list[str]:
    parties = {party.pk for party in partnership.parties.filter(left_on=None)}
    items = list(partnership.scope.prefetch_related("agreed_by"))
    if not items:
        return [_("Write the scope: what the partnership does, doesn’t do, and does later.")]
    waiting = sum(1 for item in items if not parties <= {party.pk for party in item.agreed_by.all()})
    if not waiting:
        return []
    return [
        ngettext(
            "%(n)d element of the scope isn’t agreed by all yet.",
            "%(n)d elements of the scope aren’t agreed by all yet.",
            waiting,
        )
        % {"n": waiting}
    ]


@gate(State.AMENDING)
def an_amendment_is_proposed(partnership: Partnership) -> list[str]:
    if partnership.amendments.filter(state=AmendmentState.PROPOSED).exists():
        return []
    return [_("No amendment is proposed: write it on the page of the agreement.")]


@gate(State.ACTIVE)
def amendments_are_answered(partnership: Partnership) -> list[str]:
    if partnership.state != State.AMENDING:
        return []
    if not partnership.amendments.filter(state=AmendmentState.PROPOSED).exists():
        return []
    return [_("An amendment still waits for the answer of a party.")]
