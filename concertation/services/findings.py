"""What a kept diagnosis found, told to the other features: weak axes, weaknesses, publics that lack.

Only what everybody outside the team may read, of a device that is published. The newest edition with a kept diagnosis
speaks for its device; what the one before told no longer holds.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.enums import FindingKind
from actionplans.services import record_finding, withdraw_findings
from concertation.models import Device, Diagnosis, Edition
from concertation.reports.diagnosis import DiagnosisPage, build_diagnosis
from concertation.scoring.axes import WEAK

#: Weaknesses told, at most, the worst first; publics that lack, at most.
MOST, MOST_LACKING = 5, 3
#: The finding that speaks of the device as a whole.
WHOLE = "device"


def told_of(edition: Edition) -> list[dict[str, str]]:
    """What those outside may be told of an edition today: rows of a code, a sentence and the figure it rests on.

    First the device as a whole, when something is known of it; then the axes under 40 out of 100, the weaknesses and
    the classes that lack. Figures of fewer than five people are never among them.
    """
    page = build_diagnosis(edition, inside=False)
    if not page.strengths and not page.weaknesses:
        return []
    return [{"code": code, "text": text, "figure": figure} for code, text, figure in _rows(page)]


def _rows(page: DiagnosisPage) -> Iterator[tuple[str, str, str]]:
    counts = {"strong": len(page.strengths), "weak": len(page.weaknesses)}
    yield WHOLE, _("diagnosis made"), _("strengths: %(strong)d, weaknesses: %(weak)d") % counts
    for axis in page.axes:
        if axis.score is not None and axis.score < WEAK * 100:
            yield axis.key, _("weak axis: %(axis)s") % {"axis": axis.name}, _("%(n)s out of 100") % {"n": axis.score}
    for row in page.weaknesses[:MOST]:
        yield row.code, row.text, row.figure
    lacking = [row for row in page.gaps if row.code == "I10"]
    for number, row in enumerate(lacking[:MOST_LACKING], 1):
        yield f"{row.code}.{number}", row.text, row.figure


@transaction.atomic
def tell_findings(*, device: Device) -> int:
    """Write what the newest kept diagnosis of the device told, and withdraw the rest. Returns how many hold."""
    withdraw_findings(kind=FindingKind.CONCERTATION, keys_starting=f"{device.pk}:")
    kept = (
        Diagnosis.objects.filter(edition__device=device)
        .select_related("edition")
        .order_by("-edition__number", "-made_at")
        .first()
    )
    if device.published_at is None or kept is None:
        return 0
    rows = kept.content.get("told", [])
    for row in rows:
        _tell(device, kept, row)
    return len(rows)


def _tell(device: Device, kept: Diagnosis, row: dict[str, Any]) -> None:
    words = {"device": device, "what": row["text"][:1].lower() + row["text"][1:], "figure": row["figure"]}
    sentence = _("%(device)s: %(what)s – %(figure)s.") if row["figure"] else _("%(device)s: %(what)s.")
    record_finding(
        kind=FindingKind.CONCERTATION,
        key=f"{device.pk}:{kept.edition_id}:{row['code']}",
        sentence=sentence % words,
        figures={"figure": row["figure"], "diagnosis": str(kept.pk), "theme": device.theme},
        organization=device.organization,
        territory=device.territory,
        source=_("%(device)s, %(edition)s") % {"device": device, "edition": kept.edition.label},
        path=reverse("concertation:diagnosis", args=[kept.edition_id]),
        found_on=timezone.localdate(kept.made_at),
    )
