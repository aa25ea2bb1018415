"""What a released card tells the other features: figures by hand, hidden cells, reopening, the next round."""

from decimal import Decimal
from typing import Any

from actionplans.enums import FindingKind
from actionplans.models import Finding
from scorecards.enums import AskedOf, CycleState
from scorecards.models import Cycle
from scorecards.services import workflow
from scorecards.services.findings import record_findings
from tests.conftest import World
from tests.factories import CycleFactory, GroupFactory, IndicatorFactory, ScoreFactory, SessionFactory, release

#: Code → users, provider, out of 5 (gap classes: strong from 1 on, a quarter of 4).
FIGURES = {
    "water": ("1.5", "4.5"),  # low and a gap of 3: told once, as low
    "queue": ("2.0", "2.0"),
    "light": ("2.5", "2.5"),
    "roof": ("2.75", "2.5"),  # the fourth lowest: not told
    "care": ("5.0", "3.0"),  # a gap of 2
    "price": ("4.0", "4.5"),
}


def make_round(world: World, people: int = 20, previous: Cycle | None = None, **figures: Any) -> Cycle:
    cycle = CycleFactory(
        organization=world.ngo,
        service_point=world.service_point,
        state=CycleState.PROVIDER,
        scale="faces",
        number=(previous.number + 1) if previous else 1,
        previous=previous,
    )
    group = GroupFactory(cycle=cycle)
    users = SessionFactory(cycle=cycle, group=group, closed=True, women_adult=people, men_adult=0)
    staff = SessionFactory(cycle=cycle, provider=True, closed=True)
    for position, (code, (ours, theirs)) in enumerate({**FIGURES, **figures}.items()):
        row = IndicatorFactory(cycle=cycle, code=code, label=code.title(), asked_of=AskedOf.BOTH, position=position)
        ScoreFactory(session=users, indicator=row, value=Decimal(ours))
        ScoreFactory(session=staff, indicator=row, value=Decimal(theirs))
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE)
    release(cycle, world.facilitator)
    return Cycle.objects.get(pk=cycle.pk)


def told(cycle: Cycle, kind: FindingKind = FindingKind.SCORECARD) -> list[str]:
    rows = Finding.objects.in_force().filter(kind=kind, key__startswith=f"{cycle.pk}:")
    return sorted(row.subject for row in rows)


def test_the_three_lowest_and_the_strong_gaps(world: World) -> None:
    cycle = make_round(world)
    assert record_findings(cycle=cycle) == 4
    assert told(cycle) == ["care", "light", "queue", "water"]
    low = Finding.objects.get(key=f"{cycle.pk}:water")
    said = "\u00a0: «\u00a0Water\u00a0» obtient 1,5 sur 5 de la part des usagers."
    assert low.sentence == f"{world.service_point}{said}"
    assert low.figures == {
        "users": "1.5", "provider": "4.5", "gap": "-3.0", "minimum": "1", "maximum": "5", "release": 1,
    }  # fmt: skip
    gap = Finding.objects.get(key=f"{cycle.pk}:care")
    assert "les usagers donnent 5 sur 5, le prestataire 3" in gap.sentence
    assert (low.territory, low.service_point) == (world.village, world.service_point)


def test_a_good_card_finds_nothing(world: World) -> None:
    fine = dict.fromkeys(FIGURES, ("5.0", "5.0"))
    cycle = make_round(world, **fine)
    assert record_findings(cycle=cycle) == 0


def test_few_people_are_never_told(world: World) -> None:
    cycle = make_round(world, people=4)
    assert record_findings(cycle=cycle) == 0
    assert not Finding.objects.exists()


def test_written_twice_is_written_once(world: World) -> None:
    cycle = make_round(world)
    record_findings(cycle=cycle)
    record_findings(cycle=cycle)
    assert Finding.objects.count() == 4


def test_a_reopened_card_takes_its_findings_back(world: World) -> None:
    cycle = make_round(world)
    record_findings(cycle=cycle)
    workflow.reopen(cycle=cycle, reason="Une erreur", by=world.facilitator)
    assert told(cycle) == []
    assert Finding.objects.filter(withdrawn_at__isnull=False).count() == 4


def test_a_release_writes_them(world: World) -> None:
    cycle = make_round(world)
    workflow.reopen(cycle=cycle, reason="Une erreur", by=world.facilitator)
    assert told(cycle) == []
    again = workflow.advance(cycle=Cycle.objects.get(pk=cycle.pk), name="release", by=world.facilitator, reason="Vu")
    assert told(again) == ["care", "light", "queue", "water"]


def test_the_next_round_replaces_the_one_before_and_gives_it_back(world: World) -> None:
    first = make_round(world)
    record_findings(cycle=first)
    Cycle.objects.filter(pk=first.pk).update(state=CycleState.CLOSED)
    second = make_round(world, previous=Cycle.objects.get(pk=first.pk), water=("5.0", "5.0"))
    record_findings(cycle=second)
    assert (told(first), told(second)) == ([], ["care", "light", "queue", "roof"])
    workflow.reopen(cycle=second, reason="Une erreur", by=world.facilitator)
    assert (told(first), told(second)) == (["care", "light", "queue", "water"], [])


def next_round(world: World, first: Cycle, **figures: Any) -> Cycle:
    record_findings(cycle=first)
    Cycle.objects.filter(pk=first.pk).update(state=CycleState.CLOSED)
    cycle = make_round(world, previous=Cycle.objects.get(pk=first.pk), **figures)
    record_findings(cycle=cycle)
    return cycle


def test_an_indicator_told_before_is_followed_though_it_is_no_need_any_more(world: World) -> None:
    first = make_round(world)
    second = next_round(world, first, water=("5.0", "5.0"), light=("2.0", "2.5"))
    assert told(first, FindingKind.FOLLOWED) == [], "nothing came before"
    assert told(second, FindingKind.FOLLOWED) == ["care", "light", "queue", "water"]
    rise = Finding.objects.get(kind=FindingKind.FOLLOWED, key=f"{second.pk}:water")
    assert (rise.figures["before"], rise.figures["users"]) == ("1.5", "5.0")
    assert "obtient 5 sur 5" in rise.sentence
    assert "après 1,5" in rise.sentence
    fall = Finding.objects.get(kind=FindingKind.FOLLOWED, key=f"{second.pk}:light")
    assert (fall.figures["before"], fall.figures["users"]) == ("2.5", "2.0"), "a fall is told as well"


def test_the_third_round_follows_what_the_first_one_told(world: World) -> None:
    first = make_round(world)
    second = next_round(world, first, water=("5.0", "5.0"))
    third = next_round(world, second, water=("3.0", "3.0"))
    assert told(second, FindingKind.FOLLOWED) == []
    assert Finding.objects.get(kind=FindingKind.FOLLOWED, key=f"{third.pk}:water").figures["before"] == "1.5"


def test_what_is_followed_is_taken_back_with_the_card(world: World) -> None:
    first = make_round(world)
    second = next_round(world, first, water=("5.0", "5.0"))
    workflow.reopen(cycle=second, reason="Une erreur", by=world.facilitator)
    assert told(second, FindingKind.FOLLOWED) == []


def test_few_people_are_never_followed(world: World) -> None:
    second = next_round(world, make_round(world), people=4)
    assert told(second, FindingKind.FOLLOWED) == []


def test_another_scale_is_not_compared(world: World) -> None:
    first = make_round(world)
    record_findings(cycle=first)
    Finding.objects.filter(key=f"{first.pk}:water").update(
        figures={"users": "5.0", "minimum": "0", "maximum": "10"}, withdrawn_at=None
    )
    Cycle.objects.filter(pk=first.pk).update(state=CycleState.CLOSED)
    second = make_round(world, previous=Cycle.objects.get(pk=first.pk))
    record_findings(cycle=second)
    assert "water" not in told(second, FindingKind.FOLLOWED)
    assert "light" in told(second, FindingKind.FOLLOWED)
