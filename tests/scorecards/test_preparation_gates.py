"""The full instrument holds its steps until they are prepared; the essential one only shows the way."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import BriefingSide, CycleState, ReadinessKey, ReadinessState, Side, Variant
from scorecards.models import Briefing, Cycle, InputItem, ReadinessCheck, ScoringSession
from scorecards.reports.today import today_for
from scorecards.services.cycles import change_cycle, repeat_cycle
from scorecards.services.gates import check_inputs
from scorecards.services.inputs import add_input, say_nothing_to_track
from scorecards.services.readiness import save_readiness
from scorecards.services.workflow import advance, missing_for
from tests.conftest import World

DONE, NOT_NEEDED, TODO = (
    state.value for state in (ReadinessState.DONE, ReadinessState.NOT_NEEDED, ReadinessState.TODO)
)


def _full(world: World, state: str = CycleState.PREPARATION) -> Cycle:
    cycle = world.make_cycle(state=state, variant=Variant.FULL)
    assert cycle.variant == Variant.FULL
    return cycle


def _brief(cycle: Cycle, world: World, *sides: str) -> None:
    for side in sides or BriefingSide.values:
        Briefing.objects.create(cycle=cycle, side=side, held_on=timezone.localdate(), by=world.facilitator)


def _settle(cycle: Cycle, world: World) -> None:
    lines = dict.fromkeys(ReadinessKey.values, (DONE, ""))
    lines["referral"] = (NOT_NEEDED, "Le centre social est à côté.")
    save_readiness(cycle=cycle, lines=lines, by=world.facilitator)


def test_the_essential_instrument_asks_for_nothing(world: World) -> None:
    cycle = world.make_cycle()
    assert cycle.variant == Variant.ESSENTIAL
    assert missing_for(cycle, "launch") == []
    check_inputs(cycle)
    assert advance(cycle=cycle, name="launch", by=world.facilitator).state == CycleState.COMMUNITY


def test_the_full_launch_waits_for_the_checklist_and_the_inputs(world: World) -> None:
    cycle = _full(world)
    sentences = missing_for(cycle, "launch")
    assert len(sentences) == 2
    assert "6 lignes" in sentences[0]
    with pytest.raises(Refusal, match="Liste de contrôle"):
        advance(cycle=cycle, name="launch", by=world.facilitator)
    _settle(cycle, world)
    with pytest.raises(Refusal, match="Suivi|suivi"):
        check_inputs(cycle)
    add_input(cycle=cycle, by=world.facilitator, label="Médicaments")
    check_inputs(cycle)
    assert advance(cycle=cycle, name="launch", by=world.facilitator).state == CycleState.COMMUNITY


def test_a_line_to_do_keeps_the_launch_waiting_even_with_a_note(world: World) -> None:
    cycle = _full(world)
    _settle(cycle, world)
    save_readiness(cycle=cycle, lines={"place": (TODO, "On cherche encore.")}, by=world.facilitator)
    assert "1 ligne" in missing_for(cycle, "launch")[0]


def test_nothing_to_track_opens_the_gate_too(world: World) -> None:
    cycle = say_nothing_to_track(cycle=_full(world), note="Le service ne reçoit rien.", by=world.facilitator)
    check_inputs(cycle)
    assert len(missing_for(cycle, "launch")) == 1


def test_the_full_release_waits_for_both_briefings(world: World) -> None:
    cycle = _full(world, CycleState.PROVIDER)
    assert sum("présentation" in sentence for sentence in missing_for(cycle, "release")) == 2
    _brief(cycle, world, BriefingSide.USERS)
    (left,) = [sentence for sentence in missing_for(cycle, "release") if "présentation" in sentence]
    assert "prestataire" in left
    _brief(cycle, world, BriefingSide.PROVIDER)
    assert not [sentence for sentence in missing_for(cycle, "release") if "présentation" in sentence]


def test_no_side_sees_a_score_before_both_were_briefed(world: World, signed_in: Any) -> None:
    cycle = _full(world, CycleState.PROVIDER)
    session = ScoringSession.objects.get(cycle=cycle, side=Side.PROVIDER)
    review, sheet = reverse("scorecards:cycle_review", args=[cycle.pk]), session.get_absolute_url()
    for _round in range(2):
        for person, url in ((world.officer, review), (world.provider, review), (world.provider, sheet)):
            answer = signed_in(person).get(url)
            assert answer.status_code == 403
            assert "présentations" in answer.content.decode()
        assert "D’abord, une présentation" in signed_in(world.provider).get(cycle.get_absolute_url()).content.decode()
        assert not today_for(world.provider).sessions
        Briefing.objects.get_or_create(
            cycle=cycle, side=BriefingSide.USERS, defaults={"held_on": timezone.localdate(), "by": world.facilitator}
        )
    assert signed_in(world.facilitator).get(sheet).status_code == 200, "the team works on"
    _brief(cycle, world, BriefingSide.PROVIDER)
    assert signed_in(world.officer).get(review).status_code == 200
    assert signed_in(world.provider).get(sheet).status_code == 200
    assert today_for(world.provider).sessions


def test_a_released_card_stays_closed_to_the_sides_without_briefings(world: World, signed_in: Any) -> None:
    cycle = _full(world, CycleState.INTERFACE)
    url = reverse("scorecards:cycle_card", args=[cycle.pk])
    assert signed_in(world.officer).get(url).status_code == 403
    assert signed_in(world.facilitator).get(url).status_code == 200
    _brief(cycle, world)
    assert signed_in(world.officer).get(url).status_code == 200


def test_the_instrument_is_chosen_at_the_start_and_changed_in_preparation(world: World, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    fields = {"service_point": world.service_point.pk, "starts_on": "2026-11-02", "scale": "faces"}
    client.post(reverse("scorecards:cycle_create"), {**fields, "variant": "full"})
    cycle = Cycle.objects.get(organization=world.ngo)
    assert cycle.variant == Variant.FULL
    edit = reverse("scorecards:cycle_edit", args=[cycle.pk])
    assert client.post(edit, {**fields, "version": cycle.version, "variant": "huge"}).status_code == 422
    assert client.post(edit, {**fields, "version": cycle.version}).status_code == 302
    cycle = Cycle.objects.get(pk=cycle.pk)
    assert cycle.variant == Variant.FULL, "a form that doesn't ask changes nothing"
    client.post(edit, {**fields, "version": cycle.version, "variant": "essential"})
    assert Cycle.objects.get(pk=cycle.pk).variant == Variant.ESSENTIAL


def test_the_instrument_is_fixed_once_scoring_begins(world: World) -> None:
    cycle = _full(world, CycleState.COMMUNITY)
    with pytest.raises(Refusal):
        change_cycle(
            cycle=cycle, version=cycle.version, by=world.facilitator, starts_on=cycle.starts_on, ends_on=None,
            scale=cycle.scale, variant=Variant.ESSENTIAL,
        )  # fmt: skip


def test_a_new_round_keeps_the_instrument_and_asks_the_amounts_again(world: World) -> None:
    cycle = _full(world, CycleState.FOLLOW_UP)
    add_input(
        cycle=cycle, by=world.facilitator, label="Lits", entitlement="12, carte sanitaire", planned=12, observed=9
    )
    fresh = repeat_cycle(cycle=cycle, by=world.facilitator)
    assert fresh.variant == Variant.FULL
    item = InputItem.objects.get(cycle=fresh)
    assert (item.label, item.entitlement, item.planned, item.observed) == ("Lits", "12, carte sanitaire", None, None)
    assert not ReadinessCheck.objects.filter(cycle=fresh).exists()


def test_the_cycle_page_leads_to_what_is_missing(world: World, signed_in: Any) -> None:
    cycle = _full(world)
    page = signed_in(world.facilitator).get(cycle.get_absolute_url()).content.decode()
    assert reverse("scorecards:cycle_readiness", args=[cycle.pk]) in page
    assert reverse("scorecards:cycle_inputs", args=[cycle.pk]) in page
    assert "0 ligne sur 6" in page
    assert "Finir la préparation complète" in page
