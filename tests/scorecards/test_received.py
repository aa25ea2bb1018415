"""What the office sees and settles: devices, two versions, refusals, the queue file."""

import hashlib
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scorecards import fieldbuild
from scorecards.enums import CellChoice, CycleState, Side, SubmissionState
from scorecards.models import Cycle, Device, DevicePreparation, Indicator, ScoringSession, Submission, SubmissionCell
from tests.conftest import World
from tests.scorecards.devices import Phone, scored

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.COMMUNITY)


@pytest.fixture
def session(cycle: Cycle) -> ScoringSession:
    return cycle.sessions.filter(side=Side.USERS).first()


@pytest.fixture
def points(cycle: Cycle) -> list[Indicator]:
    return list(cycle.indicators.all())


@pytest.fixture
def office(world: World) -> Client:
    return Phone(world.facilitator).client


def send(phone: Phone, session: ScoringSession, **state: Any) -> Submission:
    answer = phone.send(phone.payload(session, **state))
    return Submission.objects.get(pk=answer.json()["id"])


@pytest.fixture
def conflict(world: World, session: ScoringSession, points: list[Indicator]) -> Submission:
    """Two cells said differently: 4 then 9, 5 then 8."""
    send(Phone(world.facilitator), session, scores=[scored(points[0], "4"), scored(points[1], "5")])
    sent = [scored(points[0], "9", reason="Bien mieux"), scored(points[1], "8"), scored(points[2], "6")]
    return send(Phone(world.administrator), session, scores=sent, close=True)


def choose(office: Client, sent: Submission, choices: dict[Any, str], **more: str) -> Any:
    from scorecards.services.conflicts import content_now, stamp

    data = {f"choice-{key}": choice for key, choice in choices.items()}
    for cell in sent.cells.all():
        data[f"stamp-{cell.pk}"] = stamp(content_now(sent.session, cell.place))
    return office.post(reverse("scorecards:submission_choose", args=[sent.pk]), {**data, **more})


def value(session: ScoringSession, point: Indicator) -> str:
    return str(session.scores.get(indicator=point).value)


def test_both_versions_stand_side_by_side(office: Client, conflict: Submission) -> None:
    page = office.get(conflict.get_absolute_url()).content.decode()
    assert "Bien mieux" in page
    assert page.count('type="radio"') == 4
    listed = office.get(reverse("scorecards:submission_list", args=[conflict.cycle_id])).content.decode()
    assert conflict.get_absolute_url() in listed
    assert reverse("scorecards:submission_list", args=[conflict.cycle_id]) in office.get("/").content.decode()


def test_cell_by_cell_one_of_each_and_the_session_closes(
    office: Client, conflict: Submission, session: ScoringSession, points: list[Indicator]
) -> None:
    first, second = conflict.cells.order_by("place")
    by_place = {cell.place: cell for cell in (first, second)}
    mine = by_place[f"score:{points[0].pk}"]
    other = by_place[f"score:{points[1].pk}"]
    assert choose(office, conflict, {mine.pk: "device"}).status_code == 302
    conflict.refresh_from_db()
    assert conflict.state == SubmissionState.CONFLICT, "one cell still waits"
    assert choose(office, conflict, {other.pk: "server"}).status_code == 302
    conflict.refresh_from_db()
    session.refresh_from_db()
    assert conflict.state == SubmissionState.APPLIED
    assert (value(session, points[0]), value(session, points[1])) == ("9.00", "5.00")
    assert session.is_closed, "the device had closed it, and nothing lacks"
    mine.refresh_from_db()
    assert (mine.choice, mine.theirs["value"]) == (CellChoice.MINE, "4")
    history = office.get(reverse("scorecards:cycle_history", args=[session.cycle_id]) + "?kind=field").content.decode()
    assert "Bien mieux" in history
    assert history.count("<li") >= 2


@pytest.mark.parametrize(("side", "expected"), [("device", "9.00"), ("server", "4.00")])
def test_the_whole_of_one_side_at_once(
    office: Client, conflict: Submission, session: ScoringSession, points: list[Indicator], side: str, expected: str
) -> None:
    assert choose(office, conflict, {}, all=side).status_code == 302
    assert value(session, points[0]) == expected
    assert not SubmissionCell.objects.filter(choice="").exists()


def test_a_cell_that_changed_since_the_page_was_drawn_is_looked_at_again(
    office: Client, conflict: Submission, session: ScoringSession, points: list[Indicator]
) -> None:
    url = reverse("scorecards:submission_choose", args=[conflict.pk])
    stale = {f"stamp-{cell.pk}": "0123456789abcdef" for cell in conflict.cells.all()}
    assert office.post(url, {**stale, "all": "device"}).status_code == 409
    assert value(session, points[0]) == "4.00"


def test_nothing_chosen_and_chosen_twice_are_sentences(office: Client, conflict: Submission) -> None:
    assert choose(office, conflict, {}).status_code == 409
    choose(office, conflict, {}, all="server")
    assert choose(office, conflict, {}, all="device").status_code == 409


@pytest.fixture
def refused(world: World, session: ScoringSession, points: list[Indicator]) -> Submission:
    """Twenty hands for twelve people; the second line is good."""
    sent = [scored(points[0], tallies=[20] + [0] * 10, reason="Loin"), scored(points[1], "8")]
    return send(Phone(world.administrator), session, scores=sent)


def test_a_refused_send_says_why_and_is_entered_without_its_bad_line(
    office: Client, refused: Submission, session: ScoringSession, points: list[Indicator]
) -> None:
    page = office.get(refused.get_absolute_url()).content.decode()
    assert "20 mains pour 12 personnes" in page
    again = reverse("scorecards:submission_again", args=[refused.pk])
    assert office.post(again).status_code == 409
    assert session.scores.count() == 0
    assert office.post(again, {"leave": f"score:{points[0].pk}"}).status_code == 302
    refused.refresh_from_db()
    assert (refused.state, refused.receipt["left_out"]) == (SubmissionState.APPLIED, [f"score:{points[0].pk}"])
    assert value(session, points[1]) == "8.00"


def test_the_refused_line_is_corrected_on_its_page(
    office: Client, refused: Submission, session: ScoringSession, points: list[Indicator]
) -> None:
    url = reverse("scorecards:submission_score", args=[refused.pk, points[0].pk])
    page = office.post(url, follow=True).content.decode()
    assert 'value="20"' in page
    assert "Loin" in page


def test_once_the_people_are_corrected_it_is_entered_as_it_was(
    office: Client, refused: Submission, session: ScoringSession, points: list[Indicator]
) -> None:
    ScoringSession.objects.filter(pk=session.pk).update(women_adult=30)
    assert office.post(reverse("scorecards:submission_again", args=[refused.pk])).status_code == 302
    assert session.scores.get(indicator=points[0]).tallies[0] == 20


def test_setting_aside_needs_a_reason_and_keeps_what_was_sent(office: Client, refused: Submission) -> None:
    url = reverse("scorecards:submission_aside", args=[refused.pk])
    assert office.post(url, {"reason": "  "}).status_code == 422
    assert office.post(url, {"reason": "Saisie d’essai"}).status_code == 302
    page = office.get(refused.get_absolute_url()).content.decode()
    assert "Saisie d’essai" in page
    assert "Loin" in page
    history = office.get(reverse("scorecards:cycle_history", args=[refused.cycle_id])).content.decode()
    assert "Saisie d’essai" in history
    sender = Phone(refused.user).client
    assert sender.get(reverse("scorecards:api_submission", args=[refused.pk])).status_code == 410


def test_the_list_of_devices_says_what_waits_and_how_far_it_was_received(
    office: Client, world: World, cycle: Cycle, session: ScoringSession, points: list[Indicator]
) -> None:
    phone = Phone(world.facilitator)
    url = reverse("scorecards:device_list", args=[cycle.pk])
    assert "Aucun appareil" in office.get(url).content.decode()
    send(phone, session, scores=[scored(points[0])])
    Device.objects.update(name="Tablette 1", pending=3, oldest_pending_at=timezone.now() - timezone.timedelta(days=4))
    DevicePreparation.objects.create(device=Device.objects.get(), cycle=cycle, prepared_at=timezone.now())
    page = office.get(url).content.decode()
    assert "Tablette 1" in page
    assert "plus de 3 jours" in page
    assert (
        "Tablette 1" in office.get(cycle.get_absolute_url()).content.decode()
        or "1 appareil" in office.get(cycle.get_absolute_url()).content.decode()
    )


def test_a_device_is_old_when_its_field_pages_are(
    office: Client, world: World, cycle: Cycle, session: ScoringSession, points: list[Indicator]
) -> None:
    """What a phone reports is the build of the field pages, not the release of the application."""
    send(Phone(world.facilitator), session, scores=[scored(points[0])])
    url = reverse("scorecards:device_list", args=[cycle.pk])
    Device.objects.update(app_version=fieldbuild.version())
    assert "à mettre à jour" not in office.get(url).content.decode()
    Device.objects.update(app_version="0123456789")
    assert "à mettre à jour" in office.get(url).content.decode()


def test_two_devices_and_twelve_cost_the_same(
    office: Client, world: World, cycle: Cycle, session: ScoringSession, points: list[Indicator]
) -> None:
    urls = [reverse("scorecards:device_list", args=[cycle.pk]), reverse("scorecards:submission_list", args=[cycle.pk])]

    def cost() -> list[int]:
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert office.get(f"{url}?show=all").status_code == 200
            found.append(len(queries))
        return found

    for _n in range(2):
        send(Phone(world.facilitator), session, place=f"Lieu {_n}")
    few = cost()
    for n in range(10):
        send(Phone(world.facilitator), session, place=f"Place {n}")
    assert cost() == few


# The queue file -----------------------------------------------------------------------------------------------


def queue(*payloads: dict[str, Any], **more: Any) -> bytes:
    items = []
    for payload in payloads:
        body = json.dumps(payload)
        items.append({"id": str(uuid.uuid4()), "hash": hashlib.sha256(body.encode()).hexdigest(), "body": body})
    return json.dumps({"format": "csc-queue", "version": 1, "items": items, **more}).encode()


def bring(client: Client, content: bytes) -> Any:
    url = reverse("scorecards:submission_import")
    return client.post(url, {"file": SimpleUploadedFile("file.json", content, "application/json")})


def test_a_queue_file_enters_in_the_name_of_who_recorded_it_and_once(
    world: World, session: ScoringSession, points: list[Indicator]
) -> None:
    phone, admin = Phone(world.facilitator), Phone(world.administrator).client
    file = queue(phone.payload(session, scores=[scored(points[0], "4")]), phone.payload(session, place="École"))
    assert bring(admin, file).status_code == 302
    assert bring(admin, file).status_code == 302
    rows = Submission.objects.all()
    assert {(row.user, row.imported_by, row.state) for row in rows} == {
        (world.facilitator, world.administrator, SubmissionState.APPLIED)
    }
    assert (len(rows), value(session, points[0])) == (2, "4.00")


def test_one_bad_record_and_nothing_is_brought_in(
    world: World, session: ScoringSession, points: list[Indicator]
) -> None:
    admin = Phone(world.administrator).client
    good = Phone(world.facilitator).payload(session, place="École")
    foreign = {**good, "user": str(world.stranger.pk)}
    file = json.loads(queue(good, foreign, good, good))
    file["items"][2]["hash"] = "0" * 64
    file["items"][3]["body"] = "{"
    file["items"][3]["hash"] = hashlib.sha256(b"{").hexdigest()
    answer = bring(admin, json.dumps(file).encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"Saisie {n}" in page for n in (2, 3, 4))
    assert "Saisie 1" not in page
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"nothing", b"[]", b'{"format": "csc-queue", "version": 1, "items": []}'])
def test_a_file_that_is_no_queue_is_a_sentence(world: World, content: bytes) -> None:
    answer = bring(Phone(world.administrator).client, content)
    assert answer.status_code == 422
    assert Submission.objects.count() == 0
