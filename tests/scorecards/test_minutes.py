"""The minutes of the meeting, and what the municipality sees of the last round."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.pdf import render_pdf
from reports.models import Report
from scorecards.enums import BoardKind, CycleState, Outcome
from scorecards.models import BoardEntry, Cycle, Discussion, Review, Score
from scorecards.reports.minutes import build_minutes
from scorecards.reports.review import build_review
from scorecards.reports.review_board import build_board
from scorecards.services.meeting import add_action_on_the_spot, build_agenda, hold_meeting, record_discussion
from scorecards.services.review import contest, provider_scores
from tests.conftest import World
from tests.factories import ServicePointFactory

REASON = "Le budget de l’année est voté."


@pytest.fixture
def cycle(world: World) -> Cycle:
    made = world.make_cycle(state=CycleState.INTERFACE)
    build_agenda(made)
    return Cycle.objects.with_context().get(pk=made.pk)


def held(world: World, cycle: Cycle) -> list[Discussion]:
    hold_meeting(
        cycle=cycle,
        held_on=timezone.localdate(),
        counts={"community_women": 12, "community_men": 9, "provider_women": 2},
        version=cycle.meeting.version,
        by=world.facilitator,
    )
    rows = list(Discussion.objects.filter(meeting__cycle=cycle).select_related("indicator").order_by("position"))
    outcomes = (Outcome.AGREED, Outcome.DISAGREEMENT, Outcome.POSTPONED)
    for row, outcome in zip(rows, outcomes, strict=True):
        record_discussion(
            discussion=row,
            users_said="On attend trop.",
            provider_said="Nous sommes deux.",
            outcome=outcome,
            agreement="" if outcome == Outcome.POSTPONED else f"Position {outcome}",
            version=1,
            by=world.facilitator,
        )
    return rows


class TestMinutes:
    def test_they_hold_what_the_meeting_decided(self, world: World, cycle: Cycle) -> None:
        rows = held(world, cycle)
        add_action_on_the_spot(
            discussion=rows[0],
            by=world.facilitator,
            what="Ouvrir le jeudi",
            side="provider",
            responsible="responsable",
            due_on=datetime.date(2027, 3, 1),
            community_part="annonce l’horaire",
        )
        BoardEntry.objects.create(
            cycle=cycle, indicator=rows[1].indicator, kind=BoardKind.SOLUTION, text="Un deuxième médecin",
            feasibility="no", refusal=REASON, by=world.provider,
        )  # fmt: skip
        minutes = build_minutes(cycle, "public")
        assert minutes.draft == ""
        assert (minutes.present, minutes.agreed, len(minutes.kept)) == (23, 1, 1)
        assert [point.outcome for point in minutes.points] == ["agreed", "disagreement", "postponed"]
        assert minutes.points[0].actions == ("1. Ouvrir le jeudi",)
        assert minutes.points[1].solutions[0].refusal == REASON
        assert minutes.figures.answered_percent == "100"
        assert minutes.actions[0].parts[0].words == "annonce l’horaire"
        assert minutes.rules
        content = render_pdf(
            "scorecards/report/minutes.html", {"report": minutes, "plan": minutes.plan}, language="fr", title="x"
        )
        assert content.startswith(b"%PDF")

    def test_before_the_meeting_they_are_a_draft(self, cycle: Cycle) -> None:
        assert "n’est pas encore notée" in build_minutes(cycle, "public").draft

    def test_words_being_read_again_stay_with_the_team(self, world: World, cycle: Cycle) -> None:
        row = Discussion.objects.filter(meeting__cycle=cycle).first()
        record_discussion(
            discussion=row,
            users_said="Fatima Benali au 0612345678 refuse",
            provider_said="",
            outcome="",
            agreement="",
            version=1,
            by=world.facilitator,
        )
        said = {point.users_said for point in build_minutes(cycle, "public").points}
        assert not any("Fatima" in words for words in said)
        assert any("Fatima" in point.users_said for point in build_minutes(cycle, "team").points)

    def test_they_are_asked_for_from_the_meetings_page(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        url = reverse("scorecards:report_ask", args=[cycle.pk, "minutes"])
        observer = signed_in(world.observer)
        assert url in observer.get(reverse("scorecards:cycle_meeting", args=[cycle.pk])).content.decode()
        assert observer.post(url).status_code == 302
        assert Report.objects.get().kind == "scorecards.minutes"


class TestSinceLastRound:
    @pytest.fixture
    def rounds(self, world: World) -> tuple[Cycle, Cycle]:
        first = world.make_cycle(state=CycleState.PROVIDER)
        first.sessions.filter(side="provider").update(state="closed", closed_at=timezone.now())
        session = first.sessions.get(side="provider")
        for number, row in enumerate(first.indicators.all()):
            Score.objects.create(session=session, indicator=row, value=Decimal(4 + number))
        score = provider_scores(first)[0]
        contest(score=score, sentence="La commune a vu autre chose.", version=score.version, by=world.officer)
        Cycle.objects.filter(pk=first.pk).update(state=CycleState.CLOSED)
        second = world.make_cycle(state=CycleState.PROVIDER, number=2, previous=first)
        second.sessions.filter(side="provider").update(state="closed", closed_at=timezone.now())
        session = second.sessions.get(side="provider")
        for row in second.indicators.all():
            Score.objects.create(session=session, indicator=row, value=Decimal(5))
        return first, Cycle.objects.with_context().get(pk=second.pk)

    def test_before_and_now_with_the_last_decision(
        self, world: World, rounds: tuple[Cycle, Cycle], signed_in: Any
    ) -> None:
        report = build_review(rounds[1], user=world.officer)
        found = [(row.since.before_text, row.since.change_text, row.since.moved) for row in report.rows if row.since]
        assert found == [("4", "+1", True), ("5", "0", False), ("6", "−1", True)]
        assert (report.moved, report.compared) == (2, 3)
        page = signed_in(world.officer).get(reverse("scorecards:cycle_review", args=[rounds[1].pk])).content.decode()
        assert "Tour précédent : 4 → 5, contestée la dernière fois" in page.replace("\xa0", " ")

    def test_the_board_counts_them_and_a_first_round_has_none(self, world: World, rounds: tuple[Cycle, Cycle]) -> None:
        assert {row.session.cycle_id: row.moved for row in build_board(world.officer).rows} == {rounds[1].pk: 2}
        Cycle.objects.filter(pk=rounds[1].pk).update(scale="hundred")
        assert build_board(world.officer).rows[0].moved is None

    def test_the_board_asks_the_same_for_two_and_twelve(self, world: World) -> None:
        counts = set()
        for many in (2, 10):
            for _n in range(many):
                point = ServicePointFactory(operator=world.service, territory=world.village)
                first = world.make_cycle(state=CycleState.CLOSED, service_point=point)
                made = world.make_cycle(state=CycleState.PROVIDER, service_point=point, number=2, previous=first)
                made.sessions.filter(side="provider").update(state="closed", closed_at=timezone.now())
                Score.objects.create(
                    session=made.sessions.get(side="provider"), indicator=made.indicators.first(), value=Decimal(5)
                )
            with CaptureQueriesContext(connection) as seen:
                assert build_board(world.officer).rows
            counts.add(len(seen))
        assert len(counts) == 1

    def test_what_is_left_is_confirmed_at_once(
        self, world: World, rounds: tuple[Cycle, Cycle], signed_in: Any
    ) -> None:
        cycle = rounds[1]
        scores = provider_scores(cycle)
        contest(score=scores[0], sentence="Non.", version=scores[0].version, by=world.officer)
        officer = signed_in(world.officer)
        typed = {f"version-{score.pk}": score.version for score in scores}
        page = reverse("scorecards:cycle_review", args=[cycle.pk])
        stale = {**typed, f"version-{scores[1].pk}": 9, "action": "rest"}
        assert officer.post(page, stale).status_code == 422
        assert not Review.objects.filter(score__session__cycle=cycle, kind="confirm").exists()
        assert officer.post(page, {**typed, "action": "rest"}).status_code == 302
        confirmed = Review.objects.filter(score__session__cycle=cycle, kind="confirm").values_list("score", flat=True)
        assert set(confirmed) == {scores[1].pk, scores[2].pk}
