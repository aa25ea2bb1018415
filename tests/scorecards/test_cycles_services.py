"""Opening, preparing and repeating a cycle; what the database itself refuses."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actionplans.models import ActionPlan
from core.errors import Refusal
from scorecards.enums import About, AskedOf, CycleState, GroupKind, Scale, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Score, ScoringSession
from scorecards.services import cycles
from scorecards.services.issues import add_issue
from scorecards.services.moderation import mask_of
from scorecards.services.themes import create_theme, link_indicator
from tests.factories import (
    CycleFactory,
    GroupFactory,
    IndicatorFactory,
    IndicatorTemplateFactory,
    ScoreFactory,
    ServicePointFactory,
    SessionFactory,
)

TODAY = datetime.date(2026, 3, 2)


def open_one(world: Any, **fields: Any) -> Cycle:
    values: dict[str, Any] = {
        "organization": world.ngo,
        "service_point": world.service_point,
        "starts_on": TODAY,
        "ends_on": None,
        "scale": Scale.TEN,
        "by": world.facilitator,
    }
    return cycles.open_cycle(**{**values, **fields})


class TestOpening:
    def test_a_first_cycle_is_round_one_with_its_plan_and_its_trace(self, world: Any) -> None:
        cycle = open_one(world)
        assert (cycle.number, cycle.previous, cycle.state) == (1, None, CycleState.PREPARATION)
        assert cycle.action_plan.organization == world.ngo
        assert cycle.action_plan.opened_on == TODAY
        assert [(event.name, event.by) for event in cycle.events.all()] == [("open", world.facilitator)]

    def test_a_second_open_cycle_is_refused_and_leaves_no_plan(self, world: Any) -> None:
        open_one(world)
        plans = ActionPlan.objects.count()
        with pytest.raises(Refusal, match="déjà ouvert pour Centre de santé de Siadara"):
            open_one(world)
        assert ActionPlan.objects.count() == plans

    def test_another_organisation_may_open_its_own(self, world: Any) -> None:
        open_one(world)
        assert open_one(world, organization=world.foreign_ngo).number == 1

    def test_the_next_one_follows_the_last_round(self, world: Any) -> None:
        first = open_one(world)
        Cycle.objects.filter(pk=first.pk).update(state=CycleState.CLOSED)
        second = open_one(world)
        assert (second.number, second.previous) == (2, first)

    def test_a_period_that_ends_before_it_starts_is_refused(self, world: Any) -> None:
        with pytest.raises(Refusal, match="La période finit avant de commencer"):
            open_one(world, ends_on=TODAY - datetime.timedelta(days=1))

    def test_two_people_at_once_get_one_cycle(self, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """The look before saw nothing; the database lets one through, the other gets the sentence."""
        open_one(world)
        monkeypatch.setattr(cycles, "open_cycle_of", lambda **_: None)
        with pytest.raises(Refusal, match="déjà ouvert"):
            open_one(world, number=2)
        assert Cycle.objects.filter(organization=world.ngo).count() == 1


class TestChanging:
    def change(self, cycle: Cycle, world: Any, **fields: Any) -> Cycle:
        values: dict[str, Any] = {"starts_on": TODAY, "ends_on": None, "scale": cycle.scale, "version": cycle.version}
        return cycles.change_cycle(cycle=cycle, by=world.facilitator, **{**values, **fields})

    def test_period_and_scale_change_in_preparation(self, world: Any) -> None:
        changed = self.change(open_one(world), world, ends_on=TODAY, scale=Scale.FACES)
        assert (changed.ends_on, changed.scale, changed.version) == (TODAY, Scale.FACES, 2)

    def test_a_stale_form_is_refused(self, world: Any) -> None:
        cycle = open_one(world)
        self.change(cycle, world)
        with pytest.raises(Refusal, match="entre-temps"):
            self.change(cycle, world, version=1)

    def test_after_preparation_nothing_changes(self, world: Any) -> None:
        with pytest.raises(Refusal, match="La préparation est finie"):
            self.change(world.make_cycle(state="community"), world)

    def test_the_scale_is_fixed_once_scoring_began(self, world: Any) -> None:
        cycle = open_one(world)
        SessionFactory(cycle=cycle)
        with pytest.raises(Refusal, match="l’échelle reste la même"):
            self.change(cycle, world, scale=Scale.FACES)
        assert self.change(cycle, world, ends_on=TODAY).ends_on == TODAY

    def test_the_service_point_moves_with_its_round_number(self, world: Any) -> None:
        elsewhere = ServicePointFactory(operator=world.service)
        CycleFactory(organization=world.ngo, service_point=elsewhere, number=3, closed=True)
        moved = self.change(open_one(world), world, service_point=elsewhere)
        assert (moved.service_point, moved.number, moved.previous.number) == (elsewhere, 4, 3)

    def test_the_service_point_stays_once_scoring_began(self, world: Any) -> None:
        cycle = open_one(world)
        SessionFactory(cycle=cycle)
        with pytest.raises(Refusal, match="le point de service reste"):
            self.change(cycle, world, service_point=ServicePointFactory())


class TestGroups:
    def test_groups_keep_the_order_in_which_they_were_added(self, world: Any) -> None:
        cycle = open_one(world)
        for kind in (GroupKind.WOMEN, GroupKind.MEN, GroupKind.YOUTH):
            cycles.add_group(cycle=cycle, kind=kind, by=world.facilitator, village="Siadara", size=20)
        assert [group.kind for group in cycle.groups.all()] == ["women", "men", "youth"]

    def test_the_same_group_twice_is_refused(self, world: Any) -> None:
        cycle = open_one(world)
        cycles.add_group(cycle=cycle, kind="women", by=world.facilitator, village="Siadara")
        with pytest.raises(Refusal, match="déjà dans le cycle"):
            cycles.add_group(cycle=cycle, kind="women", by=world.facilitator, village="siadara")

    def test_a_change_keeps_its_own_name_free(self, world: Any) -> None:
        group = cycles.add_group(cycle=open_one(world), kind="women", by=world.facilitator)
        assert cycles.change_group(group=group, kind="women", size=12, by=world.facilitator).size == 12

    def test_a_group_that_met_stays(self, world: Any) -> None:
        cycle = open_one(world)
        group = SessionFactory(cycle=cycle).group
        with pytest.raises(Refusal, match="s’est déjà réuni"):
            cycles.remove_group(group=group, by=world.facilitator)

    def test_a_planned_one_goes_with_its_session(self, world: Any) -> None:
        cycle = open_one(world)
        cycles.remove_group(group=SessionFactory(cycle=cycle, planned=True).group, by=world.facilitator)
        assert not ScoringSession.objects.filter(cycle=cycle).exists()

    def test_set_groups_replaces_all(self, world: Any) -> None:
        cycle = open_one(world)
        cycles.add_group(cycle=cycle, kind="women", by=world.facilitator)
        cycles.set_groups(cycle=cycle, groups=[{"kind": "men"}, {"kind": "youth"}], by=world.facilitator)
        assert [group.kind for group in cycle.groups.all()] == ["men", "youth"]

    def test_after_preparation_nothing_is_added(self, world: Any) -> None:
        with pytest.raises(Refusal, match="La préparation est"):
            cycles.add_group(cycle=world.make_cycle(state="community"), kind="elders", by=world.facilitator)


class TestIndicators:
    def test_words_are_frozen_from_the_library(self, world: Any) -> None:
        template = IndicatorTemplateFactory(label_fr="Temps d’attente", asked_of=AskedOf.USERS)
        cycle = open_one(world)
        cycles.choose_indicators(cycle=cycle, templates=[template], by=world.facilitator)
        template.label_fr = "Autre chose"
        template.save()
        row = cycle.indicators.get()
        assert (row.code, row.label, row.asked_of) == (template.code, "Temps d’attente", AskedOf.USERS)

    def test_one_that_is_there_is_left_alone(self, world: Any) -> None:
        template = IndicatorTemplateFactory()
        cycle = open_one(world)
        for _ in range(2):
            cycles.choose_indicators(cycle=cycle, templates=[template], by=world.facilitator)
        assert cycle.indicators.count() == 1

    def test_whom_it_is_asked_of_may_differ_from_the_library(self, world: Any) -> None:
        template = IndicatorTemplateFactory(asked_of=AskedOf.BOTH)
        rows = cycles.choose_indicators(
            cycle=open_one(world), templates=[template], by=world.facilitator, asked_of={template.code: "provider"}
        )
        assert rows[0].asked_of == AskedOf.PROVIDER

    def test_own_words_get_a_code_that_the_next_round_finds_again(self, world: Any) -> None:
        row = cycles.write_indicator(
            cycle=open_one(world), label="Accueil de nuit", by=world.facilitator, about=About.USERS
        )
        assert (row.code, row.about) == ("own-accueil-de-nuit", About.USERS)

    @pytest.mark.parametrize("label", ["جودة الماء", "水"])
    def test_every_script_gets_a_code(self, world: Any, label: str) -> None:
        assert cycles.write_indicator(cycle=open_one(world), label=label, by=world.facilitator).code.startswith("own-")

    @pytest.mark.parametrize("label", ["Accueil", "ACCUEIL"])
    def test_the_same_words_twice_are_refused(self, world: Any, label: str) -> None:
        cycle = open_one(world)
        cycles.write_indicator(cycle=cycle, label="Accueil", by=world.facilitator)
        with pytest.raises(Refusal, match="déjà dans le cycle"):
            cycles.write_indicator(cycle=cycle, label=label, by=world.facilitator)

    def test_rows_move_up_and_down_and_stop_at_the_ends(self, world: Any) -> None:
        cycle = open_one(world)
        rows = [cycles.write_indicator(cycle=cycle, label=name, by=world.facilitator) for name in "ABC"]
        cycles.move_indicator(indicator=rows[2], up=True, by=world.facilitator)
        cycles.move_indicator(indicator=rows[0], up=True, by=world.facilitator)
        assert [row.label for row in cycle.indicators.all()] == ["A", "C", "B"]
        cycles.move_indicator(indicator=rows[0], up=False, by=world.facilitator)
        assert [row.label for row in cycle.indicators.all()] == ["C", "A", "B"]

    def test_a_scored_one_stays_and_keeps_its_side(self, world: Any) -> None:
        cycle = open_one(world)
        score = ScoreFactory(session=SessionFactory(cycle=cycle))
        with pytest.raises(Refusal, match="a déjà été noté"):
            cycles.remove_indicator(indicator=score.indicator, by=world.facilitator)
        with pytest.raises(Refusal, match="a déjà été noté"):
            cycles.change_indicator(indicator=score.indicator, asked_of="provider", by=world.facilitator)
        assert cycles.change_indicator(indicator=score.indicator, asked_of="users", by=world.facilitator)

    def test_an_unscored_one_goes(self, world: Any) -> None:
        row = cycles.write_indicator(cycle=open_one(world), label="Accueil", by=world.facilitator)
        cycles.remove_indicator(indicator=row, by=world.facilitator)
        assert not row.cycle.indicators.exists()


class TestRepeating:
    def test_service_scale_groups_and_indicators_come_along(self, world: Any) -> None:
        old = world.make_cycle(state="closed", scale=Scale.FACES)
        fresh = cycles.repeat_cycle(cycle=old, by=world.facilitator)
        assert (fresh.number, fresh.previous, fresh.scale, fresh.state) == (2, old, Scale.FACES, "preparation")
        assert fresh.starts_on == timezone.localdate()
        for name in ("kind", "village", "size"):
            assert list(fresh.groups.values_list(name, flat=True)) == list(old.groups.values_list(name, flat=True))
        assert list(fresh.indicators.values_list("code", "label", "asked_of", "position")) == list(
            old.indicators.values_list("code", "label", "asked_of", "position")
        )
        assert not fresh.sessions.exists()

    def test_the_names_of_the_themes_come_along_not_what_was_said(self, world: Any) -> None:
        old = world.make_cycle(state="follow_up")
        issue = add_issue(group=old.groups.first(), text="L’eau manque", by=world.facilitator)
        theme = create_theme(cycle=old, label="Eau près de Mme Alaoui", issues=[issue], by=world.facilitator)
        link_indicator(theme=theme, indicator=old.indicators.get(position=2), by=world.facilitator)
        fresh = cycles.repeat_cycle(cycle=old, by=world.facilitator)
        (copied,) = fresh.clusters.all()
        assert (copied.label, copied.position) == (theme.label, theme.position)
        assert [row.cycle for row in copied.indicators.all()] == [fresh]
        assert [row.code for row in copied.indicators.all()] == [old.indicators.get(position=2).code]
        assert not copied.issues.exists()
        assert theme.issues.count() == 1
        assert mask_of(fresh).hides(copied.label), "the team reads the name again in the new round too"

    def test_a_round_in_follow_up_is_closed_on_the_way(self, world: Any) -> None:
        old = world.make_cycle(state="follow_up")
        cycles.repeat_cycle(cycle=old, by=world.facilitator)
        assert Cycle.objects.get(pk=old.pk).state == CycleState.CLOSED
        assert CycleEvent.objects.filter(cycle=old, name="close").exists()

    @pytest.mark.parametrize("state", ["preparation", "community", "provider", "interface"])
    def test_before_the_end_of_the_meeting_it_is_refused(self, world: Any, state: str) -> None:
        with pytest.raises(Refusal, match="Un nouveau tour s’ouvre"):
            cycles.repeat_cycle(cycle=world.make_cycle(state=state), by=world.facilitator)

    def test_twice_is_refused(self, world: Any) -> None:
        old = world.make_cycle(state="closed")
        cycles.repeat_cycle(cycle=old, by=world.facilitator)
        with pytest.raises(Refusal, match="existe déjà"):
            cycles.repeat_cycle(cycle=old, by=world.facilitator)


@pytest.mark.django_db
class TestTheDatabaseItself:
    def refuses(self, name: str, make: Any) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()

    def test_one_open_cycle(self) -> None:
        cycle = CycleFactory()
        again = {"organization": cycle.organization, "service_point": cycle.service_point, "number": 2}
        self.refuses("cycle_one_open", lambda: CycleFactory(**again))
        assert CycleFactory(**again, closed=True)

    def test_period_number_and_group(self) -> None:
        day = timezone.localdate()
        self.refuses("cycle_period_in_order", lambda: CycleFactory(starts_on=day, ends_on=day - datetime.timedelta(1)))
        self.refuses("cycle_number_from_one", lambda: CycleFactory(number=0))
        group = GroupFactory()
        self.refuses("group_unique", lambda: GroupFactory(cycle=group.cycle, kind=group.kind, village=group.village))
        row = IndicatorFactory()
        self.refuses("indicator_code_unique", lambda: IndicatorFactory(cycle=row.cycle, code=row.code))

    def test_a_session_has_a_group_exactly_when_it_is_the_users(self) -> None:
        cycle = CycleFactory(community=True)
        SessionFactory(cycle=cycle, provider=True)
        self.refuses("session_one_provider", lambda: SessionFactory(cycle=cycle, provider=True))
        self.refuses("session_group_iff_users", lambda: SessionFactory(cycle=cycle, side=Side.USERS, group=None))

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("score_has_exactly_one_form", {"value": None}),
            ("score_has_exactly_one_form", {"value": Decimal(5), "tallies": [1, 2]}),
            ("score_has_exactly_one_form", {"status": ScoreStatus.REFUSED, "value": Decimal(0)}),
            ("score_tallies_count_someone", {"tallies": [0, 0, 0]}),
            ("score_value_in_widest_scale", {"value": Decimal(101)}),
        ],
    )
    def test_a_score_is_one_thing(self, name: str, fields: dict[str, Any]) -> None:
        self.refuses(name, lambda: ScoreFactory(**fields))

    def test_one_score_per_session_and_indicator(self) -> None:
        score = ScoreFactory()
        again = {"session": score.session, "indicator": score.indicator}
        self.refuses("score_one_per_indicator", lambda: ScoreFactory(**again))
        assert Score.objects.count() == 1
        assert score.session.state == SessionState.OPEN
