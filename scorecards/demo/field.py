"""Constructed: a tablet that went to the village, two versions that wait for a choice, and a vote that is open."""

import json
import uuid
from typing import Any

from core.demo import as_if, days_ago, fr
from scorecards.demo.tools import Stage
from scorecards.enums import GroupKind
from scorecards.models import Cycle, ScoringSession, Submission
from scorecards.payload import SCHEMA
from scorecards.services import ballots
from scorecards.services.devices import note_package, say_alive
from scorecards.services.fieldcells import score_content
from scorecards.services.submissions import apply_submission, receive

TABLET = uuid.UUID("7e0f1a52-1111-4a2f-9f0e-000000000001")
#: Made once, so that a second run of the demonstration is the same.
SENDS = (uuid.UUID("7e0f1a52-1111-4a2f-9f0e-000000000002"), uuid.UUID("7e0f1a52-1111-4a2f-9f0e-000000000003"))
VERSION = "2026.11"


def load_field(stage: Stage, *, hall: Cycle) -> None:
    """On the town hall's round: the men's session is open and half scored."""
    session = ScoringSession.objects.filter(cycle=hall, group__kind=GroupKind.MEN).first()
    if session is None or Submission.objects.filter(pk=SENDS[0]).exists():
        return
    by = stage.facilitator
    with as_if(days_ago(2), by, hour=8):
        note_package(client_id=TABLET, cycle=hall, by=by)
    scores = list(session.scores.select_related("indicator").order_by("indicator__position"))
    if len(scores) < 2:
        return
    same = [_cell(score) for score in scores]
    with as_if(days_ago(1), by, hour=17):
        _send(stage, session, SENDS[0], {"scores": same})
        other = {**_cell(scores[1]), "reason": fr("Il faut revenir trois fois pour un papier")}
        hands = list(other["tallies"] or [])
        if hands:
            # One counted two hands lower than the other.
            moved = min(2, hands[-1])
            other["tallies"] = [hands[0] + moved, *hands[1:-1], hands[-1] - moved]
        _send(stage, session, SENDS[1], {"scores": [other]})
        _say(stage, hall)
    with as_if(days_ago(0), by, hour=8):
        _vote(stage, session)


def _cell(score: Any) -> dict[str, Any]:
    return {"indicator": str(score.indicator_id), "base_version": 0, **score_content(score)}


def _send(stage: Stage, session: ScoringSession, key: uuid.UUID, state: dict[str, Any]) -> None:
    payload = {
        "schema": SCHEMA,
        "kind": "session",
        "session": str(session.pk),
        "cycle": str(session.cycle_id),
        "user": str(stage.facilitator.pk),
        "device": str(TABLET),
        "app_version": VERSION,
        "recorded_at": f"{days_ago(1).isoformat()}T11:20:00+00:00",
        "base_version": session.version,
        "state": state,
    }
    raw = json.dumps(payload, ensure_ascii=False).encode()
    receive(key=key, raw=raw, by=stage.facilitator)
    apply_submission(key=key)


def _say(stage: Stage, hall: Cycle) -> None:
    say_alive(
        client_id=TABLET,
        name=fr("Tablette de l'équipe"),
        app_version=VERSION,
        pending=0,
        oldest_pending_at=None,
        prepared={hall.pk: None},
        by=stage.facilitator,
    )


def _vote(stage: Stage, session: ScoringSession) -> None:
    """Seven people voted so far, on what isn't answered yet."""
    box = ballots.open_box(session=session, indicator=None, by=stage.facilitator)
    counts = list(box.counts.values_list("indicator", "tallies"))  # type: ignore[attr-defined]
    for voter in range(7):
        choices = {key: (voter + at) % len(tallies) for at, (key, tallies) in enumerate(counts) if (voter + at) % 4}
        ballots.cast(box=box, choices=choices, number=f"demo-{voter}")
