"""A vote on participants' phones in a browser: without script, with it, and the leader's count."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from scorecards.enums import Scale
from scorecards.models import BallotBox
from scorecards.services import ballots
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def full_buckets() -> None:
    ballots.casts.reset()
    ballots.looks.reset()


def vote(page: Page, levels: list[str]) -> None:
    """Pick each word, screen after screen, then send."""
    page.get_by_role("button", name="Commencer").click()
    for word in levels:
        page.locator(".facepick label", has=page.get_by_text(word, exact=True)).click()
        page.locator(".ballotfoot button[value=next]").click()
    page.get_by_role("button", name="Envoyer mon vote").click()
    expect(page.get_by_role("heading", name="Votre vote est compté")).to_be_visible()


def test_phones_vote_and_the_leader_sees_only_how_many(
    world: Any,
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[..., Page],
    accessible: Callable[[Page], None],
) -> None:
    session = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    lead = sign_in(world.facilitator.email, PASSWORD)
    lead.goto(reverse("scorecards:session_ballot", args=[session.pk]))
    lead.get_by_role("button", name="Ouvrir le vote").click()
    expect(lead.get_by_text("0 bulletin reçu")).to_be_visible()
    accessible(lead)
    box = BallotBox.objects.get()
    url = reverse("scorecards:ballot_vote", args=[box.code])

    plain = new_context(width=360, height=640, java_script_enabled=False)
    page = plain.new_page()
    page.goto(url)
    vote(page, ["Bon", "Mauvais", "Passable"])
    assert plain.cookies() == []

    phone = new_context(width=360, height=640)
    page = phone.new_page()
    page.goto(url)
    accessible(page)
    warning = page.get_by_text("Ce téléphone a déjà voté")
    expect(warning).to_be_hidden()
    page.get_by_role("button", name="Commencer").click()
    accessible(page)
    targets = page.locator(".facepick label, .ballotfoot .btn").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(targets) >= 48
    page.goto(url)
    vote(page, ["Très bon", "Mauvais", "Passable"])
    page.goto(url)
    expect(warning).to_be_visible()
    vote(page, ["Très bon", "Mauvais", "Passable"])
    assert phone.cookies() == []

    expect(lead.get_by_text("3 bulletins reçus")).to_be_visible()
    assert "Point 1" not in lead.content()
    lead.get_by_role("button", name="Fermer le vote").click()
    expect(lead.get_by_text("Moins de 5 bulletins")).to_be_visible()
    accessible(lead)
    assert session.scores.count() == 0
