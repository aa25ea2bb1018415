"""A card file through the browser: chosen, checked, corrected, confirmed once; and taken out again."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from scorecards import cardfile
from scorecards.enums import CycleState, Scale
from scorecards.models import CardImport, Cycle
from scorecards.scales import SCALES
from tests.conftest import World
from tests.scorecards.test_files_parser import HEAD

pytestmark = pytest.mark.django_db
SIADARA = Path(__file__).resolve().parents[2] / "scorecards" / "fixtures" / "siadara_3_rounds.csv"
FORM = reverse("scorecards:card_import")


@pytest.fixture
def client(world: World, signed_in: Any) -> Any:
    return signed_in(world.facilitator)


def upload(client: Any, content: bytes, **fields: Any) -> Any:
    file = SimpleUploadedFile("carte.csv", content, content_type="text/csv")
    return client.post(FORM, {"scale": "ten", "file": file, **fields})


def new_service(world: World) -> dict[str, Any]:
    return {"service_name": "Centre de Dar", "sector": "health", "territory": world.village.pk}


def kept() -> CardImport:
    return CardImport.objects.get()


def page(client: Any) -> str:
    return client.get(reverse("scorecards:card_import_preview", args=[kept().pk])).content.decode()


def confirm(client: Any, **fields: Any) -> Any:
    return client.post(reverse("scorecards:card_import_preview", args=[kept().pk]), fields)


def test_siadara_from_the_upload_to_the_card(client: Any, world: World) -> None:
    answer = upload(client, SIADARA.read_bytes(), **new_service(world))
    assert answer.status_code == 302
    assert not Cycle.objects.filter(service_point__name="Centre de Dar").exists()
    shown = page(client)
    for figure in ("7,9", "9,1", "9,5", "8,0", "9,6", "10,0", "Centre de Dar", "18 indicateurs"):
        assert figure in shown
    answer = confirm(client)
    last = Cycle.objects.get(service_point__name="Centre de Dar", number=3)
    assert answer.url == reverse("scorecards:cycle_card", args=[last.pk])
    assert last.state == CycleState.INTERFACE
    assert last.created_by == world.facilitator
    card = client.get(answer.url).content.decode()
    assert "9,5" in card
    assert "10,0" in card


def test_confirmed_twice_is_entered_once(client: Any, world: World) -> None:
    upload(client, SIADARA.read_bytes(), service_point=world.service_point.pk)
    first, second = confirm(client), confirm(client)
    assert first.url == second.url
    assert Cycle.objects.filter(service_point=world.service_point).count() == 3
    assert client.get(reverse("scorecards:card_import_preview", args=[kept().pk])).status_code == 302


def test_bad_lines_are_all_named_and_corrected_on_the_page(client: Any, world: World) -> None:
    bad = HEAD + "provider,Eau,3.7,\npatient,Route,4,\nprovider,=cmd(),5,\n"
    upload(client, bad.encode(), service_point=world.service_point.pk)
    shown = page(client)
    for words in ("Ligne 2", "Ligne 3", "Ligne 4", "3,5 ou 4", "patient", "=cmd()", "tableur"):
        assert words in shown
    assert "provider,Eau,3.7," in shown
    assert confirm(client).status_code == 409
    assert not Cycle.objects.filter(service_point=world.service_point).exists()
    answer = confirm(client, content=HEAD + "provider,Eau,3.5,\nprovider,Route,4,\n")
    assert answer.status_code == 302
    assert "3,8" in page(client)
    assert confirm(client).status_code == 302
    assert Cycle.objects.get(service_point=world.service_point).indicators.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((HEAD + "provider,Électricité,3,\n").encode("cp1252"), "Ligne 2"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 workbook", "Excel"),
        (HEAD.encode() + b"provider,\x00,3,\n", "Ligne 2"),
        (b"\x00\xffgarbage;" * 600_000, "2"),
        (b"", "vide"),
    ],
    ids=["cp1252", "utf-16", "workbook", "nul", "five megabytes", "empty"],
)
def test_what_is_no_text_is_refused_and_the_form_is_kept(
    client: Any, world: World, content: bytes, words: str
) -> None:
    answer = upload(client, content, service_name="Gardé tel quel", sector="water", last_round_on="2025-03-04")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Gardé tel quel" in text
    assert 'value="2025-03-04"' in text
    assert not CardImport.objects.exists()


def test_a_service_is_chosen_or_named_in_full(client: Any, world: World) -> None:
    content = SIADARA.read_bytes()
    assert upload(client, content).status_code == 422
    assert upload(client, content, service_name="X").status_code == 422
    both = {**new_service(world), "service_point": world.service_point.pk}
    assert upload(client, content, **both).status_code == 422
    same = {**new_service(world), "service_name": world.service_point.name.lower()}
    assert "existe" in upload(client, content, **same).content.decode()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    late = upload(client, content, service_point=world.service_point.pk, last_round_on=tomorrow.isoformat())
    assert late.status_code == 422


def test_an_open_cycle_is_said_before_the_confirmation(client: Any, world: World) -> None:
    world.make_cycle()
    upload(client, SIADARA.read_bytes(), service_point=world.service_point.pk)
    shown = page(client)
    assert "encore ouvert" in shown
    assert "Entrer ces" not in shown
    answer = confirm(client)
    assert answer.status_code == 409
    assert Cycle.objects.filter(service_point=world.service_point).count() == 1


def test_a_service_taken_meanwhile_is_a_sentence_not_a_crash(client: Any, world: World) -> None:
    upload(client, SIADARA.read_bytes(), **new_service(world))
    other = upload(client, SIADARA.read_bytes(), **new_service(world))
    one, two = CardImport.objects.order_by("created_at")
    assert other.status_code == 302
    assert client.post(reverse("scorecards:card_import_preview", args=[one.pk])).status_code == 302
    answer = client.post(reverse("scorecards:card_import_preview", args=[two.pk]))
    assert answer.status_code == 409
    assert Cycle.objects.filter(service_point__name="Centre de Dar").count() == 3


def test_a_file_of_another_organization_is_not_found(client: Any, world: World, signed_in: Any) -> None:
    upload(client, SIADARA.read_bytes(), service_point=world.service_point.pk)
    stranger = signed_in(world.stranger)
    address = reverse("scorecards:card_import_preview", args=[kept().pk])
    assert stranger.get(address).status_code == 404
    assert stranger.post(address).status_code == 404


def test_html_in_a_file_is_shown_as_text(client: Any, world: World) -> None:
    upload(client, (HEAD + "<script>x</script>,<b>Eau</b>,3,\n").encode(), service_point=world.service_point.pk)
    assert "<script>x" not in page(client)


def test_the_team_exports_all_and_the_others_what_was_released(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    address = reverse("scorecards:card_export", args=[cycle.pk])
    team = signed_in(world.facilitator).get(address)
    assert team["Content-Disposition"].startswith("attachment")
    parsed = cardfile.parse(team.content, SCALES[Scale.TEN])
    assert parsed.is_good
    assert {line.respondent.kind for line in parsed.lines} == {"provider", "women", "men"}
    for person in (world.observer, world.officer, world.provider):
        public = signed_in(person).get(address).content.decode()
        assert "community" in public
        assert "femmes" not in public


def test_an_unreleased_card_is_exported_by_the_team_only(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    address = reverse("scorecards:card_export", args=[cycle.pk])
    assert signed_in(world.facilitator).get(address).status_code == 200
    assert signed_in(world.provider).get(address).status_code == 403
    assert signed_in(world.stranger).get(address).status_code == 404


def test_files_left_unconfirmed_are_thrown_away_after_a_month(client: Any, world: World) -> None:
    upload(client, b"respondent,indicator,round1,reason\n", service_point=world.service_point.pk)
    CardImport.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))
    upload(client, SIADARA.read_bytes(), service_point=world.service_point.pk)
    assert CardImport.objects.count() == 1
