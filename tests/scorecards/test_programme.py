"""The programme board: where cycles stand, what is late, who was heard, what was kept, how close the sides stand."""

import csv
import datetime
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from actionplans.enums import ActionState
from actionplans.models import ActionConfirmation, ActionUpdate
from directory.enums import Sector
from scorecards.enums import CycleState, GroupKind, Scale
from scorecards.models import CardRollup, Cycle, CycleEvent, InterfaceMeeting, ScoringSession, StepHours
from scorecards.reports.programme import build_programme
from scorecards.reports.programmesheets import CODES
from scorecards.services.rollups import compare_rollups
from tests.factories import ActionFactory, ServicePointFactory, TerritoryFactory
from tests.scorecards.siadara import make_rounds

BOARD = "scorecards:programme_board"


@pytest.fixture
def team(world: Any, signed_in: Any) -> Client:
    return signed_in(world.facilitator)


def board_of(world: Any, **filters: Any) -> Any:
    return build_programme(Cycle.objects.visible_to(world.facilitator).filter(**filters))


def elsewhere(world: Any, **fields: Any) -> Any:
    return ServicePointFactory(operator=world.service, territory=world.village, **fields)


def entered(cycle: Cycle, days: int, to_state: str | None = None) -> None:
    """The cycle came into its phase that many days ago."""
    event = CycleEvent.objects.create(cycle=cycle, name="x", from_state="", to_state=to_state or cycle.state)
    CycleEvent.objects.filter(pk=event.pk).update(at=timezone.now() - datetime.timedelta(days=days))


def day(ago: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=ago)


class TestPhases:
    def test_counts_are_of_the_cycles_in_sight(self, world: Any) -> None:
        world.make_cycle()
        world.make_cycle(state=CycleState.INTERFACE, service_point=elsewhere(world))
        world.make_cycle(state=CycleState.INTERFACE, service_point=elsewhere(world))
        counts = {line.state: line.count for line in board_of(world).phases}
        assert counts["preparation"] == 1
        assert counts["interface"] == 2
        assert sum(counts.values()) == 3
        assert board_of(world).services == 3


class TestLateness:
    def late(self, world: Any) -> list[tuple[str, int]]:
        return [(step.what, step.days) for step in board_of(world).late]

    def test_a_fresh_cycle_is_not_late(self, world: Any) -> None:
        entered(world.make_cycle(), 30)
        assert self.late(world) == []

    def test_31_days_in_a_phase_is_stuck_and_a_paused_cycle_is_not(self, world: Any) -> None:
        cycle = world.make_cycle()
        entered(cycle, 31)
        assert self.late(world) == [("Plus de 30 jours dans la phase\xa0: Préparation", 1)]
        Cycle.objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
        assert self.late(world) == []

    def test_an_older_phase_does_not_count_nor_does_the_follow_up(self, world: Any) -> None:
        cycle = world.make_cycle(state=CycleState.COMMUNITY)
        entered(cycle, 80, CycleState.PREPARATION)
        entered(cycle, 5)
        entered(world.make_cycle(state=CycleState.FOLLOW_UP, service_point=elsewhere(world)), 200)
        assert self.late(world) == []

    def test_the_day_of_a_phase_counts_until_the_cycle_leaves_it(self, world: Any) -> None:
        cycle = world.make_cycle(state=CycleState.COMMUNITY)
        StepHours.objects.create(cycle=cycle, phase=CycleState.PREPARATION, due_on=day(9))
        StepHours.objects.create(cycle=cycle, phase=CycleState.COMMUNITY, due_on=day(2))
        StepHours.objects.create(cycle=cycle, phase=CycleState.PROVIDER, due_on=day(0))
        assert [days for _what, days in self.late(world)] == [2]

    def test_a_review_is_late_while_a_score_waits(self, world: Any) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        Cycle.objects.filter(pk=cycle.pk).update(review_due_on=day(4))
        assert self.late(world) == [("Relecture par la commune", 4)]
        Cycle.objects.filter(pk=cycle.pk).update(review_due_on=day(0))
        assert self.late(world) == []

    def test_a_meeting_is_late_until_it_is_held(self, world: Any) -> None:
        cycle = world.make_cycle(state=CycleState.INTERFACE)
        meeting = InterfaceMeeting.objects.create(cycle=cycle, planned_on=day(3))
        assert self.late(world) == [("Réunion d’interface pas encore tenue", 3)]
        meeting.held_on = day(1)
        meeting.save()
        assert self.late(world) == []


class TestHeard:
    def test_shares_come_from_counted_sessions_of_released_cards(self, world: Any) -> None:
        """Two groups of 12: 8 women and 4 men each; one group gets 3 under 30 and 2 elders more."""
        cycle = world.make_cycle(state=CycleState.PROVIDER)
        one = ScoringSession.objects.filter(cycle=cycle, group__kind=GroupKind.WOMEN)
        one.update(women_young=3, men_elder=2)
        from tests.factories import release

        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE)
        release(Cycle.objects.get(pk=cycle.pk), world.facilitator)
        heard = board_of(world).heard
        assert (heard.people, heard.women, heard.young, heard.elder) == (29, 19, 3, 2)
        assert (heard.sessions, heard.counted) == (2, 2)
        assert round(heard.women_share, 1) == Decimal("65.5")

    def test_unknown_stays_unknown(self, world: Any, team: Client) -> None:
        make_rounds(1, organization=world.ngo, service_point=world.service_point, by=world.facilitator)
        ScoringSession.objects.update(women_adult=None, men_adult=None)
        CardRollup.objects.all().delete()
        call_command("rebuild_rollups", verbosity=0)
        heard = board_of(world).heard
        assert heard.people is None
        assert heard.women_share is None
        assert heard.sessions > heard.counted == 0
        assert "Inconnu" in team.get(reverse(BOARD)).content.decode()

    def test_a_cycle_before_release_is_not_heard_yet(self, world: Any) -> None:
        world.make_cycle(state=CycleState.PROVIDER)
        assert board_of(world).heard.people is None


class TestHours:
    def test_the_share_compares_only_what_wrote_both(self, world: Any) -> None:
        one = world.make_cycle()
        two = world.make_cycle(service_point=elsewhere(world))
        StepHours.objects.create(cycle=one, phase=CycleState.PREPARATION, planned=10, spent=5)
        StepHours.objects.create(cycle=two, phase=CycleState.PREPARATION, planned=30)
        first, *others = board_of(world).hours
        assert (first.planned, first.n_planned, first.spent, first.n_spent, first.n_both) == (40, 2, 5, 1, 1)
        assert first.share == 50
        assert all(line.planned is None and line.spent is None and line.share is None for line in others)
        assert board_of(world).hours_total.share == 50


class TestPromises:
    def test_kept_late_dropped_and_on_time(self, world: Any) -> None:
        """Fallen due: kept in time, kept too late, late, kept but seen not done. One of four on time: 25 %."""
        plan = world.make_cycle(state=CycleState.FOLLOW_UP).action_plan

        def add(state: str, due: int, moved_on: int | None = None) -> Any:
            action = ActionFactory(plan=plan, state=state, due_on=day(due))
            if moved_on is not None:
                ActionUpdate.objects.create(action=action, on=day(moved_on), by=world.facilitator, note="vu",
                                            from_state=ActionState.TO_START, to_state=state)  # fmt: skip
            return action

        add(ActionState.DONE, 5, 6)
        add(ActionState.DONE, 5, 4)
        add(ActionState.TO_START, 5)
        add(ActionState.TO_START, -5)
        add(ActionState.DROPPED, 5, 9)
        denied = add(ActionState.DONE, 5, 8)
        ActionConfirmation.objects.create(action=denied, is_done=False, note="rien", on=day(1), by=world.committee)
        made = board_of(world).promises
        assert (made.plans, made.made, made.kept, made.open, made.late, made.dropped) == (1, 5, 3, 2, 1, 1)
        assert (made.on_time.figures.due, made.on_time.figures.kept, made.on_time.percent) == (4, 1, "25")
        assert made.on_time.denied == 1


class TestGaps:
    def test_siadara_round_after_round(self, world: Any) -> None:
        """Round 1: both scored water 5/5, cleanliness 10/7, waiting 10/9, attitude 10/10: mean gap +1 of 10, 10 %."""
        make_rounds(organization=world.ngo, service_point=world.service_point, by=world.facilitator)
        board = board_of(world)
        first = board.rounds[0]
        assert (first.cards, first.compared, first.agreeing) == (1, 4, 3)
        assert (first.gap, first.distance, first.share) == (10, 10, 75)
        (service,) = board.gaps
        assert [line.number for line in service.rounds] == [1, 2, 3]
        assert service.change == service.rounds[-1].distance - 10
        assert service.points is not None

    def test_scales_stand_side_by_side_in_percent_of_their_span(self, world: Any) -> None:
        ten = world.make_cycle(state=CycleState.INTERFACE, scale=Scale.TEN)
        faces = world.make_cycle(state=CycleState.INTERFACE, scale=Scale.FACES, service_point=elsewhere(world))
        spans = {ten.pk: 10, faces.pk: 4}
        rolled = {row.release.cycle_id: row.mean_gap for row in CardRollup.objects.select_related("release")}
        expected = sum(rolled[pk] / span * 100 for pk, span in spans.items()) / 2
        assert round(board_of(world).rounds[0].gap, 6) == round(expected, 6)

    def test_a_reopened_card_is_counted_no_more(self, world: Any) -> None:
        from scorecards.services.workflow import reopen

        cycle = world.make_cycle(state=CycleState.INTERFACE)
        reopen(cycle=cycle, reason="Une erreur de saisie.", by=world.facilitator)
        assert (board_of(world).cards, board_of(world).rounds) == (0, ())


class TestRollups:
    def test_written_with_the_release_and_equal_to_the_card(self, world: Any, capsys: Any) -> None:
        make_rounds(organization=world.ngo, service_point=world.service_point, by=world.facilitator)
        world.make_cycle(state=CycleState.FOLLOW_UP, service_point=elsewhere(world))
        assert CardRollup.objects.count() == 4
        assert list(compare_rollups()) == []
        call_command("rebuild_rollups", "--check")
        assert "0 differences" in capsys.readouterr().out

    def test_a_wrong_figure_and_a_missing_row_are_named_then_mended(self, world: Any, capsys: Any) -> None:
        world.make_cycle(state=CycleState.FOLLOW_UP)
        world.make_cycle(state=CycleState.FOLLOW_UP, service_point=elsewhere(world))
        wrong, missing = CardRollup.objects.all()
        CardRollup.objects.filter(pk=wrong.pk).update(women=99)
        missing.delete()
        assert {difference.field for difference in compare_rollups()} == {"women", "row"}
        assert board_of(world).unrolled == 1
        with pytest.raises(CommandError):
            call_command("rebuild_rollups", "--check")
        assert "women is 99" in capsys.readouterr().out
        call_command("rebuild_rollups")
        assert list(compare_rollups()) == []
        assert board_of(world).unrolled == 0


class TestPage:
    def test_empty_says_what_to_do_first(self, team: Client) -> None:
        page = team.get(reverse(BOARD)).content.decode()
        assert reverse("scorecards:cycle_create") in page
        assert "Ouvrez un premier cycle" in page

    def test_the_menu_leads_here_and_marks_one_entry(self, team: Client, world: Any, signed_in: Any) -> None:
        page = team.get(reverse(BOARD))
        current = [item["url"] for item in page.context["nav_items"] if item["current"]]
        assert current == [reverse(BOARD)]
        assert '<details class="more">' in page.content.decode(), "a wide screen folds the last entries"
        officer = signed_in(world.officer).get("/")
        assert reverse(BOARD) not in [item["url"] for item in officer.context["nav_items"]]

    def test_filters_by_sector_territory_period_and_phase(self, team: Client, world: Any) -> None:
        far = TerritoryFactory(code="X9", parent=None)
        world.make_cycle(starts_on=day(100))
        school = world.make_cycle(
            state=CycleState.INTERFACE, service_point=elsewhere(world, sector=Sector.EDUCATION), starts_on=day(10)
        )
        away = world.make_cycle(service_point=ServicePointFactory(operator=world.service, territory=far))

        def shown(**query: Any) -> set[Any]:
            return {line.cycle.pk for line in team.get(reverse(BOARD), query).context["board"].lines}

        assert shown(sector="education") == {school.pk}
        assert shown(state="interface") == {school.pk}
        assert school.pk in shown(since=day(20).isoformat())
        assert len(shown(until=day(90).isoformat())) == 1
        assert shown(territory="X9") == {away.pk}
        assert away.pk not in shown(territory=world.village.code)
        assert len(shown()) == 3

    def test_a_wrong_date_or_phase_keeps_the_page_and_what_was_typed(self, team: Client, world: Any) -> None:
        world.make_cycle()
        response = team.get(reverse(BOARD), {"since": "demain", "state": "nulle-part", "page": "x", "view": "x"})
        assert response.status_code == 200
        assert "demain" in response.content.decode()
        assert "Écrivez une date" in response.content.decode()

    def test_each_figure_says_how_it_is_computed(self, team: Client, world: Any) -> None:
        make_rounds(organization=world.ngo, service_point=world.service_point, by=world.facilitator)
        cycle = world.make_cycle(service_point=elsewhere(world))
        StepHours.objects.create(cycle=cycle, phase=CycleState.PREPARATION, planned=3)
        ActionFactory(plan=cycle.action_plan)
        assert team.get(reverse(BOARD)).content.decode().count('class="how"') == 6

    def test_the_same_queries_for_2_and_12(
        self, team: Client, world: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                cycle = world.make_cycle(state=CycleState.FOLLOW_UP, service_point=elsewhere(world))
                ActionFactory.create_batch(2, plan=cycle.action_plan)
                entered(world.make_cycle(service_point=elsewhere(world, latitude=1, longitude=2)), 50)

        for query in ({}, {"view": "map"}):
            add(1)
            with django_assert_max_num_queries(22) as before:
                team.get(reverse(BOARD), query)
            add(5)
            with django_assert_num_queries(len(before)):
                team.get(reverse(BOARD), query)


class TestMap:
    def test_says_who_has_no_location(self, team: Client, world: Any) -> None:
        world.make_cycle()
        world.make_cycle(service_point=elsewhere(world, name="Puits", latitude="34.85", longitude="66.75"))
        page = team.get(reverse(BOARD), {"view": "map"}).content.decode()
        assert "<svg" in page
        assert "1 service n’a pas de position" in page
        assert world.service_point.name in page

    def test_without_any_location_nothing_is_drawn(self, team: Client, world: Any) -> None:
        world.make_cycle()
        page = team.get(reverse(BOARD), {"view": "map"}).content.decode()
        assert "Aucun de ces services" in page

    def test_geojson_is_longitude_first(self, team: Client, world: Any) -> None:
        world.make_cycle()
        world.make_cycle(service_point=elsewhere(world, name="Puits", latitude="34.85", longitude="66.75"))
        response = team.get(reverse("scorecards:programme_export", args=["places", "geojson"]))
        data = json.loads(response.content)
        assert response["Content-Type"] == "application/geo+json"
        assert [f["geometry"]["coordinates"] for f in data["features"]] == [[66.75, 34.85]]
        assert data["unlocated"] == [world.service_point.name]


class TestFiles:
    def test_the_workbook_has_every_table_typed_and_no_formula(self, team: Client, world: Any) -> None:
        make_rounds(organization=world.ngo, service_point=world.service_point, by=world.facilitator)
        world.make_cycle(service_point=elsewhere(world, name="=1+1"))
        response = team.get(reverse("scorecards:programme_export", args=["programme", "xlsx"]))
        book = load_workbook(io.BytesIO(response.content))
        assert len(book.worksheets) == len(CODES)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=2) for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
        assert any(cell.value == "=1+1" for cell in cells)
        assert any(isinstance(cell.value, datetime.datetime) for cell in book.worksheets[0]["E"])
        assert isinstance(book.worksheets[0]["D2"].value, int)

    @pytest.mark.parametrize("code", CODES)
    def test_each_table_is_a_csv(self, team: Client, world: Any, code: str) -> None:
        world.make_cycle(state=CycleState.FOLLOW_UP, service_point=elsewhere(world, name="=1+1"))
        response = team.get(reverse("scorecards:programme_export", args=[code, "csv"]))
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith("=") for row in rows for cell in row)

    def test_the_filters_apply_and_unknown_files_are_not_found(self, team: Client, world: Any) -> None:
        world.make_cycle()
        address = reverse("scorecards:programme_export", args=["cycles", "csv"])
        assert team.get(address).content.decode().count("\r\n") == 2
        assert team.get(address, {"state": "closed"}).content.decode().count("\r\n") == 1
        for wrong in (("cycles", "pdf"), ("nothing", "csv"), ("cycles", "xlsx"), ("cycles", "geojson")):
            assert team.get(reverse("scorecards:programme_export", args=wrong)).status_code == 404
