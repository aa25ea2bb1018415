"""The municipality's review: confirm, contest, answer; both versions stay."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from core.errors import Refusal
from scorecards.enums import CycleState, ReviewKind, ReviewState, ScoreStatus, SessionState
from scorecards.models import Cycle, Review, Score
from scorecards.reports.review import build_review
from scorecards.reports.review_board import build_board
from scorecards.services.review import answer, confirm, confirm_many, contest, provider_scores, state_of
from scorecards.services.sessions import record_score, reopen_session
from scorecards.services.workflow import review_counts
from tests.conftest import World
from tests.factories import ServicePointFactory


@pytest.fixture
def cycle(world: World) -> Cycle:
    """The provider has scored three indicators and closed their session; the card isn't released."""
    return _scored(world)


def _scored(world: World, **fields: Any) -> Cycle:
    made = world.make_cycle(state=CycleState.INTERFACE, **fields)
    Cycle.objects.filter(pk=made.pk).update(state=CycleState.PROVIDER, released_at=None)
    made.releases.update(is_current=False)
    return Cycle.objects.with_context().get(pk=made.pk)


def scores_of(cycle: Cycle) -> list[Score]:
    return list(provider_scores(cycle))


def state(score: Score) -> ReviewState:
    score.refresh_from_db()
    return state_of(score, score.reviews.order_by("at", "pk"))


def test_confirm_then_the_provider_cannot_change_it(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    confirm(score=score, version=1, by=world.officer)
    confirm(score=score, version=1, by=world.officer)
    assert (state(score), score.reviews.count()) == (ReviewState.CONFIRMED, 1)
    reopen_session(session=score.session, reason="Une erreur.", by=world.provider)
    with pytest.raises(Refusal, match=r"Vous ne pouvez pas changer cette note\s: la commune l’a confirmée le \d"):
        record_score(
            session=score.session, indicator=score.indicator, status=ScoreStatus.SCORED, value=Decimal(1), version=1,
            by=world.provider,
        )  # fmt: skip


def test_contest_needs_a_sentence(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    with pytest.raises(Refusal, match="Écrivez une phrase"):
        contest(score=score, sentence=" \n ", version=1, by=world.officer)
    assert not Review.objects.exists()


def test_answer_keeps_or_corrects_and_both_versions_stay(world: World, cycle: Cycle) -> None:
    kept, corrected = scores_of(cycle)[:2]
    for score in (kept, corrected):
        contest(score=score, sentence="Trop haut.", version=1, by=world.officer)
    answer(score=kept, sentence="Nous gardons.", version=1, by=world.provider)
    assert (state(kept), kept.version) == (ReviewState.ANSWERED, 1)
    answer(score=corrected, sentence="D’accord.", version=1, new_value=Decimal("1.5"), by=world.provider)
    assert (state(corrected), corrected.version, corrected.value) == (ReviewState.TO_REVIEW, 2, Decimal("1.50"))
    then = list(corrected.reviews.order_by("at").values_list("kind", "score_version", "value_then"))
    assert then[0][:2] == (ReviewKind.CONTEST, 1)
    assert then[1] == (ReviewKind.ANSWER, 2, Decimal("1.50"))
    confirm(score=corrected, version=2, by=world.officer)
    assert state(corrected) == ReviewState.CONFIRMED
    report = build_review(cycle, user=world.officer)
    row = next(row for row in report.rows if row.pk == str(corrected.pk))
    assert [step.is_present for step in row.steps] == [False, True, True]
    assert "corrige à 1,5" in row.steps[1].word


def test_answer_only_to_a_contest_and_on_the_scale(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    with pytest.raises(Refusal, match="n’est pas contestée"):
        answer(score=score, sentence="Bonjour.", version=1, by=world.provider)
    contest(score=score, sentence="Non.", version=1, by=world.officer)
    with pytest.raises(Refusal, match="entre 0 et 10"):
        answer(score=score, sentence="Oui.", version=1, new_value=Decimal("3.7"), by=world.provider)
    assert state(score) == ReviewState.CONTESTED


def test_a_changed_score_is_to_be_reviewed_again(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    contest(score=score, sentence="Non.", version=1, by=world.officer)
    assert (review_counts(cycle).waiting, review_counts(cycle).contested) == (2, 1)
    Score.objects.filter(pk=score.pk).update(value=1, tallies=None, mode="consensus", version=2)
    assert state(score) == ReviewState.TO_REVIEW
    row = next(row for row in build_review(cycle, user=world.officer).rows if row.pk == str(score.pk))
    assert row.is_changed
    with pytest.raises(Refusal, match="entre-temps"):
        confirm(score=score, version=1, by=world.officer)


def test_changing_ones_mind_before_an_answer(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    contest(score=score, sentence="Non.", version=1, by=world.officer)
    confirm(score=score, version=1, by=world.officer)
    assert state(score) == ReviewState.CONFIRMED
    assert review_counts(cycle).contested == 0


def test_review_opens_with_the_closed_session_and_ends_with_the_cycle(world: World, cycle: Cycle) -> None:
    score = scores_of(cycle)[0]
    score.session.state = SessionState.OPEN
    score.session.save()
    with pytest.raises(Refusal, match="note encore"):
        confirm(score=score, version=1, by=world.officer)
    score.session.state = SessionState.CLOSED
    score.session.save()
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED)
    with pytest.raises(Refusal, match="Ce cycle est clos"):
        confirm(score=score, version=1, by=world.officer)


def test_users_scores_are_not_reviewed(world: World, cycle: Cycle) -> None:
    score = Score.objects.filter(session__cycle=cycle, session__side="users").first()
    with pytest.raises(Refusal, match="Seules les notes du prestataire"):
        confirm(score=score, version=1, by=world.officer)


def test_confirm_many_is_all_or_nothing(world: World, cycle: Cycle) -> None:
    first, second, third = scores_of(cycle)
    with pytest.raises(Refusal):
        confirm_many(scores={first.pk: 1, second.pk: 9}, cycle=cycle, by=world.officer)
    assert not Review.objects.exists()
    foreign = Score.objects.filter(session__cycle=world.foreign_cycle).first() or third
    assert confirm_many(scores={first.pk: 1, second.pk: 1}, cycle=cycle, by=world.officer) == 2
    with pytest.raises(Refusal):
        confirm_many(scores={}, cycle=cycle, by=world.officer)
    assert foreign.reviews.count() == 0


def test_users_figures_beside_only_when_they_are_all_in(world: World, cycle: Cycle) -> None:
    assert build_review(cycle, user=world.officer).rows[0].users is not None
    assert build_review(cycle, user=world.facilitator).users_note == ""
    assert build_review(cycle, user=world.provider).rows[0].users is None
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.COMMUNITY)
    early = Cycle.objects.with_context().get(pk=cycle.pk)
    assert build_review(early, user=world.officer).rows[0].users is None


class TestSheet:
    def post(self, client: Any, cycle: Cycle, **data: Any) -> Any:
        return client.post(reverse("scorecards:cycle_review", args=[cycle.pk]), data)

    def test_decisions_are_saved_each_on_its_own(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        one, two, three = scores_of(cycle)
        response = self.post(
            signed_in(world.officer), cycle,
            **{
                f"decision-{one.pk}": "confirm", f"version-{one.pk}": "1",
                f"decision-{two.pk}": "contest", f"version-{two.pk}": "1", f"sentence-{two.pk}": "",
                f"decision-{three.pk}": "contest", f"version-{three.pk}": "1", f"sentence-{three.pk}": "Trop haut.",
            },
        )  # fmt: skip
        assert response.status_code == 422
        assert [state(score) for score in (one, two, three)] == ["confirmed", "to_review", "contested"]
        assert "Écrivez une phrase" in response.content.decode()

    def test_a_stale_sheet_keeps_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        score = scores_of(cycle)[0]
        Score.objects.filter(pk=score.pk).update(version=2)
        data = {f"decision-{score.pk}": "contest", f"version-{score.pk}": "1", f"sentence-{score.pk}": "Mot gardé."}
        response = self.post(signed_in(world.officer), cycle, **data)
        page = response.content.decode()
        assert response.status_code == 422
        assert "Mot gardé." in page
        assert not Review.objects.exists()
        assert re.search(rf'name="version-{score.pk}" value="2"', page)

    def test_selection_is_confirmed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        chosen = scores_of(cycle)[:2]
        data = {f"version-{score.pk}": "1" for score in chosen}
        response = self.post(
            signed_in(world.officer), cycle, action="selection", pick=[str(score.pk) for score in chosen], **data
        )
        assert response.status_code == 302
        assert [state(score) for score in scores_of(cycle)] == ["confirmed", "confirmed", "to_review"]

    def test_nothing_selected_says_so(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        response = self.post(signed_in(world.officer), cycle, action="selection")
        assert response.status_code == 422
        assert "Choisissez au moins une note" in response.content.decode()

    def test_the_same_sheet_twice_writes_once(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        score = scores_of(cycle)[0]
        data = {f"decision-{score.pk}": "contest", f"version-{score.pk}": "1", f"sentence-{score.pk}": "Trop haut."}
        for _twice in range(2):
            assert self.post(signed_in(world.officer), cycle, **data).status_code == 302
        assert Review.objects.count() == 1

    @pytest.mark.parametrize("tab", ["all", "to_review", "low", "gap", "contested", "nonsense"])
    @pytest.mark.parametrize("role", ["facilitator", "officer", "provider"])
    def test_readers_see_every_tab(self, world: World, cycle: Cycle, signed_in: Any, tab: str, role: str) -> None:
        contest(score=scores_of(cycle)[0], sentence="Pourquoi ?", version=1, by=world.officer)
        url = reverse("scorecards:cycle_review", args=[cycle.pk])
        response = signed_in(world.person(role)).get(url, {"tab": tab})
        assert response.status_code == 200
        assert ("Enregistrer les décisions" in response.content.decode()) is (
            role == "officer" and bool(response.context["sheet"].lines)
        )

    def test_a_provider_cannot_decide(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        assert self.post(signed_in(world.provider), cycle).status_code == 403

    def test_query_count_does_not_follow_the_rows(
        self, world: World, signed_in: Any, django_assert_max_num_queries: Any
    ) -> None:
        for number, size in ((1, 2), (2, 12)):
            point = ServicePointFactory(operator=world.service, territory=world.village)
            cycle = _scored(world, number=number, indicators=size, service_point=point)
            for score in scores_of(cycle):
                contest(score=score, sentence="Non.", version=1, by=world.officer)
            client = signed_in(world.officer)
            with django_assert_max_num_queries(17):
                client.get(reverse("scorecards:cycle_review", args=[cycle.pk]))


class TestAnswerPage:
    def url(self, score: Score) -> str:
        return reverse("scorecards:review_answer", args=[score.pk])

    def test_correct(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        score = scores_of(cycle)[1]
        contest(score=score, sentence="Trop haut.", version=1, by=world.officer)
        client = signed_in(world.provider)
        assert "Trop haut." in client.get(self.url(score)).content.decode()
        data = {"choice": "correct", "new_value": "2,5", "sentence": "Vu.", "version": 1}
        assert client.post(self.url(score), data).status_code == 302
        score.refresh_from_db()
        assert (score.value, score.version) == (Decimal("2.50"), 2)

    def test_refusals_keep_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        score = scores_of(cycle)[1]
        contest(score=score, sentence="Trop haut.", version=1, by=world.officer)
        client = signed_in(world.provider)
        for data in (
            {"choice": "correct", "new_value": "", "sentence": "Gardé tel quel.", "version": 1},
            {"choice": "correct", "new_value": "11", "sentence": "Gardé tel quel.", "version": 1},
            {"choice": "keep", "new_value": "", "sentence": "Gardé tel quel.", "version": 7},
        ):
            response = client.post(self.url(score), data)
            assert response.status_code == 422
            assert "Gardé tel quel." in response.content.decode()
        assert Review.objects.count() == 1

    def test_foreign_score_is_not_found(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        assert signed_in(world.stranger).get(self.url(scores_of(cycle)[0])).status_code == 404


class TestBoard:
    def test_oldest_first_with_tabs_and_empty_state(self, world: World, signed_in: Any) -> None:
        client = signed_in(world.officer)
        url = reverse("scorecards:review_board")
        assert "Rien ne vous attend" in client.get(url).content.decode()
        old = _scored(world, review_due_on="2026-01-02")
        point = ServicePointFactory(name="École neuve", operator=world.service, territory=world.village)
        new = _scored(world, service_point=point)
        old.sessions.filter(side="provider").update(closed_at="2025-12-01T08:00Z")
        assert [row.session.cycle for row in build_board(world.officer).rows] == [old, new]
        assert build_board(world.officer).counts == {"waiting": 2, "late": 1, "contested": 0, "done": 0}
        for score in scores_of(new):
            confirm(score=score, version=1, by=world.officer)
        assert [row.session.cycle for row in build_board(world.officer, tab="done").rows] == [new]
        page = client.get(url, {"tab": "late"}).content.decode()
        assert "Centre de santé de Siadara" in page
        assert "École neuve" not in page

    def test_query_count(self, world: World, signed_in: Any, django_assert_max_num_queries: Any) -> None:
        client = signed_in(world.officer)
        for _n in range(3):
            _scored(world, service_point=ServicePointFactory(operator=world.service, territory=world.village))
            with django_assert_max_num_queries(10):
                client.get(reverse("scorecards:review_board"))

    def test_foreign_territory_is_not_listed(self, world: World) -> None:
        _scored(world)
        assert build_board(world.stranger).rows == ()
