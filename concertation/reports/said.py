"""« You said, we did »: what was said, what it became, for the team's list, the public page and the poster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from concertation.enums import Outcome
from concertation.models import Contribution, Device, Edition
from concertation.services.contributions import FINAL

#: Answers on the poster: more would not be read.
ON_POSTER = 8
#: What the list shows.
FILTERS = ("all", "waiting", "ready", "published", "aside")


@dataclass(frozen=True)
class Counts:
    """In contributions (lines), and ``voices``: how many people said them."""

    all: int
    waiting: int
    ready: int
    published: int
    aside: int
    voices: int


def filtered(edition: Edition, show: str) -> Any:
    rows = edition.contributions.all()
    if show == "aside":
        return rows.filter(is_hidden=True)
    return rows.filter(_of(show)) if show in ("waiting", "ready", "published") else rows


def _of(show: str) -> Q:
    answered = Q(outcome__in=FINAL) & ~Q(reason="")
    plain = Q(is_hidden=False)
    return {
        "waiting": plain & Q(answered_on=None) & ~answered,
        "ready": plain & Q(answered_on=None) & answered,
        "published": plain & Q(answered_on__isnull=False),
    }[show]


def count(edition: Edition) -> Counts:
    """One query."""
    found = edition.contributions.aggregate(
        all=Count("pk"),
        aside=Count("pk", filter=Q(is_hidden=True)),
        voices=Sum("count", filter=Q(is_hidden=False), default=0),
        **{name: Count("pk", filter=_of(name)) for name in ("waiting", "ready", "published")},
    )
    return Counts(**found)


@dataclass(frozen=True)
class SaidLine:
    """One published answer. ``outcome``: the value of ``Outcome``; ``word``: how it is said."""

    text: str
    voices: int
    outcome: str
    word: str
    reason: str
    decision: str
    done: str
    done_on: date | None


@dataclass(frozen=True)
class CommitmentLine:
    text: str
    due_on: date | None
    kept_on: date | None
    note: str
    late: bool


@dataclass(frozen=True)
class SaidEdition:
    """``received`` and ``answered`` in contributions that aren't set aside; ``kept`` whole or in part."""

    label: str
    received: int
    answered: int
    kept: int
    done: int
    lines: tuple[SaidLine, ...]
    commitments: tuple[CommitmentLine, ...]
    due_on: date | None
    late: bool


@dataclass(frozen=True)
class SaidPage:
    device: str
    place: str
    organization: str
    promise: str
    editions: tuple[SaidEdition, ...]
    address: str
    is_demonstration: bool
    printed_on: date
    more: int = 0

    @property
    def title(self) -> str:
        return self.device


def due_of(edition: Edition) -> date | None:
    """The day for which the answer was promised; None when nothing was."""
    if edition.ends_on is None or edition.promised_answer_days is None:
        return None
    return edition.ends_on + timedelta(days=edition.promised_answer_days)


def _line(row: Contribution) -> SaidLine:
    return SaidLine(
        row.text,
        row.count,
        row.outcome,
        capfirst(str(Outcome(row.outcome).label)),
        row.reason,
        row.decision,
        row.realisation,
        row.realised_on,
    )


def _edition(edition: Edition, rows: Sequence[Contribution], today: date) -> SaidEdition:
    shown = [row for row in rows if not row.is_hidden]
    published = [row for row in shown if row.answered_on]
    order = {Outcome.KEPT: 0, Outcome.PARTLY: 1, Outcome.NOT_KEPT: 2}
    published.sort(key=lambda row: (row.realised_on is None, order.get(Outcome(row.outcome), 3), -row.count))
    due = due_of(edition)
    return SaidEdition(
        edition.label,
        len(shown),
        len(published),
        sum(row.outcome in (Outcome.KEPT, Outcome.PARTLY) for row in published),
        sum(row.realised_on is not None for row in published),
        tuple(_line(row) for row in published),
        tuple(
            CommitmentLine(
                row.text, row.due_on, row.kept_on, row.note,
                row.kept_on is None and row.due_on is not None and row.due_on < today,
            )
            for row in edition.commitments.all()
        ),
        due,
        due is not None and due < today and len(published) < len(shown),
    )  # fmt: skip


def build_said(device: Device, editions: Sequence[Edition]) -> SaidPage:
    """``editions`` with ``contributions`` and ``commitments`` prefetched. Nothing set aside, nothing unpublished."""
    today = timezone.localdate()
    address = settings.BASE_URL.rstrip("/") + reverse("voices:device", args=[device.pk])
    return SaidPage(
        device.name,
        str(device.territory),
        str(device.organization),
        device.promise,
        tuple(_edition(edition, list(edition.contributions.all()), today) for edition in editions),
        address if device.public_page_at else "",
        device.is_demonstration,
        today,
    )


def public_said(device: Device) -> SaidPage:
    """The public page: every edition where something was said or promised, the last one first. Three queries."""
    rows = device.editions.order_by("-number").prefetch_related("contributions", "commitments")
    return build_said(device, [row for row in rows if row.contributions.all() or row.commitments.all()])


def poster_said(edition: Edition) -> SaidPage:
    """The poster of one edition: the answers that most people are waiting for, done first."""
    from dataclasses import replace

    page = build_said(edition.device, [edition])
    only = page.editions[0]
    cut = replace(only, lines=only.lines[:ON_POSTER])
    return replace(page, editions=(cut,), more=len(only.lines) - len(cut.lines))
