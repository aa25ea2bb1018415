"""The pages around the card: who sees it, agreed scores, history, the wall."""

from decimal import Decimal
from typing import Any

import pghistory
import pytest
from django.urls import reverse

from core.errors import Refusal
from scorecards.enums import CycleState, GroupKind
from scorecards.models import AgreedScore, Cycle, CycleEvent, Score
from scorecards.reports.history import agreed_history, build_history
from scorecards.services.agreed import agree_score, withdraw_agreed
from tests.conftest import World
from tests.factories import ServicePointFactory
from tests.scorecards.siadara import make_rounds


@pytest.fixture
def cycle(world: World) -> Cycle:
    """Scored by the users, not released."""
    return Cycle.objects.with_context().get(pk=world.make_cycle(state=CycleState.PROVIDER).pk)


def card_url(cycle: Cycle) -> str:
    return reverse("scorecards:cycle_card", args=[cycle.pk])


def agreed_url(cycle: Cycle) -> str:
    return reverse("scorecards:agreed_edit", args=[cycle.pk, cycle.indicators.first().pk])


class TestCard:
    @pytest.mark.parametrize("role", ["officer", "provider", "committee"])
    def test_before_the_release_the_others_get_a_sentence(
        self, world: World, cycle: Cycle, signed_in: Any, role: str
    ) -> None:
        response = signed_in(world.person(role)).get(card_url(cycle))
        assert response.status_code == 403
        assert "pas encore publiée" in response.content.decode()

    def test_the_team_sees_a_draft_that_says_so(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        page = signed_in(world.facilitator).get(card_url(cycle)).content.decode()
        assert "Cette carte n’est pas publiée" in page
        assert "Écrire une note convenue" in page

    @pytest.mark.parametrize("order", ["", "lowest", "gap", "card"])
    def test_siadara_page(self, world: World, signed_in: Any, order: str) -> None:
        second = make_rounds(2, organization=world.ngo, service_point=world.service_point, by=world.facilitator)[1]
        response = signed_in(world.observer).get(card_url(second), {"order": order, "votes": "1"})
        page = response.content.decode()
        assert "de 8,0 à <strong>9,6 sur 10</strong>, le personnel de 7,9 à <strong>9,1</strong>" in page
        assert "Depuis le tour 1" in page
        assert page.count('role="rowheader"') == 15
        assert "Historique" not in page

    def test_demonstration_is_marked(self, world: World, signed_in: Any) -> None:
        cycle = world.make_cycle(state=CycleState.FOLLOW_UP, is_demo=True)
        assert "construites pour la démonstration" in signed_in(world.observer).get(card_url(cycle)).content.decode()

    @pytest.mark.parametrize("state", [CycleState.PREPARATION, CycleState.COMMUNITY])
    def test_an_empty_card_says_so(self, world: World, signed_in: Any, state: str) -> None:
        page = signed_in(world.facilitator).get(card_url(world.make_cycle(state=state))).content.decode()
        assert "Rien n’est encore noté" in page
        assert "Projeter" not in page

    @pytest.mark.parametrize("scale", ["faces", "hundred", "colours"])
    def test_votes_are_one_click_away_on_every_scale(self, world: World, signed_in: Any, scale: str) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE, scale=scale)
        client = signed_in(world.facilitator)
        assert 'id="votes"' not in client.get(card_url(cycle)).content.decode()
        assert "Médiane" in client.get(card_url(cycle), {"votes": "1"}).content.decode()

    @pytest.mark.parametrize("size", [2, 11])
    @pytest.mark.parametrize("state", [CycleState.PROVIDER, CycleState.FOLLOW_UP])
    def test_page_is_twelve_queries_whatever_its_size(
        self, world: World, signed_in: Any, size: int, state: str, django_assert_max_num_queries: Any
    ) -> None:
        first = world.make_cycle(state=CycleState.CLOSED)
        cycle = world.make_cycle(
            state=state, number=2, previous=first, indicators=size, kinds=tuple(GroupKind.values[:size])
        )
        client = signed_in(world.facilitator)
        with django_assert_max_num_queries(12):
            assert client.get(card_url(cycle)).status_code == 200

    def test_wall_walks_the_agenda(self, world: World, signed_in: Any) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        client = signed_in(world.observer)
        for number, words in ((1, "1 sur 3"), (3, "3 sur 3"), (9, "3 sur 3")):
            response = client.get(reverse("scorecards:cycle_wall", args=[cycle.pk, number]))
            assert words in response.content.decode()


class TestAgreed:
    def data(self, **fields: Any) -> dict[str, Any]:
        return {"value": "5,5", "reason": "Après discussion.", "version": 0, **fields}

    def test_beside_the_mean_never_over_it(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        client = signed_in(world.facilitator)
        before = client.get(card_url(cycle)).context["card"].rows
        assert client.post(agreed_url(cycle), self.data()).status_code == 302
        card = client.get(card_url(cycle)).context["card"]
        agreed = next(row for row in card.rows if row.agreed)
        assert (agreed.agreed.text, agreed.agreed.reason) == ("5,5", "Après discussion.")
        assert [row.users for row in card.rows] == [row.users for row in before]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"reason": "  "}, "champ"),
            ({"value": "3,7"}, "entre 0 et 10"),
            ({"value": "11"}, "entre 0 et 10"),
            ({"value": "beaucoup"}, "7,5"),
            ({"version": 3}, "entre-temps"),
        ],
    )
    def test_refusals_keep_what_was_typed(
        self, world: World, cycle: Cycle, signed_in: Any, fields: dict[str, Any], sentence: str
    ) -> None:
        response = signed_in(world.facilitator).post(agreed_url(cycle), self.data(**fields))
        page = response.content.decode()
        assert response.status_code == 422
        assert sentence in page
        assert fields.get("value", "5,5") in page
        assert not AgreedScore.objects.exists()

    def test_change_withdraw_and_history(self, world: World, cycle: Cycle) -> None:
        point = cycle.indicators.first()
        step = {"cycle": cycle, "indicator": point, "by": world.facilitator}
        agree_score(value=Decimal(5), reason="Un.", version=0, **step)
        agree_score(value=Decimal(5), reason="Un.", version=0, **step)
        agree_score(value=Decimal(6), reason="Deux.", version=1, **step)
        with pytest.raises(Refusal, match="entre-temps"):
            agree_score(value=Decimal(7), reason="Trois.", version=1, **step)
        withdraw_agreed(cycle=cycle, indicator=point, version=2, by=world.facilitator)
        entries = agreed_history(cycle, point.pk)
        assert [(entry.before, entry.after) for entry in entries] == [("6", "retirée"), ("5", "6"), ("", "5")]

    def test_not_after_the_release_nor_for_another_cycle(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        foreign = reverse("scorecards:agreed_edit", args=[cycle.pk, world.foreign_cycle.indicators.first().pk])
        assert signed_in(world.facilitator).get(foreign).status_code == 404
        released = world.make_cycle(
            state=CycleState.INTERFACE, service_point=ServicePointFactory(territory=world.village)
        )
        response = signed_in(world.facilitator).post(agreed_url(released), self.data())
        assert response.status_code == 403
        with pytest.raises(Refusal, match="La carte est publiée"):
            agree_score(
                cycle=released, indicator=released.indicators.first(), value=Decimal(5), reason="R.", version=0,
                by=world.facilitator,
            )  # fmt: skip

    def test_withdraw_on_the_page(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        client = signed_in(world.facilitator)
        client.post(agreed_url(cycle), self.data())
        assert "Retirer la note convenue" in client.get(agreed_url(cycle)).content.decode()
        assert client.post(agreed_url(cycle), self.data(version=1, withdraw="1")).status_code == 302
        assert not AgreedScore.objects.exists()


class TestHistory:
    def test_who_before_after(self, world: World, cycle: Cycle) -> None:
        score = Score.objects.filter(session__cycle=cycle, mode="consensus").first()
        before = f"{score.value:.0f}"
        with pghistory.context(user=str(world.facilitator.pk)):
            score.value = Decimal("9.5")
            score.save()
        latest = build_history(cycle, kind="scores")[0]
        assert latest.by == str(world.facilitator)
        assert (latest.before, latest.after) == (before, "9,5")
        assert score.indicator.label in latest.text

    def test_changes_by_a_command_have_no_person(self, cycle: Cycle) -> None:
        assert {entry.by for entry in build_history(cycle, kind="scores")} == {"le système"}

    def test_a_score_taken_back_leaves_a_trace(self, cycle: Cycle) -> None:
        Score.objects.filter(session__cycle=cycle, mode="consensus").first().delete()
        assert build_history(cycle, kind="scores")[0].after == "retirée"

    def test_steps_with_their_reason(self, world: World, cycle: Cycle) -> None:
        CycleEvent.objects.create(
            cycle=cycle, by=world.administrator, name="reopen", from_state="interface", to_state="provider",
            reason="Une séance oubliée.",
        )  # fmt: skip
        entry = build_history(cycle, kind="steps")[0]
        assert entry.text.replace("\xa0", " ") == "Cycle rouvert. Raison : Une séance oubliée."
        assert entry.before
        assert entry.after

    def test_page_filters_and_pages(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        client = signed_in(world.facilitator)
        url = reverse("scorecards:cycle_history", args=[cycle.pk])
        everything = client.get(url).context["page"].paginator.count
        scores = client.get(url, {"kind": "scores"}).context["page"].paginator.count
        assert everything >= scores > 0
        assert client.get(url, {"kind": "agreed"}).context["page"].paginator.count == 0
        assert client.get(url, {"kind": "x", "page": "99"}).status_code == 200
        assert signed_in(world.officer).get(url).status_code == 403

    def test_query_count(self, world: World, signed_in: Any, django_assert_max_num_queries: Any) -> None:
        for size in (2, 12):
            point = ServicePointFactory(operator=world.service, territory=world.village)
            cycle = world.make_cycle(state=CycleState.FOLLOW_UP, indicators=size, service_point=point)
            client = signed_in(world.facilitator)
            with django_assert_max_num_queries(22):
                client.get(reverse("scorecards:cycle_history", args=[cycle.pk]))
