"""Levers chosen, planned and judged, in the browser's words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concertation.enums import EditionState
from concertation.models import Edition, GivenValue, LeverChoice
from concertation.reports.levers import build_levers, facts_of, means_of
from concertation.services.levers import add_lever, decide_lever, plan_lever, remove_lever
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    found = make_edition(world.town_hall, territory=world.commune, companions=[world.ngo])
    _give(found, "I22", "0.2", 50)
    return found


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _give(edition: Edition, code: str, value: str, n: int | None) -> None:
    GivenValue.objects.create(edition=edition, code=code, value=value, n=n, source="rapport", on=timezone.localdate())


def _html(response: Any) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def _url(name: str, *args: Any) -> str:
    return reverse(f"concertation:{name}", args=args)


def _action(**more: Any) -> dict[str, Any]:
    due = timezone.localdate() + timedelta(days=30)
    return {"what": "Répondre", "responsible": "secrétariat", "due_on": due, "side": "authority", **more}


def test_a_weak_figure_proposes_its_lever_with_the_figure(edition: Edition, officer: Client) -> None:
    page = _html(officer.get(_url("levers", edition.pk)))
    assert "Un tableau de suites" in page
    assert "20 %" in page
    assert "n = 50" in page


def test_nothing_known_proposes_nothing_and_says_what_lacks(world: World, officer: Client) -> None:
    empty = make_edition(world.town_hall, territory=world.commune)
    page = _html(officer.get(_url("levers", empty.pk)))
    assert "Un tableau de suites" in page
    assert _url("lever_choose", empty.pk, "reply_table") not in page


def test_choosing_keeps_the_figures_of_the_day_and_twice_is_once(edition: Edition, officer: Client) -> None:
    for _again in range(2):
        officer.post(_url("lever_choose", edition.pk, "reply_table"))
    choice = LeverChoice.objects.get()
    assert (choice.indicator, choice.before, choice.before_n) == ("I22", Decimal("0.2000"), 50)
    assert choice.symptom["seen"][0]["n"] == 50
    assert "20" in facts_of(choice)[0]


def test_means_that_are_too_small_mark_the_lever(edition: Edition, officer: Client) -> None:
    small = build_levers(edition, means_of(edition, days=Decimal(1)))
    assert [each.fits for each in small.proposals] == [False]
    answer = officer.get(_url("levers", edition.pk), {"days": "dix", "money": ""})
    assert answer.status_code == 422
    assert 'value="dix"' in _html(answer)


def test_a_lever_of_our_own_and_a_target_without_figure(edition: Edition, officer: Client) -> None:
    base = {"title": "Goûter de quartier", "family": "tools", "impact": "2", "effort": "1", "cost": "low"}
    bad = officer.post(_url("lever_add", edition.pk), {**base, "target": "60"})
    assert bad.status_code == 422
    assert "Goûter de quartier" in _html(bad)
    officer.post(_url("lever_add", edition.pk), {**base, "indicator": "I22", "target": "60"})
    assert LeverChoice.objects.get().target == Decimal("0.6")
    twice = officer.post(_url("lever_add", edition.pk), base)
    assert twice.status_code == 422


def test_a_stale_lever_is_refused_and_kept(edition: Edition, officer: Client, world: World) -> None:
    lever = add_lever(edition=edition, by=world.officer, title="Affiche", family="communication")
    LeverChoice.objects.filter(pk=lever.pk).update(version=2)
    data = {
        "title": "Affiche claire",
        "family": "communication",
        "impact": 2,
        "effort": 1,
        "cost": "low",
        "version": 1,
    }
    answer = officer.post(_url("lever_edit", lever.pk), data)
    assert answer.status_code == 422
    assert "Affiche claire" in _html(answer)
    lever.refresh_from_db()
    assert lever.title == "Affiche"


def test_the_action_opens_a_plan_shared_with_those_who_accompany(
    edition: Edition, officer: Client, world: World
) -> None:
    officer.post(_url("lever_choose", edition.pk, "reply_table"))
    lever = LeverChoice.objects.get()
    due = timezone.localdate() + timedelta(days=20)
    data = {
        "what": "Répondre à chaque contribution", "carrier": world.town_hall.pk, "responsible": "secrétariat général",
        "due_on": due.isoformat(), "baseline": "20 %", "target": "80 %", "version": lever.version,
    }  # fmt: skip
    assert officer.post(_url("lever_action", lever.pk), {**data, "responsible": ""}).status_code == 422
    assert officer.post(_url("lever_action", lever.pk), data).status_code == 302
    edition.refresh_from_db()
    lever.refresh_from_db()
    assert edition.state == EditionState.PLANNED
    assert set(edition.action_plan.partners.all()) == {world.town_hall, world.ngo}
    assert (lever.action.carrier, lever.action.side, lever.action.due_on) == (world.town_hall, "authority", due)
    page = _html(officer.get(_url("followup", edition.pk)))
    assert "secrétariat général" in page
    with pytest.raises(Refusal):
        plan_lever(lever=lever, version=lever.version, by=world.officer, **_action())
    with pytest.raises(Refusal):
        remove_lever(lever=lever, by=world.officer)


def test_the_next_edition_shows_before_and_after_and_decides(edition: Edition, officer: Client, world: World) -> None:
    officer.post(_url("lever_choose", edition.pk, "reply_table"))
    lever = LeverChoice.objects.get()
    later = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    _give(later, "I22", "0.7", 60)
    url = _url("lever_verdict", later.pk, lever.pk)
    page = _html(officer.get(_url("followup", later.pk)))
    assert url in page
    assert "70 %" in page
    silent = officer.post(url, {"verdict": "stop", "reason": "", "version": lever.version})
    assert silent.status_code == 422
    officer.post(url, {"verdict": "go_on", "reason": "", "version": lever.version})
    lever.refresh_from_db()
    assert (lever.after, lever.after_n, lever.after_edition, lever.verdict) == (Decimal("0.7000"), 60, later, "go_on")
    assert lever.decided_on == timezone.localdate()


def test_an_edition_does_not_judge_its_own_lever(edition: Edition, world: World) -> None:
    lever = add_lever(edition=edition, by=world.officer, title="Affiche", family="communication")
    with pytest.raises(Refusal):
        decide_lever(
            lever=lever, at=edition, version=1, by=world.officer, verdict="go_on", reason="", after=None, after_n=None
        )


def test_a_closed_edition_takes_no_lever(edition: Edition, officer: Client) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.CLOSED)
    officer.post(_url("lever_choose", edition.pk, "reply_table"))
    assert not LeverChoice.objects.exists()


@pytest.mark.parametrize("name", ["levers", "lever_matrix", "followup"])
def test_as_many_queries_for_twelve_levers_as_for_two(
    name: str, edition: Edition, officer: Client, world: World
) -> None:
    later = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    counts = []
    for size in (2, 12):
        for each in (edition, later):
            for number in range(each.levers.count(), size):
                lever = add_lever(edition=each, by=world.officer, title=f"Levier {number}", family="tools")
                plan_lever(lever=lever, version=1, by=world.officer, **_action(carrier=world.town_hall))
                each.refresh_from_db()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert officer.get(_url(name, later.pk)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_date_of_an_action_comes_after_its_start(edition: Edition, officer: Client, world: World) -> None:
    lever = add_lever(edition=edition, by=world.officer, title="Affiche", family="communication")
    data = {
        "what": "Afficher", "carrier": world.town_hall.pk, "responsible": "accueil", "version": 1,
        "starts_on": date(2027, 3, 1).isoformat(), "due_on": date(2027, 2, 1).isoformat(),
    }  # fmt: skip
    answer = officer.post(_url("lever_action", lever.pk), data)
    assert answer.status_code == 422
    assert "Afficher" in _html(answer)
    assert not hasattr(lever.action, "pk")
