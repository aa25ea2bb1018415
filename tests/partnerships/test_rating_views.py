"""Ratings in the browser: from the preparation to the reading, the link, bad input, who sees what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.exports import write_xlsx
from partnerships.enums import CampaignState, State
from partnerships.models import BalanceStatement, Campaign, Partnership, PartyLink, RatingSheet
from partnerships.reports.balance import build_balance
from partnerships.reports.rating import build_rating
from partnerships.reports.ratingkinds import render_balance, render_rating
from partnerships.reports.ratingsheets import rating_sheets
from partnerships.services.sheets import make_link
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of
from tests.partnerships.ratings import answers, closed, open_campaign, send, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.ACTIVE)


def at(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def rated(three: Partnership, world: World, **fields: Any) -> Campaign:
    campaign = open_campaign(three, world.facilitator, **fields)
    send(campaign, party_of(three, world.ngo), {"C9": 4}, world.facilitator)
    send(campaign, party_of(three, world.town_hall), {"C9": 1}, world.officer)
    return closed(campaign, world.facilitator)


def test_a_rating_from_preparation_to_reading(three: Partnership, world: World, signed_in: Any) -> None:
    keeper, officer = signed_in(world.facilitator), signed_in(world.officer)
    assert "Aucune notation" in keeper.get(at("rating", three.pk)).content.decode()
    data = {"mode": "alone_then_together", "confidentiality": "parties", "title": "Avant de signer"}
    page = keeper.post(at("campaign_create", three.pk), data, follow=True).content.decode()
    campaign = Campaign.objects.get()
    assert (campaign.number, "Ouvrir à toutes les parties" in page) == (0, True)
    keeper.post(at("campaign_open", campaign.pk))
    assert officer.get(at("campaign_sheet", campaign.pk)).status_code == 200
    keeper.post(at("campaign_sheet", campaign.pk), typed({"C9": 4}))
    officer.post(at("campaign_sheet", campaign.pk), typed({"C9": 1}))
    hidden = officer.get(at("campaign_detail", campaign.pk)).content.decode()
    assert "Désaccord" not in hidden
    keeper.post(at("campaign_close", campaign.pk))
    page = officer.get(at("campaign_detail", campaign.pk)).content.decode()
    assert "Désaccord à ouvrir" in page
    assert "Comment c’est calculé" in page
    assert officer.get(at("campaign_criterion", campaign.pk, "C9")).status_code == 200


def test_a_sheet_with_holes_keeps_what_was_typed(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = open_campaign(three, world.facilitator), signed_in(world.facilitator)
    data = typed(3, **{"C2.1": "", "C1.1": "2", "C1.1-progress": "", "C4.1-evidence": "Compte rendu de mars"})
    response = client.post(at("campaign_sheet", campaign.pk), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "2.1" in page
    assert "ce qui le ferait progresser" in page
    assert "Compte rendu de mars" in page
    assert not RatingSheet.objects.exists()


@pytest.mark.parametrize("level", ["7", "abc", "-1"])
def test_a_level_that_does_not_exist_is_refused(three: Partnership, world: World, signed_in: Any, level: str) -> None:
    campaign = open_campaign(three, world.facilitator)
    response = signed_in(world.facilitator).post(at("campaign_sheet", campaign.pk), typed(3, **{"C1.1": level}))
    assert (response.status_code, RatingSheet.objects.count()) == (422, 0)


def test_a_name_in_the_words_is_stopped_once(three: Partnership, world: World, signed_in: Any) -> None:
    campaign = open_campaign(three, world.facilitator)
    data = typed({"C1.1": 1}, **{"C1.1-progress": "Appelez le 06 12 34 56 78"})
    assert signed_in(world.facilitator).post(at("campaign_sheet", campaign.pk), data).status_code == 422


def test_a_stale_tab_is_told_and_may_save_again(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = open_campaign(three, world.facilitator), signed_in(world.facilitator)
    client.post(at("campaign_sheet", campaign.pk), typed(3))
    response = client.post(at("campaign_sheet", campaign.pk), typed(4))
    assert response.status_code == 422
    assert 'name="version" value="1"' in response.content.decode()
    assert client.post(at("campaign_sheet", campaign.pk), typed(4, version="1")).status_code == 302


def test_kept_then_finished(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = open_campaign(three, world.facilitator), signed_in(world.facilitator)
    client.post(at("campaign_sheet", campaign.pk), {"version": "0", "do": "keep", "C1.1": "4"})
    sheet = RatingSheet.objects.get()
    assert (sheet.sent_at, sheet.answers.count()) == (None, 1)
    assert 'value="4" id="id_C1.1_3" checked' in client.get(at("campaign_sheet", campaign.pk)).content.decode()


def link_of(three: Partnership, world: World, campaign: Campaign) -> PartyLink:
    return make_link(campaign=campaign, party=party_of(three, world.partner), by=world.representative)


@pytest.mark.parametrize(("lang", "words"), [("fr", "je ne sais pas"), ("en", "You answer"), ("ar", 'dir="rtl"')])
def test_a_link_opens_without_account(three: Partnership, world: World, lang: str, words: str) -> None:
    link = link_of(three, world, open_campaign(three, world.facilitator))
    response = Client().get(at("answer", link.secret), {"lang": lang})
    page = response.content.decode()
    assert words in page
    assert "<script" not in page
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_sheet_by_link_and_the_warning_of_the_device(three: Partnership, world: World) -> None:
    link = link_of(three, world, open_campaign(three, world.facilitator))
    client = Client(enforce_csrf_checks=True)
    assert "déjà été envoyée" not in client.get(at("answer", link.secret)).content.decode()
    assert client.post(at("answer", link.secret), typed(3, key="a")).status_code == 200
    sheet = RatingSheet.objects.get()
    assert (sheet.party_id, sheet.by_id) == (link.party_id, None)
    assert "déjà été envoyée" in client.get(at("answer", link.secret)).content.decode()
    client.post(at("answer", link.secret), typed(2, key="b"))
    assert RatingSheet.objects.count() == 2


def test_links_that_do_not_work_say_so(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    link = link_of(three, world, campaign)
    assert Client().get(at("answer", "inconnu")).status_code == 404
    PartyLink.objects.update(is_open=False)
    assert Client().get(at("answer", link.secret)).status_code == 410
    response = Client().post(at("answer", link.secret), typed({"C1.1": 1}, key="a"))
    assert response.status_code == 422
    assert "Se voir plus souvent." in response.content.decode()
    assert not RatingSheet.objects.exists()


def test_an_empty_sheet_by_link_is_not_a_sheet(three: Partnership, world: World) -> None:
    link = link_of(three, world, open_campaign(three, world.facilitator))
    assert Client().post(at("answer", link.secret), {}).status_code == 422
    assert not RatingSheet.objects.exists()


def test_the_page_of_the_link_draws_a_code(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = open_campaign(three, world.facilitator), signed_in(world.representative)
    client.post(at("campaign_link", campaign.pk))
    page = client.get(at("campaign_link", campaign.pk)).content.decode()
    assert PartyLink.objects.get().secret in page
    assert "Code QR" in page
    client.post(at("campaign_link_state", campaign.pk), {"open": "no"})
    assert not PartyLink.objects.get().is_open


def test_trust_and_benefits_in_the_browser(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = open_campaign(three, world.facilitator), signed_in(world.facilitator)
    page = client.get(at("campaign_trust", campaign.pk))
    seen = page.context["form"]["seen"].value()
    other = party_of(three, world.partner)
    assert (
        client.post(at("campaign_trust", campaign.pk), {"seen": seen, f"{other.pk}-openness": "9"}).status_code == 422
    )
    client.post(at("campaign_trust", campaign.pk), {"seen": seen, f"{other.pk}-openness": "4"})
    assert campaign.trust.exclude(level=None).get().level == 4
    stale = client.post(at("campaign_trust", campaign.pk), {"seen": seen, f"{other.pk}-openness": "1"})
    assert stale.status_code == 422
    seen = client.get(at("campaign_benefits", campaign.pk)).context["form"]["seen"].value()
    assert client.post(at("campaign_benefits", campaign.pk), {"seen": seen}).status_code == 422
    client.post(at("campaign_benefits", campaign.pk), {"seen": seen, "B5": "4", "text1": "Réunions", "weight1": "3"})
    assert (campaign.felt_benefits.get().level, campaign.drawbacks.get().level) == (4, 3)


def test_what_follows_from_the_page(three: Partnership, world: World, signed_in: Any) -> None:
    campaign, client = rated(three, world), signed_in(world.officer)
    client.post(at("follow_note", campaign.pk, "C9"), {"note": "Le budget n’a pas circulé."})
    own = party_of(three, world.town_hall)
    bad = client.post(at("follow_action", campaign.pk, "C9.1"), {"what": "Publier le budget", "party": own.pk})
    assert (bad.status_code, "Publier le budget" in bad.content.decode()) == (422, True)
    data = {"what": "Publier le budget", "party": own.pk, "responsible": "trésorerie", "due_on": timezone.localdate()}
    client.post(at("follow_action", campaign.pk, "C9.1"), data)
    client.post(at("follow_workshop", campaign.pk, "C9"), {"planned_on": ""})
    assert client.post(at("follow_workshop", campaign.pk, "C9"), {"planned_on": "2020-01-01"}).status_code == 422
    page = client.get(at("campaign_criterion", campaign.pk, "C9")).content.decode()
    assert "Publier le budget" in page
    assert "Le budget n’a pas circulé." in page
    assert three.workshops.get().kind == "understanding"
    assert client.get(at("follow_note", campaign.pk, "C42")).status_code == 404


def test_others_read_the_summary_only(three: Partnership, world: World, signed_in: Any) -> None:
    campaign = rated(three, world, confidentiality="published")
    Partnership.objects.update(published_at=timezone.now())
    outside = signed_in(world.provider)
    assert outside.get(at("campaign_detail", campaign.pk)).status_code == 403
    assert outside.get(at("rating", three.pk)).status_code == 403
    Campaign.objects.update(published_at=timezone.now())
    page = outside.get(at("campaign_detail", campaign.pk)).content.decode()
    assert "Transparence" in page
    assert world.town_hall.name not in page
    assert outside.get(at("campaign_criterion", campaign.pk, "C9")).status_code == 403
    assert signed_in(world.stranger).get(at("campaign_detail", campaign.pk)).status_code == 404


def test_balance_in_the_browser(three: Partnership, world: World, signed_in: Any) -> None:
    client, other = signed_in(world.facilitator), signed_in(world.officer)
    data = {
        "version": "0",
        "worked": "La confiance",
        "missed": "Les délais",
        "continues": "",
        "recommendation": "renew",
    }
    response = client.post(at("balance_write", three.pk), {**data, "do": "send"})
    assert (response.status_code, "Les délais" in response.content.decode()) == (422, True)
    client.post(at("balance_write", three.pk), {**data, "do": "keep"})
    assert "Les délais" not in other.get(at("balance", three.pk)).content.decode()
    client.post(at("balance_write", three.pk), {**data, "version": "1", "continues": "Le comité", "do": "send"})
    assert "Les délais" in other.get(at("balance", three.pk)).content.decode()
    assert BalanceStatement.objects.get().party == party_of(three, world.ngo)
    stale = client.post(at("balance_write", three.pk), {**data, "version": "1", "continues": "x", "do": "send"})
    assert stale.status_code == 422


def test_reviews_in_the_browser(three: Partnership, world: World, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    assert client.post(at("reviews", three.pk), {"planned_on": "hier"}).status_code == 422
    client.post(at("reviews", three.pk), {"planned_on": timezone.localdate().isoformat()})
    review = three.reviews.get()
    assert client.get(at("campaign_create", three.pk), {"review": str(review.pk)}).status_code == 200
    data = {"planned_on": review.planned_on, "held_on": review.planned_on, "notes": "Tenue.", "version": "1"}
    client.post(at("review_edit", review.pk), data)
    assert "Tenue." in client.get(at("reviews", three.pk)).content.decode()


def test_papers_hold_means_and_no_single_answer(three: Partnership, world: World) -> None:
    campaign = rated(three, world)
    report = build_rating(campaign)
    sheets = rating_sheets(report)
    assert write_xlsx(sheets, title="T").startswith(b"PK")
    row = next(row for row in sheets[0].rows if row[0] == "9")
    assert [str(cell) for cell in row[2:6]] == ["4.000", "1.000", "None", "2.500"]
    assert render_rating(report, "fr", lambda _percent: None).content.startswith(b"%PDF")
    assert render_balance(build_balance(three), "fr", lambda _percent: None).content.startswith(b"%PDF")


def test_a_lettered_rating_names_nobody(three: Partnership, world: World, signed_in: Any) -> None:
    campaign = rated(three, world, lettered=True)
    page = signed_in(world.officer).get(at("campaign_criterion", campaign.pk, "C9")).content.decode()
    assert "Partie A" in page
    assert world.partner.name not in page


def test_a_reading_costs_the_same_for_many_sheets(
    three: Partnership, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = open_campaign(three, world.facilitator)
    link = link_of(three, world, campaign)
    from partnerships.services.sheets import send_by_link

    for key in range(6):
        send_by_link(link=link, answers=answers(3), key=str(key))
    send(campaign, party_of(three, world.ngo), 3, world.facilitator)
    Campaign.objects.update(state=CampaignState.CLOSED)
    campaign = Campaign.objects.select_related("partnership__territory", "partnership__coordinator").get()
    with django_assert_max_num_queries(9):
        build_rating(campaign)
