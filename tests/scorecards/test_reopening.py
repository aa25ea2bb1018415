"""The provider's closed session: asked to be reopened, reopened or not; the review's day; own indicators."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import AskedOf, CycleState, SessionState
from scorecards.models import Cycle, CycleEvent, Indicator, ModerationItem, ReopenRequest, ScoringSession
from scorecards.reports.card import build_card
from scorecards.reports.review_board import build_board
from scorecards.reports.today import today_for
from scorecards.services.ownindicators import MOST_OWN, add_own, remove_own
from scorecards.services.reopening import ask_reopen, decide_reopen, set_review_due
from tests.conftest import World
from tests.factories import ScoreFactory, SessionFactory

WHY = "Un indicateur a été mal compris."


@pytest.fixture
def session(world: World) -> ScoringSession:
    """The provider's session, closed, of a cycle that is still scoring."""
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    ScoringSession.objects.filter(cycle=cycle, side="provider").delete()
    made = SessionFactory(cycle=cycle, provider=True, closed=True)
    for row in cycle.indicators.all():
        ScoreFactory(session=made, indicator=row)
    return made


@pytest.fixture
def open_session(session: ScoringSession) -> ScoringSession:
    ScoringSession.objects.filter(pk=session.pk).update(state=SessionState.OPEN, closed_at=None)
    return ScoringSession.objects.get(pk=session.pk)


def url(name: str, *args: Any) -> str:
    return reverse(f"scorecards:{name}", args=args)


class TestRequest:
    def test_one_request_waits_at_a_time_and_the_same_one_is_written_once(
        self, world: World, session: ScoringSession
    ) -> None:
        first = ask_reopen(session=session, reason=WHY, by=world.provider)
        assert ask_reopen(session=session, reason=f" {WHY} ", by=world.provider) == first
        with pytest.raises(Refusal, match="attend déjà"):
            ask_reopen(session=session, reason="Autre raison", by=world.provider)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReopenRequest.objects.create(session=session, reason="x", by=world.provider)

    def test_what_cannot_be_asked_is_refused(self, world: World, session: ScoringSession) -> None:
        with pytest.raises(Refusal, match="pourquoi vous demandez"):
            ask_reopen(session=session, reason="  ", by=world.provider)
        with pytest.raises(Refusal, match="trop longue"):
            ask_reopen(session=session, reason="x" * 501, by=world.provider)
        users = session.cycle.sessions.filter(side="users").first()
        with pytest.raises(Refusal, match="prestataire"):
            ask_reopen(session=users, reason=WHY, by=world.provider)
        Cycle.objects.filter(pk=session.cycle_id).update(state=CycleState.INTERFACE)
        with pytest.raises(Refusal, match="réunion d’interface"):
            ask_reopen(session=session, reason=WHY, by=world.provider)

    def test_accepting_reopens_with_the_reason_and_leaves_a_trace(self, world: World, session: ScoringSession) -> None:
        asked = ask_reopen(session=session, reason=WHY, by=world.provider)
        decide_reopen(request=asked, accepts=True, answer="", by=world.facilitator)
        session.refresh_from_db()
        assert session.state == SessionState.OPEN
        event = CycleEvent.objects.get(cycle=session.cycle, name="reopen_session")
        assert WHY in event.reason
        assert event.by == world.facilitator
        with pytest.raises(Refusal, match="déjà une réponse"):
            decide_reopen(request=asked, accepts=False, answer="Non", by=world.facilitator)

    def test_declining_needs_words_and_leaves_the_session_closed(self, world: World, session: ScoringSession) -> None:
        asked = ask_reopen(session=session, reason=WHY, by=world.provider)
        with pytest.raises(Refusal, match="pourquoi vous refusez"):
            decide_reopen(request=asked, accepts=False, answer=" ", by=world.facilitator)
        decide_reopen(request=asked, accepts=False, answer="La carte sort demain.", by=world.facilitator)
        session.refresh_from_db()
        assert session.state == SessionState.CLOSED
        event = CycleEvent.objects.get(cycle=session.cycle, name="decline_reopen")
        assert "La carte sort demain." in event.reason
        assert WHY in event.reason
        assert ask_reopen(session=session, reason="Encore", by=world.provider).is_accepted is None

    def test_pages_lead_from_the_request_to_the_answer(
        self, world: World, session: ScoringSession, signed_in: Any
    ) -> None:
        staff, team = signed_in(world.provider), signed_in(world.facilitator)
        assert staff.post(url("session_reopen", session.pk), {"reason": WHY}).status_code == 403
        page = staff.get(session.get_absolute_url()).content.decode()
        assert url("session_ask", session.pk) in page
        assert url("session_reopen", session.pk) not in page
        refused = staff.post(url("session_ask", session.pk), {"reason": "Appelez Fatima Benali au 0612345678"})
        assert refused.status_code == 422
        assert "0612345678" in refused.content.decode()
        assert staff.post(url("session_ask", session.pk), {"reason": WHY}).status_code == 302
        asked = ReopenRequest.objects.get()
        assert url("reopen_decide", asked.pk) in team.get(session.cycle.get_absolute_url()).content.decode()
        assert url("reopen_decide", asked.pk) not in staff.get(session.get_absolute_url()).content.decode()
        empty = team.post(url("reopen_decide", asked.pk), {"decision": "decline", "answer": ""})
        assert empty.status_code == 422
        said = {"decision": "decline", "answer": "La réunion est déjà fixée."}
        assert team.post(url("reopen_decide", asked.pk), said).status_code == 302
        assert "La réunion est déjà fixée." in staff.get(session.get_absolute_url()).content.decode()

    def test_words_kept_after_a_warning_are_watched(
        self, world: World, session: ScoringSession, signed_in: Any
    ) -> None:
        ask_reopen(session=session, reason="Voir Fatima Benali au 0612345678", by=world.provider)
        assert ModerationItem.objects.filter(place__startswith="reopen:").exists()


class TestReviewDue:
    def test_past_and_far_days_are_refused(self, world: World, session: ScoringSession) -> None:
        today = timezone.localdate()
        with pytest.raises(Refusal, match="passée"):
            set_review_due(cycle=session.cycle, due_on=today - datetime.timedelta(days=1), by=world.facilitator)
        with pytest.raises(Refusal, match="plus d’un an"):
            set_review_due(cycle=session.cycle, due_on=today + datetime.timedelta(days=400), by=world.facilitator)
        with pytest.raises(Refusal, match="entre-temps"):
            set_review_due(cycle=session.cycle, due_on=today, version=99, by=world.facilitator)

    def test_closing_takes_the_day_of_the_team_and_fourteen_days_otherwise(
        self, world: World, open_session: ScoringSession, signed_in: Any
    ) -> None:
        team, staff = signed_in(world.facilitator), signed_in(world.provider)
        today = timezone.localdate()
        wanted = today + datetime.timedelta(days=5)
        bad = team.post(url("session_close", open_session.pk), {"review_due_on": "bientôt"})
        assert bad.status_code == 409
        assert ScoringSession.objects.get(pk=open_session.pk).is_open
        past = {"review_due_on": (today - datetime.timedelta(days=2)).isoformat()}
        assert team.post(url("session_close", open_session.pk), past).status_code == 409
        assert ScoringSession.objects.get(pk=open_session.pk).is_open
        team.post(url("session_close", open_session.pk), {"review_due_on": wanted.isoformat()})
        assert Cycle.objects.get(pk=open_session.cycle_id).review_due_on == wanted
        ScoringSession.objects.filter(pk=open_session.pk).update(state=SessionState.OPEN)
        Cycle.objects.filter(pk=open_session.cycle_id).update(review_due_on=None)
        staff.post(url("session_close", open_session.pk), {"review_due_on": wanted.isoformat()})
        assert Cycle.objects.get(pk=open_session.cycle_id).review_due_on == today + datetime.timedelta(days=14)

    def test_a_late_review_is_late_on_the_board_at_home_and_on_the_cycle(
        self, world: World, session: ScoringSession, signed_in: Any
    ) -> None:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Cycle.objects.filter(pk=session.cycle_id).update(review_due_on=yesterday)
        assert build_board(world.officer, tab="late").rows[0].is_late
        assert today_for(world.officer).reviews[0].is_late
        assert today_for(world.facilitator).reviews[0].is_late
        page = signed_in(world.facilitator).get(session.cycle.get_absolute_url()).content.decode()
        assert ", en retard" in page

    def test_the_page_keeps_what_was_typed(self, world: World, session: ScoringSession, signed_in: Any) -> None:
        team = signed_in(world.facilitator)
        answer = team.post(url("review_due", session.cycle_id), {"due_on": "2020-01-01", "version": 1})
        assert answer.status_code == 422
        assert "2020-01-01" in answer.content.decode()
        day = (timezone.localdate() + datetime.timedelta(days=3)).isoformat()
        version = Cycle.objects.get(pk=session.cycle_id).version
        assert team.post(url("review_due", session.cycle_id), {"due_on": day, "version": version}).status_code == 302
        assert Cycle.objects.get(pk=session.cycle_id).review_due_on.isoformat() == day


class TestOwnIndicators:
    def test_they_are_the_providers_alone_and_five_at_most(self, world: World, open_session: ScoringSession) -> None:
        for number in range(MOST_OWN):
            row = add_own(session=open_session, label=f"Salle {number}", by=world.provider)
            assert (row.asked_of, row.by_provider) == (AskedOf.PROVIDER, True)
        with pytest.raises(Refusal, match="maximum"):
            add_own(session=open_session, label="Un de trop", by=world.provider)

    def test_what_cannot_be_added_is_refused(self, world: World, open_session: ScoringSession) -> None:
        with pytest.raises(Refusal, match="en quelques mots"):
            add_own(session=open_session, label="  ", by=world.provider)
        with pytest.raises(Refusal, match="déjà dans le cycle"):
            add_own(session=open_session, label="POINT 1", by=world.provider)
        users = open_session.cycle.sessions.filter(side="users").first()
        with pytest.raises(Refusal, match="prestataire"):
            add_own(session=users, label="Autre", by=world.facilitator)
        ScoringSession.objects.filter(pk=open_session.pk).update(state=SessionState.CLOSED)
        with pytest.raises(Refusal, match="close"):
            add_own(session=open_session, label="Autre", by=world.provider)

    def test_a_scored_one_stays_and_the_teams_are_out_of_reach(
        self, world: World, open_session: ScoringSession
    ) -> None:
        row = add_own(session=open_session, label="Salle d’accouchement", by=world.provider)
        with pytest.raises(Refusal, match="ajouté"):
            remove_own(session=open_session, indicator=open_session.cycle.indicators.first(), by=world.provider)
        ScoreFactory(session=open_session, indicator=row)
        with pytest.raises(Refusal, match="déjà été noté"):
            remove_own(session=open_session, indicator=row, by=world.provider)

    def test_the_card_says_who_added_it(self, world: World, open_session: ScoringSession, signed_in: Any) -> None:
        row = add_own(session=open_session, label="Salle d’accouchement", by=world.provider)
        ScoreFactory(session=open_session, indicator=row, value=3)
        card = build_card(open_session.cycle, audience="team")
        assert {line.label: line.by_provider for line in card.rows}["Salle d’accouchement"]
        page = signed_in(world.facilitator).get(url("cycle_card", open_session.cycle_id)).content.decode()
        assert page.count("ajouté par le prestataire") == 1

    def test_the_page_adds_stops_personal_words_and_takes_back(
        self, world: World, open_session: ScoringSession, signed_in: Any
    ) -> None:
        staff = signed_in(world.provider)
        own = url("session_own", open_session.pk)
        assert own in staff.get(open_session.get_absolute_url()).content.decode()
        stopped = staff.post(own, {"label": "Mme Fatima Benali 0612345678", "hint": ""})
        assert stopped.status_code == 422
        assert "Fatima Benali" in stopped.content.decode()
        assert not Indicator.objects.filter(by_provider=True).exists()
        assert staff.post(own, {"label": "Salle d’accouchement", "hint": "A-t-on une lampe ?"}).status_code == 302
        row = Indicator.objects.get(by_provider=True)
        assert "ajouté par le prestataire" in staff.get(open_session.get_absolute_url()).content.decode()
        assert staff.post(own, {"remove": "x"}).status_code == 404
        other = open_session.cycle.indicators.filter(by_provider=False).first()
        assert staff.post(own, {"remove": other.pk}).status_code == 404
        assert staff.post(own, {"remove": row.pk}).status_code == 302
        assert not Indicator.objects.filter(by_provider=True).exists()


def test_the_officer_reads_group_scores_only_once_released(world: World, signed_in: Any) -> None:
    officer = signed_in(world.officer)
    before = world.make_cycle(state=CycleState.PROVIDER)
    assert officer.get(url("cycle_card", before.pk)).status_code == 403
    group = before.sessions.filter(side="users").first()
    assert officer.get(group.get_absolute_url()).status_code == 404
    review = officer.get(url("cycle_review", before.pk)).content.decode()
    assert "Femmes" not in review
    Cycle.objects.filter(pk=before.pk).update(state=CycleState.CLOSED)
    after = world.make_cycle(state=CycleState.INTERFACE, number=2)
    page = officer.get(url("cycle_card", after.pk))
    assert page.status_code == 200
    assert "Femmes" in page.content.decode()
    assert officer.get(after.sessions.filter(side="users").first().get_absolute_url()).status_code == 404


def test_a_request_needs_its_rows_to_be_whole(world: World, session: ScoringSession) -> None:
    with pytest.raises(ValidationError):
        ReopenRequest(session=session, reason="", by=world.provider).full_clean()
