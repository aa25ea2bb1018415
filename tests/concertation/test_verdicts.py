"""What was tried is asked about at the next edition: on the page of the day, once it is diagnosed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from concertation.models import Edition, LeverChoice
from concertation.reports.today import verdicts_waiting
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def later(world: World) -> Edition:
    first = make_edition(world.town_hall, territory=world.commune, companions=[world.ngo])
    for number in (1, 2):
        LeverChoice.objects.create(edition=first, title=f"Piste {number}", family="tools")
    return make_edition(world.town_hall, territory=world.commune, device=first.device, state="diagnosed")


def test_the_page_of_the_day_asks_what_is_decided(later: Edition, world: World, client: Client) -> None:
    [waiting] = verdicts_waiting(world.officer)
    assert (waiting.edition, waiting.waiting) == (later, 2)
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert reverse("concertation:followup", args=[later.pk]) in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_nothing_is_asked_before_the_diagnosis_nor_once_closed(later: Edition, world: World, state: str) -> None:
    Edition.objects.filter(pk=later.pk).update(state=state)
    assert verdicts_waiting(world.officer) == ()


def test_nothing_is_asked_once_decided_nor_of_others(later: Edition, world: World) -> None:
    assert verdicts_waiting(world.stranger) == ()
    assert verdicts_waiting(world.provider) == ()
    LeverChoice.objects.update(verdict="go_on")
    assert verdicts_waiting(world.officer) == ()


def test_levers_of_the_edition_itself_wait_for_the_next(later: Edition, world: World) -> None:
    LeverChoice.objects.create(edition=later, title="Nouvelle", family="tools")
    assert verdicts_waiting(world.officer)[0].waiting == 2


def test_one_query(later: Edition, world: World, django_assert_num_queries: Any) -> None:
    assert world.officer.organization
    with django_assert_num_queries(1):
        verdicts_waiting(world.officer)
