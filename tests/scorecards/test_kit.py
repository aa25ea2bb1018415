"""The paper kit: the cycle's own set-up in the order of the screens, and the way back from a sheet to its page."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.enums import Role
from reports.models import Report
from scorecards.enums import GroupKind, Scale
from scorecards.models import Cycle, IndicatorTemplate, InputItem, ScoringSession
from scorecards.reports.kit import build_kit, rows_mark
from scorecards.reports.kitkinds import render_kit, render_wall
from scorecards.reports.sessions import asked_indicators
from scorecards.services.library import load_library
from tests.access.world import World
from tests.factories import GroupFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def cycle(world: World) -> Cycle:
    """Two groups, four indicators of which one is the staff's alone, one input to look at."""
    made = world.make_cycle(scale=Scale.FACES)
    GroupFactory(cycle=made, kind=GroupKind.WOMEN, village="Aït Ali", position=1, size=18)
    GroupFactory(cycle=made, kind=GroupKind.MEN, village="Aït Ali", position=2)
    load_library()
    template = IndicatorTemplate.objects.get(code="health-medicines")
    IndicatorFactory(
        cycle=made, code=template.code, template=template, label=template.label_fr, position=1, pictogram="medicine"
    )
    IndicatorFactory(cycle=made, label="Ambulance la nuit", position=2, pictogram="ambulance")
    IndicatorFactory(cycle=made, label="Nos archives", asked_of="provider", position=3)
    IndicatorFactory(cycle=made, label="Accueil", position=4)
    InputItem.objects.create(cycle=made, label="Lits", entitlement="Carte sanitaire", planned=12)
    return Cycle.objects.with_context().get(pk=made.pk)


def text_of(pdf: bytes) -> list[str]:
    from pypdf import PdfReader

    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_rows_stand_in_the_order_of_the_entry_page(cycle: Cycle) -> None:
    kit = build_kit(cycle, "team")
    assert [side.title for side in kit.sides] == ["Femmes, Aït Ali", "Hommes, Aït Ali", "Auto-évaluation du personnel"]
    for side in kit.sides:
        kind = "provider" if side.is_provider else "users"
        group = None if side.is_provider else cycle.groups.get(kind="women" if "Femmes" in side.title else "men")
        session = ScoringSession(cycle=cycle, side=kind, group=group)
        asked = asked_indicators(session)
        assert [(row.number, row.label) for row in side.rows] == [
            (number, row.label) for number, row in enumerate(asked, 1)
        ]
        assert side.address.endswith(f"?v={rows_mark(asked)}")
    assert kit.groups == ("Femmes, Aït Ali", "Hommes, Aït Ali")
    assert kit.sides[0].expected == "18"


def test_the_sheets_print_everything_that_was_set_up(cycle: Cycle) -> None:
    done = render_kit(build_kit(cycle, "team"), "fr", lambda percent: None)
    pages = text_of(done.content)
    assert len(pages) == done.pages
    whole = "\n".join(pages)
    for words in ("Personnes présentes", "Ce que dit le groupe", "Compte des mains", "Suivi des intrants", "Lits",
                  "Carte consolidée", "Ordre du jour de la réunion d’interface", "Plan d’action"):  # fmt: skip
        assert words in whole, words
    tallies = [page for page in pages if "Compte des mains : " in page]
    assert len(tallies) == 3
    for word in ("Très mauvais", "Mauvais", "Passable", "Bon", "Très bon"):
        assert word in tallies[0]
    assert "Nos archives" not in tallies[0]
    assert "Nos archives" in tallies[2]


def test_arabic_sheets_use_the_library_s_own_words(cycle: Cycle) -> None:
    with override("ar"):
        kit = build_kit(cycle, "team")
    assert kit.rows[0].label == "الأدوية"
    assert kit.rows[1].label == "Ambulance la nuit"
    assert render_kit(kit, "ar", lambda percent: None).pages


@pytest.mark.parametrize("scale", [Scale.FACES, Scale.TEN, Scale.HUNDRED, Scale.COLOURS])
def test_a_group_s_ten_indicators_hold_on_one_page(cycle: Cycle, scale: str) -> None:
    """The card of a group stands on one sheet of the wall, whatever the scale."""
    for n in range(7):
        IndicatorFactory(cycle=cycle, label=f"Point {n}", position=10 + n)
    Cycle.objects.filter(pk=cycle.pk).update(scale=scale)
    cycle = Cycle.objects.with_context().get(pk=cycle.pk)
    done = render_wall(build_kit(cycle, "team"), "fr", lambda percent: None)
    cards = [page for page in text_of(done.content) if "Point 6" in page and "Carte consolidée" not in page]
    assert len([page for page in cards if "Accueil" in page]) >= 2, "a group's card is cut in two"


def test_a_change_of_rows_changes_the_mark(cycle: Cycle) -> None:
    before = build_kit(cycle, "team").sides[0].address
    IndicatorFactory(cycle=cycle, label="Un de plus", position=0)
    assert build_kit(cycle, "team").sides[0].address != before


def test_no_query_per_group_or_row(cycle: Cycle, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        build_kit(cycle, "team")


class TestPages:
    def test_asking_on_a4_and_a3(self, client: Client, world: World, cycle: Cycle) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        page = reverse("scorecards:cycle_kit", args=[cycle.pk])
        assert "Jeu de feuilles papier" in client.get(page).content.decode()
        for paper in ("kit", "kit_wall"):
            answer = client.post(page, {"paper": paper, "language": "ar"})
            assert answer.status_code == 302
        assert set(Report.objects.filter(subject_id=cycle.pk).values_list("kind", "language")) == {
            ("scorecards.kit", "ar"),
            ("scorecards.kit_wall", "ar"),
        }
        assert client.post(page, {"paper": "a5", "language": "fr"}).status_code == 422

    def test_the_cycle_leads_to_it(self, client: Client, world: World, cycle: Cycle) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        assert (
            reverse("scorecards:cycle_kit", args=[cycle.pk]) in client.get(cycle.get_absolute_url()).content.decode()
        )

    def test_an_empty_cycle_says_what_to_do_first(self, client: Client, world: World) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        page = client.get(reverse("scorecards:cycle_kit", args=[world.cycle.pk])).content.decode()
        assert "Choisissez d’abord les groupes et les indicateurs" in page

    def test_a_code_leads_to_the_cycle_then_to_the_people_then_to_the_sheet(
        self, client: Client, world: World, cycle: Cycle
    ) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        group = cycle.groups.get(kind=GroupKind.WOMEN)
        address = reverse("scorecards:kit_entry", args=[group.pk]) + "?v=abcd1234"
        assert client.get(address).url == cycle.get_absolute_url()
        Cycle.objects.filter(pk=cycle.pk).update(state="community")
        session = ScoringSession.objects.create(cycle=cycle, side="users", group=group, state="open")
        sheet = reverse("scorecards:session_sheet", args=[session.pk])
        first = client.get(address).url
        assert first.startswith(reverse("scorecards:session_attendance", args=[session.pk]))
        assert "printed%3Dabcd1234" in first
        ScoringSession.objects.filter(pk=session.pk).update(women_adult=9)
        assert client.get(address).url == f"{sheet}?printed=abcd1234"
        staff = ScoringSession.objects.create(cycle=cycle, side="provider", state="open", men_adult=3)
        staff_code = reverse("scorecards:kit_entry", args=[cycle.pk])
        assert client.get(staff_code).url == reverse("scorecards:session_sheet", args=[staff.pk])

    def test_a_stranger_learns_nothing(self, client: Client, world: World, cycle: Cycle) -> None:
        client.force_login(world.abroad.people[Role.FACILITATOR])
        for pk in (cycle.pk, cycle.groups.all()[0].pk, uuid4()):
            assert client.get(reverse("scorecards:kit_entry", args=[pk])).status_code == 404

    def test_a_sheet_printed_before_a_change_is_said(self, client: Client, world: World, cycle: Cycle) -> None:
        client.force_login(world.home.people[Role.FACILITATOR])
        Cycle.objects.filter(pk=cycle.pk).update(state="community")
        group = cycle.groups.get(kind=GroupKind.WOMEN)
        session = ScoringSession.objects.create(cycle=cycle, side="users", group=group, state="open", women_adult=9)
        sheet = reverse("scorecards:session_sheet", args=[session.pk])
        warning = "Les indicateurs ont changé depuis l’impression"
        good = rows_mark(asked_indicators(session))
        assert warning not in client.get(f"{sheet}?printed={good}").content.decode()
        assert warning in client.get(f"{sheet}?printed=00000000").content.decode()
