"""Experience cards: begun with a lever, put in the signed file one by one, received as coming from elsewhere."""

import json
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from concertation.exchangefile import CARD_TEXTS, own_key, read_file, write_file
from concertation.models import Edition, ExchangePartner, ExperienceCard, LeverChoice, PeerRecord
from concertation.reports.cards import card_of
from concertation.services.exchange import receive_file, remove_partner
from concertation.services.exchange_cards import card_record, share_card
from concertation.services.experience import publish_card, write_card
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World

WORDS = {"title": "Un mois pour répondre", "context": "Bourg", "problem": "Retards", "done": "Tableau de suites"}


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune, companions=[world.ngo], participants=34)


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def card(edition: Edition, world: World) -> ExperienceCard:
    return publish_card(
        card=write_card(device=edition.device, by=world.officer, **WORDS), shown=True, by=world.officer
    )


@pytest.fixture
def partner(world: World) -> ExchangePartner:
    return ExchangePartner.objects.create(organization=world.town_hall, name="Voisine", public_key=own_key())


def url(name: str, *args: Any) -> str:
    return reverse(f"concertation:{name}", args=args)


def html(response: Any) -> str:
    text: str = response.content.decode()
    return text


def decided(edition: Edition) -> LeverChoice:
    return LeverChoice.objects.create(
        edition=edition, title="Répondre plus vite", family="transparency", why="Peu de réponses", indicator="I22",
        before=D("0.2"), before_n=20, after=D("0.8"), after_n=20, verdict="go_on", verdict_reason="Cela aide",
    )  # fmt: skip


def test_a_card_begins_with_what_is_known_of_the_lever(edition: Edition) -> None:
    first = card_of(decided(edition))
    assert (first["title"], first["problem"], first["done"], first["cost"]) == (
        "Répondre plus vite", "Peu de réponses", "", "",
    )  # fmt: skip
    assert "34" in first["context"]
    assert edition.device.territory.name not in first["context"]
    assert "20" in first["result"]
    assert "80" in first["result"]
    waiting = LeverChoice.objects.create(edition=edition, title="Autre", family="tools")
    assert card_of(waiting)["result"] == ""


def test_the_followup_leads_to_a_card_already_begun(edition: Edition, officer: Client, world: World) -> None:
    lever = decided(edition)
    later = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    lever.after_edition = later
    lever.save()
    address = f"{url('experience_add', edition.device_id)}?lever={lever.pk}"
    assert address in html(officer.get(url("followup", later.pk)))
    assert 'value="Répondre plus vite"' in html(officer.get(address))
    officer.post(address, WORDS)
    assert ExperienceCard.objects.get().lever == lever


@pytest.mark.parametrize("lever", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_lever_gives_an_empty_card(edition: Edition, officer: Client, lever: str) -> None:
    assert officer.get(f"{url('experience_add', edition.device_id)}?lever={lever}").status_code == 200


def test_a_card_travels_only_when_chosen(card: ExperienceCard, officer: Client) -> None:
    def carried() -> list[str]:
        body = json.loads(json.loads(officer.get(url("exchange_file")).content)["content"])
        return [each["title"] for each in body["cards"]]

    assert carried() == []
    officer.post(url("experience_share", card.pk), {"shared": "yes"})
    assert carried() == ["Un mois pour répondre"]
    officer.post(url("experience_publish", card.pk), {"shared": "no"})
    assert carried() == []


def test_a_draft_is_refused_and_only_those_who_run_it_choose(
    edition: Edition, world: World, client: Client, officer: Client
) -> None:
    draft = write_card(device=edition.device, by=world.officer, **WORDS)
    with pytest.raises(Refusal):
        share_card(card=draft, shared=True, by=world.officer)
    assert officer.post(url("experience_share", draft.pk), {"shared": "yes"}).status_code == 302
    draft.refresh_from_db()
    assert not draft.is_shared
    other = Client()
    other.force_login(world.facilitator, backend="django.contrib.auth.backends.ModelBackend")
    assert other.post(url("experience_share", draft.pk), {"shared": "yes"}).status_code == 403


def test_the_file_names_neither_device_nor_commune(card: ExperienceCard) -> None:
    assert card.device is not None
    told = json.dumps(card_record(card), ensure_ascii=False)
    assert card.device.name not in told
    assert card.device.territory.name not in told
    assert str(card.pk) not in told


def elsewhere(**more: Any) -> dict[str, Any]:
    return {"reference": "abc", **dict.fromkeys(CARD_TEXTS, ""), **WORDS, **more}


def test_a_received_card_is_shown_as_coming_from_elsewhere(
    partner: ExchangePartner, officer: Client, world: World
) -> None:
    file = SimpleUploadedFile("x.json", write_file([], [elsewhere()]))
    assert officer.post(url("exchange_receive"), {"file": file}).status_code == 302
    card = ExperienceCard.objects.get()
    page = html(officer.get(url("experience_detail", card.pk)))
    assert "Voisine" in page
    assert url("experience_edit", card.pk) not in page
    assert officer.get(url("experience_edit", card.pk)).status_code == 404
    assert "Voisine" in html(officer.get(url("experience_list")))
    other = Client()
    other.force_login(world.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(url("experience_detail", card.pk)).status_code == 404


def test_received_again_the_cards_are_replaced_and_keep_their_address(partner: ExchangePartner, world: World) -> None:
    def receive(*cards: dict[str, Any]) -> None:
        receive_file(organization=world.town_hall, data=write_file([], cards), by=world.officer)

    receive(elsewhere(), elsewhere(reference="def", title="Autre"))
    kept = ExperienceCard.objects.get(reference="abc").pk
    receive(elsewhere(title="Deux mois"))
    assert list(ExperienceCard.objects.values_list("pk", "title")) == [(kept, "Deux mois")]
    remove_partner(partner=partner, by=world.officer)
    assert not ExperienceCard.objects.exists()


@pytest.mark.parametrize(
    "bad", [elsewhere(problem=" "), elsewhere(title="x" * 201), elsewhere(cost=3), {"title": "seul"}, "texte"]
)
def test_one_bad_card_and_nothing_is_entered(bad: Any, partner: ExchangePartner, world: World) -> None:
    record = {"reference": "r", "label": "2026", "profile": {}, "figures": {}}
    with pytest.raises(Refusal):
        receive_file(organization=world.town_hall, data=write_file([record], [elsewhere(), bad]), by=world.officer)
    assert not ExperienceCard.objects.exists()
    assert not PeerRecord.objects.exists()


def test_a_changed_card_breaks_the_signature_and_an_old_file_has_none() -> None:
    data = write_file([], [elsewhere()])
    with pytest.raises(Refusal):
        read_file(data.replace(b"Retards", b"Gains !"), [own_key()])
    assert read_file(write_file([]), [own_key()]).cards == ()


def test_the_key_of_its_own_outlives_the_key_of_the_site(settings: Any) -> None:
    before = own_key()
    settings.CONCERTATION_KEY = settings.SECRET_KEY
    settings.SECRET_KEY = "another-" + "0123456789" * 5
    assert own_key() == before
    settings.CONCERTATION_KEY = ""
    assert own_key() != before
