"""Devices registered, described, accompanied, published; editions opened, corrected, closed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concertation.enums import EditionState
from concertation.models import Device, Diagnosis, Edition
from concertation.reports.overview import build_overview
from concertation.reports.today import diagnoses_waiting
from concertation.scoring.results import gap
from concertation.services.editions import (
    add_companion,
    add_edition,
    change_device,
    close_edition,
    publish_device,
    register_device,
    remove_companion,
)
from concertation.services.wizard import STEPS, mark_step
from core.errors import Refusal
from directory.models import Territory
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune)


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    return _sign_in(client, world.officer)


def _sign_in(client: Client, user: Any) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(name: str, *args: Any) -> str:
    return reverse(f"concertation:{name}", args=args)


def _html(response: Any) -> str:
    return response.content.decode()


FIELDS = {"kind": "council", "theme": "general", "is_external": False}


def test_a_device_is_registered_with_its_edition_and_begins(world: World, officer: Client) -> None:
    data = {
        "name": "Conseil du Bourg",
        "kind": "council",
        "territory": world.commune.name,
        "theme": "water",
        "label": "2026",
    }
    answer = officer.post(_url("device_create"), data)
    edition = Edition.objects.get()
    assert answer.headers["Location"] == edition.get_absolute_url()
    assert (edition.number, edition.label, edition.device.organization) == (1, "2026", world.town_hall)
    page = officer.get(edition.get_absolute_url())
    assert _url("wizard", edition.pk) in _html(page)


def test_the_empty_register_says_what_to_do_first(world: World, officer: Client) -> None:
    assert _url("device_create") in _html(officer.get(_url("device_list")))


def test_a_name_is_taken_once_in_an_organisation(world: World, edition: Edition, officer: Client) -> None:
    data = {
        "name": edition.device.name.upper(),
        "kind": "budget",
        "territory": world.commune.name,
        "theme": "water",
        "label": "1",
    }
    answer = officer.post(_url("device_create"), data)
    assert answer.status_code == 422
    assert "déjà enregistré" in _html(answer)
    assert Device.objects.count() == 1


def test_a_zone_elsewhere_is_refused(world: World) -> None:
    abroad = Territory.objects.create(level="commune", code="ZZ-1", name="Ailleurs", path="ZZ-1/")
    with pytest.raises(Refusal, match="Choisissez une zone"):
        register_device(
            organization=world.town_hall, label="2026", by=world.officer, name="X", territory=abroad, **FIELDS
        )


def test_describing_keeps_what_was_typed_when_the_page_is_stale(
    world: World, edition: Edition, officer: Client
) -> None:
    device = edition.device
    url = _url("device_edit", device.pk)
    data = {
        "version": 1, "name": device.name, "kind": "council", "territory": world.commune.name, "theme": "general",
        "mode": "both", "promised_level": "4", "audiences": ["youth"], "promise": "Nous déciderons ensemble.",
    }  # fmt: skip
    assert officer.post(url, data).status_code == 302
    device.refresh_from_db()
    assert (device.promised_level, device.mode, device.audiences, device.version) == (4, "both", ["youth"], 2)
    stale = officer.post(url, {**data, "promise": "Autre promesse."})
    assert stale.status_code == 422
    assert "Autre promesse." in _html(stale)
    assert 'name="version" value="2"' in _html(stale)


def test_a_name_of_a_person_is_stopped_once(world: World, edition: Edition, officer: Client) -> None:
    data = {
        "version": 1, "name": edition.device.name, "kind": "council", "territory": world.commune.name,
        "theme": "general", "mode": "on_site", "promise": "Appelez le 06 12 34 56 78.",
    }  # fmt: skip
    answer = officer.post(_url("device_edit", edition.device_id), data)
    assert answer.status_code == 422
    assert "promise" in answer.context["form"].errors


def test_only_those_of_the_zone_read_a_published_device(world: World, edition: Edition, client: Client) -> None:
    url = _url("device_detail", edition.device_id)
    provider = _sign_in(client, world.provider)
    assert provider.get(url).status_code == 404
    publish_device(device=edition.device, shown=True, by=world.officer)
    page = provider.get(url)
    assert page.status_code == 200
    assert _url("device_edit", edition.device_id) not in _html(page)
    own = provider.get(edition.get_absolute_url())
    assert _url("edition_facts", edition.pk) not in _html(own)
    assert provider.get(_url("edition_facts", edition.pk)).status_code == 403
    assert _sign_in(client, world.stranger).get(url).status_code == 404


def test_publishing_twice_keeps_its_day_and_stopping_closes_the_public_page(world: World, edition: Edition) -> None:
    first = publish_device(device=edition.device, shown=True, by=world.officer)
    again = publish_device(device=edition.device, shown=True, by=world.officer)
    assert again.published_at == first.published_at
    Device.objects.update(public_page_at=timezone.now())
    hidden = publish_device(device=edition.device, shown=False, by=world.officer)
    assert (hidden.published_at, hidden.public_page_at) == (None, None)


def test_a_companion_fills_in_but_does_not_publish(world: World, edition: Edition, client: Client) -> None:
    facts = _url("edition_facts", edition.pk)
    facilitator = _sign_in(client, world.facilitator)
    assert facilitator.get(facts).status_code == 404
    add_companion(device=edition.device, organization=world.ngo, by=world.officer)
    assert facilitator.get(facts).status_code == 200
    assert facilitator.post(_url("device_publish", edition.device_id), {"shown": "yes"}).status_code == 403
    with pytest.raises(Refusal):
        add_companion(device=edition.device, organization=world.ngo, by=world.officer)
    with pytest.raises(Refusal):
        add_companion(device=edition.device, organization=world.town_hall, by=world.officer)
    remove_companion(device=edition.device, organization=world.ngo, by=world.officer)
    assert facilitator.get(facts).status_code == 404


def test_editions_follow_each_other(world: World, edition: Edition, officer: Client) -> None:
    url = _url("edition_create", edition.device_id)
    data = {"label": "2027", "starts_on": "2027-01-10", "ends_on": "2026-12-01"}
    wrong = officer.post(url, data)
    assert wrong.status_code == 422
    assert 'value="2027-01-10"' in _html(wrong)
    assert officer.post(url, {**data, "ends_on": "2027-06-01"}).status_code == 302
    second = Edition.objects.get(label="2027")
    assert second.number == 2
    assert officer.post(url, {"label": "2027"}).status_code == 422
    pages = build_overview(edition, inside=True), build_overview(second, inside=True)
    assert (pages[0].next, pages[1].previous) == (second, edition)


def test_an_edition_is_renamed_and_a_stale_page_refused(edition: Edition, officer: Client) -> None:
    url = _url("edition_edit", edition.pk)
    assert officer.post(url, {"version": 1, "label": "Hiver"}).status_code == 302
    stale = officer.post(url, {"version": 1, "label": "Été"})
    assert stale.status_code == 422
    assert 'value="Été"' in _html(stale)


def test_a_closed_edition_opens_again_where_it_stood(world: World, edition: Edition) -> None:
    closed = close_edition(edition=edition, closed=True, by=world.officer)
    assert closed.state == EditionState.CLOSED
    assert close_edition(edition=edition, closed=True, by=world.officer).version == closed.version
    assert close_edition(edition=edition, closed=False, by=world.officer).state == EditionState.COLLECTING
    Diagnosis.objects.create(edition=edition, content={}, rule="1")
    close_edition(edition=edition, closed=True, by=world.officer)
    assert close_edition(edition=edition, closed=False, by=world.officer).state == EditionState.DIAGNOSED


def test_the_gap_of_a_result_by_hand_and_unknown_without_its_two_values(edition: Edition, officer: Client) -> None:
    assert gap(Decimal(120), Decimal("86.5")) == Decimal("-33.5")
    assert gap(Decimal(0), Decimal(0)) == 0
    assert (gap(None, Decimal(3)), gap(Decimal(3), None)) == (None, None)
    data = {"new0-text": "Participants", "new0-target": "120", "new0-reached": "86,5", "new1-text": "Budget voté"}
    officer.post(_url("edition_sheet", edition.pk, "results"), {"version": 1, **data})
    page = officer.get(edition.get_absolute_url())
    assert sorted(str(line.gap) for line in page.context["page"].results) == ["-33.50", "None"]
    assert "\N{MINUS SIGN}33,5" in _html(page)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("collecting", "now todo todo"),
        ("diagnosed", "done now todo"),
        ("planned", "done done now"),
        ("closed", "done done done"),
    ],
)
def test_the_three_steps_follow_the_state(edition: Edition, state: str, expected: str) -> None:
    edition.state = state
    page = build_overview(edition, inside=True)
    assert " ".join(phase.state for phase in page.phases) == expected
    assert build_overview(edition, inside=False).task is None


def test_the_page_of_the_day_leads_to_the_last_edition_only(world: World, edition: Edition) -> None:
    later = add_edition(device=edition.device, label="2030", by=world.officer)
    later = mark_step(edition=later, step="people", state="done", by=world.officer)
    [waiting] = diagnoses_waiting(world.officer)
    assert (waiting.edition, waiting.begun) == (later, True)
    assert str(len(STEPS)) in waiting.seen
    assert diagnoses_waiting(world.facilitator) == ()
    assert diagnoses_waiting(world.provider) == ()
    close_edition(edition=later, closed=True, by=world.officer)
    assert diagnoses_waiting(world.officer) == ()


def test_the_page_of_the_day_shows_it(world: World, edition: Edition, officer: Client) -> None:
    assert _url("wizard", edition.pk) in _html(officer.get("/"))


def test_the_register_asks_as_much_for_twelve_devices_as_for_two(
    world: World, edition: Edition, officer: Client
) -> None:
    make_edition(world.town_hall, territory=world.commune)
    officer.get(_url("device_list"))
    with CaptureQueriesContext(connection) as few:
        officer.get(_url("device_list"))
    for _each in range(10):
        made = make_edition(world.town_hall, territory=world.commune, participants=40)
        make_edition(world.town_hall, territory=world.commune, device=made.device, participants=55)
    with CaptureQueriesContext(connection) as many:
        page = officer.get(_url("device_list"))
    assert len(many) == len(few)
    assert "55" in _html(page)
    assert ">40<" not in _html(page)


def test_the_register_is_filtered_sorted_and_exported(world: World, edition: Edition, officer: Client) -> None:
    register_device(
        organization=world.town_hall, label="2026", by=world.officer, name="Budget des jeunes",
        territory=world.commune, kind="budget", theme="budget", is_external=True,
    )  # fmt: skip
    page = officer.get(_url("device_list"), {"kind": "budget", "sort": "-last_label"})
    assert "Budget des jeunes" in _html(page)
    assert edition.device.name not in _html(page)
    none = officer.get(_url("device_list"), {"q": "introuvable"})
    assert _url("device_create") in _html(none)
    sheet = officer.get(_url("device_list_export", "csv")).content.decode("utf-8-sig")
    assert len(sheet.strip().splitlines()) == 3
    assert officer.get(_url("device_list_export", "xlsx")).status_code == 200
    assert officer.get(_url("device_list_export", "pdf")).status_code == 404


def test_a_stale_description_is_refused_by_the_service(world: World, edition: Edition) -> None:
    change_device(device=edition.device, version=1, by=world.officer, theme="water")
    with pytest.raises(Refusal):
        change_device(device=edition.device, version=1, by=world.officer, theme="health")
