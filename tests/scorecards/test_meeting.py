"""The interface meeting: agenda, presence, discussions, actions on the spot."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from core.errors import Refusal
from scorecards.enums import CycleState, Outcome
from scorecards.models import Cycle, Discussion, ReleasedScore
from scorecards.reports.meeting import build_meeting
from scorecards.services.meeting import (
    add_action_on_the_spot,
    build_agenda,
    hold_meeting,
    missing_for_meeting,
    plan_meeting,
    record_discussion,
)
from tests.conftest import World
from tests.factories import ServicePointFactory

ACTION = {
    "what": "Réparer la pompe",
    "side": "provider",
    "responsible": "responsable du centre",
    "due_on": "2027-03-01",
    "funding": "internal",
}
PRESENT = {"community_women": 12, "community_men": 9, "provider_women": 2, "provider_men": 1}


@pytest.fixture
def cycle(world: World) -> Cycle:
    return Cycle.objects.with_context().get(pk=world.make_cycle(state=CycleState.INTERFACE).pk)


def discussions(cycle: Cycle) -> list[Discussion]:
    build_agenda(cycle)
    return list(Discussion.objects.filter(meeting__cycle=cycle).select_related("meeting__cycle").order_by("position"))


def words(**fields: Any) -> dict[str, Any]:
    return {"users_said": "", "provider_said": "", "outcome": "", "agreement": "", "version": 1, **fields}


def test_agenda_is_lowest_first_then_largest_gap(world: World, cycle: Cycle) -> None:
    figures = {"point-1": (5, 5), "point-2": (3, 9), "point-3": (8, 3)}
    for code, (users, provider) in figures.items():
        frozen = ReleasedScore.objects.filter(release__cycle=cycle, indicator__code=code)
        frozen.filter(side="users").update(mean=users)
        frozen.filter(side="provider").update(mean=provider)
    assert [row.indicator.code for row in discussions(cycle)] == ["point-2", "point-3", "point-1"]
    report = build_meeting(cycle, audience="team")
    assert [item.row.code for item in report.items] == ["point-2", "point-3", "point-1"]
    assert report.next_number == 1


def test_the_agenda_is_shown_before_it_is_prepared_in_the_same_order(cycle: Cycle) -> None:
    shown = [item.row.code for item in build_meeting(cycle, audience="team").items]
    discussions(cycle)
    assert [item.row.code for item in build_meeting(cycle, audience="team").items] == shown


def test_preparing_again_keeps_what_was_written(world: World, cycle: Cycle) -> None:
    first = discussions(cycle)[0]
    record_discussion(discussion=first, by=world.facilitator, **words(outcome=Outcome.POSTPONED))
    again = discussions(cycle)
    assert len(again) == 3
    assert again[0].outcome == Outcome.POSTPONED


def test_dates_before_the_cycle_or_to_come_are_refused(world: World, cycle: Cycle) -> None:
    early = cycle.starts_on - datetime.timedelta(days=1)
    with pytest.raises(Refusal, match="ne peut pas se tenir avant"):
        plan_meeting(cycle=cycle, planned_on=early, by=world.facilitator)
    with pytest.raises(Refusal, match="ne peut pas se tenir avant"):
        hold_meeting(cycle=cycle, held_on=early, counts=PRESENT, by=world.facilitator)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(Refusal, match="à venir"):
        hold_meeting(cycle=cycle, held_on=tomorrow, counts=PRESENT, by=world.facilitator)
    with pytest.raises(Refusal, match="Comptez qui était"):
        hold_meeting(cycle=cycle, held_on=timezone.localdate(), counts={}, by=world.facilitator)
    meeting = plan_meeting(cycle=cycle, planned_on=tomorrow, place="École", convener="Conseil", by=world.facilitator)
    assert meeting.discussions.count() == 3


def test_what_the_meeting_still_waits_for(world: World, cycle: Cycle) -> None:
    assert "n’est pas notée comme tenue" in missing_for_meeting(cycle)[0]
    hold_meeting(cycle=cycle, held_on=timezone.localdate(), counts=PRESENT, by=world.facilitator)
    assert missing_for_meeting(cycle) == ["3 points de l’ordre du jour n’ont pas encore d’issue."]
    for row in discussions(cycle):
        record_discussion(discussion=row, by=world.facilitator, **words(outcome=Outcome.POSTPONED))
    assert missing_for_meeting(cycle) == []


def test_an_outcome_needs_its_words_and_a_disagreement_can_stay(world: World, cycle: Cycle) -> None:
    row = discussions(cycle)[0]
    for outcome in (Outcome.AGREED, Outcome.DISAGREEMENT):
        with pytest.raises(Refusal, match="Écrivez ce qui est convenu"):
            record_discussion(discussion=row, by=world.facilitator, **words(outcome=outcome))
    with pytest.raises(Refusal, match="Choisissez l’issue"):
        record_discussion(discussion=row, by=world.facilitator, **words(outcome="victory"))
    said = words(outcome=Outcome.DISAGREEMENT, agreement="Les uns voient, les autres pas.")
    saved = record_discussion(discussion=row, by=world.facilitator, **said)
    assert saved.version == 2
    assert record_discussion(discussion=row, by=world.facilitator, **said).version == 2
    with pytest.raises(Refusal, match="entre-temps"):
        record_discussion(discussion=row, by=world.facilitator, **words(agreement="Autre chose.", outcome="agreed"))


def test_an_action_is_born_of_a_discussion(world: World, cycle: Cycle) -> None:
    row = discussions(cycle)[0]
    fields = {**ACTION, "due_on": datetime.date(2027, 3, 1)}
    action = add_action_on_the_spot(discussion=row, by=world.facilitator, **fields)
    assert (action.plan, action.number) == (cycle.action_plan, 1)
    assert list(row.actions.all()) == [action]
    assert build_meeting(cycle, audience="team").actions == 1


def test_nothing_is_written_once_the_meeting_is_over(world: World, cycle: Cycle) -> None:
    row = discussions(cycle)[0]
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.FOLLOW_UP)
    for write in (
        lambda: record_discussion(discussion=row, by=world.facilitator, **words()),
        lambda: add_action_on_the_spot(discussion=row, by=world.facilitator, **ACTION),
        lambda: plan_meeting(cycle=cycle, planned_on=None, by=world.facilitator),
    ):
        with pytest.raises(Refusal, match="terminée, ou pas encore ouverte"):
            write()
    assert not Action.objects.filter(plan=cycle.action_plan).exists()


class TestPages:
    def test_prepare_plan_hold_discuss_act(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        client = signed_in(world.facilitator)
        page = reverse("scorecards:cycle_meeting", args=[cycle.pk])
        assert "Préparer l’ordre du jour" in client.get(page).content.decode()
        assert client.post(page).status_code == 302
        edit = reverse("scorecards:meeting_edit", args=[cycle.pk])
        data = {"planned_on": "22/11/2026", "place": "École", "convener": "Conseil communal", "version": 1,
                "held_on": timezone.localdate().isoformat(), "notes": "", **PRESENT}  # fmt: skip
        assert client.post(edit, data).status_code == 302
        first, second, _third = discussions(cycle)
        url = reverse("scorecards:discussion_edit", args=[first.pk])
        assert "Point 1 sur 3" in client.get(url).content.decode()
        said = words(users_said="Rien.", outcome="agreed", agreement="Réparer.")
        response = client.post(url, {**said, "then_next": "1"})
        assert response.url == reverse("scorecards:discussion_edit", args=[second.pk])
        response = client.post(response.url, {**words(outcome="postponed"), "then_action": "1"})
        assert response.url == reverse("scorecards:discussion_action", args=[second.pk])
        assert client.post(response.url, ACTION).status_code == 302
        content = client.get(page).content.decode()
        assert "Points avec une issue : 2 sur 3. Actions nées : 1." in content.replace("\xa0", " ")
        assert "24" in content

    def test_a_stale_meeting_form_keeps_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        plan_meeting(cycle=cycle, planned_on=None, place="Ici", by=world.facilitator)
        url = reverse("scorecards:meeting_edit", args=[cycle.pk])
        response = signed_in(world.facilitator).post(url, {"place": "Là-bas", "version": 0})
        assert response.status_code == 422
        assert "Là-bas" in response.content.decode()
        cycle.meeting.refresh_from_db()
        assert cycle.meeting.place == "Ici"

    def test_counting_people_without_a_date_is_refused(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        url = reverse("scorecards:meeting_edit", args=[cycle.pk])
        response = signed_in(world.facilitator).post(url, {"version": 0, **PRESENT})
        assert response.status_code == 422
        assert "écrivez le jour de la réunion" in response.content.decode()

    def test_a_stale_discussion_keeps_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = discussions(cycle)[0]
        Discussion.objects.filter(pk=row.pk).update(version=4)
        url = reverse("scorecards:discussion_edit", args=[row.pk])
        response = signed_in(world.facilitator).post(url, words(users_said="Mot gardé.", outcome="postponed"))
        page = response.content.decode()
        assert response.status_code == 422
        assert "Mot gardé." in page
        assert 'name="version" value="4"' in page

    def test_a_refused_action_keeps_what_was_typed(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = discussions(cycle)[0]
        url = reverse("scorecards:discussion_action", args=[row.pk])
        response = signed_in(world.facilitator).post(url, {**ACTION, "starts_on": "2027-04-01"})
        assert response.status_code == 422
        assert "Réparer la pompe" in response.content.decode()
        assert not row.actions.exists()

    @pytest.mark.parametrize("role", ["officer", "provider", "committee", "observer"])
    def test_the_parties_read_the_meeting_without_changing_it(
        self, world: World, cycle: Cycle, signed_in: Any, role: str
    ) -> None:
        discussions(cycle)
        client = signed_in(world.person(role))
        page = reverse("scorecards:cycle_meeting", args=[cycle.pk])
        assert "Discuter" not in client.get(page).content.decode()
        assert client.post(page).status_code == 403

    def test_a_foreign_discussion_is_not_found(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        row = discussions(cycle)[0]
        client = signed_in(world.stranger)
        for name in ("discussion_edit", "discussion_action"):
            assert client.get(reverse(f"scorecards:{name}", args=[row.pk])).status_code == 404

    def test_query_count(self, world: World, signed_in: Any, django_assert_max_num_queries: Any) -> None:
        client = signed_in(world.facilitator)
        for size in (2, 12):
            point = ServicePointFactory(operator=world.service, territory=world.village)
            cycle = world.make_cycle(state=CycleState.INTERFACE, indicators=size, service_point=point)
            for row in discussions(cycle):
                fields = {**ACTION, "due_on": datetime.date(2027, 3, 1), "cost": Decimal(3), "currency": "MAD"}
                add_action_on_the_spot(discussion=row, by=world.facilitator, **fields)
            with django_assert_max_num_queries(30):
                client.get(reverse("scorecards:cycle_meeting", args=[cycle.pk]))
