"""From one round to the next, and from a card to the agenda of its meeting."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scorecards.scoring.card import Card, Cell, Row, Status


class Move(StrEnum):
    """What became of an indicator since the previous round, on one side."""

    UP = "up"
    DOWN = "down"
    STABLE = "stable"
    NEW = "new"
    DROPPED = "dropped"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True)
class Trend:
    """``before`` and ``after`` on the same scale; ``change`` = after − before where both are known."""

    indicator: str
    move: Move
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None


def trend_of(indicator: str, before: Cell | None, after: Cell | None) -> Trend:
    """The same indicator in two rounds; None or ABSENT: it wasn't on that card."""
    was = before if before is not None and before.status is not Status.ABSENT else None
    now = after if after is not None and after.status is not Status.ABSENT else None
    old, new = (was.mean if was else None), (now.mean if now else None)
    if was is None:
        return Trend(indicator, Move.NEW, None, new, None)
    if now is None:
        return Trend(indicator, Move.DROPPED, old, None, None)
    if old is None or new is None:
        return Trend(indicator, Move.NO_FIGURE, old, new, None)
    change = new - old
    move = Move.STABLE if change == 0 else Move.UP if change > 0 else Move.DOWN
    return Trend(indicator, move, old, new, change)


def agenda_order(card: Card) -> tuple[str, ...]:
    """Indicators in the order of an interface meeting: lowest figure first, then largest gap, then card order.

    Indicators that nobody scored come last.
    """
    listed = [(row, position) for position, row in enumerate(card.rows)]

    def key(item: tuple[Row, int]) -> tuple[bool, Decimal, Decimal, int]:
        row, position = item
        return (row.lowest is None, row.lowest or Decimal(0), -abs(row.gap or Decimal(0)), position)

    return tuple(row.indicator for row, _ in sorted(listed, key=key))
