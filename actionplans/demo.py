"""Demonstration promises: what an action says, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from actionplans import services
from actionplans.enums import ActionState, Funding, Side
from actionplans.models import Action, ActionPlan
from core.demo import as_if, days_ago, fr


@dataclass(frozen=True)
class News:
    """One follow-up, ``day`` days ago. ``new_due``: days ago too (negative: still to come)."""

    day: int
    to: ActionState
    note: str
    evidence: str = ""
    new_due: int | None = None


@dataclass(frozen=True)
class Promise:
    """One action. ``start`` and ``due`` in days ago; a negative number is a day to come."""

    what: str
    problem: str
    side: Side
    responsible: str
    with_whom: str
    start: int
    due: int
    resources: str = ""
    cost: int | None = None
    currency: str = "MAD"
    funding: Funding = Funding.INTERNAL
    success: str = ""
    baseline: str = ""
    target: str = ""
    community: str = ""
    provider: str = ""
    authority: str = ""
    news: tuple[News, ...] = ()

    def fields(self) -> dict[str, Any]:
        """As ``add_action`` wants them."""
        return {
            "what": fr(self.what),
            "problem": fr(self.problem),
            "side": self.side,
            "responsible": fr(self.responsible),
            "with_whom": fr(self.with_whom),
            "starts_on": days_ago(self.start),
            "due_on": days_ago(self.due),
            "resources": fr(self.resources),
            "cost": None if self.cost is None else Decimal(self.cost),
            "currency": self.currency if self.cost is not None else "",
            "funding": self.funding,
            "community_part": fr(self.community),
            "provider_part": fr(self.provider),
            "authority_part": fr(self.authority),
            "success_indicator": fr(self.success),
            "baseline": fr(self.baseline),
            "target": fr(self.target),
        }


def follow(action: Action, promise: Promise, by: User) -> None:
    """Write the news of this promise, oldest first."""
    for news in promise.news:
        action.refresh_from_db()
        with as_if(days_ago(news.day), by):
            services.follow_action(
                action=action,
                on=days_ago(news.day),
                to_state=news.to,
                note=fr(news.note),
                by=by,
                evidence=fr(news.evidence),
                new_due_on=None if news.new_due is None else days_ago(news.new_due),
                version=action.version,
            )


def promise_all(plan: ActionPlan, promises: Sequence[Promise], *, day: int, by: User) -> None:
    """Add these actions ``day`` days ago, and their news."""
    for promise in promises:
        with as_if(days_ago(day), by):
            action = services.add_action(plan=plan, by=by, **promise.fields())
        follow(action, promise, by)


def follow_all(plan: ActionPlan, promises: Sequence[Promise], by: User) -> None:
    """The news of promises that a meeting already wrote down: found by their words."""
    for promise in promises:
        follow(plan.actions.get(what=fr(promise.what)), promise, by)
