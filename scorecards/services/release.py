"""From counted rows to a card, and from a card to a release that never changes by itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from scorecards import scoring
from scorecards.enums import ScoreStatus, Side
from scorecards.models import AgreedScore, CardRelease, Cycle, Group, Indicator, ReleasedScore, Score, ScoringSession
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import Cell, Rule, ScoreInput, Status
from scorecards.services.rollups import write_rollup


class CardInputs(TypedDict):
    """The arguments of ``scoring.build_card``: indicators by code, groups by primary key as text."""

    scale: ScaleSpec
    indicators: Sequence[str]
    groups: Sequence[str]
    scores: Sequence[ScoreInput]
    rule: Rule
    villages: Mapping[str, str]


def card_inputs(
    cycle: Cycle,
    *,
    indicators: Sequence[Indicator] | None = None,
    groups: Sequence[Group] | None = None,
    sessions: Sequence[ScoringSession] | None = None,
) -> CardInputs:
    """What the cycle's sessions say now, as the arguments of ``scoring.build_card``.

    An indicator that is asked of a session and has no score yet is "not scored"; one that isn't asked of it gives no
    row, hence an absent cell. Rows already read may be handed over; four queries otherwise.
    """
    listed = list(cycle.indicators.all()) if indicators is None else list(indicators)
    ordered = list(cycle.groups.all()) if groups is None else list(groups)
    held = list(cycle.sessions.all()) if sessions is None else list(sessions)
    known = {(score.session_id, score.indicator_id): score for score in Score.objects.filter(session__cycle=cycle)}
    inputs = []
    for session in held:
        for indicator in listed:
            score = known.get((session.pk, indicator.pk))
            if score is not None or indicator.is_asked_of(session.side):
                inputs.append(_input_of(score, session, indicator))
    return CardInputs(
        scale=SCALES[cycle.scale],
        indicators=[indicator.code for indicator in listed],
        groups=[str(group.pk) for group in ordered],
        scores=inputs,
        rule=Rule(cycle.consolidation_rule),
        villages={str(group.pk): group.village for group in ordered},
    )


def _input_of(score: Score | None, session: ScoringSession, indicator: Indicator) -> ScoreInput:
    group = str(session.group_id) if session.side == Side.USERS else None
    present = session.people_present
    if score is None:
        return ScoreInput(indicator.code, group, Status.NOT_SCORED, present=present)
    return ScoreInput(
        indicator.code,
        group,
        Status(score.status),
        score.value,
        tuple(score.tallies) if score.tallies is not None else None,
        present,
        score.reason,
        score.suggestion,
    )


@transaction.atomic
def freeze_card(*, cycle: Cycle, by: User | None) -> CardRelease:
    """Write the card as it stands as a new release, the only one in force; earlier releases are kept.

    ``by`` may be None for an import by command. The caller moves the cycle's state and sets ``released_at``.
    """
    indicators = list(cycle.indicators.all())
    groups = list(cycle.groups.all())
    sessions = list(cycle.sessions.select_related("group"))
    card = scoring.build_card(**card_inputs(cycle, indicators=indicators, groups=groups, sessions=sessions))
    CardRelease.objects.select_for_update().filter(cycle=cycle, is_current=True).update(is_current=False)
    last = CardRelease.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
    release = CardRelease.objects.create(
        cycle=cycle,
        number=last + 1,
        by=by,
        rule=cycle.consolidation_rule,
        rule_version=cycle.rule_version,
        users_mean=card.users.mean,
        provider_mean=card.provider.mean,
    )
    agreed = {(row.indicator_id, row.side): row for row in AgreedScore.objects.filter(cycle=cycle)}
    frozen: list[ReleasedScore] = []
    for indicator, row in zip(indicators, card.rows, strict=True):
        for side, group, cell in _cells_of(row, groups):
            if cell.status is not Status.ABSENT:
                frozen.append(_frozen(release, indicator, side, group, cell, agreed))
    ReleasedScore.objects.bulk_create(frozen)
    write_rollup(release=release, card=card, sessions=sessions)
    return release


def withdraw_card(*, cycle: Cycle) -> None:
    """No release is in force any more (a cycle reopened before its release); the releases stay as they were."""
    CardRelease.objects.filter(cycle=cycle, is_current=True).update(is_current=False)


def _cells_of(row: scoring.Row, groups: Sequence[Group]) -> list[tuple[Side, Group | None, Cell]]:
    cells: list[tuple[Side, Group | None, Cell]] = [
        (Side.USERS, group, cell) for group, cell in zip(groups, row.groups, strict=True)
    ]
    return [*cells, (Side.USERS, None, row.users), (Side.PROVIDER, None, row.provider)]


def _frozen(
    release: CardRelease,
    indicator: Indicator,
    side: Side,
    group: Group | None,
    cell: Cell,
    agreed: dict[tuple[Any, str], AgreedScore],
) -> ReleasedScore:
    beside = agreed.get((indicator.pk, side)) if group is None else None
    value: Decimal | None = beside.value if beside else None
    return ReleasedScore(
        release=release,
        indicator=indicator,
        side=side,
        group=group,
        status=ScoreStatus(cell.status.value),
        mean=cell.mean,
        people=cell.people,
        median=cell.median,
        tallies=list(cell.tallies) if cell.tallies is not None else None,
        reason=cell.reason,
        suggestion=cell.suggestion,
        agreed=value,
        agreed_reason=beside.reason if beside else "",
    )
