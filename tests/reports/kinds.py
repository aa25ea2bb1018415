"""Report kinds that behave badly on purpose. They write one line per attempt to the file FAULT_LOG."""

import os
import signal
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from accounts.models import User
from directory.models import Organization
from reports.registry import Progress, Rendered, ReportKind, register

STEPS = 12
STEP_SECONDS = 0.25


def _note(name: str) -> None:
    path = os.environ.get("FAULT_LOG")
    if path:
        with Path(path).open("a") as log:
            log.write(f"{name} {os.getpid()}\n")


def _slow(data: str, language: str, progress: Progress) -> Rendered:
    """Three seconds, in steps."""
    _note("slow")
    for step in range(STEPS):
        progress(100 * step // STEPS)
        time.sleep(STEP_SECONDS)
    return Rendered(b"slow " + data.encode(), 3)


def _quick(data: str, language: str, progress: Progress) -> Rendered:
    _note("quick")
    return Rendered(b"quick " + data.encode(), 1)


def _poison(data: str, language: str, progress: Progress) -> Rendered:
    """Takes its worker process down with it, as a crash of a C library or the kernel's OOM killer would."""
    _note("poison")
    os.kill(os.getpid(), signal.SIGKILL)
    return Rendered(b"")


def _endless(data: str, language: str, progress: Progress) -> Rendered:
    _note("endless")
    while True:
        progress(50)
        time.sleep(0.05)


def _broken(data: str, language: str, progress: Progress) -> Rendered:
    raise RuntimeError("a secret of the machine")


def _kind(name: str, render: Any) -> ReportKind:
    return ReportKind(
        name=f"faults.{name}",
        label=name,
        subject=lambda user, pk: Organization.objects.get(pk=pk),
        load=lambda pk: Organization.objects.filter(pk=pk).first(),
        audience=lambda user, organization: "public",
        build=lambda organization, audience: organization.name,
        render=render,
        title=lambda organization: f"{name}: {organization}",
        filename=lambda organization: f"{name}.txt",
        organization=lambda organization: organization,
        media_type="text/plain",
    )


KINDS = [
    _kind(name, render)
    for name, render in (
        ("slow", _slow),
        ("quick", _quick),
        ("poison", _poison),
        ("endless", _endless),
        ("broken", _broken),
    )
]


def register_faults() -> None:
    for kind in KINDS:
        register(kind)


def ask(name: str, user: User, organization: Organization) -> Any:
    """Ask for one of these reports, as a page would."""
    from reports.services import ask_report

    return ask_report(kind=f"faults.{name}", subject_id=UUID(str(organization.pk)), by=user, language="fr")
