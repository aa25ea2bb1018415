"""The pages of a partnership on a telephone: readable by assistive tools, nothing wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from partnerships.enums import State
from partnerships.models import Partnership
from tests.factories import PASSWORD
from tests.partnerships.agreements import add, people, ready
from tests.partnerships.factories import make_partnership
from tests.partnerships.framing import list_priorities, send_all
from tests.partnerships.ratings import closed, open_campaign, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Pages whose only argument is the partnership.
PAGES = (
    "partnership_detail", "framing", "understanding", "strengths", "scope", "vision", "workshop_list",
    "communication", "agreement", "agreement_frame", "agreement_roles", "agreement_clauses",
    "agreement_evaluation", "agreement_activities", "agreement_documents", "signing", "versions", "amendments",
    "rating", "reviews", "balance", "facts", "practices", "disagreements", "alerts",
)  # fmt: skip


def look(page: Page, address: str, accessible: Callable[[Page], None]) -> None:
    """The page opens, fits the screen, has one title, one main action, and nothing that axe refuses."""
    answer = page.goto(address)
    assert answer is not None, address
    assert answer.status == 200, address
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{address}: {wider} px too wide"
    assert page.locator("main h1").count() == 1, address
    assert page.locator("main .btn-primary:visible").count() <= 1, address
    accessible(page)


def test_the_pages_of_an_agreement_are_read_on_a_telephone(
    world: Any, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    partnership = ready(world)
    add_question(partnership, world)
    campaign = open_campaign(partnership, world.administrator)
    for place, (person, party) in enumerate(zip(people(world), partnership.parties.all(), strict=True)):
        send(campaign, party, {"C9": 1 + place}, person)
    closed(campaign, world.administrator)
    page = sign_in(world.administrator.email, PASSWORD, width=360)
    look(page, reverse("partnerships:partnership_list"), accessible)
    look(page, reverse("guide", args=["partenariats"]), accessible)
    look(page, reverse("guide", args=["guide-animateur"]), accessible)
    for name in PAGES:
        look(page, reverse(f"partnerships:{name}", args=[partnership.pk]), accessible)
    look(page, reverse("partnerships:campaign_detail", args=[campaign.pk]), accessible)
    look(page, reverse("partnerships:campaign_criterion", args=[campaign.pk, "C9"]), accessible)


def add_question(partnership: Partnership, world: Any) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(state=State.CRITERIA)
    partnership.refresh_from_db()
    add(partnership, world.administrator, "question", text="Qui répare, et quand ?")


def test_the_answers_side_by_side_are_read_on_a_telephone(
    world: Any, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    partnership = make_partnership(
        [world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.FRAMING
    )
    list_priorities(partnership)
    page = sign_in(world.administrator.email, PASSWORD, width=360)
    look(page, reverse("partnerships:framing", args=[partnership.pk]), accessible)
    send_all(partnership, people(world), ["0123", "3210", "1023"])
    look(page, reverse("partnerships:comparison", args=[partnership.pk]), accessible)
    look(page, reverse("partnerships:framing", args=[partnership.pk]), accessible)
