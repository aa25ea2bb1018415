"""The incident log, and the cycle that it pauses."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import CycleState, IncidentKind, IncidentState, SessionState
from scorecards.models import Cycle, CycleEvent, Incident, Score
from scorecards.reports.safeguards import build_safeguards
from scorecards.services.incidents import follow_incident, log_incident
from scorecards.services.meeting import plan_meeting
from scorecards.services.review import confirm
from scorecards.services.sessions import open_session
from scorecards.services.workflow import advance
from tests.conftest import World


def _log(cycle: Cycle, world: World, **fields: Any) -> Incident:
    given = {
        "kind": IncidentKind.DISPUTE,
        "happened_on": timezone.localdate(),
        "description": "Les deux côtés se sont quittés sans se parler.",
        "pauses_cycle": True,
        **fields,
    }
    return log_incident(cycle=cycle, by=world.facilitator, **given)


def _follow(incident: Incident, world: World, **fields: Any) -> Incident:
    given = {
        "version": incident.version,
        "state": IncidentState.CLOSED,
        "measures": "Deux rencontres",
        "outcome": "Chacun a entendu l’autre.",
        "pauses_cycle": True,
        **fields,
    }
    return follow_incident(incident=incident, by=world.facilitator, **given)


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.PROVIDER)


def test_a_serious_incident_pauses_the_cycle_until_it_is_closed(world: World, cycle: Cycle) -> None:
    first = _log(cycle, world)
    second = _log(cycle, world, description="Une porte a été cassée.")
    cycle = Cycle.objects.get(pk=cycle.pk)
    assert cycle.paused_at is not None
    _follow(first, world)
    cycle = Cycle.objects.get(pk=cycle.pk)
    assert cycle.paused_at is not None, "another incident still pauses it"
    _follow(second, world)
    cycle = Cycle.objects.get(pk=cycle.pk)
    assert cycle.paused_at is None
    assert sorted(CycleEvent.objects.filter(cycle=cycle).values_list("name", flat=True)) == ["pause", "resume"]


def test_an_ordinary_incident_pauses_nothing(world: World, cycle: Cycle) -> None:
    _log(cycle, world, pauses_cycle=False)
    cycle = Cycle.objects.get(pk=cycle.pk)
    assert cycle.paused_at is None


def test_a_paused_cycle_refuses_sessions_reviews_meetings_and_steps(world: World) -> None:
    community = world.make_cycle(state=CycleState.COMMUNITY)
    session = community.sessions.first()
    assert session is not None
    session.state = SessionState.PLANNED
    session.save()
    _log(community, world)
    with pytest.raises(Refusal, match="en pause pour médiation"):
        open_session(session=session, by=world.facilitator)
    with pytest.raises(Refusal, match="en pause pour médiation"):
        advance(cycle=community, name="finish_community", by=world.facilitator)


def test_a_paused_cycle_refuses_the_review(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    score = Score.objects.filter(session__cycle=cycle, session__side="provider", status="scored").first()
    assert score is not None
    _log(cycle, world)
    with pytest.raises(Refusal, match="en pause pour médiation"):
        confirm(score=score, version=score.version, by=world.officer)


def test_a_paused_cycle_refuses_the_meeting(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    _log(cycle, world)
    with pytest.raises(Refusal, match="en pause pour médiation"):
        plan_meeting(cycle=cycle, planned_on=timezone.localdate(), by=world.facilitator)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"happened_on": datetime.date(2999, 1, 1)}, "à venir"),
        ({"description": "  "}, "sans noms"),
        ({"kind": "made-up"}, "incident"),
        ({"description": "x" * 2001}, "2000"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(world: World, cycle: Cycle, fields: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        _log(cycle, world, **fields)
    assert not Incident.objects.exists()


def test_closing_needs_an_outcome_and_the_version_in_force(world: World, cycle: Cycle) -> None:
    incident = _log(cycle, world)
    with pytest.raises(Refusal, match="terminé"):
        _follow(incident, world, outcome=" ")
    _follow(incident, world, state=IncidentState.MEDIATION, outcome="")
    with pytest.raises(Refusal):
        _follow(incident, world)


def test_the_same_incident_sent_twice_is_written_once(world: World, cycle: Cycle) -> None:
    assert _log(cycle, world).pk == _log(cycle, world).pk
    closed = _follow(Incident.objects.get(), world)
    assert _follow(closed, world, version=1).version == closed.version, "a double click changes nothing"


def test_shares_of_what_is_closed(world: World, cycle: Cycle) -> None:
    _follow(_log(cycle, world), world)
    _log(cycle, world, description="Des cris dans la salle.", pauses_cycle=False)
    shown = build_safeguards(cycle, world.facilitator)
    assert (shown.incidents, shown.closed, shown.closed_share, shown.settled_share) == (2, 1, 50, None)
    assert not build_safeguards(cycle, world.officer).is_team


def test_pages(world: World, cycle: Cycle, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    url = reverse("scorecards:incident_create", args=[cycle.pk])
    assert client.get(url).status_code == 200
    bad = client.post(url, {"kind": "", "happened_on": "hier", "description": "Cris"})
    assert bad.status_code == 422
    assert "Cris" in bad.content.decode()
    named = {"kind": "dispute", "happened_on": "2026-11-02", "description": "Mme Alaoui a crié.", "pauses_cycle": "on"}
    assert client.post(url, named).status_code == 422
    saved = client.post(url, {**named, "description": "Une personne a crié."}, follow=True)
    assert "Médiation" in saved.content.decode() or "médiation" in saved.content.decode()
    banner = signed_in(world.officer).get(cycle.get_absolute_url()).content.decode()
    assert "En pause, médiation" in banner
    assert "Une personne a crié" not in banner
    incident = Incident.objects.get()
    edit = reverse("scorecards:incident_edit", args=[incident.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"state": "closed", "measures": "", "outcome": "", "version": 1}).status_code == 422
    done = {"state": "closed", "measures": "", "outcome": "Excuses reçues.", "version": 1, "pauses_cycle": "on"}
    assert client.post(edit, done).status_code == 302
    assert "En pause" not in client.get(cycle.get_absolute_url()).content.decode()
    for person in (world.stranger, world.officer):
        assert signed_in(person).get(edit).status_code == 404
