"""Who spoke: the arithmetic by hand, the two boxes of the attendance page, and what is hidden outside the team."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import CycleState, SessionState, Side
from scorecards.models import Cycle, ScoringSession
from scorecards.reports.talk import build_talk
from scorecards.scoring import small_sex, talk_balance
from scorecards.services.sessions import record_attendance
from tests.factories import CycleFactory, GroupFactory, SessionFactory


class TestArithmetic:
    def test_women_half_of_the_room_and_a_quarter_of_the_turns(self) -> None:
        balance = talk_balance(6, 6, 5, 15, 5)
        assert balance is not None
        assert (balance.people, balance.turns) == (12, 20)
        assert (balance.women_present, balance.women_turns, balance.difference) == (50, 25, -25)

    def test_a_share_that_does_not_end(self) -> None:
        """1 of 3 turns is 33.33…, 2 of 5 people is 40: −6.67."""
        balance = talk_balance(2, 3, 1, 2, 5)
        assert balance is not None
        assert round(balance.difference, 2) == Decimal("-6.67")

    def test_nobody_of_one_sex_spoke(self) -> None:
        balance = talk_balance(8, 2, 0, 4, 5)
        assert balance is not None
        assert balance.difference == -80

    @pytest.mark.parametrize(
        "counts",
        [(2, 2, 5, 5), (6, 6, None, None), (6, 6, 4, None), (None, None, 4, 4), (6, 6, 0, 0), (0, 0, 1, 1)],
        ids=["four people", "not counted", "one sex counted", "nobody counted", "nobody spoke", "nobody there"],
    )
    def test_too_little_data_is_no_figure(self, counts: tuple[int | None, ...]) -> None:
        assert talk_balance(*counts, 5) is None

    @pytest.mark.parametrize(
        ("women", "men", "small"), [(5, 5, False), (0, 9, False), (4, 9, True), (9, 1, True), (0, 4, True)]
    )
    def test_a_sex_under_five(self, women: int, men: int, small: bool) -> None:
        assert small_sex(women, men, 5) is small


@pytest.fixture
def session(world: Any) -> ScoringSession:
    found: ScoringSession = world.make_cycle(state="community").sessions.get(group__kind="women")
    return found


@pytest.fixture
def team(world: Any, signed_in: Any) -> Client:
    browser: Client = signed_in(world.facilitator)
    return browser


def attendance(session: ScoringSession) -> str:
    return reverse("scorecards:session_attendance", args=[session.pk])


def typed(session: ScoringSession, **fields: Any) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"held_on": day, "women_young": "6", "men_adult": "6", "version": session.version, **fields}


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def save(session: ScoringSession, by: User, **fields: Any) -> ScoringSession:
    return record_attendance(
        session=session,
        counts={"women_adult": 6, "men_adult": 6},
        held_on=timezone.localdate(),
        place="",
        version=session.version,
        by=by,
        **fields,
    )


class TestService:
    def test_left_out_they_stay(self, session: ScoringSession, world: Any) -> None:
        saved = save(session, world.facilitator, turns={"turns_women": 5, "turns_men": 15})
        assert (saved.turns_women, saved.turns_men) == (5, 15)
        again = save(saved, world.facilitator)
        assert (again.turns_women, again.turns_men) == (5, 15)
        emptied = save(again, world.facilitator, turns={"turns_women": None, "turns_men": None})
        assert (emptied.turns_women, emptied.turns_men) == (None, None)

    @pytest.mark.parametrize(
        ("women", "men", "sentence"),
        [(-1, 3, "à partir de 0"), (3, 10_000, "à partir de 0"), (3, None, "laissez les deux")],
    )
    def test_odd_counts_are_refused(
        self, session: ScoringSession, world: Any, women: int, men: int | None, sentence: str
    ) -> None:
        with pytest.raises(Refusal, match=sentence):
            save(session, world.facilitator, turns={"turns_women": women, "turns_men": men})

    def test_the_staffs_session_counts_none(self, session: ScoringSession, world: Any) -> None:
        staff = session.cycle.sessions.get(side=Side.PROVIDER)
        ScoringSession.objects.filter(pk=staff.pk).update(state=SessionState.OPEN)
        staff.refresh_from_db()
        with pytest.raises(Refusal, match="usagers"):
            save(staff, world.facilitator, turns={"turns_women": 1, "turns_men": 1})


class TestPages:
    def test_the_section_is_closed_and_never_required(self, team: Client, session: ScoringSession) -> None:
        page = text(team.get(attendance(session)))
        assert "Qui a pris la parole ?" in page
        assert '<details class="how mt-4">' in page
        assert team.post(attendance(session), typed(session)).status_code == 302
        session.refresh_from_db()
        assert session.turns_women is None
        assert "Qui a pris la parole" not in text(team.get(session.get_absolute_url()))

    def test_counted_they_are_on_the_sessions_page(self, team: Client, session: ScoringSession) -> None:
        assert team.post(attendance(session), typed(session, turns_women="5", turns_men="15")).status_code == 302
        page = text(team.get(session.get_absolute_url()))
        assert "50 % des présents, 25 % des prises de parole (n = 20)" in page
        assert '<details class="how mt-4" open>' in text(team.get(attendance(session)))

    @pytest.mark.parametrize(
        ("women", "men", "sentence"),
        [
            ("-2", "3", "Écrivez un nombre entier, à partir de 0."),
            ("beaucoup", "3", "Écrivez un nombre entier, à partir de 0."),
            ("123456", "3", "Ce nombre est trop grand."),
            ("7", "", "laissez les deux cases vides"),
        ],
    )
    def test_bad_input_keeps_what_was_typed(
        self, team: Client, session: ScoringSession, women: str, men: str, sentence: str
    ) -> None:
        response = team.post(attendance(session), typed(session, turns_women=women, turns_men=men, place="École"))
        page = text(response)
        assert response.status_code == 422
        assert sentence in page
        assert '<details class="how mt-4" open>' in page
        assert f'value="{women}"' in page
        assert 'value="École"' in page
        session.refresh_from_db()
        assert session.turns_women is None

    @pytest.mark.parametrize("stale", [True, False], ids=["stale", "closed"])
    def test_a_stale_or_closed_session_keeps_what_was_typed(
        self, team: Client, session: ScoringSession, stale: bool
    ) -> None:
        data = typed(session, turns_women="41", turns_men="17")
        change = {"version": session.version + 1} if stale else {"state": SessionState.CLOSED}
        ScoringSession.objects.filter(pk=session.pk).update(**change)
        response = team.post(attendance(session), data)
        page = text(response)
        assert response.status_code == 409
        assert ("entre-temps" if stale else "Cette séance est close") in page
        assert 'value="41"' in page
        assert 'value="17"' in page
        session.refresh_from_db()
        assert session.turns_women is None

    def test_the_staffs_page_does_not_ask(self, team: Client, session: ScoringSession) -> None:
        staff = session.cycle.sessions.get(side=Side.PROVIDER)
        assert "Qui a pris la parole" not in text(team.get(attendance(staff)))


def _held(world: Any, *rooms: tuple[int, int, int | None, int | None]) -> Cycle:
    """A cycle with one closed session per room: women, men, turns of women, turns of men."""
    cycle = CycleFactory(organization=world.ngo, state=CycleState.PROVIDER)
    for women, men, by_women, by_men in rooms:
        group = GroupFactory(cycle=cycle)
        SessionFactory(
            cycle=cycle,
            group=group,
            closed=True,
            women_adult=women,
            men_adult=men,
            turns_women=by_women,
            turns_men=by_men,
        )
    return cycle


class TestDifferencesPage:
    def test_each_counted_session_has_its_line(self, world: Any, signed_in: Any) -> None:
        cycle = _held(world, (6, 6, 5, 15), (2, 2, 3, 3), (8, 8, None, None))
        report = build_talk(cycle, audience="team")
        assert (report.held, report.counted, len(report.lines)) == (3, 2, 2)
        assert [line.difference for line in report.lines] == ["−25", ""]
        page = text(signed_in(world.facilitator).get(reverse("scorecards:cycle_differences", args=[cycle.pk])))
        assert "comptées dans 2 des 3 séances closes" in page
        assert "Moins de 5 personnes présentes" in page

    def test_outside_the_team_one_small_session_hides_them_all(self, world: Any) -> None:
        shown = build_talk(_held(world, (6, 6, 5, 15), (9, 0, 7, 0)), audience="public")
        assert len(shown.lines) == 2
        hidden = build_talk(_held(world, (6, 6, 5, 15), (8, 4, None, None)), audience="public")
        assert hidden.hidden
        assert hidden.lines == ()

    def test_nothing_counted_is_said(self, world: Any, signed_in: Any) -> None:
        cycle = _held(world, (6, 6, None, None))
        page = text(signed_in(world.facilitator).get(reverse("scorecards:cycle_differences", args=[cycle.pk])))
        assert "Aucune séance close n'a compté" in page
