"""A card file becomes rounds: what it would make (preview), and making it, whole or not at all."""

import datetime
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.dates import format_date
from core.errors import Refusal
from directory.models import Organization, ServicePoint
from scorecards import cardwriter, scoring
from scorecards.cardfile import Line, Parsed
from scorecards.enums import ConsolidationRule
from scorecards.models import CardImport, Cycle
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import Rule, ScoreInput, Status, Summary
from scorecards.services.cycles import open_cycle_of
from scorecards.services.filerounds import enter_round, indicator_plan

#: Rounds of a card whose dates nobody wrote: half a year apart, as the method has it (six months to a year).
DAYS_APART = 182
KEPT_DAYS = 30


@dataclass(frozen=True)
class Target:
    """Where a file goes. ``service_point`` is None when it is still to be created."""

    organization: Organization
    service_point: ServicePoint | None
    scale: str
    last_on: datetime.date | None = None
    new_sector: str = ""

    @property
    def spec(self) -> ScaleSpec:
        return SCALES[self.scale]

    @property
    def sector(self) -> str:
        return self.service_point.sector if self.service_point is not None else self.new_sector


@dataclass(frozen=True)
class RoundPreview:
    """One round as it will be entered. ``number`` continues after the rounds that are there."""

    number: int
    on: datetime.date
    provider: Summary
    community: Summary
    indicators: int
    groups: int
    is_last: bool


@dataclass(frozen=True)
class Preview:
    """``refusals``: why nothing can be entered now; ``linked`` of ``indicators``: found in the library."""

    rounds: tuple[RoundPreview, ...]
    indicators: int
    linked: int
    dates_from_file: bool
    notices: tuple[str, ...]
    refusals: tuple[str, ...]


def summaries(parsed: Parsed, scale: ScaleSpec) -> list[tuple[Summary, Summary]]:
    """Provider's and community's summary of each round, computed as the card computes them."""
    return [_summaries(parsed, index, scale) for index in range(parsed.rounds)]


def _summaries(parsed: Parsed, index: int, scale: ScaleSpec) -> tuple[Summary, Summary]:
    lines = parsed.round_lines(index)
    groups = list(dict.fromkeys(line.respondent.key for line in lines if not line.respondent.is_provider))
    card = scoring.build_card(
        scale=scale,
        indicators=list(dict.fromkeys(line.key for line in lines)),
        groups=groups,
        scores=[_score_input(line, index, parsed) for line in lines],
        rule=Rule(parsed.notes.rule or Rule.SIMPLE_MEAN),
        villages={line.respondent.key: line.respondent.village for line in lines},
    )
    return card.provider, card.users


def _score_input(line: Line, index: int, parsed: Parsed) -> ScoreInput:
    answer = line.answers[index]
    counts = parsed.notes.present.get((index, line.respondent.key))
    known = [count for count in counts or () if count is not None]
    group = None if line.respondent.is_provider else line.respondent.key
    present = sum(known) if known else None
    return ScoreInput(line.key, group, Status(answer.status), answer.value, answer.tallies, present)


def as_json(parsed: Parsed, scale: ScaleSpec) -> dict[str, list[dict[str, dict[str, object]]]]:
    """Counts and means per round: three decimals, half up, as text; None where nothing was scored."""
    return {
        "rounds": [
            {"provider": _as_json(provider), "community": _as_json(community)}
            for provider, community in summaries(parsed, scale)
        ]
    }


def _as_json(summary: Summary) -> dict[str, object]:
    value: Decimal | None = summary.mean
    return {"n": summary.n, "mean": None if value is None else f"{scoring.rounded(value, 3):f}"}


def digest(parsed: Parsed) -> str:
    """The same for two files that say the same, whatever their separators and line ends."""
    return hashlib.sha256(cardwriter.write(parsed).encode()).hexdigest()


def preview(*, parsed: Parsed, target: Target) -> Preview:
    """What ``import_card`` would enter; reads only."""
    last = _last_round(target)
    refusals = _refusals(parsed, target)
    try:
        dates = round_dates(parsed, target)
    except Refusal as refusal:
        refusals.append(str(refusal))
        dates = [timezone.localdate()] * parsed.rounds
    plan = indicator_plan(parsed, target.organization, target.service_point, target.sector)
    first = (last.number if last else 0) + 1
    rounds = []
    for index, (provider, community) in enumerate(summaries(parsed, target.spec)):
        lines = parsed.round_lines(index)
        groups = {line.respondent.key for line in lines if not line.respondent.is_provider}
        rounds.append(
            RoundPreview(
                number=first + index,
                on=dates[index],
                provider=provider,
                community=community,
                indicators=len({line.key for line in lines}),
                groups=len(groups),
                is_last=index == parsed.rounds - 1,
            )
        )
    linked = sum(row.template is not None for row in plan.values())
    return Preview(
        tuple(rounds), len(plan), linked, bool(parsed.notes.dates), _notices(parsed, target), tuple(refusals)
    )


def _last_round(target: Target) -> Cycle | None:
    if target.service_point is None:
        return None
    rounds = Cycle.objects.filter(organization=target.organization, service_point=target.service_point)
    return rounds.order_by("-number").first()


def _refusals(parsed: Parsed, target: Target) -> list[str]:
    """Why the file can't be entered at this service point now: the first sentence says it."""
    if target.service_point is None:
        return []
    same = CardImport.objects.filter(
        organization=target.organization,
        service_point=target.service_point,
        digest=digest(parsed),
        confirmed_at__isnull=False,
    )
    if same.exists():
        return [
            _("This file is already entered for %(service)s. Nothing was changed.") % {"service": target.service_point}
        ]
    held = open_cycle_of(organization=target.organization, service_point=target.service_point)
    if held is not None:
        return [_("%(cycle)s is still open. Close it first: the rounds of the file come after it.") % {"cycle": held}]
    last = _last_round(target)
    if last is not None and last.scale != target.scale:
        return [
            _("The earlier rounds of %(service)s use the scale “%(scale)s”. Choose it, or nothing can be compared.")
            % {"service": target.service_point, "scale": last.get_scale_display()}
        ]
    return []


def _notices(parsed: Parsed, target: Target) -> tuple[str, ...]:
    """What the person should know, and that stops nothing."""
    notices = []
    if parsed.notes.scale and parsed.notes.scale != target.scale:
        notices.append(_("A comment of the file names another scale than the one you chose. Check it."))
    if not any(line.respondent.is_provider for line in parsed.lines):
        notices.append(_("The file has no line of the provider: the card will show the users only."))
    elif all(line.respondent.is_provider for line in parsed.lines):
        notices.append(_("The file has no line of the community: the card will show the provider only."))
    return tuple(notices)


def round_dates(parsed: Parsed, target: Target) -> list[datetime.date]:
    """One day per round: those that the file names, else the last on the given day (today) and half a year between.

    Refuses a day to come, and a day that isn't after the last round that is there.
    """
    today = timezone.localdate()
    before = _last_round(target)
    if parsed.notes.dates:
        dates = list(parsed.notes.dates)
    else:
        last = target.last_on or today
        step = DAYS_APART
        if before is not None:
            step = max(1, min(step, (last - before.starts_on).days // parsed.rounds))
        dates = [last - datetime.timedelta(days=step * back) for back in range(parsed.rounds - 1, -1, -1)]
    if dates[-1] > today:
        raise Refusal(
            _("%(date)s is still to come. Write the day of a round that took place.")
            % {"date": format_date(dates[-1])}
        )
    if before is not None and dates[0] <= before.starts_on:
        raise Refusal(
            _("Round %(number)d of %(date)s is already there: the rounds of the file must come after it.")
            % {"number": before.number, "date": format_date(before.starts_on)}
        )
    return dates


@transaction.atomic
def import_card(
    *,
    parsed: Parsed,
    service_point: ServicePoint,
    scale: str,
    by: User | None,
    organization: Organization,
    last_on: datetime.date | None = None,
    filename: str = "",
    is_demo: bool = False,
) -> list[Cycle]:
    """Enter every round of the file: the earlier ones closed, the last at its interface meeting; or nothing.

    Refuses a file with problems, one already entered, and a service point whose round is still open. ``by`` is None
    for a command.
    """
    if not parsed.is_good:
        raise Refusal(_("The file has lines to correct. Nothing was entered."))
    held = ServicePoint.objects.select_for_update(of=("self",)).get(pk=service_point.pk)
    target = Target(organization, held, scale, last_on)
    refusals = _refusals(parsed, target)
    if refusals:
        raise Refusal(" ".join(refusals))
    plan = indicator_plan(parsed, organization, held, held.sector)
    return [
        enter_round(
            parsed=parsed,
            index=index,
            plan=plan,
            organization=organization,
            service_point=held,
            scale=scale,
            rule=parsed.notes.rule or ConsolidationRule.SIMPLE_MEAN,
            day=day,
            by=by,
            filename=filename,
            is_demo=is_demo,
        )
        for index, day in enumerate(round_dates(parsed, target))
    ]


@transaction.atomic
def keep_file(
    *, organization: Organization, by: User | None, content: str, filename: str, **fields: Any
) -> CardImport:
    """Keep a file until it is confirmed. What the same person left unconfirmed for a month is thrown away."""
    old = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    CardImport.objects.filter(by=by, confirmed_at=None, created_at__lt=old).delete()
    name = PurePath(filename).name[:200] or "csv"
    return CardImport.objects.create(organization=organization, by=by, content=content, filename=name, **fields)


@transaction.atomic
def replace_content(*, card_import: CardImport, content: str) -> CardImport:
    """The text as corrected on the page. A file that is entered stays as it was."""
    held = CardImport.objects.select_for_update(of=("self",)).get(pk=card_import.pk)
    if held.confirmed_at is None:
        held.content = content.replace("\x00", "")
        held.save(update_fields=["content"])
    return held


@transaction.atomic
def confirm_import(*, card_import: CardImport, parsed: Parsed, by: User | None) -> Cycle:
    """Enter a previewed file, creating its service point when it is new. A second confirmation enters nothing."""
    held = CardImport.objects.select_for_update(of=("self",)).get(pk=card_import.pk)
    if held.confirmed_at is not None and held.cycle is not None:
        return held.cycle
    point = held.service_point or _new_service_point(held)
    cycles = import_card(
        parsed=parsed,
        service_point=point,
        scale=held.scale,
        by=by,
        organization=held.organization,
        last_on=held.last_round_on,
        filename=held.filename,
    )
    held.service_point, held.cycle = point, cycles[-1]
    held.confirmed_at, held.digest = timezone.now(), digest(parsed)
    held.save(update_fields=["service_point", "cycle", "confirmed_at", "digest"])
    return cycles[-1]


def _new_service_point(card_import: CardImport) -> ServicePoint:
    """The service point that the import names, checked as its own form would."""
    point = ServicePoint(
        name=card_import.service_name,
        sector=card_import.sector,
        territory=card_import.territory,
        operator=card_import.operator or card_import.organization,
        registered_by=card_import.organization,
    )
    try:
        point.full_clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    point.save()
    return point
