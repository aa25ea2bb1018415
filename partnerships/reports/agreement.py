"""The agreement's page: where each part stands, what the signature still needs, the dates that come."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from actionplans.enums import ActionState
from partnerships.criteria import CRITERIA
from partnerships.enums import State
from partnerships.legal import Deadline, calendar, when
from partnerships.models import (
    AgreementVersion,
    Amendment,
    Commitment,
    Contribution,
    ExpectedBenefit,
    KeptDate,
    Partnership,
)
from partnerships.permissions import my_party
from partnerships.reports.givepages import benefits_page, commitments_page, contributions_page, risks_page
from partnerships.reports.lean import LeanSummary, build_lean
from partnerships.reports.parts import PartPage, Reader, url
from partnerships.reports.whypages import needs_page, objectives_page, parties_of, results_page
from partnerships.services.agreementgates import uncovered
from partnerships.services.amendments import open_amendment
from partnerships.services.dates import kept_dates
from partnerships.services.evaluation import is_complete, plan_of, silent_parties
from partnerships.services.frame import terms_of
from partnerships.services.gates import missing_for
from partnerships.services.signing import signed_version
from partnerships.services.versions import last_version
from partnerships.services.writing import why_closed

PAGES = {
    "needs": needs_page,
    "objectives": objectives_page,
    "results": results_page,
    "contributions": contributions_page,
    "benefits": benefits_page,
    "commitments": commitments_page,
    "risks": risks_page,
}


@dataclass(frozen=True)
class Stand:
    """One part of the agreement: ``done`` when the signature asks nothing more of it."""

    title: str
    text: str
    url: str
    done: bool


@dataclass(frozen=True)
class Reminder:
    """``when``: "done", "late", "soon" or "later"; ``kept``: when, by whom, and what shows it."""

    deadline: Deadline
    when: str
    kept: KeptDate | None = None


@dataclass(frozen=True)
class Overview:
    """``missing``: what the signature still needs; empty once signed. ``closed``: why nothing is written now."""

    stands: tuple[Stand, ...]
    missing: tuple[str, ...]
    before: bool
    closed: str
    reminders: tuple[Reminder, ...]
    last: AgreementVersion | None
    signed: AgreementVersion | None
    amendment: Amendment | None
    documents: int
    lean: LeanSummary


def reader_of(partnership: Partnership, user: User) -> Reader:
    return Reader(
        partnership=partnership,
        party=my_party(user, partnership),
        writes=user.has_perm("partnerships.represent", partnership),
        parties=parties_of(partnership),
    )


def build_page(code: str, partnership: Partnership, user: User) -> PartPage:
    """One page of rows; KeyError for a page that doesn't exist."""
    return PAGES[code](reader_of(partnership, user))


def build_overview(partnership: Partnership) -> Overview:
    """A fixed number of queries, whatever the number of rows."""
    before = partnership.is_before_signature or partnership.state == State.AMENDING
    today = timezone.localdate()
    dates = reminders(partnership, today)
    return Overview(
        stands=(*_why(partnership), *_given(partnership), *_rules(partnership)),
        missing=tuple(missing_for(partnership, State.TO_SIGN)) if before else (),
        before=before,
        closed=why_closed(partnership),
        reminders=tuple(row for row in dates if row.when in ("late", "soon")) if not partnership.is_over else (),
        last=last_version(partnership),
        signed=signed_version(partnership),
        amendment=open_amendment(partnership),
        documents=partnership.documents.count(),
        lean=build_lean(partnership),
    )


def reminders(partnership: Partnership, today: datetime.date) -> list[Reminder]:
    """The whole calendar, with the dates that were kept. One query."""
    kept = kept_dates(partnership)
    rows = calendar(terms_of(partnership))
    return [Reminder(row, "done" if row.code in kept else when(row, today), kept.get(row.code)) for row in rows]


def _page(partnership: Partnership, code: str, title: str, text: str, done: bool) -> Stand:
    return Stand(title, text, url("agreement_page", partnership, code), done)


def _frame(partnership: Partnership) -> Stand:
    dated = bool(partnership.starts_on and partnership.ends_on)
    words = str(partnership.get_agreement_type_display())
    text = words if dated else _("%(frame)s, dates to be written") % {"frame": words}
    return Stand(_("Legal frame and dates"), text, url("agreement_frame", partnership), dated)


def _why(partnership: Partnership) -> list[Stand]:
    parties = {party.pk for party in parties_of(partnership)}
    needs, policies = partnership.needs.count(), partnership.policies.count()
    objectives = list(partnership.objectives.prefetch_related("validated_by"))
    by_all = sum(1 for row in objectives if parties <= {party.pk for party in row.validated_by.all()})
    results = partnership.results.count()
    return [
        _frame(partnership),
        _page(
            partnership,
            "needs",
            _("Why: needs and public policies"),
            _("%(needs)s, %(policies)s")
            % {
                "needs": ngettext("%(n)d need", "%(n)d needs", needs) % {"n": needs},
                "policies": ngettext("%(n)d public policy", "%(n)d public policies", policies) % {"n": policies},
            },
            bool(needs and policies),
        ),
        _page(
            partnership,
            "objectives",
            _("Objectives"),
            _("%(done)d of %(n)d validated by all") % {"done": by_all, "n": len(objectives)},
            by_all > 0,
        ),
        _page(
            partnership,
            "results",
            _("Shared results"),
            ngettext("%(n)d shared result", "%(n)d shared results", results) % {"n": results},
            results > 0,
        ),
    ]


def _given(partnership: Partnership) -> list[Stand]:
    parties = parties_of(partnership)
    total = len(parties)
    found = []
    owned: tuple[tuple[str, str, Any], ...] = (
        ("contributions", _("What each party brings"), Contribution),
        ("benefits", _("What each party expects"), ExpectedBenefit),
        ("commitments", _("What each party commits to"), Commitment),
    )
    for code, title, model in owned:
        wrote = model.objects.filter(party__in=parties).values("party").distinct().count()
        words = ngettext(
            "%(wrote)d party of %(n)d has written its own", "%(wrote)d parties of %(n)d have written their own", wrote
        )
        found.append(_page(partnership, code, title, words % {"wrote": wrote, "n": total}, wrote == total > 0))
    risks = partnership.risks.count()
    found.append(
        _page(
            partnership,
            "risks",
            _("Risks, and who bears them"),
            ngettext("%(n)d risk", "%(n)d risks", risks) % {"n": risks},
            risks > 0,
        )
    )
    return found


def _rules(partnership: Partnership) -> list[Stand]:
    covered = len(CRITERIA) - len(uncovered(partnership))
    roles = partnership.parties.filter(left_on=None, step_roles__isnull=False).distinct().count()
    total = partnership.parties.filter(left_on=None).count()
    plan = plan_of(partnership)
    silent = len(silent_parties(partnership))
    actions = partnership.action_plan.actions.exclude(state=ActionState.DROPPED).count()
    agreed = _("agreed by %(done)d parties of %(n)d") % {"done": total - silent, "n": total}
    return [
        Stand(
            _("Who does what at each step"),
            ngettext("%(done)d party of %(n)d said it", "%(done)d parties of %(n)d said it", roles)
            % {"done": roles, "n": total},
            url("agreement_roles", partnership),
            roles == total,
        ),
        Stand(
            _("Activities"),
            ngettext("%(n)d action", "%(n)d actions", actions) % {"n": actions},
            url("agreement_activities", partnership),
            actions > 0,
        ),
        Stand(
            _("Clauses on the eleven criteria"),
            _("%(done)d of %(n)d criteria answered") % {"done": covered, "n": len(CRITERIA)},
            url("agreement_clauses", partnership),
            covered == len(CRITERIA),
        ),
        Stand(
            _("How we will judge the partnership"),
            agreed if is_complete(plan) else _("to be written"),
            url("agreement_evaluation", partnership),
            is_complete(plan) and silent == 0,
        ),
    ]
