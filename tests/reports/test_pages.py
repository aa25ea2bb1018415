"""The pages of a report: on its way, ready, failed; downloaded by those who asked and still may."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from reports.enums import ReportState
from reports.models import Report
from reports.services import ask_report
from reports.tasks import render_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world: Any) -> Any:
    return world.make_cycle(state="follow_up").action_plan


@pytest.fixture
def report(world: Any, plan: Any) -> Report:
    return ask_report(kind="actionplans.plan_xlsx", subject_id=plan.pk, by=world.facilitator, language="fr")


def text(response: Any) -> str:
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def test_asking_from_the_plan_leads_to_the_report(world: Any, plan: Any, signed_in: Any) -> None:
    client = signed_in(world.officer)
    url = reverse("actionplans:plan_report", args=[plan.pk, "plan_pdf"])
    answer = client.post(url)
    report = Report.objects.get()
    assert answer.url == report.get_absolute_url()
    assert client.post(url).url == report.get_absolute_url()
    assert client.get(url).status_code == 405
    assert client.post(reverse("actionplans:plan_report", args=[plan.pk, "nothing"])).status_code == 404


def test_progress_in_words_and_by_itself(world: Any, report: Report, signed_in: Any) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.RENDERING, progress=60)
    client = signed_in(world.facilitator)
    page = client.get(report.get_absolute_url())
    assert "Rapport en préparation, 60 %. Vous pouvez fermer cette page." in text(page)
    assert page.content.decode().count(report.get_absolute_url()) >= 1, "one can look again without JavaScript"
    assert "no-store" in page["Cache-Control"]
    part = client.get(reverse("reports:report_status", args=[report.pk]))
    assert 'hx-trigger="load delay:2s"' in text(part)
    assert "<html" not in text(part)


def test_looks_less_often_as_time_goes(world: Any, report: Report, signed_in: Any) -> None:
    from datetime import timedelta

    Report.objects.filter(pk=report.pk).update(created_at=report.created_at - timedelta(minutes=20))
    part = signed_in(world.facilitator).get(reverse("reports:report_status", args=[report.pk]))
    assert 'hx-trigger="load delay:30s"' in text(part)


def test_ready_is_said_and_downloaded(world: Any, report: Report, signed_in: Any) -> None:
    render_report(str(report.pk))
    client = signed_in(world.facilitator)
    page = client.get(report.get_absolute_url())
    assert "Votre rapport est prêt." in text(page)
    assert " Ko" in text(page)
    assert "hx-get" not in text(page)
    file = client.get(reverse("reports:report_download", args=[report.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
    assert file["Content-Disposition"].startswith("attachment; filename=")
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"


def test_failed_says_why_and_tries_again(world: Any, report: Report, signed_in: Any) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.FAILED, error="La page est trop longue.", attempts=3)
    client = signed_in(world.facilitator)
    page = text(client.get(report.get_absolute_url()))
    assert "La page est trop longue." in page
    assert "Réessayer" in page
    assert client.get(reverse("reports:report_download", args=[report.pk])).status_code == 302
    retry = reverse("reports:report_retry", args=[report.pk])
    assert client.post(retry).status_code == 302
    assert Report.objects.get().state == ReportState.QUEUED
    assert client.post(retry).status_code == 302


@pytest.mark.parametrize("name", ["report_detail", "report_status", "report_download"])
def test_strangers_and_those_who_did_not_ask_see_nothing(
    world: Any, report: Report, signed_in: Any, name: str
) -> None:
    url = reverse(f"reports:{name}", args=[report.pk])
    for person in (world.stranger, world.administrator):
        assert signed_in(person).get(url).status_code == 404


def test_a_report_does_not_outlive_the_membership(world: Any, report: Report, signed_in: Any) -> None:
    render_report(str(report.pk))
    client = signed_in(world.facilitator)
    url = reverse("reports:report_download", args=[report.pk])
    file = client.get(url)
    assert b"".join(file.streaming_content)
    Membership.objects.filter(user=world.facilitator).update(is_active=False)
    assert client.get(url).status_code in (302, 403, 404)


def test_a_team_copy_is_not_for_another_role(world: Any, signed_in: Any) -> None:
    cycle = world.make_cycle(state="interface")
    report = ask_report(kind="scorecards.dossier", subject_id=cycle.pk, by=world.facilitator, language="fr")
    assert report.audience == "team"
    membership = world.facilitator.current_membership
    membership.role = "observer"
    membership.save()
    assert signed_in(world.facilitator).get(report.get_absolute_url()).status_code == 404


def test_list_shows_mine_with_states(world: Any, report: Report, signed_in: Any) -> None:
    url = reverse("reports:report_list")
    page = text(signed_in(world.facilitator).get(url))
    assert report.title in page
    assert "En attente" in page
    assert "Aucun rapport" in text(signed_in(world.officer).get(url))
    assert "Aucun rapport dans cet état" in text(signed_in(world.facilitator).get(url, {"state": "failed"}))


def test_list_asks_the_same_queries_for_two_and_twelve(world: Any, plan: Any, signed_in: Any) -> None:
    client, url = signed_in(world.facilitator), reverse("reports:report_list")

    def fill(count: int) -> None:
        for _ in range(count):
            plan.title += "."
            plan.save()
            ask_report(kind="actionplans.plan_xlsx", subject_id=plan.pk, by=world.facilitator, language="fr")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    fill(2)
    queries()
    few = queries()
    fill(10)
    assert queries() == few <= 15
