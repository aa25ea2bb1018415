"""Dates of the calendar that were kept; what lives on twelve months after the end."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from core.errors import Refusal
from partnerships.enums import AgreementType, State
from partnerships.legal import add_months, calendar
from partnerships.models import ActionLink, Document, KeptDate, LifeEvent, Partnership, Party
from partnerships.reports.afterlife import build_lasting
from partnerships.reports.gains import read_gains
from partnerships.reports.tasks import task_of
from partnerships.reports.today import waiting
from partnerships.services.dates import asks_from, keep_date, open_date_again, say_alive
from partnerships.services.frame import terms_of
from tests.conftest import World
from tests.partnerships.agreements import at, writing
from tests.partnerships.factories import party_of

TODAY = timezone.localdate


def running(world: World, *, ends: int, state: str = State.ACTIVE, **fields: Any) -> Partnership:
    """Its end is ``ends`` days away."""
    day = TODAY() + datetime.timedelta(days=ends)
    partnership = at(writing(world, starts_on=day - datetime.timedelta(days=700), ends_on=day, **fields), state)
    Party.objects.filter(partnership=partnership).update(accepted_at=timezone.now())
    return partnership


def address(name: str, partnership: Partnership, *more: Any) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *more])


def keep(partnership: Partnership, world: World, **fields: Any) -> KeptDate:
    values = {"code": "balance", "done_on": TODAY(), "document": None, "note": "Envoyé", "version": 0, **fields}
    return keep_date(partnership=partnership, by=world.officer, **values)


# Dates --------------------------------------------------------------------------------------------------------------


def test_the_report_of_a_year_has_a_mark_under_the_circular(world: World) -> None:
    row = writing(
        world, agreement_type=AgreementType.MOROCCO_7_2003, starts_on=datetime.date(2026, 3, 1),
        ends_on=datetime.date(2027, 2, 28),
    )  # fmt: skip
    found = [(each.code, each.on, each.by_law) for each in calendar(terms_of(row)) if each.code.startswith("report")]
    assert found == [
        ("report:2026", datetime.date(2027, 3, 31), False), ("report:2027", datetime.date(2028, 3, 31), False),
    ]  # fmt: skip


def test_a_date_is_kept_with_what_shows_it(world: World) -> None:
    row = running(world, ends=100)
    with pytest.raises(Refusal, match="document"):
        keep(row, world, note=" ")
    with pytest.raises(Refusal, match="à venir"):
        keep(row, world, done_on=TODAY() + datetime.timedelta(days=1))
    with pytest.raises(Refusal, match="calendrier"):
        keep(row, world, code="account:1999")
    kept = keep(row, world)
    assert (kept.party, kept.version) == (party_of(row, world.town_hall), 1)
    with pytest.raises(Refusal, match="entre-temps"):
        keep(row, world, note="Encore")
    open_date_again(partnership=row, code="balance", version=1, by=world.officer)
    assert not KeptDate.objects.exists()
    with pytest.raises(Refusal):
        keep_date(
            partnership=row, code="balance", done_on=TODAY(), document=None, note="x", version=0, by=world.stranger
        )


def test_the_coordinator_is_told_sixty_days_before_and_once_late(world: World) -> None:
    """The balance sheet is marked three months before the end."""
    far, near, late = (running(world, ends=n, name=f"P{n}") for n in (200, 140, 60))
    tasks = [task_of(row, party_of(row, world.ngo)) for row in (far, near, late)]
    urls = [task.url if task else "" for task in tasks]
    assert urls[0] != address("agreement_frame", far)
    assert urls[1:] == [address("agreement_frame", near), address("agreement_frame", late)]
    assert [task.title for task in tasks[1:] if task] == [
        "Une date du calendrier approche", "Une date du calendrier est passée",
    ]  # fmt: skip
    other = task_of(late, party_of(late, world.town_hall))
    assert other is None or other.url != address("agreement_frame", late)
    keep(late, world)
    after = task_of(late, party_of(late, world.ngo))
    assert after is None or after.url != address("agreement_frame", late)


def test_ticking_in_the_browser(world: World, client: Any) -> None:
    row = running(world, ends=60)
    paper = Document.objects.create(
        partnership=row, party=party_of(row, world.ngo), title="Bilan 2026", by=world.facilitator
    )
    client.force_login(world.officer)
    form = address("date_keep", row, "balance")
    assert "Dire que c’est fait" in client.get(address("agreement_frame", row)).content.decode()
    for bad in (
        {"done_on": "hier", "note": "Un mot"},
        {"done_on": "2030-01-01", "note": "Un mot"},
        {"note": "Un mot"},
    ):
        answer = client.post(form, bad | {"version": 0})
        assert (answer.status_code, "Un mot" in answer.content.decode()) == (422, True), bad
    assert client.post(form, {"done_on": "2026-01-05", "version": 0}).status_code == 422
    good = {"done_on": TODAY().isoformat(), "document": paper.pk, "version": 0}
    assert client.post(form, good).status_code == 302
    page = client.get(address("agreement_frame", row)).content.decode()
    assert "Bilan 2026" in page
    assert str(world.town_hall) in page
    stale = client.post(form, {"done_on": "2026-01-05", "note": "Deux fois", "version": 0})
    assert (stale.status_code, "Deux fois" in stale.content.decode()) == (422, True)
    assert client.get(address("date_keep", row, "autre")).status_code == 404
    client.post(address("date_open", row, "balance"), {"version": 7})
    assert KeptDate.objects.exists()
    client.post(address("date_open", row, "balance"), {"version": 1})
    assert not KeptDate.objects.exists()


# Twelve months after the end ----------------------------------------------------------------------------------------


def action(partnership: Partnership, number: int, **fields: Any) -> Action:
    values = {"what": f"Action {number}", "side": "partner", "responsible": "service", "due_on": TODAY()}
    return Action.objects.create(plan=partnership.action_plan, number=number, **values | fields)


def alive(partnership: Partnership, row: Action, world: World, said: bool, **fields: Any) -> ActionLink:
    values = {"version": 0, "by": world.officer, **fields}
    return say_alive(partnership=partnership, action=row, alive=said, **values)


def test_asked_twelve_months_after_the_end_also_once_over(world: World) -> None:
    early, closed = running(world, ends=-300, name="Tôt"), running(world, ends=-400, state=State.CLOSED)
    with pytest.raises(Refusal, match="douze mois"):
        alive(early, action(early, 1, carrier=world.town_hall), world, True)
    row = action(closed, 1, carrier=world.town_hall)
    assert alive(closed, row, world, True).alive_after_year is True
    with pytest.raises(Refusal, match="répond"):
        alive(closed, row, world, False, by=world.representative)
    with pytest.raises(Refusal, match="entre-temps"):
        alive(closed, row, world, False)


def test_the_day_of_a_termination_counts(world: World) -> None:
    row = running(world, ends=200, state=State.TERMINATED)
    LifeEvent.objects.create(partnership=row, from_state=State.ACTIVE, to_state=State.TERMINATED)
    assert asks_from(row) == add_months(TODAY(), 12)
    assert asks_from(running(world, ends=-500, state=State.ABANDONED, name="Abandon")) is None


def test_the_figure_is_alive_over_asked(world: World) -> None:
    """Three actions, two answers, one alive: 50 %; none answered: not enough data; a dropped one never counts."""
    row = running(world, ends=-400, state=State.CLOSED)
    rows = [action(row, n, carrier=world.town_hall) for n in (1, 2, 3)]
    action(row, 4, state="dropped")

    def benefit() -> Decimal | None:
        return next(gain.value for gain in read_gains(row) if gain.code == "B12")

    assert (build_lasting(row, world.officer).share, benefit()) == (None, None)
    alive(row, rows[0], world, True)
    alive(row, rows[1], world, False)
    page = build_lasting(row, world.officer)
    assert (page.share, page.alive, page.answered, len(page.rows)) == ("50\xa0%", 1, 2, 3)
    assert benefit() == Decimal("0.5")


def test_the_carriers_find_it_on_the_page_of_the_day(world: World, client: Any) -> None:
    row = running(world, ends=-400, state=State.CLOSED)
    first = action(row, 1, carrier=world.town_hall)
    assert [task.url for _row, task in waiting(world.officer)] == [address("lasting", row)]
    assert waiting(world.representative) == ()
    client.force_login(world.officer)
    assert client.post(address("lasting_answer", row, first.pk), {"version": 0}).status_code == 302
    assert not ActionLink.objects.exists()
    client.post(address("lasting_answer", row, first.pk), {"alive": "yes", "version": 0})
    assert "100" in client.get(address("lasting", row)).content.decode()
    assert waiting(world.officer) == ()
    client.force_login(world.stranger)
    assert client.get(address("lasting", row)).status_code == 404


def test_no_query_per_action(world: World, client: Any) -> None:
    row = running(world, ends=-400, state=State.CLOSED)
    client.force_login(world.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address("lasting", row)).status_code == 200
        return len(seen)

    def more(start: int, stop: int) -> None:
        for number in range(start, stop):
            made = action(row, number, carrier=world.town_hall)
            party = party_of(row, world.town_hall)
            ActionLink.objects.create(partnership=row, action=made, after_end=party).contributors.add(party)

    more(1, 3)
    few = queries()
    more(3, 13)
    assert queries() == few
