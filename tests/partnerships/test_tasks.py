"""What a signed partnership waits for from a party: the one thing its page and the page of the day show."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.enums import RatingMode, State
from partnerships.models import Partnership, Party, Review
from partnerships.reports.life import build_life
from partnerships.reports.tasks import Task, task_of
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of
from tests.partnerships.ratings import open_campaign, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(world: World) -> Partnership:
    row = make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.ACTIVE)
    Partnership.objects.filter(pk=row.pk).update(
        starts_on=date.today() - timedelta(days=90), ends_on=date.today() + timedelta(days=300)
    )
    row.parties.update(accepted_at=timezone.now())
    return Partnership.objects.get(pk=row.pk)


def asked(partnership: Partnership, party: Party) -> Task:
    task = task_of(Partnership.objects.get(pk=partnership.pk), party)
    assert task is not None
    return task


def test_an_open_rating_asks_until_the_sheet_is_sent(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.administrator)
    mine = party_of(three, world.town_hall)
    assert asked(three, mine).url == reverse("partnerships:campaign_detail", args=[campaign.pk])
    send(campaign, mine, 3, world.officer)
    assert asked(three, mine).url == ""
    assert asked(three, party_of(three, world.partner)).url != ""


def test_a_rating_comes_before_the_text_that_is_written(three: Partnership, world: World) -> None:
    Partnership.objects.filter(pk=three.pk).update(state=State.COWRITING)
    mine = party_of(three, world.partner)
    assert asked(three, mine).url == reverse("partnerships:agreement", args=[three.pk])
    campaign = open_campaign(Partnership.objects.get(pk=three.pk), world.administrator)
    assert asked(three, mine).url == reverse("partnerships:campaign_detail", args=[campaign.pk])


def test_a_common_sheet_asks_everybody(three: Partnership, world: World) -> None:
    open_campaign(three, world.administrator, mode=RatingMode.TOGETHER)
    assert asked(three, party_of(three, world.partner)).title == "Noter le partenariat"


def test_a_review_is_asked_for_two_weeks_ahead(three: Partnership, world: World) -> None:
    mine = party_of(three, world.partner)
    review = Review.objects.create(partnership=three, number=1, planned_on=date.today() + timedelta(days=15))
    assert asked(three, mine).url == ""
    Review.objects.filter(pk=review.pk).update(planned_on=date.today() + timedelta(days=14))
    assert asked(three, mine).url == reverse("partnerships:reviews", args=[three.pk])


def test_nobody_is_asked_to_end_what_runs(three: Partnership, world: World) -> None:
    """The end comes by its day; before it, ending is a way out, folded on the page."""
    task = asked(three, party_of(three, world.partner))
    assert (task.title, task.url) == ("Rien ne vous attend", "")
    assert not any(step.is_straight for step in build_life(three, world.representative).steps)
    Partnership.objects.filter(pk=three.pk).update(ends_on=None)
    open_ended = Partnership.objects.get(pk=three.pk)
    assert [step.to for step in build_life(open_ended, world.representative).steps if step.is_straight] == [
        State.ENDED
    ]


def test_the_balance_asks_each_party_for_its_part(three: Partnership, world: World) -> None:
    Partnership.objects.filter(pk=three.pk).update(state=State.BALANCE)
    task = asked(three, party_of(three, world.partner))
    assert task.url == reverse("partnerships:balance_write", args=[three.pk])
