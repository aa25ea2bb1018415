"""What becomes public of a cycle: by choice, of a card in force, and gone at once."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import CycleState
from scorecards.models import Cycle, CycleEvent, ModerationItem, Publication
from scorecards.reports.steps import extra_steps
from scorecards.services.publication import choose_publication, is_public, publish, withdraw
from scorecards.services.workflow import reopen
from tests.conftest import World


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.FOLLOW_UP)


def choose(cycle: Cycle, world: World, **fields: Any) -> Publication:
    given = {"show_card": True, "show_promises": True, "message": "", **fields}
    return choose_publication(cycle=cycle, by=world.facilitator, **given)


def make_public(cycle: Cycle, world: World, **fields: Any) -> Publication:
    choose(cycle, world, **fields)
    return publish(cycle=cycle, by=world.facilitator)


def test_nothing_is_public_by_default(world: World, cycle: Cycle) -> None:
    assert not is_public(cycle)
    choose(cycle, world)
    assert not is_public(cycle), "a choice publishes nothing"


def test_published_then_withdrawn_at_once(world: World, cycle: Cycle) -> None:
    make_public(cycle, world)
    assert is_public(cycle)
    assert publish(cycle=cycle, by=world.facilitator).published_at == Publication.objects.get().published_at
    withdraw(cycle=cycle, by=world.facilitator)
    withdraw(cycle=cycle, by=world.facilitator)
    assert not is_public(cycle)
    names = list(CycleEvent.objects.filter(cycle=cycle).order_by("at").values_list("name", flat=True))
    assert names == ["publish", "unpublish"], "each change leaves one trace"


@pytest.mark.parametrize("state", [CycleState.PREPARATION, CycleState.COMMUNITY, CycleState.PROVIDER])
def test_an_unreleased_card_is_never_public(world: World, state: str) -> None:
    cycle = world.make_cycle(state=state)
    with pytest.raises(Refusal, match="publiée"):
        choose(cycle, world)
    Publication.objects.create(cycle=cycle, published_at=timezone.now())
    with pytest.raises(Refusal, match="publiée"):
        publish(cycle=cycle, by=world.facilitator)
    assert not is_public(cycle)


@pytest.mark.parametrize("state", [CycleState.INTERFACE, CycleState.FOLLOW_UP])
def test_a_reopened_cycle_disappears_until_it_is_published_again(world: World, state: str) -> None:
    cycle = world.make_cycle(state=state)
    make_public(cycle, world)
    reopen(cycle=cycle, reason="Une erreur", by=world.facilitator)
    assert not is_public(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(released_at=timezone.now())
    assert not is_public(cycle), "released again isn't published again"
    make_public(Cycle.objects.get(pk=cycle.pk), world)
    assert is_public(cycle)


def test_a_paused_cycle_hides_and_comes_back(world: World, cycle: Cycle) -> None:
    make_public(cycle, world)
    Cycle.objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
    assert not is_public(cycle)
    with pytest.raises(Refusal, match="pause"):
        publish(cycle=cycle, by=world.facilitator)
    Cycle.objects.filter(pk=cycle.pk).update(paused_at=None)
    assert is_public(cycle)


def test_a_choice_of_nothing_is_refused(world: World, cycle: Cycle) -> None:
    with pytest.raises(Refusal, match="Choisissez"):
        choose(cycle, world, show_card=False, show_promises=False)
    with pytest.raises(Refusal, match="300"):
        choose(cycle, world, message="x" * 301)
    with pytest.raises(Refusal, match="d’abord"):
        publish(cycle=cycle, by=world.facilitator)


def test_a_word_that_names_somebody_waits_for_the_team(world: World, cycle: Cycle) -> None:
    choose(cycle, world, message="Appelez Mme Alaoui au 06 12 34 56 78.")
    assert ModerationItem.objects.filter(place__startswith="publication:").exists()


def test_the_team_chooses_previews_publishes_and_takes_back(world: World, cycle: Cycle, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    url = reverse("scorecards:cycle_public", args=[cycle.pk])
    public = reverse("public:service", args=[cycle.service_point_id])
    assert url in client.get(cycle.get_absolute_url()).content.decode(), "reached from the cycle's page"
    assert client.get(url).status_code == 200
    bad = client.post(url, {"message": "Réunion lundi"})
    assert bad.status_code == 422
    assert "Réunion lundi" in bad.content.decode()
    named = client.post(url, {"show_card": "on", "message": "Appelez le 06 12 34 56 78"})
    assert named.status_code == 422
    saved = client.post(url, {"show_card": "on", "show_promises": "on", "message": "Réunion lundi"})
    preview = reverse("scorecards:cycle_public_preview", args=[cycle.pk])
    assert saved["Location"] == preview
    shown = client.get(preview).content.decode()
    assert "Réunion lundi" in shown
    assert "rien de ceci n’est public" in shown
    assert client.get(public).status_code == 404
    assert client.post(reverse("scorecards:cycle_publish", args=[cycle.pk])).status_code == 302
    assert client.get(public).status_code == 200
    assert client.post(url, {"show_promises": "on", "message": ""})["Location"] == url
    assert "Point 1" not in client.get(public).content.decode(), "the page follows the choice at once"
    client.post(reverse("scorecards:cycle_withdraw", args=[cycle.pk]))
    assert client.get(public).status_code == 404


def test_a_preview_without_choice_leads_to_the_choice(world: World, cycle: Cycle, signed_in: Any) -> None:
    preview = reverse("scorecards:cycle_public_preview", args=[cycle.pk])
    found = signed_in(world.facilitator).get(preview)
    assert found["Location"] == reverse("scorecards:cycle_public", args=[cycle.pk])


def test_a_publication_refused_says_why_on_the_page(world: World, cycle: Cycle, signed_in: Any) -> None:
    choose(cycle, world)
    Cycle.objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
    url = reverse("scorecards:cycle_publish", args=[cycle.pk])
    found = signed_in(world.facilitator).post(url, follow=True)
    assert "en pause pour médiation" in found.content.decode()


def test_only_the_team_chooses(world: World, cycle: Cycle, signed_in: Any) -> None:
    url = reverse("scorecards:cycle_public", args=[cycle.pk])
    for person in (world.officer, world.provider, world.committee, world.observer):
        assert signed_in(person).get(url).status_code == 403
        assert not [step for step in extra_steps(cycle, person) if step.url == url]
    assert signed_in(world.stranger).get(url).status_code == 404
