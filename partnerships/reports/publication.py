"""What others read of a partnership, and the page where the parties decide it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import format_date
from core.numbers import format_number
from partnerships.models import Campaign, Contribution, Partnership, Party, Publication, SharedResult
from partnerships.permissions import my_party
from partnerships.reports.givepages import bearing_matrix, nature_matrix
from partnerships.reports.parts import Matrix
from partnerships.reports.rating import label_of
from partnerships.reports.sentences import Chapter, chapters
from partnerships.services.lifegates import current_parties
from partnerships.services.publication import (
    answers_to,
    last_number,
    shown_now,
    waiting_now,
    why_not_published,
)
from partnerships.services.signing import signed_version


@dataclass(frozen=True)
class ResultLine:
    text: str
    indicator: str
    baseline: str
    target: str
    reached: str


@dataclass(frozen=True)
class RatingLine:
    title: str
    url: str


@dataclass(frozen=True)
class Shown:
    """``None``: not part of the publication; empty: part of it, with nothing in it yet."""

    since: datetime.datetime | None
    version: int | None
    chapters: tuple[Chapter, ...] | None
    results: tuple[ResultLine, ...] | None
    matrices: tuple[Matrix, ...] | None
    ratings: tuple[RatingLine, ...]


@dataclass(frozen=True)
class Said:
    party: Party
    agrees: bool | None
    sentence: str


@dataclass(frozen=True)
class Past:
    """A proposal of the history, in words."""

    number: int
    at: datetime.datetime
    what: str
    end: str
    reason: str


@dataclass(frozen=True)
class PublicationPage:
    """``shown``: what others read today; ``waiting``: the proposal put to the parties, with ``preview`` of it."""

    who: str
    closed: str
    now: Publication | None
    now_words: str
    shown: Shown | None
    waiting: Publication | None
    waiting_words: str
    said: tuple[Said, ...]
    mine: Said | None
    preview: Shown | None
    history: tuple[Past, ...]
    version: int


def who_sees(partnership: Partnership) -> str:
    """Who can read the partnership, in one line."""
    if partnership.published_at is None:
        return _("Read by the parties only: nothing is published.")
    return _(
        "Since %(date)s, the people of “%(zone)s” and of the zones around it read what the parties published; "
        "the rest is read by the parties only."
    ) % {"date": format_date(partnership.published_at.date()), "zone": partnership.territory}


def words_of(row: Publication) -> str:
    """ "the agreement in force, the shared results"."""
    parts = ((row.text, _("the agreement in force")), (row.results, _("the shared results")),
             (row.shares, _("who brings what and bears which risks")))  # fmt: skip
    return ", ".join(words for there, words in parts if there)


def build_shown(partnership: Partnership, row: Publication) -> Shown:
    """What ``row`` shows, as others read it. A fixed number of queries."""
    signed = signed_version(partnership) if row.text else None
    matrices = None
    if row.shares:
        parties = tuple(current_parties(partnership))
        there = Contribution.objects.filter(party__in=parties).exists(), partnership.risks.exists()
        made = (nature_matrix(partnership, parties), bearing_matrix(partnership, parties))
        matrices = tuple(matrix for matrix, is_there in zip(made, there, strict=True) if is_there)
    return Shown(
        since=row.published_at,
        version=signed.number if signed else None,
        chapters=(tuple(chapters(signed.content)) if signed else ()) if row.text else None,
        results=tuple(_result(each) for each in partnership.results.all()) if row.results else None,
        matrices=matrices,
        ratings=tuple(_ratings(partnership)),
    )


def shown_to_others(partnership: Partnership) -> Shown | None:
    """What others read today, None when nothing is published."""
    row = shown_now(partnership)
    return build_shown(partnership, row) if row is not None else None


def _result(row: SharedResult) -> ResultLine:
    def number(value: Any, on: datetime.date | None, empty: str) -> str:
        if value is None:
            return empty
        text = format_number(value, 2)
        return _("%(value)s on %(date)s") % {"value": text, "date": format_date(on)} if on else text

    return ResultLine(
        row.text,
        row.indicator or _("no indicator yet"),
        number(row.baseline, None, _("unknown")),
        number(row.target, None, _("none yet")),
        number(row.reached, row.reached_on, _("not measured yet")),
    )


def _ratings(partnership: Partnership) -> list[RatingLine]:
    """The ratings whose summary every party agreed to publish; the others are never named here."""
    rows = Campaign.objects.filter(partnership=partnership, published_at__isnull=False).order_by("number")
    return [
        RatingLine(
            row.title or _("Rating %(label)s") % {"label": label_of(row)},
            reverse("partnerships:campaign_detail", args=[row.pk]),
        )
        for row in rows
    ]


def _past(row: Publication) -> Past:
    if row.ended_at is None:
        end = _("shown today") if row.published_at else _("waits for answers")
    elif not row.reason:
        end = _("replaced by another proposal")
    else:
        end = _("withdrawn by %(party)s on %(date)s") % {
            "party": row.ended_by,
            "date": format_date(row.ended_at.date()),
        }
    return Past(row.number, row.proposed_at, words_of(row), end, row.reason)


def build_publication_page(partnership: Partnership, user: User) -> PublicationPage:
    """For a party: what is shown, what is asked, what happened. A fixed number of queries."""
    own = my_party(user, partnership)
    now, waiting = shown_now(partnership), waiting_now(partnership)
    said: tuple[Said, ...] = ()
    if waiting is not None:
        given = answers_to(waiting)
        said = tuple(
            Said(party, given[party.pk].agrees if party.pk in given else None,
                 given[party.pk].sentence if party.pk in given else "")
            for party in current_parties(partnership)
        )  # fmt: skip
    rows = partnership.publications.select_related("ended_by__organization")
    return PublicationPage(
        who=who_sees(partnership),
        closed=why_not_published(partnership),
        now=now,
        now_words=words_of(now) if now else "",
        shown=build_shown(partnership, now) if now else None,
        waiting=waiting,
        waiting_words=words_of(waiting) if waiting else "",
        said=said,
        mine=next((each for each in said if own is not None and each.party.pk == own.pk), None),
        preview=build_shown(partnership, waiting) if waiting else None,
        history=tuple(_past(row) for row in rows),
        version=last_number(partnership),
    )
