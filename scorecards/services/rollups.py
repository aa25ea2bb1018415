"""Rollup rows: what boards read of each released card, and the proof that they say what the card says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from scorecards import scoring
from scorecards.enums import SessionState, Side
from scorecards.models import CardRelease, CardRollup, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS
from scorecards.scoring import Card

#: Cards computed again at a time.
BATCH = 200
FIELDS = (
    "sessions",
    "counted",
    "people",
    "women",
    "young",
    "elder",
    "kinds",
    "compared",
    "agreeing",
    "mean_gap",
    "mean_distance",
)


@dataclass(frozen=True)
class RollupDifference:
    """One figure that isn't the card's. ``kept`` is None too when the whole row is missing (``field`` "row")."""

    release: CardRelease
    field: str
    kept: Any
    computed: Any


def write_rollup(*, release: CardRelease, card: Card, sessions: Iterable[ScoringSession]) -> CardRollup:
    """Called where the card is frozen, in the same transaction."""
    return CardRollup.objects.create(release=release, **rollup_values(card, sessions))


def rollup_values(card: Card, sessions: Iterable[ScoringSession]) -> dict[str, Any]:
    """The fields of a rollup, from the card and its sessions (``group`` already read)."""
    heard = scoring.coverage(
        scoring.SessionCount(session.group.kind, *(getattr(session, name) for name in ATTENDANCE_FIELDS))
        for session in sessions
        if session.side == Side.USERS and session.group is not None and session.state == SessionState.CLOSED
    )
    sides = scoring.sides_agreement(card)
    return {
        "sessions": heard.sessions,
        "counted": heard.counted,
        "people": heard.people,
        "women": heard.women,
        "young": heard.young,
        "elder": heard.elder,
        "kinds": {row.kind: [row.groups, row.counted, row.people] for row in heard.kinds},
        "compared": sides.compared,
        "agreeing": sides.agreeing,
        "mean_gap": sides.mean_gap,
        "mean_distance": sides.mean_distance,
    }


def releases_in_force() -> QuerySet[CardRelease]:
    return CardRelease.objects.filter(is_current=True).select_related("cycle__service_point", "rollup").order_by("pk")


def compare_rollups() -> Iterator[RollupDifference]:
    """Every figure of a rollup in force that differs from its card computed again; nothing when all are equal."""
    for release in releases_in_force().iterator(BATCH):
        computed = _computed(release)
        kept = getattr(release, "rollup", None)
        if kept is None:
            yield RollupDifference(release, "row", None, None)
            continue
        for field in FIELDS:
            if getattr(kept, field) != computed[field]:
                yield RollupDifference(release, field, getattr(kept, field), computed[field])


@transaction.atomic
def rebuild_rollups() -> int:
    """Write again every rollup in force; how many were new or changed."""
    changed = 0
    for release in releases_in_force().iterator(BATCH):
        computed = _computed(release)
        kept = getattr(release, "rollup", None)
        if kept is None or any(getattr(kept, field) != computed[field] for field in FIELDS):
            CardRollup.objects.update_or_create(release=release, defaults=computed)
            changed += 1
    return changed


def _computed(release: CardRelease) -> dict[str, Any]:
    """From the frozen figures and the sessions, by the same arithmetic as at the release."""
    from scorecards.reports.figures import card_of_release

    return rollup_values(card_of_release(release), release.cycle.sessions.select_related("group"))
