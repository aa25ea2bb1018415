"""The full preparation of a cycle: the facilitation team's, except the inputs, which are read with the card."""

from typing import Any

from accounts.enums import Role
from scorecards.enums import SessionState
from scorecards.models import GroupTeam, InputItem, ScoringSession, SocialMapEntry
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, Row, allow, everyone
from tests.factories import GroupFactory

TEAM = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))


def _cycle(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk}


def _released(w: Any) -> dict[str, Any]:
    return {"pk": w.released_cycle.pk}


def _item(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk, "item": InputItem.objects.create(cycle=w.cycle, label="Lits").pk}


def _part(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk, "part": SocialMapEntry.objects.create(cycle=w.cycle, label="Hameau").pk}


def _feedback(w: Any) -> dict[str, Any]:
    """The group's lead, about whom the one who took notes, or the administrator, says what they saw."""
    group = GroupFactory(cycle=w.cycle)
    lead, notes = w.home.people[Role.ADMINISTRATOR], w.home.people[Role.FACILITATOR]
    GroupTeam.objects.create(group=group, lead=lead, note_taker=notes)
    ScoringSession.objects.create(cycle=w.cycle, side="users", group=group, state=SessionState.CLOSED)
    return {"pk": w.cycle.pk, "group": group.pk, "person": lead.pk}


def _page(**fields: Any) -> Row:
    return Row(own=TEAM, **{"kwargs": _cycle, **fields})


ROWS = {
    "scorecards:facilitator_list": Row(own=allow(ADMINISTRATOR)),
    "scorecards:facilitator_edit": Row(
        kwargs=lambda w: {"pk": w.home.people[Role.ADMINISTRATOR].pk},
        own=allow(ADMINISTRATOR, hidden=(Role.OFFICER, Role.PROVIDER, Role.REPRESENTATIVE)),
        nobody=403,
    ),
    "scorecards:cycle_readiness": _page(),
    "scorecards:cycle_hours": _page(),
    "scorecards:cycle_team": _page(),
    "scorecards:team_feedback": Row(kwargs=_feedback, own=allow(FACILITATOR, hidden=(OBSERVER,))),
    "scorecards:cycle_briefings": _page(),
    "scorecards:briefing_edit": _page(kwargs=lambda w: {**_cycle(w), "side": "users"}),
    "scorecards:cycle_hands": _page(),
    "scorecards:hands_edit": _page(kwargs=lambda w: {**_cycle(w), "moment": "before"}),
    "scorecards:cycle_map": _page(),
    "scorecards:map_part": _page(kwargs=_part),
    "scorecards:cycle_inputs": Row(kwargs=_released, own=everyone()),
    "scorecards:inputs_export": Row(kwargs=_released, own=everyone()),
    "scorecards:input_create": _page(),
    "scorecards:input_edit": _page(kwargs=_item),
    "scorecards:inputs_none": _page(),
    "scorecards:inputs_import": _page(),
    "scorecards:cycle_script": _page(),
}
