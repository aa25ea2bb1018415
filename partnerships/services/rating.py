"""The life of a rating campaign: prepared, open, closed; and the summary that all parties agree to publish."""

import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import CampaignState, Confidentiality, RatingMode
from partnerships.models import Acceptance, Campaign, Partnership, Party, Review
from partnerships.services.alerts import refresh_alerts
from partnerships.thresholds import Thresholds


def lock_campaign(campaign: Campaign) -> Campaign:
    """The campaign as the database has it now, held to the transaction's end. Refuses once the partnership is over."""
    held = Campaign.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=campaign.pk)
    check_goes_on(held.partnership)
    return held


def check_goes_on(partnership: Partnership) -> None:
    if partnership.is_over:
        raise Refusal(_("This partnership is over: nothing more is written in it. What you typed is still below."))


def check_seen(current: int, seen: int) -> None:
    """Refuse a form that was drawn from another version."""
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )


def accepts_sheets(campaign: Campaign) -> bool:
    """Open, and its last day isn't over."""
    return campaign.state == CampaignState.OPEN and (
        campaign.closes_on is None or timezone.localdate() <= campaign.closes_on
    )


def asks_each_alone(campaign: Campaign) -> bool:
    return campaign.mode != RatingMode.TOGETHER


def accepts_joint_sheet(campaign: Campaign) -> bool:
    """The sheet filled together: at once, or after each has read where the answers differ."""
    if campaign.mode == RatingMode.TOGETHER:
        return accepts_sheets(campaign)
    return campaign.mode == RatingMode.ALONE_THEN_TOGETHER and campaign.state == CampaignState.CLOSED


def parties_of(campaign: Campaign) -> QuerySet[Party]:
    """The parties in force, and those that had answered before they left."""
    answered = campaign.sheets.filter(sent_at__isnull=False, party__isnull=False).values("party")
    return Party.objects.filter(
        Q(left_on=None) | Q(pk__in=answered), partnership=campaign.partnership_id
    ).select_related("organization")


@transaction.atomic
def create_campaign(
    *,
    partnership: Partnership,
    title: str,
    mode: str,
    confidentiality: str,
    lettered: bool,
    closes_on: datetime.date | None,
    review: Review | None = None,
    by: User,
) -> Campaign:
    """A campaign being prepared, numbered after the last. Raises Refusal."""
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    check_goes_on(held)
    _check_day(closes_on)
    if review is not None and Campaign.objects.filter(review=review).exists():
        raise Refusal(_("This review already has its rating. Choose another review, or none."))
    last = held.campaigns.aggregate(last=Max("number"))["last"]
    return Campaign.objects.create(
        partnership=held,
        number=0 if last is None else last + 1,
        title=title,
        mode=mode,
        confidentiality=confidentiality,
        lettered=lettered,
        closes_on=closes_on,
        review=review,
        thresholds=Thresholds().as_json(),
    )


@transaction.atomic
def change_campaign(
    *,
    campaign: Campaign,
    title: str,
    mode: str,
    confidentiality: str,
    lettered: bool,
    closes_on: datetime.date | None,
    review: Review | None = None,
    version: int,
    by: User,
) -> Campaign:
    """Change the settings. Once it is open, its title and last day only: who answered did so under the first rules."""
    held = lock_campaign(campaign)
    check_seen(held.version, version)
    if held.state == CampaignState.CLOSED:
        raise Refusal(_("This rating is closed: its settings stay as they were."))
    _check_day(closes_on)
    if held.state == CampaignState.OPEN and (mode, confidentiality, lettered) != (
        held.mode,
        held.confidentiality,
        held.lettered,
    ):
        raise Refusal(_("This rating is open: only its title and its last day may still change."))
    held.title, held.mode, held.confidentiality, held.lettered = title, mode, confidentiality, lettered
    held.closes_on, held.review = closes_on, review
    held.version += 1
    held.save()
    return held


@transaction.atomic
def start_campaign(*, campaign: Campaign, by: User) -> Campaign:
    """Open the sheets to all parties; the thresholds of the day are frozen with it."""
    held = lock_campaign(campaign)
    if held.state != CampaignState.DRAFT:
        raise Refusal(_("This rating was already opened."))
    if held.partnership.parties.filter(left_on=None).count() < 2:
        raise Refusal(_("A rating needs two parties at least. Invite another organisation first."))
    if held.partnership.campaigns.filter(state=CampaignState.OPEN).exists():
        raise Refusal(_("Another rating is still open. Close it first: two at once would mix up the answers."))
    _check_day(held.closes_on)
    held.state, held.opened_at = CampaignState.OPEN, timezone.now()
    held.version += 1
    held.save(update_fields=["state", "opened_at", "version"])
    return held


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User) -> Campaign:
    """End the answers and show the reading to all parties at once. Refused while nobody has sent a sheet."""
    held = lock_campaign(campaign)
    if held.state != CampaignState.OPEN:
        raise Refusal(_("This rating isn't open."))
    if not held.sheets.filter(sent_at__isnull=False).exists():
        raise Refusal(_("Nobody has sent a sheet yet: there is nothing to read. Wait, or move the last day."))
    held.state, held.closed_at = CampaignState.CLOSED, timezone.now()
    held.version += 1
    held.save(update_fields=["state", "closed_at", "version"])
    refresh_alerts(partnership=held.partnership, by=by)
    return held


@transaction.atomic
def remove_campaign(*, campaign: Campaign, by: User) -> None:
    """Drop a campaign that was never opened."""
    held = lock_campaign(campaign)
    if held.state != CampaignState.DRAFT:
        raise Refusal(_("This rating was opened: it stays, with its answers."))
    held.delete()


def publication_key(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"


@transaction.atomic
def answer_publication(*, campaign: Campaign, party: Party, agrees: bool, by: User) -> Campaign:
    """What a party says of publishing the summary: published when all agree, taken back when one withdraws."""
    held = lock_campaign(campaign)
    if held.state != CampaignState.CLOSED:
        raise Refusal(_("A summary is published once the rating is closed."))
    if held.confidentiality != Confidentiality.PUBLISHED:
        raise Refusal(_("This rating is for the parties only, as was said before they answered. It isn't published."))
    Acceptance.objects.update_or_create(
        partnership=held.partnership,
        party=party,
        about=publication_key(held),
        round=1,
        defaults={"agrees": agrees, "by": by},
    )
    agreed = Acceptance.objects.filter(about=publication_key(held), agrees=True, party__left_on=None).count()
    everybody = agreed == held.partnership.parties.filter(left_on=None).count()
    held.published_at = (held.published_at or timezone.now()) if everybody else None
    held.save(update_fields=["published_at"])
    return held


def _check_day(closes_on: datetime.date | None) -> None:
    if closes_on is not None and closes_on < timezone.localdate():
        raise Refusal(_("The last day is already over. Choose today or a day to come."))
