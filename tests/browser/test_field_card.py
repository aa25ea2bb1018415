"""The card on the phone against the card of the site: order, figures, words of the trend, agreed and frozen values."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecards.enums import CycleState, Scale
from scorecards.models import CycleEvent, Score, Submission
from scorecards.services.agreed import agree_score
from scorecards.services.sessions import close_session, open_session, record_attendance, record_score
from tests.browser.fieldfixtures import Phone, cycle, flush, new_phone, pending, server, women
from tests.factories import release

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KINDS = ("women", "men", "youth", "disabled")
#: Row by row: label, the words of every figure, the trend as it reads.
ROWS = """
() => [...document.querySelectorAll(".card-table tbody tr")].map((row) => [
  [...row.querySelector("th").childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(""),
  ...[...row.querySelectorAll("td.g, td.mean:not(.d-none), td.prev")].map((cell) => [...cell.querySelectorAll("b")].length && !cell.matches(".prev") ? cell.querySelector("b").textContent : cell.textContent.replace(/\\s+/g, " ").trim()),
])
"""  # noqa: E501 - a script reads better unfolded
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def rounds(world: Any) -> Any:
    """Two rounds of four groups: up, down, the same, new, no figure, and one that only the staff scored."""
    first = world.make_cycle(state=CycleState.CLOSED, scale=Scale.TEN, indicators=5, kinds=KINDS)
    second = world.make_cycle(state=CycleState.PROVIDER, scale=Scale.TEN, indicators=6, kinds=KINDS, number=2)
    type(second).objects.filter(pk=second.pk).update(previous=first)
    asked = list(second.indicators.order_by("position"))
    sessions = list(second.sessions.select_related("group").order_by("side", "group__position"))
    Score.objects.filter(session__in=sessions).delete()
    figures = {0: "9", 1: "2.5", 2: "6", 3: None, 5: "4"}
    for session in sessions:
        for place, indicator in enumerate(asked):
            value = "7.5" if session.side == "provider" else figures.get(place)
            if place == 4 and session.side == "users":
                continue
            status = "scored" if value else "not_scored"
            Score.objects.create(
                session=session, indicator=indicator, status=status, value=Decimal(value) if value else None
            )
    return type(second).objects.get(pk=second.pk)


def offline(phone: Phone, held: Any) -> Page:
    phone.prepare(held).close()
    phone.context.set_offline(True)
    page = phone.page(reverse("scorecards:field_cycle", args=[held.pk]))
    expect(page.locator(".card-table")).to_be_visible()
    return page


def test_rows_figures_and_trends_read_as_on_the_site(world: Any, rounds: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator)
    page = offline(phone, rounds)
    here = page.evaluate(ROWS)
    assert page.evaluate(WIDE) <= 0
    phone.context.set_offline(False)
    page.goto(reverse("scorecards:cycle_card", args=[rounds.pk]))
    assert page.evaluate(WIDE) <= 0
    assert here == page.evaluate(ROWS)
    words = " ".join(row[-1] for row in here)
    for word in ("nouveau", "−0,5", "+2"):
        assert word in words, here


def test_the_agreed_value_stands_beside_the_mean(
    world: Any, rounds: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    indicator = rounds.indicators.order_by("position").first()
    agree_score(
        cycle=rounds, indicator=indicator, value=Decimal("8.5"), reason="Tous", version=0, by=world.facilitator
    )
    page = offline(new_phone(world.facilitator), rounds)
    row = page.locator(".card-table tbody tr", has_text=indicator.label).first
    expect(row.locator(".agreed")).to_have_text("Note convenue, à côté de la moyenne : 8,5 · Tous")
    expect(row.locator("td.mean").first).to_contain_text("9")
    accessible(page)


def test_a_released_card_shows_its_frozen_figures(world: Any, rounds: Any, new_phone: Callable[..., Phone]) -> None:
    """A score changed behind the release moves nothing: the phone shows what was released, as the site does."""
    type(rounds).objects.filter(pk=rounds.pk).update(state=CycleState.INTERFACE)
    release(type(rounds).objects.get(pk=rounds.pk), world.facilitator)
    Score.objects.filter(session__cycle=rounds, status="scored").update(value=Decimal(1))
    phone = new_phone(world.facilitator)
    page = offline(phone, rounds)
    expect(page.locator("#frozen")).to_contain_text("ses chiffres sont figés")
    here = page.evaluate(ROWS)
    phone.context.set_offline(False)
    page.goto(reverse("scorecards:cycle_card", args=[rounds.pk]))
    assert here == page.evaluate(ROWS)
    assert "9" in {row[5] for row in here}


@pytest.fixture
def closed(world: Any, cycle: Any, women: Any) -> Any:
    """The women's session, closed on the server."""
    by = world.facilitator
    held = open_session(session=women, by=by)
    record_attendance(
        session=held, counts={"women_adult": 6}, held_on=held.cycle.starts_on, place="", version=held.version, by=by
    )
    for indicator in cycle.indicators.all():
        record_score(
            session=women,
            indicator=indicator,
            status="scored",
            mode="consensus",
            value=Decimal(2),
            version=0,
            by=by,
        )
    return close_session(session=women, by=by)


def test_a_closed_session_is_reopened_with_a_reason(
    world: Any, cycle: Any, closed: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    page = phone.session(closed)
    page.get_by_text("Quelque chose à corriger ? Rouvrir la séance").click()
    accessible(page)
    page.get_by_role("button", name="Rouvrir la séance").click()
    expect(page.locator("#main")).to_contain_text("Écrivez pourquoi vous rouvrez")
    page.get_by_label("Pourquoi la rouvrir").fill("Une note mal comprise")
    page.get_by_role("button", name="Rouvrir la séance").click()
    page.get_by_role("link", name="Point 1").click()
    page.locator(".facepick li").nth(3).locator("label").click()
    expect(page.locator("#undo")).to_be_visible()  # it is on the disk
    page.goto(page.url.split("#")[0])
    page.locator("#close").click()
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert pending(page) == 0
    closed.refresh_from_db()
    assert closed.is_closed
    assert sorted(score.value for score in Score.objects.all()) == [2, 2, 4]
    assert "Une note mal comprise" in CycleEvent.objects.get(name="reopen_session").reason
    assert {row.state for row in Submission.objects.all()} == {"applied"}


def test_reopening_alone_leaves_too(world: Any, cycle: Any, closed: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    page = phone.session(closed)
    page.get_by_text("Quelque chose à corriger ? Rouvrir la séance").click()
    page.get_by_label("Pourquoi la rouvrir").fill("Il manque une voix")
    page.get_by_role("button", name="Rouvrir la séance").click()
    expect(page.locator("#close")).to_be_visible()
    assert flush(page) == "done"
    closed.refresh_from_db()
    assert not closed.is_closed


def test_the_staff_reopens_nothing(world: Any, cycle: Any, new_phone: Callable[..., Phone]) -> None:
    own = cycle.sessions.get(side="provider")
    held = open_session(session=own, by=world.provider)
    record_attendance(
        session=held,
        counts={"men_adult": 2},
        held_on=held.cycle.starts_on,
        place="",
        version=held.version,
        by=world.provider,
    )
    for indicator in cycle.indicators.all():
        record_score(
            session=own,
            indicator=indicator,
            status="scored",
            mode="consensus",
            value=Decimal(2),
            version=0,
            by=world.provider,
        )
    close_session(session=own, by=world.provider)
    phone = new_phone(world.provider)
    phone.prepare(cycle).close()
    page = phone.session(own)
    expect(page.locator("#main")).to_contain_text("La séance est close")
    assert page.get_by_text("Rouvrir la séance").count() == 0


def test_nothing_to_track_is_said_without_network(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    """In the full instrument it opens the way to the group's issues, on the phone and on the server."""
    type(cycle).objects.filter(pk=cycle.pk).update(variant="full")
    phone = new_phone(world.facilitator)
    page = offline(phone, cycle)
    page.locator("#saynothing summary").click()
    page.get_by_role("button", name="Ajouter").last.click()
    expect(page.locator("#inputs")).to_contain_text("Écrivez pourquoi il n’y a rien à suivre")
    page.get_by_label("Pourquoi il n’y a rien à suivre").fill("Le service ne reçoit rien cette année")
    page.locator("#saynothing button[type=submit]").click()
    expect(page.locator("#nothing")).to_have_text("Rien à suivre dans ce tour : Le service ne reçoit rien cette année")
    accessible(page)
    page.goto(f"{reverse('scorecards:field_session', args=[women.pk])}#issues")
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill("L’eau manque")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#lists")).to_contain_text("L’eau manque")
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert pending(page) == 0
    assert type(cycle).objects.get(pk=cycle.pk).inputs_note == "Le service ne reçoit rien cette année"
    assert {row.state for row in Submission.objects.all()} == {"applied"}


def test_this_phone_is_one_press_from_home_and_from_the_cycle(
    world: Any, cycle: Any, new_phone: Callable[..., Phone]
) -> None:
    for user, there in ((world.facilitator, True), (world.provider, True), (world.observer, False)):
        page = new_phone(user).page("/")
        assert page.get_by_role("link", name="Sur ce téléphone").count() == there
        page.goto(cycle.get_absolute_url())
        assert page.get_by_role("link", name="Sur ce téléphone").count() == there
    page = new_phone(world.facilitator).page("/")
    page.get_by_role("link", name="Sur ce téléphone").click()
    expect(page.locator("#main")).to_contain_text("Rien n’est préparé sur ce téléphone")
