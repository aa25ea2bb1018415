"""The ratings side by side, t0 … tn; the calendar of reviews; the balance sheet."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.charts import Point
from core.dates import format_date
from core.numbers import format_signed
from partnerships.criteria import CRITERIA
from partnerships.enums import CampaignState, RatingMode
from partnerships.models import Campaign, LearningQuestion, Partnership, Review
from partnerships.reports.rating import label_of
from partnerships.reports.ratingcounts import count_answers, limits_of, read_counts
from partnerships.scoring.ratings import Reading

#: A difference smaller than this, in levels, is no change.
SAME = Decimal("0.25")


@dataclass(frozen=True)
class ReviewRow:
    """``state``: held, late, planned; ``campaign``: its rating, if it has one."""

    pk: UUID
    number: int
    planned_on: datetime.date
    held_on: datetime.date | None
    notes: str
    state: str
    campaign: Campaign | None


@dataclass(frozen=True)
class TimeRow:
    """``means``: one per campaign, in order; ``change``: last less first. ``way``: up, down, same or ""."""

    code: str
    number: str
    text: str
    means: tuple[Decimal | None, ...]
    change: Decimal | None
    way: str
    points: tuple[Point, ...]

    @property
    def has_trend(self) -> bool:
        """Three measured points at least: two are an arrow and a difference."""
        return sum(1 for mean in self.means if mean is not None) > 2


@dataclass(frozen=True)
class OverTime:
    labels: tuple[str, ...]
    rows: tuple[TimeRow, ...]
    finding: str

    @property
    def is_comparable(self) -> bool:
        return len(self.labels) > 1

    @property
    def has_trend(self) -> bool:
        return len(self.labels) > 2


@dataclass(frozen=True)
class Reviews:
    rows: tuple[ReviewRow, ...]
    over_time: OverTime
    questions: tuple[LearningQuestion, ...]
    can_plan: bool
    can_write: bool
    months: int | None

    @property
    def answered(self) -> int:
        return sum(1 for question in self.questions if question.answer)


def compared(partnership: Partnership) -> list[Campaign]:
    """The closed ratings in which each answered alone, the earliest first."""
    rows = partnership.campaigns.filter(state=CampaignState.CLOSED).exclude(mode=RatingMode.TOGETHER)
    return list(rows.order_by("number"))


def readings_over_time(partnership: Partnership, campaigns: Sequence[Campaign]) -> list[Mapping[str, Reading]]:
    """Criterion → reading, for each campaign. Two queries."""
    parties = partnership.parties.filter(left_on=None).count()
    counts = count_answers(campaigns)
    return [
        read_counts(counts.get(campaign.pk, {}), parties=parties, limits=limits_of(campaign)).criteria
        for campaign in campaigns
    ]


def build_over_time(partnership: Partnership) -> OverTime:
    campaigns = compared(partnership)
    readings = readings_over_time(partnership, campaigns)
    labels = tuple(label_of(campaign) for campaign in campaigns)
    rows = []
    for criterion in CRITERIA:
        means = tuple(reading[criterion.code].mean for reading in readings)
        known = [mean for mean in means if mean is not None]
        change = known[-1] - known[0] if len(known) > 1 else None
        points = tuple(Point(label, mean) for label, mean in zip(labels, means, strict=True))
        number = criterion.code.removeprefix("C")
        rows.append(TimeRow(criterion.code, number, str(criterion.name), means, change, _way(change), points))
    return OverTime(labels, tuple(rows), _finding(labels, rows))


def _way(change: Decimal | None) -> str:
    if change is None:
        return ""
    if abs(change) < SAME:
        return "same"
    return "up" if change > 0 else "down"


def _finding(labels: Sequence[str], rows: Sequence[TimeRow]) -> str:
    moved = [row for row in rows if row.change is not None]
    if not labels:
        return _("No rating is closed yet. The first one gives the starting point.")
    if len(labels) == 1 or not moved:
        return _("One rating is closed: it is the starting point. The next one will show what changed.")
    best = max(moved, key=lambda row: row.change or Decimal(0))
    worst = min(moved, key=lambda row: row.change or Decimal(0))
    if worst.way == "down":
        return _("The widest fall: %(criterion)s (%(change)s).") % {
            "criterion": worst.text,
            "change": format_signed(worst.change),
        }
    if best.way == "up":
        return _("The greatest progress: %(criterion)s (%(change)s).") % {
            "criterion": best.text,
            "change": format_signed(best.change),
        }
    return _("Nothing moved by more than a quarter of a level.")


def build_reviews(partnership: Partnership, user: User) -> Reviews:
    """The calendar, the comparison, the learning questions. Constant number of queries."""
    plan = getattr(partnership, "evaluation_plan", None)
    rows = partnership.reviews.select_related("campaign").order_by("number")
    return Reviews(
        rows=tuple(_row(review) for review in rows),
        over_time=build_over_time(partnership),
        questions=tuple(partnership.learning_questions.all()),
        can_plan=user.has_perm("partnerships.coordinate", partnership),
        can_write=user.has_perm("partnerships.represent", partnership),
        months=plan.every_months if plan is not None else None,
    )


def _row(review: Review) -> ReviewRow:
    late = review.held_on is None and review.planned_on < timezone.localdate()
    state = "held" if review.held_on else "late" if late else "planned"
    campaign = getattr(review, "campaign", None)
    return ReviewRow(review.pk, review.number, review.planned_on, review.held_on, review.notes, state, campaign)


def review_title(review: Review) -> str:
    return _("Review %(number)s, %(day)s") % {"number": review.number, "day": format_date(review.planned_on)}
