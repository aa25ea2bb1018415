"""Rounds side by side, differences between groups, and the rule that brings groups together."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import ConsolidationRule, CycleState, GroupKind, Scale
from scorecards.models import Cycle, CycleEvent, Discussion
from scorecards.reports.card import build_card
from scorecards.reports.differences import build_differences
from scorecards.reports.dossier import build_dossier
from scorecards.reports.rounds import build_rounds
from scorecards.reports.sheets import dossier_sheets
from scorecards.services.rollups import compare_rollups
from scorecards.services.rule import change_rule
from scorecards.services.workflow import missing_for
from tests.factories import (
    ActionFactory,
    CycleFactory,
    GroupFactory,
    IndicatorFactory,
    ScoreFactory,
    SessionFactory,
    release,
)
from tests.scorecards.siadara import make_round, make_rounds


def _siadara(world: Any) -> list[Cycle]:
    return make_rounds(organization=world.ngo, service_point=world.service_point, by=world.facilitator)


def _row(report: Any, side: str, code: str) -> Any:
    table = next(table for table in report.sides if table.side == side)
    return next(row for row in table.rows if row.code == code)


class TestRounds:
    def test_siadara_over_three_rounds(self, world: Any) -> None:
        """Electricity 3, 6, 10: last change +4, slope 3.5 per round; the users go from 8.0 to 10.0."""
        *_, last = _siadara(world)
        report = build_rounds(last, user=world.facilitator)
        row = _row(report, "users", "electricity")
        assert [figure.text for figure in row.figures] == ["3", "6", "10"]
        assert (row.change, row.slope) == ("+4", "+3,5")
        assert row.points is not None
        assert "8,0" in report.finding
        assert "10,0" in report.finding

    def test_agreement_of_the_two_sides(self, world: Any) -> None:
        """Round 1, both scored water 5/5, cleanliness 10/7, waiting 10/9, attitude 10/10: three agree, distance 1."""
        *_, last = _siadara(world)
        first = build_rounds(last, user=world.facilitator).agreement[0]
        assert (first.compared, first.agreeing, first.distance) == (4, 3, "1")

    def test_two_rounds_have_no_slope(self, world: Any) -> None:
        rounds = make_rounds(2, organization=world.ngo, service_point=world.service_point)
        row = _row(build_rounds(rounds[-1], user=world.facilitator), "users", "electricity")
        assert (row.slope, row.points) == ("", None)
        assert row.change == "+3"

    def test_another_scale_is_not_compared_unless_converted(self, world: Any) -> None:
        """6 on 0–10 is 60 % of the scale; 3 on 1–5 is 50 %."""
        context = {"organization": world.ngo, "service_point": world.service_point}
        before = make_round(2, **context)
        now = CycleFactory(**context, number=3, previous=before, state=CycleState.PROVIDER, scale=Scale.FACES)
        indicator = IndicatorFactory(cycle=now, code="electricity", label="Électricité")
        session = SessionFactory(cycle=now, group=GroupFactory(cycle=now), closed=True)
        ScoreFactory(session=session, indicator=indicator, value=Decimal(3))
        row = _row(build_rounds(now, user=world.facilitator), "users", "electricity")
        assert [figure.text for figure in row.figures] == ["autre échelle", "3"]
        assert row.change == ""
        converted = _row(build_rounds(now, user=world.facilitator, convert=True), "users", "electricity")
        assert [figure.text for figure in converted.figures] == ["60", "50"]
        assert converted.change == "−10"

    def test_new_and_dropped_are_named(self, world: Any) -> None:
        rounds = make_rounds(2, organization=world.ngo, service_point=world.service_point)
        rounds[1].indicators.filter(code="medicines").update(code="drugs", label="Ordonnances")
        report = build_rounds(rounds[1], user=world.facilitator)
        assert "Ordonnances" in report.new
        assert "Médicaments" in report.dropped

    def test_promises_of_each_round(self, world: Any) -> None:
        rounds = make_rounds(2, organization=world.ngo, service_point=world.service_point)
        for number, state in enumerate(("done", "done", "dropped", "to_start"), 1):
            ActionFactory(plan=rounds[0].action_plan, number=number, state=state)
        (line,) = build_rounds(rounds[1], user=world.facilitator).promises
        assert (line.total, line.kept, line.dropped, line.open) == (4, 2, 1, 1)

    def test_a_round_that_is_not_released_is_the_teams_alone(self, world: Any) -> None:
        before = make_round(1, organization=world.ngo, service_point=world.service_point)
        now = make_round(
            2, organization=world.ngo, service_point=world.service_point, previous=before, state=CycleState.PROVIDER
        )
        assert len(build_rounds(now, user=world.facilitator).columns) == 2
        assert len(build_rounds(now, user=world.officer).columns) == 1

    def test_queries_do_not_grow_with_indicators(
        self, world: Any, signed_in: Any, django_assert_max_num_queries: Any
    ) -> None:
        *_, last = _siadara(world)
        client: Client = signed_in(world.facilitator)
        with django_assert_max_num_queries(30):
            page = client.get(reverse("scorecards:cycle_rounds", args=[last.pk]))
        assert page.status_code == 200
        assert "Électricité" in page.content.decode()


def _two_groups(world: Any, women: int = 10) -> Cycle:
    """Women say 2 of water, men 5. The women's vote on the road is split in two halves."""
    cycle = CycleFactory(
        organization=world.ngo, service_point=world.service_point, state=CycleState.PROVIDER, scale=Scale.FACES
    )
    rows = {code: IndicatorFactory(cycle=cycle, code=code, label=code.capitalize()) for code in ("water", "road")}
    for kind, value, hands in (
        (GroupKind.WOMEN, 2, [women // 2, 0, 0, 0, women // 2]),
        (GroupKind.MEN, 5, [0, 0, 10, 0, 0]),
    ):
        people = women if kind == GroupKind.WOMEN else 10
        group = GroupFactory(cycle=cycle, kind=kind, village="")
        session = SessionFactory(cycle=cycle, group=group, closed=True, women_adult=people, men_adult=0)
        ScoreFactory(session=session, indicator=rows["water"], value=Decimal(value))
        ScoreFactory(session=session, indicator=rows["road"], tallies=hands)
    return cycle


class TestDifferences:
    def test_women_and_men_and_the_divided_vote(self, world: Any) -> None:
        report = build_differences(_two_groups(world), audience="team")
        women_men = report.pairs[0]
        assert [(row.label, row.difference) for row in women_men.rows] == [("Water", "−3,00"), ("Road", "0,00")]
        assert [(vote.label, vote.group, vote.index) for vote in report.divided] == [("Road", "Femmes", "1,00")]

    def test_no_elders_is_said(self, world: Any) -> None:
        report = build_differences(_two_groups(world), audience="team")
        assert report.pairs[1].rows == ()
        assert report.pairs[1].why

    def test_four_women_are_not_shown_apart(self, world: Any) -> None:
        report = build_differences(_two_groups(world, women=4), audience="public")
        assert report.pairs[0].rows == ()
        assert report.divided == ()

    def test_the_page_opens_from_the_card(self, world: Any, signed_in: Any) -> None:
        cycle = _two_groups(world)
        client = signed_in(world.facilitator)
        card = client.get(reverse("scorecards:cycle_card", args=[cycle.pk])).content.decode()
        url = reverse("scorecards:cycle_differences", args=[cycle.pk])
        assert url in card
        assert "Votes partagés" in client.get(url).content.decode()


class TestRule:
    def _uneven(self, world: Any) -> Cycle:
        """Ten women say 2 and thirty men say 4: simple mean 3, weighted 3.5."""
        cycle = CycleFactory(
            organization=world.ngo, service_point=world.service_point, state=CycleState.PROVIDER, scale=Scale.FACES
        )
        indicator = IndicatorFactory(cycle=cycle, code="water")
        for kind, value, people in ((GroupKind.WOMEN, 2, 10), (GroupKind.MEN, 4, 30)):
            group = GroupFactory(cycle=cycle, kind=kind, village="")
            session = SessionFactory(cycle=cycle, group=group, closed=True, women_adult=people, men_adult=0)
            ScoreFactory(session=session, indicator=indicator, value=Decimal(value))
        return Cycle.objects.with_context().get(pk=cycle.pk)

    def test_the_choice_changes_the_card_and_leaves_a_trace(self, world: Any, signed_in: Any) -> None:
        cycle = self._uneven(world)
        assert build_card(cycle, user=world.facilitator).rows[0].users.text == "3"
        url = reverse("scorecards:cycle_rule", args=[cycle.pk])
        answer = signed_in(world.facilitator).post(
            url, {"rule": ConsolidationRule.WEIGHTED_BY_PRESENT, "version": cycle.version}
        )
        assert answer.status_code == 302
        cycle = Cycle.objects.with_context().get(pk=cycle.pk)
        assert build_card(cycle, user=world.facilitator).rows[0].users.text == "3,5"
        assert CycleEvent.objects.filter(cycle=cycle, name="change_rule").exists()

    def test_a_stale_form_is_refused_and_changes_nothing(self, world: Any, signed_in: Any) -> None:
        cycle = self._uneven(world)
        answer = signed_in(world.facilitator).post(
            reverse("scorecards:cycle_rule", args=[cycle.pk]),
            {"rule": ConsolidationRule.WEIGHTED_BY_PRESENT, "version": cycle.version + 1},
        )
        assert answer.status_code == 422
        assert Cycle.objects.get(pk=cycle.pk).consolidation_rule == ConsolidationRule.SIMPLE_MEAN

    def test_a_released_card_keeps_its_rule(self, world: Any) -> None:
        cycle = make_round(1, organization=world.ngo, service_point=world.service_point, state=CycleState.INTERFACE)
        with pytest.raises(Refusal):
            change_rule(
                cycle=cycle, rule=ConsolidationRule.WEIGHTED_BY_PRESENT, version=cycle.version, by=world.facilitator
            )


class TestVillages:
    def _card(self, world: Any, small: bool = False) -> Cycle:
        """Upstream: women 2 and men 4, mean 3. Downstream: women 5. The service: (2 + 4 + 5) ÷ 3 = 3.7."""
        cycle = CycleFactory(
            organization=world.ngo, service_point=world.service_point, state=CycleState.PROVIDER, scale=Scale.FACES
        )
        indicator = IndicatorFactory(cycle=cycle, code="water", label="Eau")
        kinds = ((GroupKind.WOMEN, "Amont", 2), (GroupKind.MEN, "Amont", 4), (GroupKind.WOMEN, "Aval", 5))
        for position, (kind, village, value) in enumerate(kinds):
            group = GroupFactory(cycle=cycle, kind=kind, village=village, position=position)
            people = 3 if small and position == 0 else 10
            session = SessionFactory(cycle=cycle, group=group, closed=True, women_adult=people, men_adult=0)
            ScoreFactory(session=session, indicator=indicator, value=Decimal(value))
        return cycle

    def test_each_village_then_the_service(self, world: Any, signed_in: Any) -> None:
        cycle = self._card(world)
        villages = build_differences(cycle, audience="team").villages
        assert villages.names == ("Amont", "Aval")
        assert [(row.label, row.figures, row.service) for row in villages.rows] == [("Eau", ("3", "5"), "3,7")]
        page = signed_in(world.facilitator).get(reverse("scorecards:cycle_differences", args=[cycle.pk]))
        assert "Village par village" in page.content.decode()

    def test_a_village_with_a_hidden_group_is_hidden(self, world: Any) -> None:
        (row,) = build_differences(self._card(world, small=True), audience="public").villages.rows
        assert "3" not in row.figures[0]
        assert row.figures[0] == "trop peu de personnes"

    def test_the_mean_of_the_villages_is_chosen_and_frozen(self, world: Any, signed_in: Any) -> None:
        """Upstream (2 + 4) ÷ 2 = 3, downstream 5: (3 + 5) ÷ 2 = 4, on every paper and after the release."""
        cycle = self._card(world)
        before = Cycle.objects.with_context().get(pk=cycle.pk)
        assert build_card(before, user=world.facilitator).rows[0].users.text == "3,7"
        url = reverse("scorecards:cycle_rule", args=[cycle.pk])
        client = signed_in(world.facilitator)
        assert "Chaque village compte une fois" in client.get(url).content.decode()
        client.post(url, {"rule": ConsolidationRule.VILLAGE_MEAN, "version": cycle.version})
        release(Cycle.objects.get(pk=cycle.pk), world.facilitator)
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE)
        loaded = Cycle.objects.with_context().get(pk=cycle.pk)
        frozen = loaded.releases.get(is_current=True)
        assert (frozen.rule, frozen.users_mean) == (ConsolidationRule.VILLAGE_MEAN, Decimal(4))
        card = build_card(loaded, user=world.facilitator)
        assert card.rows[0].users.text == "4"
        assert any("moyenne des villages" in sentence for sentence in card.method)
        dossier = build_dossier(loaded, "team")
        assert dossier.card.rows[0].users.value == 4
        assert any("moyenne des villages" in str(cell) for sheet in dossier_sheets(dossier) for row in sheet.rows
                   for cell in row)  # fmt: skip
        assert not list(compare_rollups())
        (row,) = build_differences(loaded, audience="team").villages.rows
        assert (row.figures, row.service) == (("3", "5"), "4")

    def test_under_five_people_stay_hidden_by_villages(self, world: Any) -> None:
        """Three women upstream: they, and the next smallest group, are hidden; no exact mean is told."""
        cycle = self._card(world, small=True)
        Cycle.objects.filter(pk=cycle.pk).update(consolidation_rule=ConsolidationRule.VILLAGE_MEAN)
        card = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="public")
        assert [cell.figure.text for cell in card.rows[0].cells].count("5") <= 1
        assert [cell.figure.value is None for cell in card.rows[0].cells].count(True) == 2
        (row,) = build_differences(cycle, audience="public").villages.rows
        assert row.figures[0] == "trop peu de personnes"

    def test_one_village_compares_nothing(self, world: Any) -> None:
        assert build_differences(_two_groups(world), audience="team").villages.rows == ()


class TestGuardsOfTheCalendar:
    def test_a_period_to_come_is_corrected_before_the_launch(self, world: Any) -> None:
        """A year mistyped (2027 for 2026) would leave sessions that nobody can hold."""
        cycle = world.make_cycle()
        assert not [sentence for sentence in missing_for(cycle, "launch") if "période" in sentence]
        cycle.starts_on = timezone.localdate() + timedelta(days=1)
        assert any("La période commence" in sentence for sentence in missing_for(cycle, "launch"))

    def test_no_agenda_is_made_while_the_cycle_is_paused(self, world: Any, signed_in: Any) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        Cycle.objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
        answer = signed_in(world.facilitator).post(reverse("scorecards:cycle_meeting", args=[cycle.pk]), follow=True)
        assert "en pause pour médiation" in answer.content.decode()
        assert not Discussion.objects.filter(meeting__cycle=cycle).exists()
