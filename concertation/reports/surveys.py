"""The surveys of an edition and what they say, hidden under five answers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from concertation.enums import AnswerStatus, SurveyAudience
from concertation.models import Edition, OpenAnswer, Survey, SurveyAnswer
from concertation.questions import Question, asked_of
from concertation.scoring.facts import Levels
from concertation.scoring.perception import BLIND, MINIMUM, favourable, mean_level
from concertation.services.surveys import accepts
from core.arithmetic import round_half_up


@dataclass(frozen=True)
class SurveyLine:
    survey: Survey
    responses: int
    is_open: bool


@dataclass(frozen=True)
class Voices:
    """``unread``: answers in free words that nobody read yet; ``lines``: one per survey."""

    lines: tuple[SurveyLine, ...]
    unread: int
    observed: int


@dataclass(frozen=True)
class Reading:
    """``counts``: answers at levels 1 to 4; ``share`` of those who agree, ``mean`` from 1 to 4. Under five: hidden."""

    n: int
    dont_know: int | None = None
    counts: tuple[int, ...] = ()
    share: Decimal | None = None
    mean: Decimal | None = None

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded half up."""
        return None if self.share is None else int(round_half_up(self.share * 100, "1"))


def _reading(code: str, levels: Levels) -> Reading:
    if levels.rated < MINIMUM:
        return Reading(levels.rated)
    counts = tuple(levels.levels.get(level, 0) for level in range(1, 5))
    return Reading(levels.rated, levels.dont_know, counts, favourable(code, levels).value, mean_level(code, levels))


@dataclass(frozen=True)
class ResultLine:
    """``organisers``: what those who organise answered, None when they weren't asked; ``gap`` in share."""

    question: Question
    words: Any
    reading: Reading
    organisers: Reading | None
    gap: Decimal | None
    blind: bool

    @property
    def choices(self) -> tuple[tuple[Any, int], ...]:
        """Answer → people, for the questions that aren't statements."""
        if not self.reading.counts:
            return ()
        return tuple(zip((word for _level, word in self.question.levels), self.reading.counts, strict=True))


@dataclass(frozen=True)
class SurveyPage:
    survey: Survey
    address: str
    qr: SafeString
    is_open: bool
    responses: int
    on_paper: int
    lines: tuple[ResultLine, ...]
    has_organisers: bool
    finding: str
    minimum: int = MINIMUM


def address_of(survey: Survey) -> str:
    base: str = settings.BASE_URL
    return base.rstrip("/") + reverse("voices:survey", args=[survey.secret])


def qr_of(address: str) -> SafeString:
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=1, border=2, omitsize=True, title=_("QR code of the link"), svgclass=None, lineclass=None
    )
    return SafeString(drawn)


def build_voices(edition: Edition) -> Voices:
    """Three queries."""
    surveys = edition.surveys.annotate(received=Count("responses"))
    lines = []
    for survey in surveys:
        survey.edition = edition
        lines.append(SurveyLine(survey, survey.received, accepts(survey)))
    unread = OpenAnswer.objects.filter(response__survey__edition=edition, read_at=None, is_hidden=False).count()
    return Voices(tuple(lines), unread, edition.sittings.filter(observations__isnull=False).distinct().count())


def readings(survey_pk: UUID, questions: tuple[Question, ...]) -> dict[str, Reading]:
    """One query."""
    levels: dict[str, dict[int, int]] = {}
    unsure: dict[str, int] = {}
    rows = (
        SurveyAnswer.objects.filter(response__survey=survey_pk)
        .order_by()
        .values_list("item", "status", "level")
        .annotate(times=Count("pk"))
    )
    for item, status, level, times in rows:
        if status == AnswerStatus.RATED:
            levels.setdefault(item, {})[level] = times
        elif status == AnswerStatus.DONT_KNOW:
            unsure[item] = times
    return {
        each.code: _reading(each.code, Levels(levels.get(each.code, {}), unsure.get(each.code, 0)))
        for each in questions
    }


def build_survey(survey: Survey) -> SurveyPage:
    """What one survey says, participants beside organisers of the same moment. Five queries at most."""
    questions = asked_of(survey.audience)
    own = readings(survey.pk, questions)
    beside: dict[str, Reading] = {}
    if survey.audience == SurveyAudience.PARTICIPANTS:
        other = survey.edition.surveys.filter(audience=SurveyAudience.ORGANISERS, moment=survey.moment).first()
        beside = readings(other.pk, questions) if other else {}
    lines = tuple(_line(survey, question, own[question.code], beside.get(question.code)) for question in questions)
    address = address_of(survey)
    total = survey.responses.aggregate(all=Count("pk"))["all"]
    return SurveyPage(
        survey,
        address,
        qr_of(address),
        accepts(survey),
        total,
        survey.responses.filter(from_paper=True).count(),
        lines,
        bool(beside),
        _finding(survey, lines),
    )


def _line(survey: Survey, question: Question, reading: Reading, organisers: Reading | None) -> ResultLine:
    between = None
    if organisers and organisers.share is not None and reading.share is not None:
        between = organisers.share - reading.share
    blind = between is not None and between >= BLIND
    return ResultLine(question, question.words(survey.moment), reading, organisers, between, blind)


def _finding(survey: Survey, lines: tuple[ResultLine, ...]) -> str:
    """The weakest statement, in a sentence; says so when there is too little to say."""
    known = [line for line in lines if line.reading.share is not None]
    if not known:
        return _("Fewer than five answers: nothing is shown yet, to protect those who answered.")
    if survey.audience == SurveyAudience.ABSENT:
        return _("What those who did not come say of it, in counts.")
    weakest = min(known, key=lambda line: line.reading.share or 0)
    best = max(known, key=lambda line: line.reading.share or 0)
    return _("Weakest point: %(weak)s. Strongest: %(strong)s.") % {
        "weak": str(weakest.question.short).lower(),
        "strong": str(best.question.short).lower(),
    }
