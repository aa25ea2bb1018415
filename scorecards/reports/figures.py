"""A card as it is read: from the scores while they may still change, from the frozen rows once released."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from scorecards import scoring
from scorecards.enums import CycleState, Side
from scorecards.models import AgreedScore, CardRelease, Cycle, Group, Indicator, ReleasedScore, ScoringSession
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import ABSENT, Card, Cell, Row, Rule, Status
from scorecards.services.moderation import Mask, mask_of
from scorecards.services.release import card_inputs


@dataclass(frozen=True)
class Agreed:
    """What the representatives agreed on, and why."""

    value: Decimal
    reason: str


@dataclass(frozen=True)
class CardSource:
    """Everything a card is built from. ``card`` has every figure: ``for_public`` removes the small groups'."""

    cycle: Cycle
    scale: ScaleSpec
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    sessions: tuple[ScoringSession, ...]
    card: Card
    rule: Rule
    rule_version: int
    release: CardRelease | None
    agreed: Mapping[str, Agreed]

    def for_public(self) -> "CardSource":
        """The same card without the figures of few people, nor the words that the team reads again.

        An agreed value goes with its hidden figure.
        """
        mask = mask_of(self.cycle)
        card = _masked(scoring.suppress(self.card, settings.SMALL_CELL, self.scale, self.rule), mask)
        hidden = {row.indicator for row in card.rows if row.users.status is Status.TOO_FEW}
        agreed = {
            code: replace(value, reason=mask(value.reason))
            for code, value in self.agreed.items()
            if code not in hidden
        }
        return replace(self, card=card, agreed=agreed)


def _masked(card: Card, mask: Mask) -> Card:
    """The card with the words that ``mask`` hides replaced; the same card when it hides nothing."""
    if not mask.hidden:
        return card

    def said(cell: Cell) -> Cell:
        return replace(cell, reason=mask(cell.reason), suggestion=mask(cell.suggestion))

    def heard(row: Row) -> Row:
        return replace(row, groups=tuple(map(said, row.groups)), users=said(row.users), provider=said(row.provider))

    return replace(card, rows=tuple(map(heard, card.rows)))


def read_card(cycle: Cycle) -> CardSource:
    """The card of ``cycle``: four or five queries, whatever its size."""
    indicators = tuple(cycle.indicators.all())
    sessions = tuple(cycle.sessions.select_related("group"))
    groups = _groups_of(cycle, sessions)
    frozen = list(_frozen_rows(cycle)) if cycle.is_released else []
    if frozen:
        return _from_release(cycle, indicators, groups, sessions, frozen)
    inputs = card_inputs(cycle, indicators=indicators, groups=groups, sessions=sessions)
    agreed = AgreedScore.objects.filter(cycle=cycle, side=Side.USERS).select_related("indicator")
    return CardSource(
        cycle=cycle,
        scale=inputs["scale"],
        indicators=indicators,
        groups=groups,
        sessions=sessions,
        card=scoring.build_card(**inputs),
        rule=inputs["rule"],
        rule_version=cycle.rule_version,
        release=None,
        agreed={row.indicator.code: Agreed(row.value, row.reason) for row in agreed},
    )


def provider_note(cycle: Cycle, audience: str) -> str:
    """Why the provider takes no part, as this audience may read it; one query only when the team isn't the reader."""
    return (
        cycle.provider_note if audience == "team" or not cycle.provider_note else mask_of(cycle)(cycle.provider_note)
    )


def _groups_of(cycle: Cycle, sessions: Sequence[ScoringSession]) -> tuple[Group, ...]:
    """The groups in the card's order; from launch on every group has its session, read already."""
    if cycle.state == CycleState.PREPARATION:
        return tuple(cycle.groups.all())
    return tuple(
        sorted((session.group for session in sessions if session.group), key=lambda group: (group.position, group.pk))
    )


def _frozen_rows(cycle: Cycle) -> QuerySet[ReleasedScore]:
    return ReleasedScore.objects.filter(release__cycle=cycle, release__is_current=True).select_related("release")


def _from_release(
    cycle: Cycle,
    indicators: tuple[Indicator, ...],
    groups: tuple[Group, ...],
    sessions: tuple[ScoringSession, ...],
    frozen: Sequence[ReleasedScore],
) -> CardSource:
    release = frozen[0].release
    codes = {indicator.pk: indicator.code for indicator in indicators}
    agreed = {
        codes[row.indicator_id]: Agreed(row.agreed, row.agreed_reason)
        for row in frozen
        if row.agreed is not None and row.side == Side.USERS
    }
    scale = SCALES[cycle.scale]
    return CardSource(
        cycle=cycle,
        scale=scale,
        indicators=indicators,
        groups=groups,
        sessions=sessions,
        card=_card_of_rows(codes, {group.pk: group.village for group in groups}, frozen, scale),
        rule=Rule(release.rule),
        rule_version=release.rule_version,
        release=release,
        agreed=agreed,
    )


def _card_of_rows(
    codes: Mapping[UUID, str], groups: Mapping[UUID, str], frozen: Iterable[ReleasedScore], scale: ScaleSpec
) -> Card:
    """A card from frozen rows; ``codes``: indicators' keys to codes, ``groups``: to villages, in the card's order."""
    cells = {(row.indicator_id, row.side, row.group_id): _cell_of(row) for row in frozen}
    rows = [
        scoring.row_of(
            code,
            tuple(cells.get((key, Side.USERS, group), ABSENT) for group in groups),
            cells.get((key, Side.USERS, None), ABSENT),
            cells.get((key, Side.PROVIDER, None), ABSENT),
            scale,
        )
        for key, code in codes.items()
    ]
    return scoring.card_of([str(group) for group in groups], rows, tuple(groups.values()))


def card_of_release(release: CardRelease) -> Card:
    """The card that a release froze, in the card's order: one query."""
    rows = release.scores.select_related("indicator", "group")
    frozen = list(rows.order_by("indicator__position", "indicator__code", "pk"))
    codes = {row.indicator_id: row.indicator.code for row in frozen}
    return _card_of_rows(codes, _villages(frozen), frozen, SCALES[release.cycle.scale])


def _villages(frozen: Iterable[ReleasedScore]) -> dict[UUID, str]:
    """Group → village; ``group`` already read."""
    return {row.group.pk: row.group.village for row in frozen if row.group is not None}


def _cell_of(row: ReleasedScore) -> Cell:
    tallies = tuple(row.tallies) if row.tallies is not None else None
    return Cell(Status(row.status), row.mean, row.people, row.median, tallies, row.reason, row.suggestion)


@dataclass(frozen=True)
class PreviousCard:
    """The round before, as it was released. ``labels``: code → words of that time."""

    cycle: Cycle
    card: Card
    labels: Mapping[str, str]
    same_scale: bool
    rule: Rule

    def for_public(self) -> "PreviousCard":
        scale = SCALES[self.cycle.scale]
        return replace(self, card=scoring.suppress(self.card, settings.SMALL_CELL, scale, self.rule))


def read_previous(cycle: Cycle) -> PreviousCard | None:
    """The released card of the round before, in one query; None without a previous round or before its release."""
    before = cycle.previous
    if before is None or not before.is_released:
        return None
    frozen = list(
        _frozen_rows(before)
        .select_related("indicator", "group")
        .order_by("indicator__position", "indicator__code", "pk")
    )
    if not frozen:
        return None
    codes = {row.indicator_id: row.indicator.code for row in frozen}
    labels = {row.indicator.code: row.indicator.label for row in frozen}
    return PreviousCard(
        cycle=before,
        card=_card_of_rows(codes, _villages(frozen), frozen, SCALES[before.scale]),
        labels=labels,
        same_scale=before.scale == cycle.scale,
        rule=Rule(frozen[0].release.rule),
    )
