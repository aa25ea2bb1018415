"""The sheet of rights and duties, and the two papers for a wall."""

from typing import Any

import pytest
from django.urls import reverse

from core.errors import Refusal
from directory.models import ServicePoint
from reports.registry import get_kind
from scorecards.enums import CycleState, RightKind
from scorecards.models import RightOrDuty
from scorecards.reports.poster import MOST_ROWS, build_poster, build_rights
from scorecards.reports.public import rights_sheet
from scorecards.reports.rightshistory import build_rights_history
from scorecards.services.publication import choose_publication, publish
from scorecards.services.rights import (
    MOST,
    add_right,
    change_right,
    hand_over,
    keeper_of,
    raise_right,
    remove_right,
)
from tests.conftest import World
from tests.factories import ActionFactory, CycleFactory

TEXT = "Les femmes enceintes sont reçues sans payer."


def add(world: World, text: str = TEXT, kind: str = RightKind.RIGHT, source: str = "") -> RightOrDuty:
    return add_right(service_point=world.service_point, kind=kind, text=text, source=source, by=world.facilitator)


@pytest.fixture
def point(world: World) -> ServicePoint:
    """The team works at this service point."""
    world.make_cycle(state=CycleState.COMMUNITY)
    return world.service_point


def test_lines_keep_their_order_and_move_up(world: World, point: ServicePoint) -> None:
    first, second, duty = add(world, "Un."), add(world, "Deux."), add(world, "Trois.", RightKind.DUTY)
    assert add(world, "Un.").pk == first.pk, "a double click writes one line"
    raise_right(row=second, by=world.facilitator)
    sheet = rights_sheet(point)
    assert [row.pk for row in sheet.rights] == [second.pk, first.pk]
    assert [row.pk for row in sheet.duties] == [duty.pk]
    raise_right(row=second, by=world.facilitator)
    assert rights_sheet(point).rights[0].pk == second.pk
    change_right(row=duty, kind=RightKind.DUTY, text="Venir à l’heure.", source="Charte", by=world.facilitator)
    remove_right(row=first, by=world.facilitator)
    sheet = rights_sheet(point)
    assert [row.text for row in (*sheet.rights, *sheet.duties)] == ["Deux.", "Venir à l’heure."]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "  "}, "Écrivez"),
        ({"text": "x" * 251}, "250"),
        ({"kind": "other"}, "Choisissez"),
        ({"text": "Appelez Mme Alaoui."}, "Alaoui"),
        ({"source": "06 12 34 56 78"}, "numéro"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(world: World, fields: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        add(world, **fields)
    assert not RightOrDuty.objects.exists()


def test_a_sheet_has_a_bound(world: World) -> None:
    for n in range(MOST):
        add(world, f"Droit {n}.")
    with pytest.raises(Refusal, match=str(MOST)):
        add(world, "Un de trop.")


def test_pages(world: World, point: ServicePoint, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    url = reverse("scorecards:service_rights", args=[point.pk])
    assert "fiche est vide" in client.get(url).content.decode()
    bad = client.post(url, {"kind": "right", "text": "", "source": "Charte des soins"})
    assert bad.status_code == 422
    assert "Charte des soins" in bad.content.decode()
    assert client.post(url, {"kind": "right", "text": TEXT, "source": "Charte"}).status_code == 302
    row = RightOrDuty.objects.get()
    assert TEXT in client.get(url).content.decode()
    edit = reverse("scorecards:right_edit", args=[row.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"kind": "duty", "text": "", "source": ""}).status_code == 422
    assert client.post(edit, {"kind": "duty", "text": "Venir à l’heure.", "source": ""}).status_code == 302
    assert client.post(reverse("scorecards:right_up", args=[row.pk])).status_code == 302
    assert client.post(reverse("scorecards:right_remove", args=[row.pk])).status_code == 302
    assert not RightOrDuty.objects.exists()


def test_who_writes_the_sheet(world: World, point: ServicePoint, signed_in: Any) -> None:
    row = add(world)
    url = reverse("scorecards:service_rights", args=[point.pk])
    for person in (world.officer, world.provider, world.committee, world.observer, world.stranger):
        client = signed_in(person)
        assert client.get(url).status_code == 200, "the register is common"
        assert client.post(url, {"kind": "right", "text": "Autre."}).status_code == 403
        assert client.post(reverse("scorecards:right_remove", args=[row.pk])).status_code == 403
    assert RightOrDuty.objects.count() == 1


def test_the_sheet_is_at_hand_during_the_sessions(world: World, point: ServicePoint, signed_in: Any) -> None:
    from scorecards.models import ScoringSession

    session = ScoringSession.objects.filter(cycle__service_point=point).first()
    assert session is not None
    client = signed_in(world.facilitator)
    url = reverse("scorecards:service_rights", args=[point.pk])
    assert url not in client.get(session.get_absolute_url()).content.decode()
    add(world)
    shown = client.get(session.get_absolute_url()).content.decode()
    assert TEXT in shown
    assert url in shown


def test_the_printed_sheet(world: World, point: ServicePoint) -> None:
    add(world, source="Code de la santé")
    add(world, "Venir à l’heure.", RightKind.DUTY)
    data = build_rights(point, "public")
    assert data.rights == ((TEXT, "Code de la santé"),)
    rendered = get_kind("scorecards.rights").render(data, "fr", lambda percent: None)
    assert rendered.pages == 2, "the sheet, and who does what"
    assert rendered.content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_poster_is_one_a3_page_even_when_full(world: World, language: str) -> None:
    cycle = world.make_cycle(state=CycleState.FOLLOW_UP, indicators=20)
    for n in range(12):
        ActionFactory(plan=cycle.action_plan, what=f"Remplacer le tensiomètre et l’autoclave de la salle numéro {n}")
    data = build_poster(cycle, "public")
    assert (len(data.rows), len(data.promises)) == (MOST_ROWS, 3), "long promises leave fewer of them"
    assert (data.more_rows, data.more_promises) == (20 - MOST_ROWS, 9)
    rendered = get_kind("scorecards.poster").render(data, language, lambda percent: None)
    assert rendered.pages == 1
    assert rendered.content.startswith(b"%PDF")


def test_the_poster_leads_to_the_public_page_only_when_there_is_one(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.FOLLOW_UP)
    assert build_poster(cycle, "public").address == ""
    choose_publication(cycle=cycle, show_card=True, show_promises=True, message="", by=world.facilitator)
    publish(cycle=cycle, by=world.facilitator)
    assert build_poster(cycle, "public").address.endswith(f"/public/{cycle.service_point_id}/")


def test_the_poster_is_asked_from_the_cycle_once_released(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    url = reverse("scorecards:report_ask", kwargs={"pk": cycle.pk, "kind": "poster"})
    client = signed_in(world.facilitator)
    assert url not in client.get(cycle.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 403
    other = full(world)
    url = reverse("scorecards:report_ask", kwargs={"pk": other.pk, "kind": "poster"})
    assert url in client.get(other.get_absolute_url()).content.decode()
    assert client.post(url).status_code == 302


def full(world: World) -> Any:
    from tests.factories import ServicePointFactory

    point = ServicePointFactory(territory=world.village, operator=world.service)
    return world.make_cycle(state=CycleState.FOLLOW_UP, service_point=point)


class TestKeeper:
    """One organisation keeps the sheet of a service; another that works there reads it."""

    @pytest.fixture
    def other(self, world: World, point: ServicePoint) -> Any:
        """The foreign NGO runs a cycle at the same service."""
        CycleFactory(organization=world.foreign_ngo, service_point=point)
        return world.stranger

    def test_the_first_line_makes_the_keeper(self, world: World, point: ServicePoint, other: Any) -> None:
        row = add(world)
        assert keeper_of(point) == world.ngo
        assert not other.has_perm("scorecards.change_rights", point)
        assert world.facilitator.has_perm("scorecards.change_rights", point)
        for refused in (
            lambda: add_right(service_point=point, kind="right", text="Autre.", by=other),
            lambda: change_right(row=row, kind="duty", text="Autre.", by=other),
            lambda: raise_right(row=row, by=other),
            lambda: remove_right(row=row, by=other),
            lambda: hand_over(service_point=point, organization=world.foreign_ngo, by=other),
        ):
            with pytest.raises(Refusal, match="Association des Sources tient cette fiche"):
                refused()
        assert [line.text for line in RightOrDuty.objects.all()] == [TEXT]
        remove_right(row=row, by=world.facilitator)
        assert keeper_of(point) is None
        assert other.has_perm("scorecards.change_rights", point), "an empty sheet is nobody's"

    def test_the_others_read_and_know_whom_to_ask(
        self, world: World, point: ServicePoint, other: Any, signed_in: Any
    ) -> None:
        row = add(world)
        client, url = signed_in(other), reverse("scorecards:service_rights", args=[point.pk])
        page = client.get(url).content.decode()
        assert "Association des Sources la tient" in page
        assert "Ajouter une ligne" not in page
        assert "Confier la fiche" not in page
        assert client.post(url, {"kind": "right", "text": "Autre."}).status_code == 403
        assert client.get(reverse("scorecards:right_edit", args=[row.pk])).status_code == 403

    def test_it_is_handed_over_and_the_history_says_so(
        self, world: World, point: ServicePoint, other: Any, signed_in: Any
    ) -> None:
        row = add(world)
        change_right(row=row, kind=RightKind.RIGHT, text="Être reçue sans payer.", source="Loi", by=world.facilitator)
        client, url = signed_in(world.facilitator), reverse("scorecards:rights_hand_over", args=[point.pk])
        bad = client.post(url, {"organization": str(world.town_hall.pk)})
        assert bad.status_code == 422, "the town hall runs no cycle here"
        assert keeper_of(point) == world.ngo
        assert client.post(url, {"organization": str(world.foreign_ngo.pk)}).status_code == 302
        assert keeper_of(point) == world.foreign_ngo
        assert client.post(url, {"organization": str(world.ngo.pk)}).status_code == 403
        told = [(entry.text, entry.before, entry.after) for entry in build_rights_history(point)]
        assert [line for line in told if line[0] == "Droit"] == [
            ("Droit", TEXT, "Être reçue sans payer. (Loi)"),
            ("Droit", "", TEXT),
        ]
        assert [line for line in told if line[0] == "Fiche tenue par"] == [
            ("Fiche tenue par", "Association des Sources", "Association d’Amont"),
            ("Fiche tenue par", "", "Association des Sources"),
        ]
        page = signed_in(other).get(reverse("scorecards:service_rights", args=[point.pk])).content.decode()
        assert "Être reçue sans payer. (Loi)" in page

    def test_moving_a_line_is_no_entry(self, world: World, point: ServicePoint) -> None:
        add(world, "Un.")
        second = add(world, "Deux.")
        before = len(build_rights_history(point))
        raise_right(row=second, by=world.facilitator)
        assert len(build_rights_history(point)) == before
