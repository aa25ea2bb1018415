"""Who meets what: requests to reopen, the provider's own indicators, the solutions and their answers, the agenda."""

from typing import Any

from scorecards.models import BoardEntry, Discussion, InterfaceMeeting, ReopenRequest, ScoringSession
from tests.access import ADMINISTRATOR, FACILITATOR, PROVIDER, Row, allow, everyone
from tests.access.cycles import PROVIDER_SESSION, TEAM, TEAM_RELEASED, _cycle, _session
from tests.factories import IndicatorFactory


def _asked(w: Any) -> dict[str, Any]:
    session = ScoringSession.objects.get(**_session(w, provider=True, closed=True))
    person = w.home.people[PROVIDER]
    return {"pk": ReopenRequest.objects.create(session=session, reason="Une erreur de saisie", by=person).pk}


def _released(w: Any) -> dict[str, Any]:
    return {"pk": w.released_cycle.pk}


def _solution(w: Any) -> dict[str, Any]:
    cycle = w.released_cycle
    point = IndicatorFactory(cycle=cycle, code="eau", label="Eau")
    by = w.home.people[FACILITATOR]
    entry = BoardEntry.objects.create(cycle=cycle, indicator=point, kind="solution", text="Réparer la pompe", by=by)
    return {"pk": entry.pk}


def _discussion(w: Any) -> dict[str, Any]:
    cycle = w.released_cycle
    meeting = InterfaceMeeting.objects.create(cycle=cycle)
    point = IndicatorFactory(cycle=cycle, code="eau", label="Eau")
    return {"pk": Discussion.objects.create(meeting=meeting, indicator=point).pk}


#: The officer and the others don't see the provider's session; its staff do, but only the team answers.
_TEAM_OF_SESSION = {**PROVIDER_SESSION, PROVIDER: 403}

ROWS: dict[str, Row] = {
    "scorecards:session_ask": Row(kwargs=lambda w: _session(w, provider=True, closed=True), own=PROVIDER_SESSION),
    "scorecards:session_own": Row(kwargs=lambda w: _session(w, provider=True), own=PROVIDER_SESSION),
    "scorecards:reopen_decide": Row(kwargs=_asked, own=_TEAM_OF_SESSION),
    "scorecards:review_due": Row(kwargs=_cycle, own=TEAM),
    "scorecards:cycle_solutions": Row(kwargs=_released, own=everyone()),
    "scorecards:solution_answer": Row(kwargs=_solution, own=allow(FACILITATOR, ADMINISTRATOR, PROVIDER)),
    "scorecards:solution_promise": Row(kwargs=_solution, own=TEAM_RELEASED, method="POST"),
    "scorecards:solution_write": Row(kwargs=_discussion, own=TEAM_RELEASED),
    "scorecards:meeting_order": Row(kwargs=_released, own=TEAM_RELEASED),
}
