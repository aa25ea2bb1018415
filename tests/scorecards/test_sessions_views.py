"""A session in the browser: attendance, one indicator per screen, the whole sheet; nothing typed is ever lost."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scorecards.enums import CycleState, Scale, SessionState, Side
from scorecards.models import Cycle, Indicator, Score, ScoringSession
from tests.factories import ScoreFactory


@pytest.fixture
def team(world: Any, signed_in: Any) -> Client:
    browser: Client = signed_in(world.facilitator)
    return browser


@pytest.fixture
def ten(world: Any) -> ScoringSession:
    """The women's session, 12 people, 0 to 10, three indicators."""
    found: ScoringSession = world.make_cycle(state="community").sessions.get(group__kind="women")
    return found


@pytest.fixture
def faces(world: Any) -> ScoringSession:
    found: ScoringSession = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    return found


def url(name: str, session: ScoringSession, *more: Any) -> str:
    return reverse(f"scorecards:session_{name}", args=[session.pk, *more])


def asked(session: ScoringSession, number: int = 0) -> Indicator:
    return list(session.cycle.indicators.order_by("position"))[number]


def screen(session: ScoringSession, number: int = 0) -> str:
    return url("score", session, asked(session, number).pk)


def hands(*counts: int, **more: Any) -> dict[str, Any]:
    return {"version": 0, "how": "tally", **{f"hands_{n}": count for n, count in enumerate(counts)}, **more}


def value(typed: str, **more: Any) -> dict[str, Any]:
    return {"version": 0, "how": "consensus", "value": typed, **more}


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'").replace("’", "'")


class TestAttendance:
    def data(self, session: ScoringSession, **fields: Any) -> dict[str, Any]:
        day = timezone.localdate().isoformat()
        return {"held_on": day, "women_young": "4", "men_elder": "3", "version": session.version, **fields}

    def test_counting_opens_the_session(self, team: Client, ten: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.PLANNED)
        assert "Enregistrer et ouvrir la séance" in text(team.get(url("attendance", ten)))
        response = team.post(url("attendance", ten), self.data(ten, place="École"))
        assert response.url == ten.get_absolute_url()
        ten.refresh_from_db()
        assert (ten.state, ten.people_present, ten.women_adult, ten.place) == ("open", 7, None, "École")

    @pytest.mark.parametrize(
        ("fields", "status", "sentence"),
        [
            ({"women_young": "-1"}, 422, "Écrivez un nombre entier, à partir de 0."),
            ({"women_young": "douze"}, 422, "Écrivez un nombre entier, à partir de 0."),
            ({"women_young": "123456"}, 422, "Ce nombre est trop grand."),
            ({"women_young": "", "men_elder": "0"}, 422, "Comptez les présents"),
            ({"held_on": "hier"}, 422, "Écrivez une date"),
            ({"held_on": "2020-01-01"}, 409, "une séance ne peut pas se tenir avant"),
            ({"held_on": str(datetime.date.today() + datetime.timedelta(days=9))}, 409, "à venir"),
            ({"held_on": "2999-01-01"}, 422, "est 2999."),
            ({"version": "99"}, 409, "entre-temps"),
        ],
    )
    def test_each_bad_input_has_its_sentence_and_keeps_the_rest(
        self, team: Client, ten: ScoringSession, fields: dict[str, str], status: int, sentence: str
    ) -> None:
        response = team.post(url("attendance", ten), self.data(ten, place="Sous le manguier", **fields))
        assert response.status_code == status
        assert sentence in text(response)
        assert 'value="Sous le manguier"' in text(response)

    def test_it_leads_back_to_where_it_was_asked_from_and_nowhere_else(
        self, team: Client, ten: ScoringSession
    ) -> None:
        back = screen(ten)
        assert team.post(url("attendance", ten), self.data(ten, next=back)).url == back
        ten.refresh_from_db()
        away = team.post(url("attendance", ten), self.data(ten, next="https://example.org/"))
        assert away.url == ten.get_absolute_url()


class TestOneScreen:
    def test_it_says_where_one_is_and_asks_one_thing(self, team: Client, ten: ScoringSession) -> None:
        page = text(team.get(screen(ten, 1)))
        for words in ("Point 2", "2 sur 3", "Que pensez-vous de ce point ?", "Pas encore enregistré"):
            assert words in page
        assert page.count("<h1") == 1

    @pytest.mark.parametrize(("scale", "rows"), [("faces", 5), ("ten", 11), ("hundred", 11), ("colours", 3)])
    def test_every_scale_has_its_rows(self, team: Client, world: Any, scale: str, rows: int) -> None:
        session = world.make_cycle(state="community", scale=scale).sessions.get(group__kind="women")
        page = text(team.get(screen(session)))
        assert page.count('name="hands_') == rows
        if scale in ("faces", "colours"):
            assert page.count('type="radio" name="value"') == rows

    def test_hands_are_saved_and_the_next_indicator_comes(self, team: Client, faces: ScoringSession) -> None:
        response = team.post(screen(faces), hands(1, 2, 3, 4, 2, reason="La pompe", suggestion="Réparer"))
        assert response.url == screen(faces, 1)
        score = Score.objects.get()
        assert (score.tallies, score.reason, score.suggestion) == ([1, 2, 3, 4, 2], "La pompe", "Réparer")
        page = text(team.get(screen(faces)))
        assert "Enregistré le" in page
        assert 'value="4"' in page

    def test_a_value_with_a_comma(self, team: Client, ten: ScoringSession) -> None:
        team.post(screen(ten), value("7,5"))
        assert Score.objects.get().value == Decimal("7.5")
        assert 'value="7,5"' in text(team.get(screen(ten)))

    def test_a_face(self, team: Client, faces: ScoringSession) -> None:
        team.post(screen(faces), value("4"))
        assert Score.objects.get().value == 4

    def test_the_last_one_ends_on_the_session(self, team: Client, ten: ScoringSession) -> None:
        assert team.post(screen(ten, 2), value("5")).url == ten.get_absolute_url()

    def test_going_back_saves_what_was_typed(self, team: Client, ten: ScoringSession) -> None:
        assert team.post(screen(ten, 1), value("5", go="previous")).url == screen(ten, 0)
        assert team.post(screen(ten, 0), value("6", go="previous")).url == ten.get_absolute_url()
        assert Score.objects.count() == 2

    @pytest.mark.parametrize("go", ["next", "previous"])
    def test_an_empty_screen_is_passed_over(self, team: Client, ten: ScoringSession, go: str) -> None:
        assert team.post(screen(ten, 1), value("", go=go)).status_code == 302
        assert not Score.objects.exists()

    @pytest.mark.parametrize("why", ["not_scored", "not_applicable", "refused"])
    def test_no_score_says_why(self, team: Client, ten: ScoringSession, why: str) -> None:
        team.post(screen(ten), {"version": 0, "how": "none", "why": why, "reason": "Pas de pharmacie ici"})
        score = Score.objects.get()
        assert (score.status, score.value, score.reason) == (why, None, "Pas de pharmacie ici")

    def test_the_session_keeps_the_way_it_scored_last(self, team: Client, ten: ScoringSession) -> None:
        assert 'value="consensus" checked' in text(team.get(screen(ten, 1)))
        team.post(screen(ten), hands(*[0] * 10, 12))
        assert 'value="tally" checked' in text(team.get(screen(ten, 1)))

    def test_another_cycles_indicator_is_no_page(self, team: Client, ten: ScoringSession, world: Any) -> None:
        foreign = world.foreign_cycle.indicators.first()
        assert team.get(url("score", ten, foreign.pk)).status_code == 404

    def test_the_providers_staff_fill_in_their_own_only(self, ten: ScoringSession, world: Any, signed_in: Any) -> None:
        browser = signed_in(world.provider)
        own = ten.cycle.sessions.get(side=Side.PROVIDER)
        assert browser.post(screen(own), value("8")).status_code == 302
        assert "Raison donnée par le personnel" in text(browser.get(screen(own)))
        assert browser.get(screen(ten)).status_code == 404
        assert browser.post(screen(ten), value("8")).status_code == 404


class TestRefusedScores:
    @pytest.mark.parametrize("typed", ["3,7", "11", "-1", "sept", "1e1", "", "5 5"])
    def test_off_the_grid(self, team: Client, ten: ScoringSession, typed: str) -> None:
        response = team.post(screen(ten), value(typed, reason="La file est longue"))
        assert response.status_code == 422
        page = text(response)
        assert "Écrivez un nombre entre 0 et 10, par pas de 0,5, par exemple 7,5." in page
        assert "La file est longue</textarea>" in page
        assert f'value="{typed}"' in page
        assert not Score.objects.exists()

    def test_more_hands_than_people(self, team: Client, faces: ScoringSession) -> None:
        response = team.post(screen(faces), hands(0, 0, 0, 0, 13, reason="Très propre"))
        page = text(response)
        assert response.status_code == 422
        assert "13 mains pour 12 personnes présentes. Retirez celles en trop, ou corrigez les présents." in page
        assert "Corriger les présents" in page
        assert "Très propre</textarea>" in page
        assert not Score.objects.exists()
        team.post(screen(faces), hands(0, 0, 0, 0, 13, mismatch_reason="Une voix par procuration"))
        assert Score.objects.get().mismatch_reason == "Une voix par procuration"

    def test_fewer_hands_are_asked_about_once(self, team: Client, faces: ScoringSession) -> None:
        response = team.post(screen(faces), hands(0, 0, 0, 5, 4, reason="Très propre"))
        page = text(response)
        assert response.status_code == 422
        assert "9 mains sur 12. Il en manque 3 : continuer quand même ?" in page
        assert 'name="confirm" value="9/12"' in page
        assert "Très propre</textarea>" in page
        assert team.post(screen(faces), hands(0, 0, 0, 5, 4, confirm="9/12")).status_code == 302
        # The same hands with another reason aren't asked about again; other hands are.
        again = hands(0, 0, 0, 5, 4, version=1, reason="Lavé chaque jour")
        assert team.post(screen(faces), again).status_code == 302
        other = hands(0, 0, 0, 5, 3, version=2, confirm="9/12")
        assert team.post(screen(faces), other).status_code == 422

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            (hands(0, 0, 0, 0, 0, reason="Mot"), "Comptez au moins une main"),
            ({**hands(), "hands_0": "beaucoup"}, "Écrivez un nombre entier"),
            ({**hands(), "hands_0": "-4"}, "Écrivez un nombre entier"),
            ({"version": 0, "how": "none", "reason": "Mot"}, "Choisissez pourquoi"),
            ({"version": 0, "how": "dice", "value": "4"}, "how"),
            (value("4", reason="a" * 2001), "2001 caractères"),
            (value("4", suggestion="a\n" * 60 + "a"), "60"),
        ],
    )
    def test_other_bad_input(self, team: Client, faces: ScoringSession, fields: dict[str, Any], sentence: str) -> None:
        response = team.post(screen(faces), fields)
        assert response.status_code in (409, 422)
        assert sentence in text(response)
        assert not Score.objects.exists()

    def test_a_stale_form_keeps_what_was_typed(self, team: Client, ten: ScoringSession) -> None:
        team.post(screen(ten), value("5"))
        response = team.post(screen(ten), value("6", reason="Nouvelle raison"))
        page = text(response)
        assert response.status_code == 409
        assert "entre-temps" in page
        assert "Nouvelle raison</textarea>" in page
        assert 'value="6"' in page
        assert Score.objects.get().value == 5

    def test_the_same_form_twice_is_no_trouble(self, team: Client, ten: ScoringSession) -> None:
        for _ in range(2):
            assert team.post(screen(ten), value("5")).status_code == 302
        assert Score.objects.get().version == 1

    def test_a_session_closed_meanwhile_loses_nothing(self, team: Client, ten: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.CLOSED)
        response = team.post(screen(ten), value("6", reason="Trop tard"))
        page = text(response)
        assert response.status_code == 409
        assert "Cette séance est close : rien n'a été enregistré." in page
        assert "Trop tard</textarea>" in page
        assert url("reopen", ten) in page

    def test_a_cycle_that_moved_on_loses_nothing(self, team: Client, ten: ScoringSession) -> None:
        Cycle.objects.filter(pk=ten.cycle_id).update(state=CycleState.INTERFACE)
        response = team.post(screen(ten), value("6", reason="Trop tard"))
        assert response.status_code == 409
        assert "La notation de ce cycle est finie" in text(response)
        assert "Trop tard</textarea>" in text(response)

    def test_correcting_the_people_present_brings_the_screen_back(self, team: Client, faces: ScoringSession) -> None:
        typed = hands(0, 0, 0, 0, 13, reason="Très propre", go="attendance")
        response = team.post(screen(faces), typed)
        assert response.url == f"{url('attendance', faces)}?next={screen(faces)}"
        day = timezone.localdate().isoformat()
        data = {"held_on": day, "women_adult": "13", "version": faces.version, "next": screen(faces)}
        back = team.get(team.post(url("attendance", faces), data).url)
        assert "Très propre</textarea>" in text(back)
        assert 'value="13"' in text(back)
        # Once only: the screen then shows what is stored.
        assert "Très propre" not in text(team.get(screen(faces)))

    def test_hands_without_people_counted_lead_to_the_count(self, team: Client, faces: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=faces.pk).update(women_adult=None, men_adult=None)
        response = team.post(screen(faces), hands(1, 0, 0, 0, 0))
        assert response.status_code == 409
        assert "Comptez d'abord les présents" in text(response)
        assert "Les compter maintenant" in text(response)


class TestTheSession:
    def test_it_says_what_is_next_until_it_is_closed(self, team: Client, ten: ScoringSession) -> None:
        assert "Noter « Point 1 »" in text(team.get(ten.get_absolute_url()))
        for number in range(3):
            team.post(screen(ten, number), value("5"))
        assert "Clôturer la séance" in text(team.get(ten.get_absolute_url()))
        assert team.post(url("close", ten)).url == ten.cycle.get_absolute_url()
        page = text(team.get(ten.get_absolute_url()))
        assert "La séance est close" in page
        assert "Passable" in page

    def test_closing_too_early_says_what_is_missing(self, team: Client, ten: ScoringSession) -> None:
        response = team.post(url("close", ten))
        assert response.status_code == 409
        assert "3 indicateurs n'ont pas de réponse" in text(response)

    def test_a_planned_session_asks_for_the_people_first(self, team: Client, ten: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.PLANNED)
        assert "Compter et ouvrir la séance" in text(team.get(ten.get_absolute_url()))
        response = team.post(screen(ten), value("5"))
        assert response.status_code == 409
        assert "Ouvrez d'abord la séance" in text(response)
        assert team.post(url("open", ten)).url == url("attendance", ten)

    def test_reopening_asks_why(self, team: Client, ten: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.CLOSED)
        assert team.post(url("reopen", ten), {"reason": ""}).status_code == 422
        assert team.post(url("reopen", ten), {"reason": "Deux mains oubliées"}).url == ten.get_absolute_url()
        assert "Deux mains oubliées" in text(team.get(ten.cycle.get_absolute_url()))
        response = team.post(url("reopen", ten), {"reason": "Encore"})
        assert response.status_code == 422
        assert "déjà ouverte" in text(response)

    def test_queries_do_not_grow_with_indicators(
        self, team: Client, world: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for indicators in (2, 12):
            cycle = world.make_cycle(state="community", indicators=indicators)
            session = cycle.sessions.get(group__kind="women")
            for row in cycle.indicators.all():
                ScoreFactory(session=session, indicator=row)
            with django_assert_max_num_queries(24) as seen:
                team.get(session.get_absolute_url())
                team.get(url("sheet", session))
            counts.append(len(seen))
            Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED, number=50 + indicators)
        assert counts[0] == counts[1]


class TestTheWholeSheet:
    def row(self, session: ScoringSession, number: int, **fields: Any) -> dict[str, Any]:
        key = asked(session, number).pk
        return {f"{key}-{name}": typed for name, typed in {"version": 0, **fields}.items()}

    def test_typed_rows_are_saved_empty_ones_stay(self, team: Client, ten: ScoringSession) -> None:
        data = {
            "how": "consensus",
            **self.row(ten, 0, value="7,5", reason="Bien"),
            **self.row(ten, 1, value="", reason=""),
            **self.row(ten, 2, why="refused"),
        }
        assert team.post(url("sheet", ten), data).url == ten.get_absolute_url()
        saved = {score.indicator.code: (score.status, score.value) for score in Score.objects.all()}
        assert saved == {"point-1": ("scored", Decimal("7.50")), "point-3": ("refused", None)}

    def test_one_bad_row_saves_nothing_and_keeps_all(self, team: Client, ten: ScoringSession) -> None:
        data = {"how": "consensus", **self.row(ten, 0, value="5"), **self.row(ten, 1, value="3,7", reason="Long")}
        response = team.post(url("sheet", ten), data)
        page = text(response)
        assert response.status_code == 422
        assert "par pas de 0,5" in page
        assert 'value="3,7"' in page
        assert "Long</textarea>" in page
        assert not Score.objects.exists()

    def test_a_stored_row_that_nobody_touched_is_left_alone(self, team: Client, ten: ScoringSession) -> None:
        score = ScoreFactory(session=ten, indicator=asked(ten), tallies=[0] * 10 + [12])
        stored = {"version": 1, "hands_10": "12", "reason": score.reason}
        data = {"how": "consensus", **self.row(ten, 0, **stored), **self.row(ten, 1, value="5")}
        assert team.post(url("sheet", ten), data).status_code == 302
        score.refresh_from_db()
        assert (score.version, score.tallies) == (1, [0] * 10 + [12])

    def test_fewer_hands_are_confirmed_for_the_whole_sheet(self, team: Client, faces: ScoringSession) -> None:
        data = {"how": "tally", **self.row(faces, 0, hands_4="9"), **self.row(faces, 1, hands_3="12")}
        response = team.post(url("sheet", faces), data)
        assert response.status_code == 422
        assert "9 mains sur 12" in text(response)
        confirm = response.context["sheet"].confirmation
        assert team.post(url("sheet", faces), {**data, "confirm": confirm}).status_code == 302
        assert Score.objects.count() == 2

    def test_more_hands_than_people_name_their_row(self, team: Client, faces: ScoringSession) -> None:
        response = team.post(url("sheet", faces), {"how": "tally", **self.row(faces, 1, hands_0="40")})
        assert response.status_code == 422
        assert "40 mains pour 12 personnes présentes" in text(response)
        assert "mismatch_reason" in text(response)

    def test_a_stale_row_and_a_closed_session_lose_nothing(self, team: Client, ten: ScoringSession) -> None:
        ScoreFactory(session=ten, indicator=asked(ten), value=Decimal(3))
        data = {"how": "consensus", **self.row(ten, 0, value="9")}
        stale = team.post(url("sheet", ten), data)
        assert stale.status_code == 409
        assert "entre-temps" in text(stale)
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.CLOSED)
        closed = team.post(url("sheet", ten), data)
        assert closed.status_code == 409
        assert "close" in text(closed)
        assert 'value="9"' in text(closed)

    def test_it_can_be_read_once_it_is_closed(self, team: Client, ten: ScoringSession) -> None:
        ScoringSession.objects.filter(pk=ten.pk).update(state=SessionState.CLOSED, held_on=datetime.date(2026, 3, 3))
        assert "<fieldset disabled" in text(team.get(url("sheet", ten)))
