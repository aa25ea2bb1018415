"""Surveys opened and closed; sheets taken in by the link or from paper. No name, no address: the day only."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.enums import AnswerStatus, EditionState, SurveyAudience, SurveyMoment
from concertation.models import Edition, OpenAnswer, Survey, SurveyAnswer, SurveyResponse
from concertation.questions import asked_of, open_of
from concertation.services.locks import lock_edition
from core.errors import Refusal


@dataclass(frozen=True)
class Given:
    """What one sheet says: statement → level (None: "I don't know"), question → words; texts kept after a warning."""

    levels: Mapping[str, int | None]
    words: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    sex: str = ""
    age: str = ""


def accepts(survey: Survey, *, today: date | None = None) -> bool:
    """Whether the link takes sheets: open, its last day not over, its edition not closed."""
    on = today or timezone.localdate()
    in_time = survey.closes_on is None or on <= survey.closes_on
    return survey.is_open and in_time and survey.edition.state != EditionState.CLOSED


@transaction.atomic
def open_survey(*, edition: Edition, audience: str, moment: str, closes_on: date | None, by: User) -> Survey:
    """A survey with its own link. Refuses a second one for the same people at the same moment."""
    held = lock_edition(edition)
    if audience == SurveyAudience.ABSENT:
        moment = SurveyMoment.DURING.value
    if held.surveys.filter(audience=audience, moment=moment).exists():
        raise Refusal(_("This survey is there already: open it in the list, its link is still good."))
    return Survey.objects.create(
        edition=held, audience=audience, moment=moment, closes_on=closes_on, secret=secrets.token_urlsafe(12)
    )


@transaction.atomic
def set_open(*, survey: Survey, is_open: bool, closes_on: date | None, by: User) -> Survey:
    """Open or close the link. A last day that is over is taken off when the link opens again."""
    lock_edition(survey.edition)
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    over = closes_on is not None and closes_on < timezone.localdate()
    held.is_open, held.closes_on = is_open, None if is_open and over else closes_on
    held.save(update_fields=["is_open", "closes_on"])
    return held


@transaction.atomic
def take_sheet(
    *, survey: Survey, given: Given, key: UUID, language: str = "fr", on: date | None = None, by: User | None = None
) -> SurveyResponse:
    """Keep one sheet. ``key``: made by the page; the same sheet sent twice is kept once. ``by``: who types paper in.

    Refuses a closed survey (paper may still be typed in as long as the edition is open) and an empty sheet.
    """
    lock_edition(survey.edition)
    held = Survey.objects.select_related("edition").get(pk=survey.pk)
    if by is None and not accepts(held):
        raise Refusal(_("This survey is closed: nothing more can be sent."))
    known = held.responses.filter(pk=key).first()
    if known is not None:
        return known
    asked = {question.code for question in asked_of(held.audience)}
    levels = {code: level for code, level in given.levels.items() if code in asked}
    words = {name: text for name, text in given.words.items() if text and name in open_of(held.audience)}
    if not levels and not words:
        raise Refusal(_("Answer at least one question, then send."))
    if SurveyResponse.objects.filter(pk=key).exists():
        raise Refusal(_("This page is too old. Load it again, then send."))
    response = SurveyResponse.objects.create(
        pk=key, survey=held, on=on or timezone.localdate(), language=language, from_paper=by is not None,
        sex=given.sex, age=given.age,
    )  # fmt: skip
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            response=response,
            item=code,
            level=level,
            status=AnswerStatus.DONT_KNOW if level is None else AnswerStatus.RATED,
        )
        for code, level in levels.items()
    )
    OpenAnswer.objects.bulk_create(
        OpenAnswer(response=response, question=name, text=text, is_hidden=name in given.personal)
        for name, text in words.items()
    )
    return response
