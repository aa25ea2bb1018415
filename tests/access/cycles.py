"""Who meets what: cycles, their preparation, their sessions."""

import uuid
from typing import Any

from django.utils import timezone

from directory.enums import Sector
from directory.models import ServicePoint
from scorecards.enums import CycleState
from scorecards.models import Cycle, ScoringSession
from tests.access import ADMINISTRATOR, ALL_ROLES, COMMITTEE, FACILITATOR, OBSERVER, OFFICER, OK, PROVIDER, Row, allow
from tests.factories import GroupFactory, IndicatorFactory, SessionFactory

SEEN_UNRELEASED = allow(FACILITATOR, ADMINISTRATOR, OFFICER, PROVIDER, COMMITTEE, hidden=(OBSERVER,))
TEAM = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))
TEAM_RELEASED = allow(FACILITATOR, ADMINISTRATOR)
#: A group's session is the team's alone; the provider's own is also their staff's.
USERS_SESSION = allow(FACILITATOR, ADMINISTRATOR, hidden=(OFFICER, PROVIDER, COMMITTEE, OBSERVER))
PROVIDER_SESSION = allow(FACILITATOR, ADMINISTRATOR, PROVIDER, hidden=(OFFICER, COMMITTEE, OBSERVER))


def _elsewhere(w: Any, state: str, **fields: Any) -> Cycle:
    """A cycle in ``state`` at a service point of its own."""
    point = ServicePoint.objects.create(
        name=f"Point {uuid.uuid4()}",
        sector=Sector.WATER,
        operator=w.home.service,
        territory=w.home.village,
        registered_by=w.home.ngo,
    )
    cycle: Cycle = w.make_cycle(service_point=point, state=state, **fields)
    return cycle


def _scoring(w: Any) -> Cycle:
    cycle = _elsewhere(w, CycleState.COMMUNITY)
    IndicatorFactory(cycle=cycle)
    return cycle


def _session(w: Any, *, provider: bool = False, closed: bool = False) -> dict[str, Any]:
    cycle = _scoring(w)
    made = SessionFactory(cycle=cycle, provider=True, closed=closed) if provider else SessionFactory(cycle=cycle)
    return {"pk": made.pk}


def _score(w: Any, *, provider: bool = False) -> dict[str, Any]:
    kwargs = _session(w, provider=provider)
    session = ScoringSession.objects.get(pk=kwargs["pk"])
    return {**kwargs, "indicator": session.cycle.indicators.get().pk}


def _group(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk, "group": GroupFactory(cycle=w.cycle).pk}


def _indicator(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk, "indicator": IndicatorFactory(cycle=w.cycle).pk}


def _cycle(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk}


ROWS: dict[str, Row] = {
    "scorecards:cycle_list": Row(own=ALL_ROLES),
    "scorecards:cycle_list_export": Row(
        own=ALL_ROLES, kwargs=lambda w: {"form": "csv"}, foreign=OK, nobody=403, operator=OK
    ),
    "scorecards:cycle_create": Row(own=TEAM_RELEASED),
    "scorecards:cycle_detail": Row(kwargs=_cycle, own=SEEN_UNRELEASED),
    "scorecards:cycle_edit": Row(kwargs=_cycle, own=TEAM),
    "scorecards:cycle_groups": Row(kwargs=_cycle, own=TEAM),
    "scorecards:group_edit": Row(kwargs=_group, own=TEAM),
    "scorecards:group_remove": Row(kwargs=_group, own=TEAM),
    "scorecards:cycle_indicators": Row(kwargs=_cycle, own=TEAM),
    "scorecards:indicator_write": Row(kwargs=_cycle, own=TEAM, method="POST", data=lambda w: {"label": "Accueil"}),
    "scorecards:indicator_change": Row(kwargs=_indicator, own=TEAM, method="POST", data=lambda w: {"act": "up"}),
    "scorecards:cycle_advance": Row(kwargs=lambda w: {"pk": w.cycle.pk, "name": "launch"}, own=TEAM, method="POST"),
    "scorecards:cycle_reopen": Row(kwargs=lambda w: {"pk": w.released_cycle.pk}, own=TEAM_RELEASED),
    "scorecards:cycle_repeat": Row(
        kwargs=lambda w: {"pk": _elsewhere(w, CycleState.FOLLOW_UP, released_at=timezone.now()).pk},
        own=TEAM_RELEASED,
        method="POST",
    ),
    "scorecards:cycle_provider": Row(
        kwargs=lambda w: {"pk": _scoring(w).pk},
        own=TEAM,
        method="POST",
        data=lambda w: {"reason": "Personnel en grève"},
    ),
    "scorecards:cycle_committee": Row(kwargs=_cycle, own=allow(ADMINISTRATOR, hidden=(OBSERVER,))),
    "scorecards:session_detail": Row(kwargs=_session, own=USERS_SESSION),
    "scorecards:session_attendance": Row(kwargs=lambda w: _session(w, provider=True), own=PROVIDER_SESSION),
    "scorecards:session_open": Row(kwargs=_session, own=USERS_SESSION, method="POST"),
    "scorecards:session_close": Row(kwargs=lambda w: _session(w, provider=True), own=PROVIDER_SESSION, method="POST"),
    "scorecards:session_reopen": Row(
        kwargs=lambda w: _session(w, provider=True, closed=True), own={**PROVIDER_SESSION, PROVIDER: 403}
    ),
    "scorecards:session_sheet": Row(kwargs=_session, own=USERS_SESSION),
    "scorecards:session_score": Row(kwargs=lambda w: _score(w, provider=True), own=PROVIDER_SESSION),
}


def _some_of_each(w: Any) -> None:
    """Cycles in and out of sight, sessions of both sides, at home and abroad."""
    w.make_cycle(country=w.abroad)
    _elsewhere(w, CycleState.CLOSED, released_at=timezone.now())
    cycle = _scoring(w)
    SessionFactory(cycle=cycle)
    SessionFactory(cycle=cycle, provider=True)
    assert w.cycle != w.released_cycle


PREPARE = [_some_of_each]
AGREEMENTS = [(Cycle, "scorecards.view_cycle"), (ScoringSession, "scorecards.view_session")]
