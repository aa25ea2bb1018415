"""Solutions: what can be done, refusals with their reason, actions in one click; the agenda's order; the figures."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.enums import Side
from actionplans.reports import build_plan
from actionplans.scoring import Part, mutual_help, reciprocity
from core.errors import Refusal
from scorecards.enums import BoardKind, CycleState, Feasibility, Outcome
from scorecards.models import BoardEntry, Cluster, Cycle, Discussion
from scorecards.reports.meeting import build_meeting
from scorecards.reports.solutions import build_figures, build_solutions
from scorecards.services.agenda import automatic_order, move_discussion
from scorecards.services.feasibility import answer_solution, promise_solution
from scorecards.services.meeting import build_agenda, record_discussion
from tests.conftest import World
from tests.factories import ServicePointFactory

REASON = "Le budget de l’année est voté."


@pytest.fixture
def cycle(world: World) -> Cycle:
    made = world.make_cycle(state=CycleState.INTERFACE)
    build_agenda(made)
    return Cycle.objects.with_context().get(pk=made.pk)


def solution(cycle: Cycle, by: Any, text: str = "Réparer la pompe", **fields: Any) -> BoardEntry:
    fields.setdefault("indicator", cycle.indicators.first())
    return BoardEntry.objects.create(cycle=cycle, kind=BoardKind.SOLUTION, text=text, by=by, **fields)


def url(name: str, *args: Any) -> str:
    return reverse(f"scorecards:{name}", args=args)


class TestAnswer:
    def test_a_refusal_needs_its_reason_and_is_published(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = solution(cycle, world.facilitator)
        with pytest.raises(Refusal, match="motif"):
            answer_solution(entry=row, feasibility=Feasibility.NO, version=1, by=world.provider)
        answer_solution(entry=row, feasibility=Feasibility.NO, refusal=REASON, version=1, by=world.provider)
        observer = signed_in(world.observer)
        pages = [
            url("cycle_meeting", cycle.pk),
            url("cycle_solutions", cycle.pk),
            cycle.action_plan.get_absolute_url(),
        ]
        for page in pages:
            assert REASON in observer.get(page).content.decode(), page

    def test_the_same_answer_is_written_once_and_a_stale_one_is_refused(self, world: World, cycle: Cycle) -> None:
        row = solution(cycle, world.facilitator)
        said = {"feasibility": Feasibility.WITH_HELP, "cost": "3 000 dirhams", "competence": "la commune"}
        saved = answer_solution(entry=row, version=1, by=world.provider, **said)
        assert saved.version == 2
        assert answer_solution(entry=row, version=1, by=world.provider, **said).version == 2
        with pytest.raises(Refusal, match="entre-temps"):
            answer_solution(entry=row, feasibility=Feasibility.YES, version=1, by=world.facilitator)
        changed = answer_solution(entry=row, feasibility=Feasibility.YES, version=2, by=world.facilitator, refusal="x")
        assert changed.refusal == ""

    def test_what_cannot_be_answered_is_refused(self, world: World, cycle: Cycle) -> None:
        row = solution(cycle, world.facilitator)
        with pytest.raises(Refusal, match="Choisissez"):
            answer_solution(entry=row, feasibility="peut-être", version=1, by=world.provider)
        BoardEntry.objects.filter(pk=row.pk).update(kind=BoardKind.CAUSE)
        with pytest.raises(Refusal, match="solution"):
            answer_solution(entry=row, feasibility=Feasibility.YES, version=1, by=world.provider)
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.PROVIDER)
        with pytest.raises(Refusal, match="publiée"):
            answer_solution(entry=row, feasibility=Feasibility.YES, version=1, by=world.provider)

    def test_the_form_keeps_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = solution(cycle, world.facilitator)
        staff = signed_in(world.provider)
        typed = {"feasibility": "no", "refusal": "", "cost": "trois mille", "version": 1}
        answer = staff.post(url("solution_answer", row.pk), typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "trois mille" in page
        assert "motif" in page
        stopped = staff.post(url("solution_answer", row.pk), {**typed, "refusal": "Demandez à Fatima Benali"})
        assert stopped.status_code == 422
        done = staff.post(url("solution_answer", row.pk), {**typed, "refusal": REASON, "next": "/cycles/"})
        assert (done.status_code, done["Location"]) == (302, "/cycles/")
        row.refresh_from_db()
        assert (row.feasibility, row.cost, row.refusal) == ("no", "trois mille", REASON)


class TestPromise:
    def test_one_click_makes_one_action_tied_to_its_point(self, world: World, cycle: Cycle) -> None:
        row = solution(cycle, world.facilitator)
        with pytest.raises(Refusal, match="n’a pas encore dit"):
            promise_solution(entry=row, by=world.facilitator)
        answer_solution(
            entry=row, feasibility="with_help", cost="3 000", competence="la commune", version=1, by=world.provider
        )
        action = promise_solution(entry=row, by=world.facilitator)
        assert promise_solution(entry=row, by=world.facilitator) == action
        assert cycle.action_plan.actions.get() == action
        assert (action.what, action.side, action.funding) == ("Réparer la pompe", Side.PROVIDER, "external")
        assert (action.resources, action.with_whom) == ("3 000", "la commune")
        assert Discussion.objects.get(meeting__cycle=cycle, indicator=row.indicator).actions.get() == action
        with pytest.raises(Refusal, match="déjà une action"):
            answer_solution(entry=row, feasibility="no", refusal=REASON, version=2, by=world.provider)

    def test_a_refused_solution_is_no_action(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = solution(cycle, world.facilitator, feasibility="no", refusal=REASON)
        answer = signed_in(world.facilitator).post(url("solution_promise", row.pk))
        assert (answer.status_code, answer["Location"]) == (302, url("cycle_solutions", cycle.pk))
        assert not cycle.action_plan.actions.exists()

    def test_the_button_leads_to_the_action(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = solution(cycle, world.facilitator, feasibility="yes")
        team = signed_in(world.facilitator)
        assert url("solution_promise", row.pk) in team.get(url("cycle_solutions", cycle.pk)).content.decode()
        answer = team.post(url("solution_promise", row.pk))
        assert answer["Location"] == reverse("actionplans:action_edit", args=[cycle.action_plan.actions.get().pk])

    def test_a_solution_is_proposed_under_its_point(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        team = signed_in(world.facilitator)
        talk = Discussion.objects.filter(meeting__cycle=cycle).first()
        assert team.post(url("solution_write", talk.pk), {"text": ""}).status_code == 422
        assert team.post(url("solution_write", talk.pk), {"text": "Ouvrir le jeudi"}).status_code == 302
        page = team.get(url("discussion_edit", talk.pk)).content.decode()
        assert "Ouvrir le jeudi" in page
        assert url("solution_answer", BoardEntry.objects.get().pk) in page


class TestFigures:
    def test_demand_against_capacity_and_answers(self, world: World, cycle: Cycle) -> None:
        first, second, third = cycle.indicators.all()
        solution(cycle, world.facilitator, feasibility="no", refusal=REASON, indicator=first)
        solution(cycle, world.facilitator, "Ouvrir le jeudi", feasibility="yes", indicator=first)
        solution(cycle, world.facilitator, "Former", indicator=second)
        theme = Cluster.objects.create(cycle=cycle, label="Eau")
        theme.indicators.add(third)
        solution(cycle, world.facilitator, "Creuser un puits", feasibility="yes", cluster=theme, indicator=None)
        found = build_solutions(cycle, audience="team")
        assert (found.proposed, len(found.refused), found.accepted, found.waiting) == (4, 1, 2, 1)
        assert found.share == Decimal(25)
        figures = build_figures(cycle, build_plan(cycle.action_plan), audience="team")
        assert (figures.answered, figures.indicators, figures.answered_percent) == (2, 3, "67")
        talk = Discussion.objects.get(meeting__cycle=cycle, indicator=second)
        record_discussion(
            discussion=talk, users_said="", provider_said="Nous formons déjà.", outcome=Outcome.POSTPONED,
            agreement="", version=1, by=world.facilitator,
        )  # fmt: skip
        assert build_figures(cycle, build_plan(cycle.action_plan), audience="team").answered == 3

    def test_without_solution_nothing_is_computed(self, cycle: Cycle) -> None:
        assert build_solutions(cycle, audience="public").share is None

    def test_words_being_read_again_are_masked_outside_the_team(self, world: World, cycle: Cycle) -> None:
        row = solution(cycle, world.facilitator)
        reason = "Fatima Benali ne veut pas, 0612345678"
        answer_solution(entry=row, feasibility="no", refusal=reason, version=1, by=world.facilitator)
        assert build_solutions(cycle, audience="team").rows[0].refusal == reason
        assert "Fatima" not in build_solutions(cycle, audience="public").rows[0].refusal
        assert "Fatima" not in build_plan(cycle.action_plan).refusals[0].reason

    def test_same_queries_for_two_and_twelve(self, world: World, signed_in: Any) -> None:
        team = signed_in(world.facilitator)
        counts: dict[str, set[int]] = {"cycle_solutions": set(), "cycle_meeting": set(), "meeting_order": set()}
        for size in (2, 12):
            point = ServicePointFactory(operator=world.service, territory=world.village)
            made = world.make_cycle(state=CycleState.INTERFACE, indicators=size, service_point=point)
            build_agenda(made)
            for indicator in made.indicators.all():
                row = solution(made, world.facilitator, indicator=indicator, feasibility="yes")
                promise_solution(entry=row, by=world.facilitator)
            for name in counts:
                team.get(url(name, made.pk))
                with CaptureQueriesContext(connection) as seen:
                    assert team.get(url(name, made.pk)).status_code == 200
                counts[name].add(len(seen))
        assert {name: len(found) for name, found in counts.items()} == dict.fromkeys(counts, 1)


class TestAgendaOrder:
    def points(self, cycle: Cycle) -> list[str]:
        return [item.row.code for item in build_meeting(cycle, audience="team").items]

    def test_the_teams_order_stays_until_it_is_given_back(self, world: World, cycle: Cycle) -> None:
        computed = self.points(cycle)
        last = Discussion.objects.filter(meeting__cycle=cycle).order_by("-position").first()
        move_discussion(discussion=last, up=True, by=world.facilitator)
        moved = [computed[0], computed[2], computed[1]]
        assert self.points(cycle) == moved
        build_agenda(cycle)
        assert self.points(cycle) == moved
        assert build_meeting(cycle, audience="team").is_manual
        automatic_order(cycle=cycle, by=world.facilitator)
        assert self.points(cycle) == computed
        assert not build_meeting(cycle, audience="team").is_manual

    def test_at_the_end_nothing_moves_and_the_order_stays_computed(self, world: World, cycle: Cycle) -> None:
        first = Discussion.objects.filter(meeting__cycle=cycle).order_by("position").first()
        move_discussion(discussion=first, up=True, by=world.facilitator)
        assert not build_meeting(cycle, audience="team").is_manual
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.FOLLOW_UP)
        with pytest.raises(Refusal, match="terminée"):
            move_discussion(discussion=first, up=False, by=world.facilitator)

    def test_buttons_move_and_give_back(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        team, order = signed_in(world.facilitator), url("meeting_order", cycle.pk)
        computed = self.points(cycle)
        first = Discussion.objects.filter(meeting__cycle=cycle).order_by("position").first()
        assert order in team.get(url("cycle_meeting", cycle.pk)).content.decode()
        assert team.post(order, {"down": first.pk}).status_code == 302
        assert self.points(cycle)[1] == computed[0]
        assert team.post(order, {"up": "x"}).status_code == 404
        assert "automatic" in team.get(order).content.decode()
        team.post(order, {"automatic": "1"})
        assert self.points(cycle) == computed


class TestReciprocity:
    @pytest.mark.parametrize(
        ("community", "provider", "index"),
        [(0, 0, None), (3, 3, Decimal(1)), (4, 0, Decimal(0)), (3, 1, Decimal("0.5")), (1, 2, Decimal(2) / 3)],
    )
    def test_index(self, community: int, provider: int, index: Decimal | None) -> None:
        found = reciprocity(community, provider)
        assert found == (None if index is None else round(index, 12))
        assert found == reciprocity(provider, community)

    def test_an_action_where_both_have_a_part_counts_for_both(self) -> None:
        found = mutual_help([Part(True, True), Part(True, False), Part(False, False)])
        assert (found.actions, found.community, found.provider) == (3, 2, 1)

    def test_parts_are_written_on_the_spot_and_read_on_the_plan(
        self, world: World, cycle: Cycle, signed_in: Any
    ) -> None:
        team = signed_in(world.facilitator)
        talk = Discussion.objects.filter(meeting__cycle=cycle).first()
        fields = {
            "what": "Réparer la pompe",
            "side": "provider",
            "responsible": "responsable du centre",
            "due_on": "2027-03-01",
            "funding": "internal",
            "community_part": "apporte le sable",
            "authority_part": "prête le camion",
        }
        assert team.post(url("discussion_action", talk.pk), fields).status_code == 302
        plan = build_plan(cycle.action_plan)
        assert [(part.side, part.words) for part in plan.actions[0].parts] == [
            ("community", "apporte le sable"),
            ("authority", "prête le camion"),
        ]
        assert (plan.mutual.community, plan.mutual.provider, plan.mutual_text) == (1, 1, "1,00")
        page = signed_in(world.observer).get(cycle.action_plan.get_absolute_url()).content.decode()
        assert "apporte le sable" in page
        assert "1,00" in page
        stopped = team.post(url("discussion_action", talk.pk), {**fields, "community_part": "Fatima Benali aide"})
        assert stopped.status_code == 422
