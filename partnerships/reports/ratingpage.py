"""A campaign before its reading: the list, who has answered, what remains to do, who agrees to publish."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from partnerships.enums import CampaignState, Confidentiality, RatingMode
from partnerships.models import Acceptance, Campaign, Partnership, Party, PartyLink, RatingSheet
from partnerships.permissions import my_party
from partnerships.reports.rating import columns, label_of
from partnerships.reports.ratingshapes import PartyColumn
from partnerships.services.rating import accepts_sheets, asks_each_alone, parties_of, publication_key
from partnerships.services.ratingextras import DRAWBACKS

__all__ = ["DRAWBACKS", "build_home", "build_progress", "build_publication"]


@dataclass(frozen=True)
class CampaignRow:
    pk: UUID
    label: str
    title: str
    mode: str
    state: str
    state_word: str
    day: datetime.date | None
    answered: int
    parties: int
    published: bool


@dataclass(frozen=True)
class Home:
    """``rows``: the latest first. ``can_plan``: the person prepares campaigns; ``busy``: one is still under way."""

    rows: tuple[CampaignRow, ...]
    is_inside: bool
    can_plan: bool
    busy: bool

    @property
    def closed(self) -> int:
        return sum(1 for row in self.rows if row.state == CampaignState.CLOSED)


def build_home(partnership: Partnership, user: User) -> Home:
    """Constant number of queries. Whoever isn't a party sees what was published."""
    inside = my_party(user, partnership) is not None
    sent = Q(sheets__sent_at__isnull=False, sheets__is_joint=False)
    rows = partnership.campaigns.annotate(answered=Count("sheets__party", filter=sent, distinct=True))
    if not inside:
        rows = rows.filter(published_at__isnull=False)
    parties = partnership.parties.filter(left_on=None).count()
    listed = tuple(_row(campaign, parties) for campaign in rows.order_by("-number"))
    return Home(
        rows=listed,
        is_inside=inside,
        can_plan=user.has_perm("partnerships.coordinate", partnership),
        busy=any(row.state != CampaignState.CLOSED for row in listed),
    )


def _row(campaign: Campaign, parties: int) -> CampaignRow:
    at = campaign.closed_at or campaign.opened_at
    return CampaignRow(
        pk=campaign.pk,
        label=label_of(campaign),
        title=campaign.title or _("Rating %(label)s") % {"label": label_of(campaign)},
        mode=campaign.get_mode_display(),
        state=campaign.state,
        state_word=campaign.get_state_display(),
        day=timezone.localtime(at).date() if at else None,
        answered=campaign.answered,  # type: ignore[attr-defined]
        parties=parties,
        published=campaign.published_at is not None,
    )


@dataclass(frozen=True)
class Progress:
    """``sheet``: "" none, "kept" or "sent". ``waiting``: names of the parties that haven't sent a sheet."""

    label: str
    title: str
    parties: tuple[PartyColumn, ...]
    waiting: tuple[str, ...]
    asks_alone: bool
    accepts: bool
    is_over_date: bool
    sheet: str
    joint: str
    joint_open: bool
    trust_done: bool
    trust_asked: int
    benefits_done: bool
    link: PartyLink | None
    can_coordinate: bool
    can_write: bool

    @property
    def answered(self) -> int:
        return sum(1 for party in self.parties if party.people)


def build_progress(campaign: Campaign, user: User, own: Party) -> Progress:
    """What the person still has to do, and who is awaited. Nothing of what was answered."""
    parties = columns(campaign, own)
    accepts, alone = accepts_sheets(campaign), asks_each_alone(campaign)
    return Progress(
        label=label_of(campaign),
        title=campaign.title or _("Rating %(label)s") % {"label": label_of(campaign)},
        parties=parties,
        waiting=_waiting(campaign, alone),
        asks_alone=alone,
        accepts=accepts,
        is_over_date=campaign.state == CampaignState.OPEN and not accepts,
        sheet=_state(campaign.sheets.filter(by=user).first()),
        joint=_state(campaign.sheets.filter(is_joint=True).first()),
        joint_open=campaign.mode == RatingMode.TOGETHER and accepts,
        trust_done=campaign.trust.filter(party=own).exists(),
        trust_asked=len(parties) - 1,
        benefits_done=campaign.felt_benefits.filter(party=own).exists(),
        link=campaign.links.filter(party=own).first(),
        can_coordinate=user.has_perm("partnerships.coordinate", campaign.partnership),
        can_write=user.has_perm("partnerships.represent", campaign.partnership),
    )


def _waiting(campaign: Campaign, alone: bool) -> tuple[str, ...]:
    if not alone:
        return ()
    sent = campaign.sheets.filter(sent_at__isnull=False, party__isnull=False).values("party")
    rows = parties_of(campaign).exclude(pk__in=sent).order_by("position", "pk")
    return tuple(party.organization.name for party in rows)


def _state(sheet: RatingSheet | None) -> str:
    if sheet is None:
        return ""
    return "sent" if sheet.sent_at else "kept"


@dataclass(frozen=True)
class Publication:
    """``own``: True agreed, False refused, None not said. ``can_fill_joint``: the common sheet may be filled now."""

    asked: bool
    published: bool
    agreed: tuple[str, ...]
    awaited: tuple[str, ...]
    own: bool | None
    can_write: bool
    can_fill_joint: bool
    joint: str


def build_publication(campaign: Campaign, user: User, own: Party) -> Publication:
    rows = Acceptance.objects.filter(about=publication_key(campaign))
    said = {row.party_id: row.agrees for row in rows}
    parties = campaign.partnership.parties.filter(left_on=None).select_related("organization")
    can_write = user.has_perm("partnerships.represent", campaign.partnership)
    return Publication(
        asked=campaign.confidentiality == Confidentiality.PUBLISHED,
        published=campaign.published_at is not None,
        agreed=tuple(party.organization.name for party in parties if said.get(party.pk)),
        awaited=tuple(party.organization.name for party in parties if not said.get(party.pk)),
        own=said.get(own.pk),
        can_write=can_write,
        can_fill_joint=can_write and campaign.mode == RatingMode.ALONE_THEN_TOGETHER,
        joint=_state(campaign.sheets.filter(is_joint=True).first()),
    )
