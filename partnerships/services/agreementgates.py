"""What the agreement needs before the review of the criteria, before the signature, and before it runs."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.enums import ActionState
from partnerships.criteria import CRITERIA, Criterion
from partnerships.enums import State
from partnerships.legal import remarks
from partnerships.models import Partnership
from partnerships.services.evaluation import is_complete, plan_of, silent_parties
from partnerships.services.frame import terms_of
from partnerships.services.gates import gate
from partnerships.services.lifegates import current_parties
from partnerships.services.signing import unsigned

LEAST = 2


@gate(State.CRITERIA, State.TO_SIGN)
def structure(partnership: Partnership) -> list[str]:
    """Two parties, one objective validated by all, an own interest per party, one activity."""
    parties = current_parties(partnership)
    keys = {party.pk for party in parties}
    found = []
    if len(parties) < LEAST:
        found.append(_("A partnership needs two parties at least: invite another organisation."))
    objectives = partnership.objectives.prefetch_related("validated_by")
    if not any(keys <= {party.pk for party in row.validated_by.all()} for row in objectives):
        found.append(_("One objective at least must be validated by every party."))
    found.extend(
        _("%(party)s hasn’t written its own interest on its sheet.") % {"party": party.organization}
        for party in parties
        if not party.own_interest.strip()
    )
    if not partnership.action_plan.actions.exclude(state=ActionState.DROPPED).exists():
        found.append(_("Write one activity at least in the action plan."))
    return found


@gate(State.CRITERIA, State.TO_SIGN)
def anchoring(partnership: Partnership) -> list[str]:
    found = []
    if not partnership.needs.exists():
        found.append(_("Cite one need of the community at least."))
    if not partnership.policies.exists():
        found.append(_("Cite one public policy at least that the partnership enters into."))
    return found


@gate(State.CRITERIA, State.TO_SIGN)
def results_carried(partnership: Partnership) -> list[str]:
    """A shared result, even born in a workshop, is carried by two parties."""
    rows = partnership.results.prefetch_related("carriers")
    return [
        _("Two parties at least carry a shared result: complete “%(result)s”.")
        % {"result": Truncator(row.text).chars(80)}
        for row in rows
        if sum(1 for party in row.carriers.all() if party.left_on is None) < LEAST
    ]


@gate(State.TO_SIGN)
def criteria_answered(partnership: Partnership) -> list[str]:
    """Each of the eleven criteria has a clause, or a written "no clause, because"."""
    missing = uncovered(partnership)
    if not missing:
        return []
    names = ", ".join(str(criterion.short) for criterion in missing)
    return [
        ngettext(
            "%(n)d criterion has neither a clause nor a reason for having none: %(names)s.",
            "%(n)d criteria have neither a clause nor a reason for having none: %(names)s.",
            len(missing),
        )
        % {"n": len(missing), "names": names}
    ]


def uncovered(partnership: Partnership) -> list[Criterion]:
    covered = set(partnership.clauses.exclude(criterion="").values_list("criterion", flat=True))
    return [criterion for criterion in CRITERIA if criterion.code not in covered]


@gate(State.TO_SIGN)
def evaluation_agreed(partnership: Partnership) -> list[str]:
    if not is_complete(plan_of(partnership)):
        return [_("The evaluation plan isn’t complete: which impact, how we will know, who, how often.")]
    return [
        _("%(party)s hasn’t agreed to the evaluation plan yet.") % {"party": party.organization}
        for party in silent_parties(partnership)
    ]


@gate(State.TO_SIGN)
def dated_and_legal(partnership: Partnership) -> list[str]:
    found = []
    if partnership.starts_on is None or partnership.ends_on is None:
        found.append(_("Give the start and the end of the agreement."))
    found.extend(row.sentence for row in remarks(terms_of(partnership)) if row.blocks)
    return found


@gate(State.SIGNED)
def all_signed(partnership: Partnership) -> list[str]:
    return _unsigned(partnership)


@gate(State.ACTIVE)
def amended_text_signed(partnership: Partnership) -> list[str]:
    """After an amendment the new text is signed by all before it runs."""
    return _unsigned(partnership) if partnership.state == State.AMENDING else []


def _unsigned(partnership: Partnership) -> list[str]:
    return [_("%(party)s hasn’t signed yet.") % {"party": party.organization} for party in unsigned(partnership)]
