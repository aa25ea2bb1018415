"""Figures of similar devices: those that were shared, on this platform or by signed files."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from concertation.catalogue import BY_CODE
from concertation.exchangefile import NUMBERS, WORDS
from concertation.models import Edition, LocalProfile, PeerRecord
from concertation.reports.figures import EditionFigures, build_figures
from concertation.reports.leverfigures import say
from concertation.scoring.peers import LEAST, Group, Profile, choose_group, place_among
from concertation.services.exchange import HERE, profile_of, reference_of
from core.arithmetic import median
from core.numbers import format_number


@dataclass(frozen=True)
class PeerLine:
    """``words``: where the device stands, in a sentence."""

    name: str
    own: str
    median: str
    words: str
    n: int


@dataclass(frozen=True)
class PeersPage:
    """``candidates``: devices whose figures are shared, this one left out."""

    group: Group
    lines: tuple[PeerLine, ...]
    candidates: int
    least: int = LEAST


def _profile(key: str, row: dict[str, Any]) -> Profile:
    numbers = {name: Decimal(row[said]) if row.get(said) is not None else None for name, said in NUMBERS.items()}
    return Profile(key, {name: str(row.get(said, "")) for name, said in WORDS.items()}, numbers)


def _records(edition: Edition) -> dict[str, PeerRecord]:
    """The last record of each other device: shared here, or received by those who run this one. One query."""
    rows = PeerRecord.objects.filter(Q(instance=HERE) | Q(organization=edition.device.organization_id))
    others = rows.exclude(instance=HERE, reference=reference_of(edition.device))
    return {f"{row.instance}:{row.reference}": row for row in others.order_by("instance", "reference", "label")}


def _grouped(edition: Edition) -> tuple[Group, dict[str, PeerRecord]]:
    profile = LocalProfile.objects.of(edition.device)
    records = _records(edition)
    others = [_profile(key, row.profile) for key, row in records.items()]
    return choose_group(_profile("own", profile_of(edition, profile)), others), records


def _values(group: Group, records: dict[str, PeerRecord], code: str) -> list[Decimal]:
    return [Decimal(records[key].figures[code]["value"]) for key in group.keys if code in records[key].figures]


def _line(code: str, own: Decimal | None, values: list[Decimal]) -> PeerLine:
    place = place_among(own, values)
    if place.percentile is None:
        words = _("not known here") if own is None else ""
    else:
        words = _("above %(n)s of 100 peers") % {"n": format_number(place.percentile, 0)}
    return PeerLine(str(BY_CODE[code].name), say(code, own), say(code, place.median), words, place.n)


def build_peers(edition: Edition) -> PeersPage:
    """Median and percentile of each figure that five peers have; nobody is named. No query per peer."""
    group, records = _grouped(edition)
    lines = []
    if group.keys:
        figures = build_figures(edition)
        for code in BY_CODE:
            values = _values(group, records, code)
            if len(values) >= LEAST:
                lines.append(_line(code, figures.get(code).value, values))
    return PeersPage(group, tuple(lines), len(records))


def peers_ratio(edition: Edition, figures: EditionFigures) -> Decimal | None:
    """Days of agents ÷ the median of the peers; None under five of them. Two queries."""
    own = figures.get("I32").value
    group, records = _grouped(edition)
    values = _values(group, records, "I32")
    middle = median(values) if len(values) >= LEAST else None
    return own / middle if own is not None and middle else None
