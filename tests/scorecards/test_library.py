"""The indicator library: a code never changes meaning; a file is entered whole or not at all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Refusal
from scorecards.libraryfile import HEADER, parse_library
from scorecards.models import IndicatorTemplate
from scorecards.services.ownlibrary import change_template, enter_library, read_entry
from tests.conftest import World
from tests.factories import IndicatorFactory, IndicatorTemplateFactory

LIBRARY = reverse("scorecards:library")
IMPORT = reverse("scorecards:library_import")
GOOD = {
    "code": "mon-attente", "sector": "health", "about": "provider", "asked_of": "both", "label_fr": "Attente ici",
}  # fmt: skip


def _own(world: World, **fields: Any) -> IndicatorTemplate:
    return IndicatorTemplateFactory(owner=world.ngo, **{"code": "mon-eau", "label_fr": "Notre eau", **fields})


def _file(*lines: str, header: str = "code,sector,about,asked_of,label_fr,label_en") -> str:
    return "\n".join((header, *lines))


# Pages -------------------------------------------------------------------------------------------------------------


def test_the_list_is_reached_from_the_cycles_and_filtered(world: World, client: Any) -> None:
    IndicatorTemplateFactory(code="commun-1", label_fr="Payer sa part", about="users")
    _own(world)
    client.force_login(world.facilitator)
    assert LIBRARY in client.get(reverse("scorecards:cycle_list")).content.decode()
    page = client.get(f"{LIBRARY}?owner=own").content.decode()
    assert "Notre eau" in page
    assert "Payer sa part" not in page
    page = client.get(f"{LIBRARY}?about=users").content.decode()
    assert "comportement des utilisateurs" in page
    assert "Notre eau" not in page
    assert client.get(f"{LIBRARY}?about=x&sector=%00").status_code == 200


def test_another_organisations_indicators_are_unknown(world: World, client: Any) -> None:
    row = IndicatorTemplateFactory(owner=world.foreign_ngo, code="leur-eau", label_fr="Leur eau")
    client.force_login(world.facilitator)
    assert "Leur eau" not in client.get(LIBRARY).content.decode()
    assert client.get(reverse("scorecards:library_edit", args=[row.pk])).status_code == 404
    common = IndicatorTemplateFactory(code="commun-1")
    assert client.get(reverse("scorecards:library_edit", args=[common.pk])).status_code == 403


def test_an_indicator_of_ones_own_is_proposed_then_no_longer(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    assert client.post(reverse("scorecards:library_new"), GOOD).status_code == 302
    row = IndicatorTemplate.objects.get(code="mon-attente")
    assert row.owner == world.ngo
    assert row in IndicatorTemplate.objects.available_to(world.facilitator)
    assert row not in IndicatorTemplate.objects.available_to(world.stranger)
    url = reverse("scorecards:library_edit", args=[row.pk])
    client.post(url, GOOD | {"code": "autre", "label_ar": "الانتظار"})
    row.refresh_from_db()
    assert (row.code, row.label_ar, row.is_active) == ("mon-attente", "الانتظار", False)
    assert row not in IndicatorTemplate.objects.available_to(world.facilitator)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"code": "Mon attente"}, "minuscules"),
        ({"code": ""}, "obligatoire"),
        ({"code": "commun-1"}, "déjà dans la bibliothèque"),
        ({"label_fr": ""}, "obligatoire"),
        ({"label_fr": "=1+1"}, "ne peut pas commencer"),
        ({"sector": "moon"}, "Sélectionnez"),
        ({"hint_fr": "x" * 301}, "300"),
    ],
)
def test_a_bad_indicator_says_why(world: World, client: Any, data: dict[str, str], words: str) -> None:
    IndicatorTemplateFactory(code="commun-1")
    client.force_login(world.facilitator)
    answer = client.post(reverse("scorecards:library_new"), GOOD | {"label_en": "Our wait"} | data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Our wait" in answer.content.decode()


def test_a_used_code_keeps_its_meaning(world: World, client: Any) -> None:
    row = _own(world)
    IndicatorFactory(cycle=world.make_cycle(), template=row, code=row.code, label="Notre eau")
    with pytest.raises(Refusal, match="Un cycle emploie"):
        change_template(template=row, by=world.facilitator, about="users")
    client.force_login(world.facilitator)
    url = reverse("scorecards:library_edit", args=[row.pk])
    assert "Un cycle emploie" in client.get(url).content.decode()
    client.post(url, GOOD | {"sector": "water", "about": "users", "label_fr": "Eau du centre", "is_active": "on"})
    row.refresh_from_db()
    assert (row.sector, row.about, row.label_fr) == ("health", "provider", "Eau du centre")


def test_the_users_own_behaviour_is_marked_on_the_card(world: World, client: Any) -> None:
    cycle = world.make_cycle(state="interface")
    cycle.indicators.filter(code="point-2").update(about="users")
    client.force_login(world.observer)
    page = client.get(reverse("scorecards:cycle_card", args=[cycle.pk])).content.decode()
    assert page.count("comportement des utilisateurs") == 1


# Files -------------------------------------------------------------------------------------------------------------


def test_what_is_exported_is_entered_back_without_a_change(world: World, client: Any) -> None:
    _own(world, label_ar="ماؤنا", hint_fr="Y a-t-il de l’eau, tous les jours ?")
    IndicatorTemplateFactory(code="commun-1", label_en="Welcome; respect")
    client.force_login(world.facilitator)
    content = client.get(reverse("scorecards:library_export")).content
    assert content.decode("utf-8-sig").splitlines()[0] == HEADER
    entry = read_entry(content, world.ngo)
    assert (entry.count, entry.troubles) == (0, ())
    assert entry.same == IndicatorTemplate.objects.visible_to(world.facilitator).count()


def test_upload_preview_confirm(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    text = _file("mon-attente,health,provider,both,Attente,Wait", "notre-part,water,users,users,Payer sa part,")
    preview = client.post(IMPORT, {"file": SimpleUploadedFile("b.csv", text.encode())})
    assert preview.status_code == 200
    assert "Payer sa part" in preview.content.decode()
    assert not IndicatorTemplate.objects.filter(owner=world.ngo).exists(), "nothing before the confirmation"
    assert client.post(IMPORT, {"content": text, "enter": "1"}).status_code == 302
    assert set(IndicatorTemplate.objects.filter(owner=world.ngo).values_list("code", "about")) == {
        ("mon-attente", "provider"),
        ("notre-part", "users"),
    }


def test_every_bad_line_is_named_and_nothing_is_entered(world: World, client: Any) -> None:
    _own(world)
    IndicatorTemplateFactory(code="commun-1", label_fr="Accueil")
    IndicatorTemplateFactory(code="leur-eau", owner=world.foreign_ngo)
    text = _file(
        "bon-code,health,provider,both,Bon,",
        "Mauvais code,health,provider,both,Attente,",
        "sans-nom,health,provider,both,,",
        "secteur,moon,provider,both,Attente,",
        "mon-eau,water,provider,both,Notre eau,",
        "commun-1,health,provider,both,Autre accueil,",
        "leur-eau,health,provider,both,Leur eau,",
        "bon-code,health,provider,both,Encore,",
        "formule,health,provider,both,=1+1,",
        "court,health",
    )
    client.force_login(world.facilitator)
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("b.csv", text.encode())})
    page = answer.content.decode()
    assert answer.status_code == 422
    for number in range(3, 12):
        assert f"ligne {number}</th>" in page, number
    assert "ligne 2</th>" not in page
    assert "Mauvais code" in page, "the text stays to be corrected"
    again = client.post(IMPORT, {"content": text, "enter": "1"})
    assert again.status_code == 422
    assert not IndicatorTemplate.objects.filter(code="bon-code").exists()
    with pytest.raises(Refusal, match="rien"):
        enter_library(content=text, organization=world.ngo, by=world.facilitator)


@pytest.mark.parametrize(("column", "value"), [("sector", "water"), ("about", "users")])
def test_an_existing_code_of_another_meaning_is_refused(world: World, column: str, value: str) -> None:
    _own(world)
    fields = {"code": "mon-eau", "sector": "health", "about": "provider", "asked_of": "both", "label_fr": "E"}
    line = ",".join((fields | {column: value}).values())
    entry = read_entry(_file(line, header=",".join(fields)), world.ngo)
    assert "ne change jamais de sens" in entry.troubles[0].message
    assert entry.troubles[0].line == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04zip",
        b"code\tsector",
        b"code,label_fr\na,b",
        b"code,sector,label_fr,colour\n",
        b"\xff\xfea",
    ],
)
def test_a_file_that_is_no_library_says_so(world: World, client: Any, content: bytes) -> None:
    client.force_login(world.facilitator)
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("b.csv", content)})
    assert answer.status_code == 422
    assert not IndicatorTemplate.objects.filter(owner=world.ngo).exists()


def test_words_of_ones_own_indicators_are_brought_up_to_date(world: World) -> None:
    row = _own(world)
    text = _file("mon-eau,health,provider,both,Eau potable,Water")
    assert len(enter_library(content=text, organization=world.ngo, by=world.facilitator).changed) == 1
    row.refresh_from_db()
    assert (row.label_fr, row.label_en) == ("Eau potable", "Water")


def test_the_parser_reads_semicolons_comments_and_quotes() -> None:
    read = parse_library('# bibliothèque\ncode;sector;label_fr\n"mon-eau";HEALTH;"Eau; puits"\n')
    assert read.problems == ()
    assert dict(read.lines[0].fields) == {"code": "mon-eau", "sector": "health", "label_fr": "Eau; puits"}


def test_as_many_queries_for_twelve_as_for_two(world: World, client: Any, django_assert_max_num_queries: Any) -> None:
    client.force_login(world.facilitator)
    for n in range(12):
        _own(world, code=f"mon-eau-{n}")
    with django_assert_max_num_queries(8):
        client.get(LIBRARY)
