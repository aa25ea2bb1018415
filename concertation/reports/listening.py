"""What was read in the open answers, what was seen in the sittings."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from concertation.enums import CodeKind
from concertation.models import Code, Edition, Observation, OpenAnswer, Sitting
from concertation.questions import OPEN
from concertation.scoring.exchanges import Agreement, read_agreements
from concertation.scoring.facts import SpeechSeen

#: Which answers the page shows.
FILTERS = ("unread", "read", "aside")


def answers_of(edition: Edition, show: str) -> Any:
    rows = OpenAnswer.objects.filter(response__survey__edition=edition).prefetch_related("codes")
    kept = {
        "unread": Q(read_at=None, is_hidden=False),
        "read": Q(read_at__isnull=False, is_hidden=False),
        "aside": Q(is_hidden=True),
    }[show]
    # By key, that says nothing of the order in which sheets came: answers of one sheet don't stand together.
    return rows.filter(kept).order_by("question", "pk")


@dataclass(frozen=True)
class CodeLine:
    code: Code
    times: int


@dataclass(frozen=True)
class Listened:
    """``obstacles`` and ``opportunities``: the most frequent first, over this edition."""

    unread: int
    read: int
    aside: int
    obstacles: tuple[CodeLine, ...]
    opportunities: tuple[CodeLine, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(line.code for line in (*self.obstacles, *self.opportunities))


def question_words(question: str) -> Any:
    return OPEN.get(question, question)


def build_listened(edition: Edition) -> Listened:
    """Two queries. An answer set aside isn't counted."""
    here = Q(answers__response__survey__edition=edition, answers__is_hidden=False)
    rows = edition.device.codes.annotate(times=Count("answers", filter=here)).order_by("-times", "label")
    lines = [CodeLine(code, code.times) for code in rows]
    counts = OpenAnswer.objects.filter(response__survey__edition=edition).aggregate(
        unread=Count("pk", filter=Q(read_at=None, is_hidden=False)),
        read=Count("pk", filter=Q(read_at__isnull=False, is_hidden=False)),
        aside=Count("pk", filter=Q(is_hidden=True)),
    )
    return Listened(
        **counts,
        obstacles=tuple(line for line in lines if line.code.kind == CodeKind.OBSTACLE),
        opportunities=tuple(line for line in lines if line.code.kind == CodeKind.OPPORTUNITY),
    )


@dataclass(frozen=True)
class SittingLine:
    sitting: Sitting
    speakers: int
    speeches: int
    observers: int


@dataclass(frozen=True)
class Observed:
    sittings: tuple[SittingLine, ...]
    agreements: tuple[Agreement, ...]

    @property
    def redo(self) -> bool:
        return any(each.redo for each in self.agreements)

    @property
    def compared(self) -> bool:
        return any(each.pairs for each in self.agreements)


def build_observed(edition: Edition) -> Observed:
    """Two queries."""
    rows = edition.sittings.annotate(
        speakers=Count("speeches", distinct=True),
        seen=Count("observations__speech", distinct=True),
        observers=Max("observations__observer"),
    ).order_by("-held_on")
    seen = Observation.objects.filter(sitting__edition=edition)
    speeches = [
        SpeechSeen((row.sitting_id, row.speech), row.observer, row.justification, row.respectful, row.replies)
        for row in seen
    ]
    return Observed(
        tuple(SittingLine(row, row.speakers, row.seen, row.observers or 0) for row in rows), read_agreements(speeches)
    )
