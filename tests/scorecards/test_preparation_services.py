"""Team, checklist, hours, briefings, hands, social map, inputs: what is refused, and what stays true."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.errors import Refusal
from scorecards.enums import CycleState, PulseMoment, PulseQuestion, Qualification, ReadinessState, Side, Variant
from scorecards.models import (
    Briefing,
    Cycle,
    GroupTeam,
    InputItem,
    ModerationItem,
    PeerFeedback,
    Pulse,
    ReadinessCheck,
    SocialMapEntry,
    StepHours,
)
from scorecards.reports.hands import build_hands
from scorecards.reports.preparation import build_hours, build_map
from scorecards.reports.team import build_facilitators
from scorecards.services.briefings import record_briefing, record_pulses
from scorecards.services.inputs import add_input, change_input, remove_input, say_nothing_to_track
from scorecards.services.readiness import save_hours, save_readiness
from scorecards.services.socialmap import add_part, change_part
from scorecards.services.team import assign_team, change_profile, give_feedback
from tests.conftest import World
from tests.factories import UserFactory

USERS, PROVIDER = Side.USERS.value, Side.PROVIDER.value
RELATION = PulseQuestion.RELATION.value


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle()


@pytest.fixture
def colleague(world: World) -> User:
    return UserFactory(role=Role.FACILITATOR, organization=world.ngo, full_name="Collègue")


def _train(person: User, world: World, version: int = 0, **fields: Any) -> None:
    told = {"training": "Cinq jours", "trained_on": None, "sessions_before": 3, "languages": "", **fields}
    change_profile(person=person, organization=world.ngo, version=version, by=world.administrator, **told)


class TestTeam:
    def test_the_full_instrument_refuses_an_unqualified_lead_and_says_what_is_missing(
        self, world: World, colleague: User
    ) -> None:
        group = world.make_cycle(variant=Variant.FULL).groups.all()[0]
        with pytest.raises(Refusal, match="aucune formation n’est inscrite"):
            assign_team(group=group, lead=colleague, note_taker=None, by=world.facilitator)
        assert not GroupTeam.objects.exists()
        _train(colleague, world)
        assign_team(group=group, lead=colleague, note_taker=world.facilitator, by=world.facilitator)
        assert GroupTeam.objects.get().lead == colleague

    @pytest.mark.parametrize(("level", "enough"), [("learning", False), ("with_help", True), ("trains", True)])
    def test_a_colleague_s_feedback_qualifies_from_leads_with_help_on(
        self, world: World, colleague: User, level: str, enough: bool
    ) -> None:
        seen = world.make_cycle(state=CycleState.PROVIDER).groups.all()[0]
        assign_team(group=seen, lead=colleague, note_taker=world.facilitator, by=world.facilitator)
        give_feedback(group=seen, about=colleague, level=level, strength="", advice="", by=world.facilitator)
        row = next(row for row in build_facilitators(world.ngo) if row.person == colleague)
        assert (row.is_qualified, row.led) == (enough, 1)

    def test_the_essential_instrument_only_advises(self, world: World, cycle: Cycle, colleague: User) -> None:
        assert assign_team(group=cycle.groups.all()[0], lead=colleague, note_taker=None, by=world.facilitator)

    def test_two_different_people_of_the_organisation(self, world: World, cycle: Cycle) -> None:
        group = cycle.groups.all()[0]
        with pytest.raises(Refusal, match="deux personnes différentes"):
            assign_team(group=group, lead=world.facilitator, note_taker=world.facilitator, by=world.facilitator)
        for outsider in (world.stranger, world.officer, world.observer):
            with pytest.raises(Refusal, match="votre organisation"):
                assign_team(group=group, lead=outsider, note_taker=None, by=world.facilitator)
        with pytest.raises(Refusal, match="choisissez qui anime"):
            assign_team(group=group, lead=None, note_taker=world.facilitator, by=world.facilitator)

    def test_a_group_may_lose_its_team(self, world: World, cycle: Cycle) -> None:
        group = cycle.groups.all()[0]
        assign_team(group=group, lead=world.facilitator, note_taker=None, by=world.facilitator)
        assert assign_team(group=group, lead=None, note_taker=None, by=world.facilitator) is None
        assert not GroupTeam.objects.exists()

    def test_feedback_comes_after_the_session_from_the_one_who_was_there(self, world: World, colleague: User) -> None:
        told = {"level": Qualification.ALONE, "strength": "Écoute", "advice": "Relire"}
        group = world.make_cycle(state=CycleState.COMMUNITY).groups.all()[0]
        assign_team(group=group, lead=colleague, note_taker=world.facilitator, by=world.facilitator)
        with pytest.raises(Refusal, match="pas encore close"):
            give_feedback(group=group, about=colleague, by=world.facilitator, **told)
        group.session.state = "closed"
        group.session.save()
        for by in (colleague, UserFactory(role=Role.FACILITATOR, organization=world.ngo)):
            with pytest.raises(Refusal, match="collègue qui était là"):
                give_feedback(group=group, about=colleague, by=by, **told)
        give_feedback(group=group, about=colleague, by=world.facilitator, **told)
        give_feedback(group=group, about=colleague, by=world.facilitator, **{**told, "advice": "Parler moins"})
        assert PeerFeedback.objects.get().advice == "Parler moins"

    def test_a_profile_is_not_written_over(self, world: World, colleague: User) -> None:
        _train(colleague, world)
        with pytest.raises(Refusal):
            _train(colleague, world, training="Autre")
        with pytest.raises(Refusal, match="à venir"):
            _train(colleague, world, version=1, trained_on=timezone.localdate() + datetime.timedelta(days=2))
        with pytest.raises(Refusal, match="votre organisation"):
            _train(world.stranger, world)


class TestChecklist:
    def test_only_changed_lines_keep_a_new_date(self, world: World, cycle: Cycle) -> None:
        lines = {"place": ("done", ""), "consent": ("todo", "")}
        assert save_readiness(cycle=cycle, lines=lines, by=world.facilitator) == 1
        assert save_readiness(cycle=cycle, lines=lines, by=world.administrator) == 0
        assert ReadinessCheck.objects.get().by == world.facilitator

    def test_not_needed_says_why(self, world: World, cycle: Cycle) -> None:
        with pytest.raises(Refusal, match="pourquoi"):
            save_readiness(cycle=cycle, lines={"place": (ReadinessState.NOT_NEEDED, " ")}, by=world.facilitator)
        with pytest.raises(Refusal, match="n’existe pas"):
            save_readiness(cycle=cycle, lines={"weather": ("done", "")}, by=world.facilitator)

    def test_a_closed_round_is_kept(self, world: World) -> None:
        closed = world.make_cycle(state=CycleState.CLOSED)
        with pytest.raises(Refusal, match="clos"):
            save_readiness(cycle=closed, lines={"place": ("done", "")}, by=world.facilitator)
        with pytest.raises(Refusal, match="clos"):
            add_input(cycle=closed, by=world.facilitator, label="Lits")


def test_hours_add_up_and_a_phase_past_its_day_is_late(world: World, cycle: Cycle) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    rows = {
        "preparation": (Decimal("2.5"), None, yesterday),
        "community": (Decimal(4), Decimal(5), None),
        "interface": (None, None, None),
    }
    save_hours(cycle=cycle, rows=rows, by=world.facilitator)
    report = build_hours(cycle, StepHours.objects.filter(cycle=cycle))
    assert (report.planned, report.spent) == (Decimal("6.5"), Decimal(5))
    assert [line.phase for line in report.late] == ["preparation"]
    assert StepHours.objects.count() == 2
    scoring = world.make_cycle(number=2, state=CycleState.CLOSED)
    StepHours.objects.create(cycle=scoring, phase="preparation", due_on=yesterday)
    assert not build_hours(scoring, StepHours.objects.filter(cycle=scoring)).late, "it is over: not late"
    with pytest.raises(Refusal, match="négatif"):
        save_hours(cycle=cycle, rows={"community": (Decimal(-1), None, None)}, by=world.facilitator)


def test_a_briefing_is_held_before_it_is_written_and_its_texts_are_watched(world: World, cycle: Cycle) -> None:
    today = timezone.localdate()
    told = {"cycle": cycle, "side": "users", "people": 12, "by": world.facilitator}
    with pytest.raises(Refusal, match="à venir"):
        record_briefing(held_on=today + datetime.timedelta(days=1), notes="", **told)
    record_briefing(held_on=today, notes="Mme Alaoui a demandé pourquoi.", **told)
    assert ModerationItem.objects.filter(cycle=cycle).count() == 1
    record_briefing(held_on=today, notes="Une femme a demandé pourquoi.", **told)
    assert Briefing.objects.get().notes == "Une femme a demandé pourquoi."


class TestHands:
    def _ask(self, cycle: Cycle, world: World, moment: str, hands: Any) -> None:
        record_pulses(cycle=cycle, moment=moment, answers={(USERS, RELATION): hands}, by=world.facilitator)

    def test_before_and_after_in_points(self, world: World) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        self._ask(cycle, world, PulseMoment.BEFORE, (8, 20))
        self._ask(cycle, world, PulseMoment.AFTER, (15, 20))
        (row,) = build_hands(cycle, world.facilitator)
        assert (row.before.text, row.after.text, row.change) == ("40\u00a0%", "75\u00a0%", "+35")

    def test_few_people_are_hidden_outside_the_team(self, world: World) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        self._ask(cycle, world, PulseMoment.BEFORE, (1, 4))
        assert build_hands(cycle, world.officer)[0].before.word == "trop peu de personnes"
        assert build_hands(cycle, world.facilitator)[0].before.percent == 25
        assert build_hands(world.make_cycle(number=9, state=CycleState.CLOSED, released_at=None), world.officer) == ()

    @pytest.mark.parametrize("hands", [(6, 5), (-1, 5), (0, 0)])
    def test_more_hands_than_people_are_refused(self, world: World, cycle: Cycle, hands: Any) -> None:
        with pytest.raises(Refusal, match="mains"):
            self._ask(cycle, world, PulseMoment.BEFORE, hands)

    def test_after_comes_after_the_meeting_and_an_empty_answer_is_taken_back(self, world: World, cycle: Cycle) -> None:
        with pytest.raises(Refusal, match="pas encore eu lieu"):
            self._ask(cycle, world, PulseMoment.AFTER, (1, 5))
        self._ask(cycle, world, PulseMoment.BEFORE, (1, 5))
        self._ask(cycle, world, PulseMoment.BEFORE, None)
        assert not Pulse.objects.exists()


class TestMap:
    def test_share_heard_and_absent(self, world: World, cycle: Cycle) -> None:
        by = world.facilitator
        add_part(cycle=cycle, by=by, label="Haut", households=30, group=cycle.groups.all()[0])
        add_part(cycle=cycle, by=by, label="Camp", households=10, is_absent=True, how_heard="Visite du soir")
        add_part(cycle=cycle, by=by, label="Bas")
        report = build_map(cycle)
        assert (report.share, report.heard, report.absent, report.uncounted) == (Decimal(75), 30, 10, 1)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"label": " "}, "partie de la communauté"),
            ({"is_absent": True}, "seront entendues"),
            ({"households": -1}, "ménages"),
        ],
    )
    def test_bad_parts_are_refused(self, world: World, cycle: Cycle, fields: Any, words: str) -> None:
        with pytest.raises(Refusal, match=words):
            add_part(cycle=cycle, by=world.facilitator, **{"label": "Bas", **fields})
        assert not SocialMapEntry.objects.exists()

    def test_heard_or_absent_not_both_and_groups_of_this_cycle(self, world: World, cycle: Cycle) -> None:
        part = add_part(cycle=cycle, by=world.facilitator, label="Bas")
        fields = {"is_absent": True, "how_heard": "Visite", "group": cycle.groups.all()[0]}
        with pytest.raises(Refusal, match="l’un des deux"):
            change_part(part=part, by=world.facilitator, **fields)
        with pytest.raises(Refusal, match="pas dans ce cycle"):
            change_part(part=part, by=world.facilitator, group=world.foreign_cycle.groups.all()[0])


class TestInputs:
    def test_a_stale_form_is_refused(self, world: World, cycle: Cycle) -> None:
        item = add_input(cycle=cycle, by=world.facilitator, label="Lits", planned=Decimal(12))
        change_input(item=item, version=1, by=world.facilitator, observed=Decimal(9))
        with pytest.raises(Refusal, match="entre-temps|changé"):
            change_input(item=item, version=1, by=world.facilitator, observed=Decimal(3))
        assert InputItem.objects.get().observed == 9

    def test_money_has_a_currency_and_amounts_are_not_negative(self, world: World, cycle: Cycle) -> None:
        with pytest.raises(Refusal, match="monnaie"):
            add_input(cycle=cycle, by=world.facilitator, label="Budget", is_money=True)
        with pytest.raises(Refusal, match="négatif"):
            add_input(cycle=cycle, by=world.facilitator, label="Lits", planned=Decimal(-1))

    def test_nothing_to_track_and_inputs_exclude_each_other(self, world: World, cycle: Cycle) -> None:
        say_nothing_to_track(cycle=cycle, note="Rien ne vient de l’État.", by=world.facilitator)
        item = add_input(cycle=cycle, by=world.facilitator, label="Lits")
        assert Cycle.objects.get(pk=cycle.pk).inputs_note == ""
        with pytest.raises(Refusal, match="déjà écrits"):
            say_nothing_to_track(cycle=cycle, note="Rien", by=world.facilitator)
        remove_input(item=item, by=world.facilitator)
        assert not InputItem.objects.exists()
