"""Browser tests run the worker inside the page's process: the same road, without a broker."""

from collections.abc import Iterator
from typing import Any

import pytest

from config.celery import app
from reports.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks run where they are sent."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.usefixtures("at_once")
def test_asked_rendered_and_downloaded_in_one_go(world: Any, signed_in: Any) -> None:
    cycle = world.make_cycle(state="follow_up")
    client = signed_in(world.officer)
    answer = client.post(f"/cycles/{cycle.pk}/report/dossier/")
    page = client.get(answer.url).content.decode()
    assert "Votre rapport est prêt" in page
    report = Report.objects.get()
    file = client.get(f"/reports/{report.pk}/download/")
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"
