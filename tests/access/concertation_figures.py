"""Who meets what: the figures and the diagnosis of an edition that isn't published yet."""

from typing import Any

from tests.access import ADMINISTRATOR, FACILITATOR, OFFICER, OK, Row, everyone
from tests.access.world import World

#: The town hall's officer runs the device; the programme's people accompany it; nobody else sees it yet.
KEEPERS = {**everyone(404), FACILITATOR: OK, ADMINISTRATOR: OK, OFFICER: OK}


def _edition(world: World) -> dict[str, Any]:
    return {"pk": world.edition.pk}


def _kept(world: World) -> dict[str, Any]:
    from concertation.models import Diagnosis
    from concertation.reports.diagnosis import build_diagnosis
    from concertation.reports.figures import build_figures
    from concertation.reports.kept import content_of

    content = content_of(build_diagnosis(world.edition, inside=True), build_figures(world.edition))
    found, _new = Diagnosis.objects.get_or_create(edition=world.edition, defaults={"content": content, "rule": "1"})
    return {"pk": found.pk}


ROWS: dict[str, Row] = {
    "concertation:indicators": Row(own=KEEPERS, kwargs=_edition),
    "concertation:indicator_detail": Row(own=KEEPERS, kwargs=lambda w: {**_edition(w), "code": "I1"}),
    "concertation:diagnosis": Row(own=KEEPERS, kwargs=_edition),
    # 409: nothing is known of this edition yet.
    "concertation:diagnosis_keep": Row(
        own={**everyone(404), FACILITATOR: 409, ADMINISTRATOR: 409, OFFICER: 409}, kwargs=_edition, method="POST"
    ),
    "concertation:diagnosis_weights": Row(own=KEEPERS, kwargs=_edition),
    "concertation:edition_paper": Row(
        own=KEEPERS, kwargs=lambda w: {**_edition(w), "kind": "council_pdf"}, method="POST"
    ),
    "concertation:diagnosis_kept": Row(own=KEEPERS, kwargs=_kept),
}
