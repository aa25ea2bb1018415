"""The papers of a partnership: what the last rating and the balance sheet print beside their own figures."""

import re

import pytest
from django.template.loader import render_to_string

from partnerships.criteria import BENEFITS
from partnerships.enums import State
from partnerships.models import Campaign, Partnership
from partnerships.reports.ratingkinds import printed_balance, printed_rating, render_balance, render_rating
from tests.conftest import World
from tests.partnerships.agreements import people
from tests.partnerships.factories import make_partnership
from tests.partnerships.ratings import closed, open_campaign, send

pytestmark = pytest.mark.django_db

#: What ``render_pdf`` gives to every paper.
FRAME = {"pdf_title": "T", "pdf_author": "", "language": "fr", "rtl": False}


@pytest.fixture
def three(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.ACTIVE)


def rated(partnership: Partnership, world: World) -> Campaign:
    campaign = open_campaign(partnership, world.administrator)
    for person, party in zip(people(world), partnership.parties.all(), strict=True):
        send(campaign, party, {"C9": 3}, person)
    return closed(campaign, world.administrator)


def test_the_last_rating_prints_the_benefits_and_the_index(three: Partnership, world: World) -> None:
    first, last = rated(three, world), rated(three, world)
    assert printed_rating(first).gains is None
    assert printed_rating(first).lean is None
    paper = printed_rating(last)
    html = render_to_string("partnerships/report/rating.html", {"report": paper, **FRAME})
    table = html[html.index('class="ch words"') :]
    assert len(re.findall(r'<th scope="row">', table[: table.index("</table>")])) == len(BENEFITS) == 21
    assert "Indice de verticalité" in html
    assert "Données insuffisantes" in html
    assert render_rating(paper, "fr", lambda _percent: None).content.startswith(b"%PDF")
    older = render_to_string("partnerships/report/rating.html", {"report": printed_rating(first), **FRAME})
    assert "Indice de verticalité" not in older


def test_the_balance_sheet_prints_them_too(three: Partnership, world: World) -> None:
    paper = printed_balance(three)
    html = render_to_string("partnerships/report/balance.html", {"report": paper, **FRAME})
    assert 'class="ch words"' in html
    assert "Indice de verticalité" in html
    assert render_balance(paper, "ar", lambda _percent: None).content.startswith(b"%PDF")
