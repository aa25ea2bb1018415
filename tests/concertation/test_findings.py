"""What a kept diagnosis tells the other features: as those outside read it, once published, until the next one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.enums import FindingKind
from actionplans.models import Finding
from concertation.models import ClassCount, Diagnosis, Edition
from concertation.reports.diagnosis import build_diagnosis
from concertation.services.editions import change_device, publish_device
from concertation.services.findings import told_of
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.concertation.test_figures import fill
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return fill(make_edition(world.town_hall, territory=world.commune, companions=[world.ngo]))


def keep(client: Client, world: World, edition: Edition, status: int = 302) -> None:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    version = Edition.objects.values_list("version", flat=True).get(pk=edition.pk)
    response = client.post(reverse("concertation:diagnosis_keep", args=[edition.pk]), {"version": version})
    assert response.status_code == status


def publish(world: World, edition: Edition, shown: bool = True) -> None:
    publish_device(device=edition.device, shown=shown, by=world.officer)


def held(edition: Edition) -> dict[str, Finding]:
    rows = Finding.objects.in_force().filter(kind=FindingKind.CONCERTATION, key__startswith=f"{edition.device_id}:")
    return {row.subject: row for row in rows}


def test_a_published_device_tells_what_its_diagnosis_found(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    keep(client, world, edition)
    found = held(edition)
    assert {"device", "I22"} <= set(found)
    weak = found["I22"]
    assert weak.sentence.startswith(f"{edition.device}")
    assert weak.territory == world.commune
    assert weak.organization == world.town_hall
    assert weak.service_point is None
    assert weak.source == f"{edition.device}, {edition.label}"
    assert weak.path == reverse("concertation:diagnosis", args=[edition.pk])
    assert weak.figures["diagnosis"] == str(Diagnosis.objects.get().pk)


def test_an_axis_under_forty_is_told_by_hand(client: Client, world: World, edition: Edition) -> None:
    """Of the five axes, only those whose score is known and under 40 out of 100."""
    rows = {row["code"]: row for row in told_of(edition)}
    axes = {axis.key: axis.score for axis in build_diagnosis(edition, inside=False).axes}
    assert {key for key, score in axes.items() if score is not None and score < 40} == set(rows) & set(axes)


def test_nothing_is_told_before_publication_and_all_at_it(client: Client, world: World, edition: Edition) -> None:
    keep(client, world, edition)
    assert held(edition) == {}
    publish(world, edition)
    assert "I22" in held(edition)
    publish(world, edition, shown=False)
    assert held(edition) == {}
    assert Finding.objects.filter(kind=FindingKind.CONCERTATION).exists(), "withdrawn, never deleted"


def test_kept_again_the_same_finding_stays(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    keep(client, world, edition)
    before = held(edition)["I22"].pk
    keep(client, world, edition)
    assert held(edition)["I22"].pk == before
    assert Diagnosis.objects.count() == 2


def test_the_next_edition_replaces_the_one_before(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    keep(client, world, edition)
    edition.device.refresh_from_db()
    later = fill(make_edition(world.town_hall, territory=world.commune, device=edition.device))
    keep(client, world, later)
    origins = {row.key.split(":")[1] for row in held(edition).values()}
    assert origins == {str(later.pk)}
    assert Finding.objects.filter(key__contains=str(edition.pk), withdrawn_at__isnull=False).exists()
    keep(client, world, edition)
    assert {row.key.split(":")[1] for row in held(edition).values()} == {str(later.pk)}, "the newest speaks"


def test_figures_of_few_people_are_not_told(client: Client, world: World, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(participants=4, never_before=2)
    ClassCount.objects.filter(edition=edition).update(people=2)
    edition.refresh_from_db()
    codes = {row["code"] for row in told_of(edition)}
    assert not codes & {"I1", "I5", "I9", "I10.1"}


def test_an_edition_of_which_nothing_is_known_tells_nothing(client: Client, world: World) -> None:
    empty = make_edition(world.town_hall, territory=world.commune)
    assert told_of(empty) == []
    publish(world, empty)
    keep(client, world, empty, status=409)
    assert held(empty) == {}


def test_a_device_renamed_is_told_by_its_new_name(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    keep(client, world, edition)
    device = edition.device
    device.refresh_from_db()
    change_device(device=device, version=device.version, by=world.officer, name="Assemblée du souk")
    assert held(edition)["I22"].sentence.startswith("Assemblée du souk")


def test_a_stale_page_keeps_and_tells_nothing(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("concertation:diagnosis_keep", args=[edition.pk])
    assert client.post(url, {"version": 99}).status_code == 409
    assert held(edition) == {}
    with pytest.raises(Refusal):
        change_device(device=edition.device, version=99, by=world.officer, name="Autre")


def test_keeping_costs_the_same_for_two_and_twelve_editions(client: Client, world: World, edition: Edition) -> None:
    publish(world, edition)
    keep(client, world, edition)
    costs = []
    for more in (1, 10):
        for place in range(more):
            make_edition(world.town_hall, territory=world.commune, device=edition.device, participants=20 + place)
        with CaptureQueriesContext(connection) as seen:
            keep(client, world, edition)
        costs.append(len(seen))
    assert costs[0] == costs[1]
