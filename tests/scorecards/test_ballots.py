"""Votes on participants' phones: anonymous by construction, hidden until closed, counted once, entered with guards."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import CycleState, ScoreMode, Side
from scorecards.models import BallotBox, BallotCount, BallotStub, Cycle, Indicator, ScoringSession
from scorecards.reports.ballots import build_ballots
from scorecards.services import ballots, sessions
from tests.conftest import World
from tests.scorecards.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def full_buckets() -> Iterator[None]:
    ballots.casts.reset()
    ballots.looks.reset()
    yield
    ballots.casts.reset()
    ballots.looks.reset()


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.COMMUNITY, scale="faces")


@pytest.fixture
def session(cycle: Cycle) -> ScoringSession:
    """An open session of 12 people."""
    return cycle.sessions.filter(side=Side.USERS).first()


@pytest.fixture
def points(cycle: Cycle) -> list[Indicator]:
    return list(cycle.indicators.all())


@pytest.fixture
def box(world: World, session: ScoringSession) -> BallotBox:
    return ballots.open_box(session=session, indicator=None, by=world.facilitator)


@pytest.fixture
def lead(world: World) -> Client:
    return Phone(world.facilitator).client


def vote(box: BallotBox, *levels: int, times: int = 1) -> None:
    """Ballots that choose ``levels`` for the first indicators."""
    keys = list(box.counts.order_by("indicator__position").values_list("indicator", flat=True))
    for _time in range(times):
        ballots.cast(box=box, choices=dict(zip(keys, levels, strict=False)), number=uuid.uuid4().hex)


def tallies(box: BallotBox) -> list[list[int]]:
    return [row.tallies for row in box.counts.order_by("indicator__position")]


def fields(page: Any) -> dict[str, str]:
    """What the page would send back: its hidden fields."""
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return dict(found)


def go(client: Client, url: str, page: Any, button: str, **more: str) -> Any:
    return client.post(url, {**fields(page), "go": button, **more})


def address(box: BallotBox) -> str:
    return reverse("scorecards:ballot_vote", args=[box.code])


def test_a_vote_that_would_count_nothing_says_so_before_it_is_closed(
    lead: Client, session: ScoringSession, box: BallotBox
) -> None:
    """Below five ballots the filled button is the code to show; from five on it is the closing."""
    page, close = reverse("scorecards:session_ballot", args=[session.pk]), "Fermer le vote"
    vote(box, 2, times=4)
    early = lead.get(page).content.decode()
    assert "en dessous de 5 bulletins" in early
    assert re.search(rf'class="btn btn-paper"[^>]*>\s*{close}', early)
    vote(box, 2)
    ready = lead.get(page).content.decode()
    assert "en dessous de 5 bulletins" not in ready
    assert re.search(rf'class="btn btn-primary"[^>]*>\s*{close}', ready)


# Participants ---------------------------------------------------------------------------------------------------


def test_a_person_votes_screen_by_screen_without_script_nor_account(box: BallotBox, points: list[Indicator]) -> None:
    client, url = Client(), address(box)
    page = client.get(url)
    assert "Personne ne sait qui a voté quoi" in page.content.decode()
    page = go(client, url, page, "start")
    assert points[0].label in page.content.decode()
    page = go(client, url, page, "next", choice="4")
    page = go(client, url, page, "skip")
    assert points[2].label in page.content.decode()
    page = go(client, url, page, "previous")
    page = go(client, url, page, "previous")
    assert 'value="4" checked' in page.content.decode(), "the way back finds what was chosen"
    page = go(client, url, page, "next", choice="3")
    page = go(client, url, page, "next")
    page = go(client, url, page, "next", choice="0")
    assert tallies(box) == [[0] * 5] * 3, "nothing is counted before the sending"
    answer = go(client, url, page, "send")
    assert answer.status_code == 302
    assert "compté" in client.get(answer["Location"]).content.decode()
    assert tallies(box) == [[0, 0, 0, 1, 0], [0] * 5, [1, 0, 0, 0, 0]]
    box.refresh_from_db()
    assert box.received == 1
    assert not client.cookies


def test_the_same_page_sent_twice_counts_once_and_a_lent_phone_votes_again(box: BallotBox) -> None:
    client, url = Client(), address(box)
    for expected in (1, 2):
        page = go(client, url, client.get(url), "start")
        for _screen in range(3):
            page = go(client, url, page, "next", choice="2")
        assert go(client, url, page, "send").status_code == 302
        assert go(client, url, page, "send").status_code == 302
        box.refresh_from_db()
        assert box.received == expected


def test_nothing_of_a_ballot_is_stored_but_counters(box: BallotBox) -> None:
    """No column could tell who, from where, with what or when: the counters, their box and bare stubs."""
    names = {
        model: {field.name for field in model._meta.get_fields()} for model in (BallotBox, BallotCount, BallotStub)
    }
    assert names[BallotCount] == {"id", "box", "indicator", "tallies", "score_version", "is_entered"}
    assert names[BallotStub] == {"id", "box", "digest"}
    assert not any(word in name for name in names[BallotBox] for word in ("ip", "agent", "device", "voted"))
    vote(box, 4, 4, 4, times=2)
    assert BallotStub.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where tgrelid::regclass::text like '%ballot%' and not tgisinternal"
        )
        assert cursor.fetchall() == [], "no history is kept of counters"


def test_the_stubs_go_when_the_vote_closes(box: BallotBox, session: ScoringSession, world: World) -> None:
    vote(box, 4, times=5)
    ballots.close_box(session=session, by=world.facilitator)
    assert not BallotStub.objects.exists()


def test_the_request_is_emptied_and_not_logged(box: BallotBox, caplog: pytest.LogCaptureFixture) -> None:
    from config.quiet import QuietFilter, is_protected

    assert is_protected(address(box))
    answer = Client(REMOTE_ADDR="203.0.113.9").get(address(box), HTTP_COOKIE="sessionid=x")
    assert answer.wsgi_request.META["REMOTE_ADDR"] == "0.0.0.0"  # noqa: S104
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    import logging

    line = logging.LogRecord("django.server", logging.INFO, "", 0, '"%s" %s', ("GET /b/BCDFGH/ HTTP/1.1", "200"), None)
    assert QuietFilter().filter(line) is False
    other = logging.LogRecord("django.server", logging.INFO, "", 0, '"%s" %s', ("GET /cycles/ HTTP/1.1", "200"), None)
    assert QuietFilter().filter(other) is True


def test_closed_unknown_and_paused_have_a_sentence_and_count_nothing(
    box: BallotBox, session: ScoringSession, world: World
) -> None:
    client, url = Client(), address(box)
    page = go(client, url, client.get(url), "start")
    for _screen in range(3):
        page = go(client, url, page, "next", choice="2")
    Cycle.objects.filter(pk=session.cycle_id).update(paused_at=timezone.now())
    assert go(client, url, page, "send").status_code == 410
    Cycle.objects.filter(pk=session.cycle_id).update(paused_at=None)
    ballots.close_box(session=session, by=world.facilitator)
    late = go(client, url, page, "send")
    assert late.status_code == 410
    assert "Ce vote est clos" in late.content.decode()
    assert client.get(url).status_code == 410
    unknown = client.get(reverse("scorecards:ballot_vote", args=["ZZZZZZ"]))
    assert unknown.status_code == 404
    assert "Aucun vote n’a ce code" in unknown.content.decode()
    assert BallotBox.objects.get().received == 0


def test_the_code_is_typed_loosely(box: BallotBox) -> None:
    typed = f" {box.code[:3].lower()}-{box.code[3:].lower()} "
    answer = Client().get(reverse("scorecards:ballot_find"), {"code": typed})
    assert answer["Location"].startswith(address(box))
    assert not set("AEIOUL01") & set(ballots.ALPHABET)


def test_a_flood_waits_with_what_was_chosen(box: BallotBox, settings: Any) -> None:
    settings.BALLOTS_PER_MINUTE = 2
    vote(box, 1, times=2)
    client, url = Client(), address(box)
    page = go(client, url, client.get(url), "start")
    for _screen in range(3):
        page = go(client, url, page, "next", choice="2")
    answer = go(client, url, page, "send")
    assert answer.status_code == 429
    assert fields(answer)["number"] == fields(page)["number"], "the same paper can be sent again"
    settings.BALLOT_CODES_PER_MINUTE = 3
    ballots.looks.reset()
    codes = [client.get(reverse("scorecards:ballot_vote", args=[f"XXXX{n}"])).status_code for n in range(22, 27)]
    assert codes == [404, 404, 404, 429, 429]
    assert client.get(url).status_code == 200, "a good code is never held up by bad ones"


@pytest.mark.parametrize("junk", ["", "-1", "99", "x", "٣", "1" * 50])
def test_a_forged_page_harms_nothing(box: BallotBox, junk: str) -> None:
    client, url = Client(), address(box)
    for data in ({"go": "next", "at": junk, "choice": junk, "number": junk}, {"go": "send", "at": junk}):
        assert client.post(url, data).status_code == 200
    assert client.post(url, {"go": "send", "at": "3", "number": "x", "a-00000000-0000-0000-0000-000000000000": "1"})
    assert tallies(box) == [[0] * 5] * 3


@pytest.mark.parametrize(
    ("language", "words"), [("ar", 'dir="rtl"'), ("en", "What do you think"), ("fr", "Que pensez")]
)
def test_three_languages_travel_with_the_page(box: BallotBox, language: str, words: str) -> None:
    client, url = Client(), address(box)
    page = client.get(url, {"lang": language})
    assert words in page.content.decode()
    page = go(client, url, page, "start")
    assert f'lang="{language}"' in page.content.decode()


# The leader -----------------------------------------------------------------------------------------------------


def test_nobody_sees_a_result_before_the_closing(
    lead: Client, session: ScoringSession, box: BallotBox, points: list[Indicator]
) -> None:
    vote(box, 4, 0, 2, times=7)
    page = lead.get(reverse("scorecards:session_ballot", args=[session.pk])).content.decode()
    assert box.code in page
    assert "7 bulletins reçus" in page
    assert points[0].label not in page
    part = lead.get(reverse("scorecards:ballot_received", args=[session.pk])).content.decode()
    assert "7 bulletins reçus" in part
    assert "hx-get" in part
    assert build_ballots(session).rows == (), "the page doesn't even hold them"
    assert session.scores.count() == 0
    with pytest.raises(Refusal):
        ballots.enter_counts(box=box, indicators=[row.pk for row in points], by=box.opened_by)


def test_closing_enters_the_counts_as_ballots(lead: Client, session: ScoringSession, box: BallotBox) -> None:
    vote(box, 4, 0, times=5)
    vote(box, 3, times=2)
    answer = lead.post(reverse("scorecards:ballot_close", args=[session.pk]), follow=True)
    assert "Le vote est clos" in answer.content.decode()
    first, second = session.scores.order_by("indicator__position")
    assert (first.mode, first.tallies) == (ScoreMode.BALLOT, [0, 0, 0, 2, 5])
    assert (second.mode, second.tallies) == (ScoreMode.BALLOT, [5, 0, 0, 0, 0])
    assert session.scores.count() == 2, "what everybody skipped stays without answer"


def test_fewer_than_five_ballots_are_forgotten(lead: Client, session: ScoringSession, box: BallotBox) -> None:
    vote(box, 4, 4, 4, times=4)
    page = lead.post(reverse("scorecards:ballot_close", args=[session.pk]), follow=True).content.decode()
    assert "Moins de 5 bulletins" in page
    assert session.scores.count() == 0
    assert not BallotCount.objects.exists()


def test_more_ballots_than_people_wait_for_a_reason(
    lead: Client, session: ScoringSession, box: BallotBox, points: list[Indicator]
) -> None:
    vote(box, 4, times=13)
    page = lead.post(reverse("scorecards:ballot_close", args=[session.pk]), follow=True).content.decode()
    assert "12 personnes" in page
    assert session.scores.count() == 0
    url = reverse("scorecards:ballot_enter", args=[session.pk, box.pk])
    assert lead.post(url, {"indicator": str(points[0].pk)}).status_code == 409
    said = {"indicator": str(points[0].pk), "mismatch_reason": "Une personne arrivée en retard"}
    assert lead.post(url, said).status_code == 302
    assert session.scores.get().mismatch_reason == "Une personne arrivée en retard"


def test_a_score_typed_meanwhile_is_replaced_only_when_ticked(
    lead: Client, world: World, session: ScoringSession, box: BallotBox, points: list[Indicator]
) -> None:
    vote(box, 4, 4, 4, times=6)
    sessions.record_score(
        session=session, indicator=points[0], status="scored", mode="tally", tallies=[0, 6, 0, 0, 0], version=0,
        reason="Loin", by=world.facilitator,
    )  # fmt: skip
    lead.post(reverse("scorecards:ballot_close", args=[session.pk]))
    assert session.scores.get(indicator=points[0]).tallies == [0, 6, 0, 0, 0]
    assert session.scores.get(indicator=points[1]).tallies == [0, 0, 0, 0, 6]
    url = reverse("scorecards:ballot_enter", args=[session.pk, box.pk])
    assert lead.post(url).status_code == 409
    assert lead.post(url, {"indicator": str(points[0].pk)}).status_code == 302
    score = session.scores.get(indicator=points[0])
    assert (score.tallies, score.reason) == ([0, 0, 0, 0, 6], "Loin")


def test_one_indicator_is_voted_on_again(lead: Client, session: ScoringSession, points: list[Indicator]) -> None:
    opened = reverse("scorecards:ballot_open", args=[session.pk])
    assert lead.post(opened, {"indicator": str(points[1].pk)}).status_code == 302
    box = BallotBox.objects.get()
    assert [row.indicator for row in box.counts.all()] == [points[1]]
    assert lead.post(opened).status_code == 302
    assert BallotBox.objects.count() == 1, "an open vote is given back as it is"


def test_a_session_without_people_or_closed_opens_no_vote(lead: Client, session: ScoringSession) -> None:
    opened = reverse("scorecards:ballot_open", args=[session.pk])
    ScoringSession.objects.filter(pk=session.pk).update(women_adult=None, men_adult=None)
    assert lead.post(opened).status_code == 409
    ScoringSession.objects.filter(pk=session.pk).update(women_adult=8, state="closed")
    assert lead.post(opened).status_code == 409
    assert not BallotBox.objects.exists()


def test_fixing_a_word_keeps_the_way_of_voting(
    lead: Client, session: ScoringSession, box: BallotBox, points: list[Indicator]
) -> None:
    """The score page of a ballot's score: only the reason changes."""
    vote(box, 4, times=6)
    lead.post(reverse("scorecards:ballot_close", args=[session.pk]))
    hands = {f"hands_{n}": "6" if n == 4 else "0" for n in range(5)}
    data = {"how": "tally", "version": "1", "reason": "Accueil chaleureux", "confirm": "6/12", **hands}
    lead.post(reverse("scorecards:session_score", args=[session.pk, points[0].pk]), data)
    score = session.scores.get(indicator=points[0])
    assert (score.mode, score.reason) == (ScoreMode.BALLOT, "Accueil chaleureux")


def test_the_wall_shows_the_code_and_paper_votes_are_typed_as_hands(
    lead: Client, session: ScoringSession, box: BallotBox, points: list[Indicator]
) -> None:
    wall = lead.get(reverse("scorecards:ballot_wall", args=[session.pk])).content.decode()
    assert box.code in wall
    assert "<svg" in wall
    page = lead.get(reverse("scorecards:session_score", args=[session.pk, points[0].pk])).content.decode()
    assert "Bulletins en papier" in page
