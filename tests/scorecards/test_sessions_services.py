"""A session from opening to closing: attendance, scores, stale forms, two people at once."""

import datetime
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import AskedOf, CycleState, Scale, ScoreMode, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Score, ScoringSession
from scorecards.scales import SCALES
from scorecards.services import sessions
from scorecards.services.sheets import SheetRefusal, record_sheet
from tests.factories import CycleFactory, IndicatorFactory, ScoreFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db
FACES = {"scale": Scale.FACES}


@pytest.fixture
def session() -> ScoringSession:
    """An open session of 12 people on 0 to 10, one indicator asked of both sides."""
    made = SessionFactory()
    IndicatorFactory(cycle=made.cycle)
    return made


@pytest.fixture
def faces() -> ScoringSession:
    """The same on the five faces."""
    made = SessionFactory(cycle=CycleFactory(community=True, **FACES))
    IndicatorFactory(cycle=made.cycle)
    return made


def record(session: ScoringSession, **fields: Any) -> Score:
    values: dict[str, Any] = {
        "indicator": session.cycle.indicators.first(),
        "status": ScoreStatus.SCORED,
        "version": 0,
        "by": UserFactory(),
    }
    return sessions.record_score(session=session, **{**values, **fields})


def attend(session: ScoringSession, **fields: Any) -> ScoringSession:
    values: dict[str, Any] = {
        "counts": {"women_young": 3, "women_adult": 5},
        "held_on": timezone.localdate(),
        "place": "École",
        "version": session.version,
        "by": UserFactory(),
    }
    return sessions.record_attendance(session=session, **{**values, **fields})


def state(cycle: Cycle, value: str) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(state=value)


class TestOpening:
    def test_a_planned_session_opens_once(self) -> None:
        session = SessionFactory(planned=True)
        opened = sessions.open_session(session=session, by=UserFactory())
        assert (opened.state, opened.version) == (SessionState.OPEN, 2)
        assert sessions.open_session(session=session, by=UserFactory()).version == 2

    @pytest.mark.parametrize("where", [CycleState.PREPARATION, CycleState.INTERFACE])
    def test_only_while_the_cycle_scores(self, where: str) -> None:
        session = SessionFactory(planned=True)
        state(session.cycle, where)
        with pytest.raises(Refusal, match="ne peut pas s’ouvrir maintenant"):
            sessions.open_session(session=session, by=UserFactory())

    def test_a_closed_one_asks_for_a_reason(self) -> None:
        with pytest.raises(Refusal, match="Rouvrez-la"):
            sessions.open_session(session=SessionFactory(closed=True), by=UserFactory())

    def test_users_and_provider_may_score_in_any_order(self) -> None:
        session = SessionFactory(provider=True, planned=True, cycle=CycleFactory(community=True))
        assert sessions.open_session(session=session, by=UserFactory()).is_open


class TestAttendance:
    def test_what_is_left_out_is_not_zero_people(self, session: ScoringSession) -> None:
        saved = attend(session)
        assert (saved.people_present, saved.men_adult, saved.place) == (8, None, "École")

    def test_before_the_cycle_is_refused(self, session: ScoringSession) -> None:
        day = session.cycle.starts_on - datetime.timedelta(days=1)
        with pytest.raises(Refusal, match="une séance ne peut pas se tenir avant"):
            attend(session, held_on=day)

    def test_tomorrow_is_refused(self, session: ScoringSession) -> None:
        with pytest.raises(Refusal, match="à venir"):
            attend(session, held_on=timezone.localdate() + datetime.timedelta(days=1))

    @pytest.mark.parametrize("count", [-1, 10_000])
    def test_odd_counts_are_refused(self, session: ScoringSession, count: int) -> None:
        with pytest.raises(Refusal, match="à partir de 0"):
            attend(session, counts={"men_elder": count})

    def test_a_stale_form_is_refused(self, session: ScoringSession) -> None:
        stale = session.version
        attend(session)
        with pytest.raises(Refusal, match="entre-temps"):
            attend(session, version=stale)

    def test_fewer_people_than_hands_is_refused(self, session: ScoringSession) -> None:
        hands = [0] * 10 + [12]
        ScoreFactory(session=session, tallies=hands)
        with pytest.raises(Refusal, match="compte déjà 12 mains"):
            attend(session)

    def test_a_closed_session_keeps_its_people(self) -> None:
        with pytest.raises(Refusal, match="close"):
            attend(SessionFactory(closed=True))


class TestScoring:
    def test_a_consensus_value_on_the_grid(self, session: ScoringSession) -> None:
        score = record(session, value=Decimal("7.5"), reason=" La pompe\r\ntombe en panne ")
        assert (score.value, score.mode, score.reason) == (
            Decimal("7.5"),
            ScoreMode.CONSENSUS,
            "La pompe\ntombe en panne",
        )

    @pytest.mark.parametrize("value", ["3.7", "10.5", "-0.5", "NaN"])
    def test_off_the_grid_the_scale_says_how_to_write(self, session: ScoringSession, value: str) -> None:
        with pytest.raises(Refusal) as refused:
            record(session, value=Decimal(value))
        assert str(refused.value) == "Écrivez un nombre entre 0 et 10, par pas de 0,5, par exemple 7,5."
        assert not Score.objects.exists()

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("faces", "Écrivez un nombre entier entre 1 et 5, par exemple 4."),
            ("colours", "Écrivez un nombre entier entre 1 et 3, par exemple 2."),
            ("hundred", "Écrivez un nombre entier entre 0 et 100, par exemple 75."),
        ],
    )
    def test_each_scale_has_its_sentence(self, code: str, sentence: str) -> None:
        assert sessions.scale_sentence(SCALES[code]) == sentence

    def test_hands_within_the_people_present(self, faces: ScoringSession) -> None:
        score = record(faces, mode="tally", tallies=[1, 2, 3, 4, 2])
        assert (score.tallies, score.value, score.mode) == ([1, 2, 3, 4, 2], None, ScoreMode.TALLY)

    def test_fewer_hands_than_people_is_allowed(self, faces: ScoringSession) -> None:
        assert record(faces, mode="tally", tallies=[0, 0, 0, 0, 3]).tallies == [0, 0, 0, 0, 3]

    def test_more_hands_than_people_needs_a_written_reason(self, faces: ScoringSession) -> None:
        with pytest.raises(Refusal, match="13 mains pour 12 personnes présentes"):
            record(faces, mode="tally", tallies=[0, 0, 0, 0, 13])
        score = record(faces, mode="tally", tallies=[0, 0, 0, 0, 13], mismatch_reason="Une voix par procuration")
        assert score.mismatch_reason == "Une voix par procuration"

    def test_a_reason_that_is_not_needed_is_not_kept(self, faces: ScoringSession) -> None:
        assert record(faces, mode="tally", tallies=[0, 0, 0, 0, 3], mismatch_reason="Pour rien").mismatch_reason == ""

    @pytest.mark.parametrize(
        ("tallies", "sentence"),
        [([0, 0, 0, 0, 0], "au moins une main"), ([1, 2], "chaque niveau"), ([3, -1, 0, 0, 0], "à partir de 0")],
    )
    def test_odd_hands_are_refused(self, faces: ScoringSession, tallies: list[int], sentence: str) -> None:
        with pytest.raises(Refusal, match=sentence):
            record(faces, mode="tally", tallies=tallies)

    def test_hands_wait_for_the_people_to_be_counted(self) -> None:
        session = SessionFactory(cycle=CycleFactory(community=True, **FACES), women_adult=None, men_adult=None)
        IndicatorFactory(cycle=session.cycle)
        with pytest.raises(Refusal, match="Comptez d’abord les présents"):
            record(session, mode="tally", tallies=[1, 0, 0, 0, 0])

    @pytest.mark.parametrize("status", ["not_scored", "not_applicable", "refused"])
    def test_no_score_keeps_its_words_and_no_figure(self, session: ScoringSession, status: str) -> None:
        score = record(session, status=status, value=Decimal(0), tallies=[1], reason="Pas de pharmacie ici")
        assert (score.status, score.value, score.tallies, score.reason) == (status, None, None, "Pas de pharmacie ici")

    def test_text_is_bounded(self, session: ScoringSession) -> None:
        with pytest.raises(Refusal, match="2001 caractères"):
            record(session, value=Decimal(5), reason="a" * 2001)
        with pytest.raises(Refusal, match="51"):
            record(session, value=Decimal(5), suggestion="x" + "\n" * 51 + "x")

    def test_nonsense_is_refused(self, session: ScoringSession) -> None:
        for fields in ({"status": "maybe"}, {"mode": "dice", "value": Decimal(5)}):
            with pytest.raises(Refusal, match="Choisissez"):
                record(session, **fields)

    def test_another_cycles_or_sides_indicator_is_refused(self, session: ScoringSession) -> None:
        other = IndicatorFactory(cycle=session.cycle, asked_of=AskedOf.PROVIDER)
        for indicator in (IndicatorFactory(), other):
            with pytest.raises(Refusal, match="n’est pas posé"):
                record(session, indicator=indicator, value=Decimal(5))

    def test_a_planned_session_is_opened_first(self) -> None:
        session = SessionFactory(planned=True)
        IndicatorFactory(cycle=session.cycle)
        with pytest.raises(Refusal, match="Ouvrez d’abord"):
            record(session, value=Decimal(5))


class TestStaleAndTwice:
    def test_a_change_moves_the_version(self, session: ScoringSession) -> None:
        record(session, value=Decimal(5))
        assert record(session, value=Decimal(6), version=1).version == 2

    def test_the_same_form_posted_twice_writes_once(self, session: ScoringSession) -> None:
        first = record(session, value=Decimal(5), reason="Trop long")
        again = record(session, value=Decimal(5), reason="Trop long")
        assert (again.pk, again.version) == (first.pk, 1)

    def test_a_stale_form_with_something_else_is_refused(self, session: ScoringSession) -> None:
        record(session, value=Decimal(5))
        with pytest.raises(Refusal, match="entre-temps"):
            record(session, value=Decimal(6), version=0)
        assert Score.objects.get().value == Decimal(5)

    def test_a_score_taken_back_meanwhile(self, session: ScoringSession) -> None:
        record(session, value=Decimal(5))
        indicator = session.cycle.indicators.get()
        sessions.clear_score(session=session, indicator=indicator, version=1, by=UserFactory())
        assert not Score.objects.exists()
        sessions.clear_score(session=session, indicator=indicator, version=1, by=UserFactory())
        with pytest.raises(Refusal, match="retirée entre-temps"):
            record(session, value=Decimal(6), version=1)

    def test_after_closing_nothing_is_written(self, session: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
        with pytest.raises(Refusal, match="close : rien n’a été enregistré".replace(" :", "\u00a0:")):
            record(session, value=Decimal(5))

    def test_after_scoring_nothing_is_written(self, session: ScoringSession) -> None:
        state(session.cycle, CycleState.INTERFACE)
        with pytest.raises(Refusal, match="La notation de ce cycle est finie"):
            record(session, value=Decimal(5))


class TestClosing:
    def test_it_says_what_is_missing(self, session: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=session.pk).update(women_adult=None, men_adult=None)
        with pytest.raises(Refusal, match="ne sont pas encore comptés.*1 indicateur n’a pas de réponse"):
            sessions.close_session(session=session, by=UserFactory())

    def test_nobody_present_is_no_session(self, session: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=session.pk).update(women_adult=0, men_adult=0)
        record(session, value=Decimal(5))
        with pytest.raises(Refusal, match="Personne n’est compté"):
            sessions.close_session(session=session, by=UserFactory())

    def test_all_answered_or_marked_it_closes(self, session: ScoringSession) -> None:
        record(session, status="not_applicable")
        closed = sessions.close_session(session=session, by=UserFactory())
        assert closed.is_closed
        assert closed.closed_at is not None

    def test_a_planned_one_cannot_close(self) -> None:
        with pytest.raises(Refusal, match="Ouvrez d’abord"):
            sessions.close_session(session=SessionFactory(planned=True), by=UserFactory())

    def test_only_the_other_sides_questions_count_for_the_other_side(self, session: ScoringSession) -> None:
        IndicatorFactory(cycle=session.cycle, asked_of=AskedOf.PROVIDER)
        record(session, value=Decimal(5))
        assert sessions.closing_lacks(session) == []


class TestReopening:
    def test_it_leaves_its_reason_in_the_history(self) -> None:
        session = SessionFactory(closed=True)
        user = UserFactory()
        reopened = sessions.reopen_session(session=session, reason="Deux mains oubliées", by=user)
        assert (reopened.is_open, reopened.closed_at) == (True, None)
        event = CycleEvent.objects.get(cycle=session.cycle)
        assert (event.name, event.by, event.from_state) == ("reopen_session", user, event.to_state)
        assert "Deux mains oubliées" in event.reason

    def test_it_needs_a_reason_a_closed_session_and_a_scoring_cycle(self) -> None:
        session = SessionFactory(closed=True)
        with pytest.raises(Refusal, match="Écrivez pourquoi"):
            sessions.reopen_session(session=session, reason=" ", by=UserFactory())
        with pytest.raises(Refusal, match="déjà ouverte"):
            sessions.reopen_session(session=SessionFactory(), reason="Pour voir", by=UserFactory())
        state(session.cycle, CycleState.INTERFACE)
        with pytest.raises(Refusal, match="rouvrez d’abord le cycle"):
            sessions.reopen_session(session=session, reason="Pour voir", by=UserFactory())


class TestSheet:
    def test_all_rows_or_none(self, session: ScoringSession) -> None:
        good, bad = session.cycle.indicators.get(), IndicatorFactory(cycle=session.cycle)
        row = {"status": "scored", "version": 0}
        with pytest.raises(SheetRefusal) as refused:
            record_sheet(
                session=session,
                changes=[(good, {**row, "value": Decimal(5)}), (bad, {**row, "value": Decimal("3.7")})],
                by=UserFactory(),
            )
        assert list(refused.value.rows) == [bad.pk]
        assert not Score.objects.exists()
        assert record_sheet(session=session, changes=[(good, {**row, "value": Decimal(5)})], by=UserFactory()) == 1


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run in threads that start together; gives results and refusals."""
    barrier, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            found.append(act())
        except Refusal as refusal:
            found.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
class TestTwoPeopleAtOnce:
    def test_two_phones_write_one_score(self) -> None:
        session = SessionFactory()
        indicator, user = IndicatorFactory(cycle=session.cycle), UserFactory()

        def write(value: int) -> Callable[[], Score]:
            return lambda: record(session, indicator=indicator, value=Decimal(value), by=user)

        found = at_once(write(4), write(8))
        assert Score.objects.count() == 1
        assert sum(isinstance(result, Refusal) for result in found) == 1

    def test_nobody_scores_into_a_session_that_closes(self) -> None:
        session, user = SessionFactory(), UserFactory()
        indicator = IndicatorFactory(cycle=session.cycle)
        first = record(session, indicator=indicator, value=Decimal(5), by=user)
        at_once(
            lambda: sessions.close_session(session=session, by=user),
            lambda: record(session, indicator=indicator, value=Decimal(9), version=1, by=user),
        )
        stored, held = Score.objects.get(pk=first.pk), ScoringSession.objects.get(pk=session.pk)
        assert held.is_closed
        # Either the score came first and counts, or it was refused: never written after the closing.
        assert stored.version == 1 or stored.updated_at <= held.closed_at

    def test_two_people_open_one_provider_session(self) -> None:
        session, user = SessionFactory(provider=True, planned=True), UserFactory()
        at_once(*[lambda: sessions.open_session(session=session, by=user)] * 2)
        assert ScoringSession.objects.get(side=Side.PROVIDER).version == 2
