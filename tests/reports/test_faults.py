"""Workers and brokers are killed for real: the report still arrives, once, or fails with a sentence."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.enums import Role
from config.celery import app
from reports.enums import ReportState
from reports.models import Report, ReportRequest
from reports.tasks import render_report
from tests.factories import OrganizationFactory, UserFactory
from tests.reports.kinds import ask, register_faults
from tests.reports.stack import Stack, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.infra]

PATIENCE = 30


@pytest.fixture
def stack(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    media = tmp_path / "media"
    media.mkdir()
    settings.MEDIA_ROOT = str(media)
    settings.REPORT_RESEND_SECONDS = 2
    register_faults()
    made = Stack(tmp_path, media)
    monkeypatch.setattr(app.conf, "broker_url", made.url)
    monkeypatch.setattr(app.conf, "broker_write_url", made.url)
    yield made
    made.stop()


@pytest.fixture
def person(db: None) -> Any:
    return UserFactory(role=Role.FACILITATOR, organization=OrganizationFactory(name="Association des Sources"))


def state(report: Report) -> str:
    report.refresh_from_db()
    return report.state


def until(report: Report, wanted: str, stack: Stack) -> None:
    try:
        wait_for(lambda: state(report) == wanted, PATIENCE, f"{report.title} {wanted}")
    except AssertionError as error:
        raise AssertionError(f"{error}; now {report.state}, {report.error}\n{stack.log()}") from error


def assert_arrived_once(report: Report, stack: Stack) -> None:
    """Ready, one file for it, one row however often it was sent."""
    report.refresh_from_db()
    assert report.progress == 100
    assert report.lease_token is None
    assert len([path for path in stack.files() if str(report.pk) in path.name]) == 1
    assert Report.objects.filter(kind=report.kind, subject_id=report.subject_id).count() == 1
    assert report.file.size == report.size


def test_broker_down_when_asked_then_worker_group_killed(stack: Stack, person: Any) -> None:
    """The page doesn't wait for a dead broker; a worker killed half-way leaves the job to the next one."""
    before = time.monotonic()
    slow = ask("slow", person, person.organization)
    again = ask("slow", person, person.organization)
    assert time.monotonic() - before < 4, "two requests, two seconds each at most"
    assert slow == again
    assert state(slow) == ReportState.QUEUED
    assert ReportRequest.objects.count() == 1

    stack.start_broker()
    first = stack.start_worker()
    until(slow, ReportState.RENDERING, stack)
    assert slow.attempts == 1
    stack.kill_group(first)
    assert state(slow) == ReportState.RENDERING

    stack.start_worker()
    until(slow, ReportState.READY, stack)
    assert slow.attempts == 2
    assert stack.attempts("slow") == 2
    assert_arrived_once(slow, stack)
    assert len(stack.files()) == 1


def test_broker_killed_and_emptied_while_jobs_wait(stack: Stack, person: Any) -> None:
    """Messages are only reminders: the rows bring the jobs back."""
    stack.start_broker()
    stack.start_worker()
    others = [OrganizationFactory() for _ in range(3)]
    slow = ask("slow", person, person.organization)
    until(slow, ReportState.RENDERING, stack)
    waiting = [ask("slow", person, other) for other in others]
    stack.kill_broker()
    late = ask("quick", person, person.organization)
    stack.start_broker()

    for report in (slow, *waiting, late):
        until(report, ReportState.READY, stack)
        assert_arrived_once(report, stack)
    assert len(stack.files()) == 5
    assert slow.attempts == 1, "the worker itself never died"


def test_poison_and_endless_reports_fail_alone(stack: Stack, person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What kills its worker, or never ends, fails after three tries with a sentence; the others pass."""
    # The sender's limits travel with the message, and Celery remembers them from the first message on.
    monkeypatch.setattr(render_report, "_exec_options", {**render_report._get_exec_options(), "soft_time_limit": 2})
    stack.start_broker()
    stack.start_worker(soft_limit=2)
    poison = ask("poison", person, person.organization)
    endless = ask("endless", person, person.organization)
    until(poison, ReportState.RENDERING, stack)
    quick = ask("quick", person, person.organization)
    until(quick, ReportState.READY, stack)
    assert quick.attempts == 1

    until(poison, ReportState.FAILED, stack)
    assert poison.attempts == 3
    assert stack.attempts("poison") == 3
    assert "interrompue" in poison.error
    assert not poison.file

    until(endless, ReportState.FAILED, stack)
    assert endless.attempts == 3
    assert "trop longtemps" in endless.error
    assert len(stack.files()) == 1
