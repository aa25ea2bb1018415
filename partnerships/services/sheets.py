"""Rating sheets: of a person with an account, of somebody who came by a link, and the one filled together."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.criteria import STATEMENTS
from partnerships.enums import AnswerStatus
from partnerships.models import Campaign, Document, Party, PartyLink, RatingAnswer, RatingSheet
from partnerships.services.rating import (
    accepts_joint_sheet,
    accepts_sheets,
    asks_each_alone,
    check_seen,
    lock_campaign,
)

#: At this level or below, the sheet asks what would make it progress.
ASKS_WHY = 2


@dataclass(frozen=True)
class Given:
    """The answer to one statement, before it is written."""

    status: str
    level: int | None = None
    progress: str = ""
    evidence: str = ""
    document: Document | None = None


Answers = Mapping[str, Given]


def own_sheet(campaign: Campaign, user: User) -> RatingSheet | None:
    return campaign.sheets.filter(by=user).first()


@transaction.atomic
def save_sheet(
    *, campaign: Campaign, party: Party, answers: Answers, send: bool, version: int, by: User
) -> RatingSheet:
    """Keep a person's sheet, or send it. One per person, corrected until the rating closes. Raises Refusal."""
    held = lock_campaign(campaign)
    _check_alone(held)
    sheet = RatingSheet.objects.select_for_update(of=("self",)).filter(campaign=held, by=by).first()
    if sheet is None:
        check_seen(0, version)
        sheet = RatingSheet.objects.create(campaign=held, party=party, by=by, version=0)
    elif sheet.party_id != party.pk:
        raise Refusal(_("You already answered for another party. A person answers once in a rating."))
    else:
        check_seen(sheet.version, version)
    return _write(sheet, answers, send=send)


@transaction.atomic
def save_joint_sheet(*, campaign: Campaign, answers: Answers, send: bool, version: int, by: User) -> RatingSheet:
    """Keep or send the sheet that the parties fill together; it never changes what each answered alone."""
    held = lock_campaign(campaign)
    if not accepts_joint_sheet(held):
        raise Refusal(_("The sheet filled together isn't open now. What you typed is still below."))
    sheet = RatingSheet.objects.select_for_update(of=("self",)).filter(campaign=held, is_joint=True).first()
    if sheet is None:
        check_seen(0, version)
        sheet = RatingSheet.objects.create(campaign=held, is_joint=True, version=0)
    else:
        check_seen(sheet.version, version)
    return _write(sheet, answers, send=send)


@transaction.atomic
def send_by_link(*, link: PartyLink, answers: Answers, key: str) -> RatingSheet:
    """One sheet of a person without account. ``key`` comes with the page: the same page sent twice is one sheet."""
    held = lock_campaign(link.campaign)
    current = PartyLink.objects.get(pk=link.pk)
    _check_alone(held)
    if not current.is_open:
        raise Refusal(_("This link is closed. What you typed is still below: ask for a new link."))
    token = hashlib.sha256(f"{current.secret}:{key}".encode()).hexdigest()
    try:
        with transaction.atomic():
            sheet = RatingSheet.objects.create(campaign=held, party_id=link.party_id, token_hash=token, version=0)
    except IntegrityError:
        return RatingSheet.objects.get(token_hash=token)
    return _write(sheet, answers, send=True)


@transaction.atomic
def make_link(*, campaign: Campaign, party: Party, by: User) -> PartyLink:
    """The link of a party, made once; made again, the old address stops working."""
    held = lock_campaign(campaign)
    _check_alone(held)
    link, _made = PartyLink.objects.update_or_create(
        campaign=held, party=party, defaults={"secret": secrets.token_urlsafe(18), "is_open": True, "made_by": by}
    )
    return link


@transaction.atomic
def set_link(*, link: PartyLink, is_open: bool, by: User) -> PartyLink:
    """Close the link, or open it again."""
    lock_campaign(link.campaign)
    link.is_open = is_open
    link.save(update_fields=["is_open"])
    return link


def _check_alone(campaign: Campaign) -> None:
    if not asks_each_alone(campaign):
        raise Refusal(_("In this rating the parties answer together, on one sheet."))
    if not accepts_sheets(campaign):
        raise Refusal(_("This rating isn't open any more. What you typed is still below, and isn't sent."))


def missing_statements(answers: Answers) -> list[str]:
    """Codes of the statements without an answer, in order."""
    return [code for code in STATEMENTS if code not in answers]


def _write(sheet: RatingSheet, answers: Answers, *, send: bool) -> RatingSheet:
    if send or sheet.sent_at:
        _check_whole(answers)
    sheet.answers.exclude(statement__in=answers).delete()
    held = {row.statement: row for row in sheet.answers.all()}
    for code, given in answers.items():
        row = held.get(code) or RatingAnswer(sheet=sheet, statement=code)
        values = _values(given)
        if row._state.adding or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
    sheet.version += 1
    sheet.sent_at = (sheet.sent_at or timezone.now()) if send else sheet.sent_at
    sheet.save(update_fields=["version", "sent_at"])
    return sheet


def _values(given: Given) -> dict[str, object]:
    rated = given.status == AnswerStatus.RATED
    return {
        "status": given.status,
        "level": given.level if rated else None,
        "progress": given.progress if rated and (given.level or 0) <= ASKS_WHY else "",
        "evidence": given.evidence if rated else "",
        "document": given.document if rated else None,
    }


def _check_whole(answers: Answers) -> None:
    missing = missing_statements(answers)
    if missing:
        raise Refusal(
            _("These statements have no answer yet: %(numbers)s. “I don't know” is an answer too.")
            % {"numbers": ", ".join(code.removeprefix("C") for code in missing)}
        )
    silent = [
        code
        for code, given in answers.items()
        if given.status == AnswerStatus.RATED and (given.level or 0) <= ASKS_WHY and not given.progress
    ]
    if silent:
        raise Refusal(
            _("Write in a few words what would make these statements progress: %(numbers)s.")
            % {"numbers": ", ".join(code.removeprefix("C") for code in silent)}
        )
