"""The calendar of reviews, and the balance sheet that each party writes for itself."""

import calendar
import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import BalanceStatement, LearningQuestion, Partnership, Party, Review
from partnerships.services.facts import stamp
from partnerships.services.locks import check_version
from partnerships.services.rating import check_goes_on, check_seen

#: States in which the parties write their balance sheet.
BALANCE_STATES = (State.ACTIVE, State.AMENDING, State.SUSPENDED, State.ENDED, State.BALANCE)
#: Reviews planned at once, at most.
MOST_REVIEWS = 24


@transaction.atomic
def plan_review(*, partnership: Partnership, planned_on: datetime.date, by: User) -> Review:
    """A date at which the parties look again at their partnership. Raises Refusal."""
    held = _lock(partnership)
    if held.reviews.filter(planned_on=planned_on).exists():
        raise Refusal(_("A review is already planned on that day."))
    return Review.objects.create(partnership=held, number=_next(held), planned_on=planned_on)


@transaction.atomic
def plan_calendar(*, partnership: Partnership, by: User) -> list[Review]:
    """The reviews that the evaluation plan promises ("a review every … months"), from the start to the end."""
    held = _lock(partnership)
    plan = getattr(held, "evaluation_plan", None)
    if plan is None or not plan.every_months:
        raise Refusal(_("The evaluation plan doesn't say yet how often you meet. Write it first."))
    if held.starts_on is None or held.ends_on is None:
        raise Refusal(_("Give the start and the end of the agreement first."))
    known = set(held.reviews.values_list("planned_on", flat=True))
    days = [day for day in _days(held.starts_on, held.ends_on, plan.every_months) if day not in known]
    if not days:
        raise Refusal(_("Every review of the evaluation plan is in the calendar already."))
    first = _next(held)
    return Review.objects.bulk_create(
        Review(partnership=held, number=first + index, planned_on=day) for index, day in enumerate(days)
    )


@transaction.atomic
def change_review(
    *,
    review: Review,
    planned_on: datetime.date,
    held_on: datetime.date | None,
    notes: str,
    version: int,
    by: User,
) -> Review:
    """Move a review, or write that it was held and what was decided. Raises Refusal."""
    _lock(review.partnership)
    row = Review.objects.select_for_update().get(pk=review.pk)
    check_seen(row.version, version)
    if held_on is not None and held_on > timezone.localdate():
        raise Refusal(_("A review can't be held on a day to come. Leave the date empty until then."))
    if held_on is not None and not notes:
        raise Refusal(_("Write in a few lines what was said and decided."))
    row.planned_on, row.held_on, row.notes = planned_on, held_on, notes
    row.version += 1
    row.save()
    return row


@transaction.atomic
def remove_review(*, review: Review, by: User) -> None:
    """Take a date out of the calendar, as long as nothing was held or rated on it."""
    _lock(review.partnership)
    row = Review.objects.select_for_update().get(pk=review.pk)
    if row.held_on is not None or hasattr(row, "campaign"):
        raise Refusal(_("This review was held or has its rating: it stays."))
    row.delete()


@transaction.atomic
def answer_question(*, question: LearningQuestion, answer: str, version: int | None, by: User) -> LearningQuestion:
    """What the parties learnt on one of their questions; empty: not answered yet. ``version``: its stamp, as read."""
    _lock(question.partnership)
    row = LearningQuestion.objects.select_for_update().get(pk=question.pk)
    check_version(stamp(row), version)
    row.answer, row.answered_on = answer, timezone.localdate() if answer else None
    row.save(update_fields=["answer", "answered_on"])
    return row


@transaction.atomic
def save_balance(
    *,
    party: Party,
    worked: str,
    missed: str,
    continues: str,
    recommendation: str,
    send: bool,
    version: int,
    by: User,
) -> BalanceStatement:
    """A party's own part of the balance sheet: kept, or sent to the others. Raises Refusal."""
    held = _lock(party.partnership)
    if held.state not in BALANCE_STATES:
        raise Refusal(_("The balance sheet is written from the signature on, and until the partnership is closed."))
    row = BalanceStatement.objects.select_for_update().filter(party=party).first()
    check_seen(row.version if row else 0, version)
    if (send or (row and row.sent_at)) and not (worked and missed and continues and recommendation):
        raise Refusal(_("Before you send it, fill in the three texts and your wish: the others read them as yours."))
    row = row or BalanceStatement(party=party, version=0)
    row.worked, row.missed, row.continues, row.recommendation = worked, missed, continues, recommendation
    row.sent_at = (row.sent_at or timezone.now()) if send else row.sent_at
    row.version += 1
    row.save()
    return row


def _lock(partnership: Partnership) -> Partnership:
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    check_goes_on(held)
    return held


def _next(partnership: Partnership) -> int:
    last: int | None = partnership.reviews.aggregate(last=Max("number"))["last"]
    return 0 if last is None else last + 1


def _days(start: datetime.date, end: datetime.date, months: int) -> list[datetime.date]:
    """Every ``months`` months after ``start`` until ``end``; the 31st becomes the last day of a shorter month."""
    found = []
    for step in range(1, MOST_REVIEWS + 1):
        index = start.month - 1 + step * months
        year, month = start.year + index // 12, index % 12 + 1
        day = start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1]))
        if day > end:
            break
        found.append(day)
    return found
