"""Asking, leases, sweeping: what happens to a report without a broker or a worker."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.enums import Role
from core.errors import Refusal
from reports import lease as leases
from reports.enums import ReportState
from reports.fingerprint import fingerprint
from reports.models import Report, ReportRequest
from reports.registry import Rendered, ReportKind, find_kind, register, unregister
from reports.services import ask_report, retry_report
from reports.tasks import render_report, sweep_reports
from tests.factories import OrganizationFactory, UserFactory
from tests.reports.kinds import ask, register_faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def faults() -> None:
    register_faults()


@pytest.fixture
def person() -> Any:
    return UserFactory(role=Role.FACILITATOR, organization=OrganizationFactory(name="Association des Sources"))


@pytest.fixture
def quick(person: Any) -> Report:
    return ask("quick", person, person.organization)


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def content(report: Report) -> bytes:
    with default_storage.open(fresh(report).file.name) as file:
        return file.read()


def test_same_request_is_one_row_and_two_askers(quick: Report, person: Any) -> None:
    other = UserFactory(role=Role.FACILITATOR, organization=person.organization)
    assert ask("quick", other, person.organization) == quick
    assert ask("quick", person, person.organization) == quick
    assert ReportRequest.objects.filter(report=quick).count() == 2
    assert list(Report.objects.visible_to(other)) == [quick]
    assert not Report.objects.visible_to(UserFactory(role=Role.OBSERVER)).exists()


def test_changed_content_is_another_file(quick: Report, person: Any) -> None:
    person.organization.name = "Un autre nom"
    person.organization.save()
    assert ask("quick", person, person.organization) != quick


def test_another_language_is_another_file(quick: Report, person: Any) -> None:
    again = ask_report(kind="faults.quick", subject_id=person.organization.pk, by=person, language="ar")
    assert again != quick


def test_unknown_kind_is_refused(person: Any) -> None:
    with pytest.raises(Refusal, match="n’existe pas"):
        ask_report(kind="faults.none", subject_id=uuid.uuid4(), by=person, language="fr")


def test_it_is_sent_on_commit_only(
    person: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(render_report, "apply_async", lambda args, **options: sent.append(args[0]))
    with django_capture_on_commit_callbacks(execute=True):
        report = ask("quick", person, person.organization)
        assert sent == []
    assert sent == [str(report.pk)]


def test_a_broker_that_is_down_leaves_the_row_queued(
    person: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    from kombu.exceptions import OperationalError

    def down(**options: Any) -> None:
        raise OperationalError("nobody there")

    monkeypatch.setattr(render_report, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        report = ask("quick", person, person.organization)
    assert fresh(report).state == ReportState.QUEUED
    assert fresh(report).lease_until is None
    assert sweep_reports() == 0


def test_the_task_takes_a_key_and_runs_once(quick: Report) -> None:
    render_report(str(quick.pk))
    done = fresh(quick)
    assert (done.state, done.progress, done.attempts, done.pages) == (ReportState.READY, 100, 1, 1)
    assert content(done) == b"quick Association des Sources"
    first = done.finished_at
    render_report(str(quick.pk))
    assert fresh(quick).finished_at == first
    render_report(str(uuid.uuid4()))


def test_two_workers_one_lease(quick: Report) -> None:
    first = leases.take(quick.pk)
    assert first is not None
    assert leases.take(quick.pk) is None
    Report.objects.filter(pk=quick.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    second = leases.take(quick.pk)
    assert second is not None
    assert second.attempt == 2
    with pytest.raises(leases.LeaseLost):
        leases.advance(first, 50)
    late = Rendered(b"late")
    assert leases.finish(second, Rendered(b"mine"), content_key=quick.content_key, suffix=".txt")
    assert not leases.finish(first, late, content_key=quick.content_key, suffix=".txt")
    assert content(quick) == b"mine"
    assert not default_storage.exists(f"{first.path}.txt")


def test_a_dead_worker_s_file_is_removed_by_the_next(quick: Report) -> None:
    first = leases.take(quick.pk)
    assert first is not None
    from django.core.files.base import ContentFile

    default_storage.save(f"{first.path}.txt", ContentFile(b"half"))
    Report.objects.filter(pk=quick.pk).update(lease_until=timezone.now() - datetime.timedelta(seconds=1))
    render_report(str(quick.pk))
    assert not default_storage.exists(f"{first.path}.txt")
    assert default_storage.exists(fresh(quick).file.name)


def test_progress_renews_the_lease(quick: Report) -> None:
    lease = leases.take(quick.pk)
    assert lease is not None
    Report.objects.filter(pk=quick.pk).update(lease_until=timezone.now() + datetime.timedelta(seconds=1))
    leases.advance(lease, 140)
    assert fresh(quick).progress == 99
    assert fresh(quick).lease_until > timezone.now() + datetime.timedelta(seconds=60)


def test_an_unforeseen_error_is_tried_again_then_said_without_its_secret(person: Any) -> None:
    report = ask("broken", person, person.organization)
    for attempt in (1, 2, 3):
        assert fresh(report).state == ReportState.QUEUED
        render_report(str(report.pk))
        assert fresh(report).attempts == attempt
    failed = fresh(report)
    assert failed.state == ReportState.FAILED
    assert "secret" not in failed.error
    assert "Réessayez" in failed.error
    retry_report(report=failed, by=person)
    assert (fresh(report).state, fresh(report).attempts, fresh(report).error) == (ReportState.QUEUED, 0, "")
    with pytest.raises(Refusal):
        retry_report(report=report, by=person)


def test_asking_for_a_failed_report_queues_it_again(person: Any) -> None:
    report = ask("broken", person, person.organization)
    Report.objects.filter(pk=report.pk).update(state=ReportState.FAILED, error="x", attempts=3)
    assert ask("broken", person, person.organization) == report
    assert fresh(report).state == ReportState.QUEUED


def test_a_subject_that_is_gone_fails_at_once(person: Any) -> None:
    report = ask("quick", person, person.organization)
    Report.objects.filter(pk=report.pk).update(subject_id=uuid.uuid4())
    render_report(str(report.pk))
    assert fresh(report).state == ReportState.FAILED
    assert "n’existe plus" in fresh(report).error


def test_sweeper_sends_what_waits_and_gives_up_on_the_spent(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(render_report, "apply_async", lambda args, **options: sent.append(args[0]))
    past = timezone.now() - datetime.timedelta(seconds=1)
    waiting, held, silent, spent = (ask("quick", person, OrganizationFactory()) for _ in range(4))
    rows = Report.objects
    rows.filter(pk=waiting.pk).update(lease_until=past)
    rows.filter(pk=silent.pk).update(state=ReportState.RENDERING, lease_until=past, attempts=1)
    rows.filter(pk=spent.pk).update(state=ReportState.RENDERING, lease_until=past, attempts=3)
    assert sweep_reports() == 2
    assert set(sent) == {str(waiting.pk), str(silent.pk)}
    assert fresh(held).state == ReportState.QUEUED
    assert fresh(spent).state == ReportState.FAILED
    assert fresh(spent).error
    sent.clear()
    sweep_reports()
    assert sent == [str(silent.pk)], "a queued row isn't sent twice in a row"


def test_content_key_follows_the_drawn_data(quick: Report, person: Any) -> None:
    person.organization.name = "Renommée"
    person.organization.save()
    render_report(str(quick.pk))
    assert b"Renomm" in content(quick)
    assert ask("quick", person, person.organization) == quick


def test_a_kind_is_registered_once() -> None:
    kind = find_kind("faults.quick")
    assert isinstance(kind, ReportKind)
    register(kind)
    from dataclasses import replace

    with pytest.raises(ValueError, match="twice"):
        register(replace(kind))
    unregister("faults.quick")
    assert find_kind("faults.quick") is None
    register(kind)


def test_fingerprint_is_about_content() -> None:
    day = datetime.date(2026, 3, 1)
    same = fingerprint({"b": Decimal("1.50"), "a": {2, 1}}, day)
    assert same == fingerprint({"a": {1, 2}, "b": Decimal("1.5")}, datetime.date(2026, 3, 1))
    assert same != fingerprint({"a": {1, 2}, "b": Decimal("1.51")}, day)
    assert fingerprint((1, None)) != fingerprint((1, 0))
    assert len(same) == 64
