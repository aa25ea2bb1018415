"""Work without network: what devices speak to, what the office sees of it, and the votes."""

import uuid
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from scorecards.enums import CycleState, SessionState, Side
from scorecards.models import BallotBox, Cycle, Group, ScoringSession, Submission
from tests.access import ADMINISTRATOR, COMMITTEE, FACILITATOR, OBSERVER, OFFICER, OK, PROVIDER, Row, allow

#: An API answers anybody in JSON: 401 signed out, never a redirect.
SIGNED_OUT = 401


def submission(world: Any, **fields: Any) -> Submission:
    """What the facilitator's phone sent."""
    values = {
        "id": uuid.uuid4(),
        "organization": world.home.ngo,
        "user": world.home.people[Role.FACILITATOR],
        "cycle": world.cycle,
        "content_hash": "0" * 64,
        "raw": b"{}",
        "received_at": timezone.now(),
        "state": "invalid",
        **fields,
    }
    return Submission.objects.create(**values)


NOT_TEAM = (OFFICER, PROVIDER, COMMITTEE, OBSERVER)
TEAM = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))
#: A send is seen by the team, and by whoever sent it.
TEAM_SENDS = allow(FACILITATOR, ADMINISTRATOR, hidden=NOT_TEAM)


def _own_cycle(world: Any) -> dict[str, Any]:
    return {"pk": world.cycle.pk}


#: A group's session is led by the team; for everybody else it isn't there.
LEADS = allow(FACILITATOR, ADMINISTRATOR, hidden=NOT_TEAM)


def _scoring_session(world: Any) -> ScoringSession:
    cycle = world.cycle
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.COMMUNITY)
    found = ScoringSession.objects.filter(cycle=cycle, side=Side.USERS).first()
    if found is None:
        group = Group.objects.create(cycle=cycle, kind="women")
        found = ScoringSession.objects.create(
            cycle=cycle, side=Side.USERS, group=group, state=SessionState.OPEN, women_adult=12
        )
    return found


def _session(world: Any) -> dict[str, Any]:
    return {"pk": _scoring_session(world).pk}


def _urn(world: Any) -> BallotBox:
    session = _scoring_session(world)
    by = world.home.people[Role.FACILITATOR]
    box, _made = BallotBox.objects.get_or_create(
        session=session, closed_at=None, defaults={"code": "BCDFGH", "opened_by": by, "opened_at": timezone.now()}
    )
    return box


def _voting(world: Any) -> dict[str, Any]:
    return {"pk": _urn(world).session_id}


def _box(world: Any) -> dict[str, Any]:
    return {"box": _urn(world).pk}


ROWS = {
    "scorecards:api_csrf": Row(nobody=OK, public=True),
    "scorecards:api_package": Row(
        kwargs=lambda w: {"pk": w.cycle.pk},
        own=allow(FACILITATOR, ADMINISTRATOR, OFFICER, PROVIDER, COMMITTEE, hidden=(OBSERVER,)),
        public=True,
        anonymous=SIGNED_OUT,
    ),
    "scorecards:api_submission": Row(
        kwargs=lambda w: {"pk": submission(w).pk},
        own=allow(hidden=(ADMINISTRATOR, OFFICER, PROVIDER, COMMITTEE, OBSERVER)) | {FACILITATOR: 422},
        public=True,
        anonymous=SIGNED_OUT,
    ),
    "scorecards:api_device": Row(
        kwargs=lambda w: {"pk": uuid.uuid4()}, foreign=422, nobody=422, own=dict.fromkeys(Role, 422), operator=422,
        public=True, anonymous=SIGNED_OUT, method="POST",
    ),
    "scorecards:session_ballot": Row(kwargs=_session, own=LEADS),
    "scorecards:ballot_open": Row(kwargs=_session, own=LEADS, method="POST"),
    "scorecards:ballot_close": Row(kwargs=_session, own=LEADS, method="POST"),
    "scorecards:ballot_received": Row(kwargs=_session, own=LEADS),
    "scorecards:ballot_wall": Row(kwargs=_voting, own=LEADS),
    "scorecards:ballot_enter": Row(kwargs=lambda w: _box(w) | _voting(w), own=LEADS, method="POST"),
    "scorecards:ballot_find": Row(public=True, nobody=OK),
    "scorecards:ballot_vote": Row(
        kwargs=lambda w: {"code": _urn(w).code}, public=True, nobody=OK, foreign=OK, operator=OK
    ),
    "scorecards:device_list": Row(kwargs=_own_cycle, own=TEAM),
    "scorecards:submission_list": Row(kwargs=_own_cycle, own=TEAM),
    "scorecards:submission_inbox": Row(own=allow(FACILITATOR, ADMINISTRATOR)),
    "scorecards:submission_import": Row(own=allow(ADMINISTRATOR)),
    "scorecards:submission_detail": Row(kwargs=lambda w: {"pk": submission(w).pk}, own=TEAM_SENDS),
    "scorecards:submission_choose": Row(kwargs=lambda w: {"pk": submission(w).pk}, own=TEAM_SENDS, method="POST"),
    "scorecards:submission_again": Row(kwargs=lambda w: {"pk": submission(w).pk}, own=TEAM_SENDS, method="POST"),
    "scorecards:submission_aside": Row(kwargs=lambda w: {"pk": submission(w).pk}, own=TEAM_SENDS, method="POST"),
    "scorecards:submission_score": Row(
        kwargs=lambda w: {"pk": submission(w).pk, "indicator": uuid.uuid4()},
        own=allow(FACILITATOR, ADMINISTRATOR, hidden=NOT_TEAM, ok=404),
        method="POST",
    ),
    # The pages of the field hold nobody's data: anybody may have them, the module shows what the phone holds.
    "scorecards:field_start": Row(nobody=OK, public=True),
    "scorecards:field_who": Row(nobody=OK, public=True),
    "scorecards:field_session": Row(kwargs=lambda w: {"pk": w.cycle.pk}, foreign=OK, nobody=OK, public=True),
    "scorecards:field_cycle": Row(kwargs=lambda w: {"pk": w.cycle.pk}, foreign=OK, nobody=OK, public=True),
    "scorecards:field_prepare": Row(
        kwargs=lambda w: {"pk": w.cycle.pk}, own=allow(FACILITATOR, ADMINISTRATOR, PROVIDER, hidden=(OBSERVER,))
    ),
    "scorecards:worker": Row(nobody=OK, public=True),
    "scorecards:manifest": Row(nobody=OK, public=True),
}  # fmt: skip
