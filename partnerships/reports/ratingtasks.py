"""What the life of a signed partnership waits for from one party: its sheet, its part of the balance, a review."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_date
from partnerships.enums import CampaignState, RatingMode, State
from partnerships.models import BalanceStatement, Partnership, Party
from partnerships.reports.tasks import SOURCES, Task, to_agree, to_answer_blind

#: A review shows among what is to be done so long before its day.
REVIEW_AHEAD = datetime.timedelta(days=14)


def to_rate(partnership: Partnership, party: Party) -> Task | None:
    """A rating is open and the party hasn't sent its sheet (the common one, when it is filled in together)."""
    campaign = partnership.campaigns.filter(state=CampaignState.OPEN).order_by("-number").first()
    if campaign is None:
        return None
    whose = None if campaign.mode == RatingMode.TOGETHER else party
    if campaign.sheets.filter(party=whose, sent_at__isnull=False).exists():
        return None
    text = _("Thirty-three short sentences, twenty minutes. “I don’t know” is an answer.")
    if campaign.closes_on is not None:
        text += " " + _("Until %(day)s.") % {"day": format_date(campaign.closes_on)}
    return Task(
        _("Rate the partnership"),
        text,
        reverse("partnerships:campaign_detail", args=[campaign.pk]),
        _("Open the rating"),
    )


def to_write_balance(partnership: Partnership, party: Party) -> Task | None:
    """The balance sheet is being written and the party's part isn't sent."""
    if partnership.state != State.BALANCE:
        return None
    if BalanceStatement.objects.filter(party=party, sent_at__isnull=False).exists():
        return None
    return Task(
        _("Write our part of the balance sheet"),
        _("What worked, what didn’t, what goes on. The partnership is closed or renewed once every party has."),
        reverse("partnerships:balance_write", args=[partnership.pk]),
        _("Write our part"),
    )


def to_review(partnership: Partnership, party: Party) -> Task | None:
    """A review is near or late: prepare it together."""
    if partnership.state != State.ACTIVE:
        return None
    review = partnership.reviews.filter(held_on=None).order_by("planned_on").first()
    if review is None or review.planned_on > timezone.localdate() + REVIEW_AHEAD:
        return None
    return Task(
        _("Hold the review of %(day)s") % {"day": format_date(review.planned_on)},
        _("Rate again, read the result together, write what you decide."),
        reverse("partnerships:reviews", args=[partnership.pk]),
        _("Prepare the review"),
    )


def to_go_on(partnership: Partnership, party: Party) -> Task | None:
    """Under way, its end still to come: nobody is asked to say that it is over."""
    ends = partnership.ends_on
    if partnership.state != State.ACTIVE or ends is None or ends <= timezone.localdate():
        return None
    review = partnership.reviews.filter(held_on=None).order_by("planned_on").first()
    text = _("The agreement runs until %(day)s. Write a decision, a meeting, a lesson on the day it happens.") % {
        "day": format_date(ends)
    }
    if review is not None:
        text += " " + _("Next review: %(day)s.") % {"day": format_date(review.planned_on)}
    return Task(_("Nothing is waiting for you"), text)


def register_rating_tasks() -> None:
    """Called once, by the app's ``ready``: an open rating has a last day and comes before the writing of the text; the
    others come before the general question about the next step.
    """
    if to_rate not in SOURCES:
        SOURCES.insert(SOURCES.index(to_answer_blind) + 1, to_rate)
    for source in (to_write_balance, to_review, to_go_on):
        if source not in SOURCES:
            SOURCES.insert(SOURCES.index(to_agree), source)
