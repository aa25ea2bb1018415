"""Who spoke in a session, beside who was there. Pure. Shares in percent, exact."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scorecards.scoring.card import to_decimal


@dataclass(frozen=True)
class TalkBalance:
    """``difference``: women's share of the turns − their share of the people present, in points of percent."""

    people: int
    turns: int
    women_present: Decimal
    women_turns: Decimal
    difference: Decimal


def talk_balance(
    women: int | None, men: int | None, turns_women: int | None, turns_men: int | None, least: int
) -> TalkBalance | None:
    """None when people or turns weren't counted, when nobody spoke, or with fewer than ``least`` people present."""
    if women is None or men is None or turns_women is None or turns_men is None:
        return None
    people, turns = women + men, turns_women + turns_men
    if people < max(least, 1) or not turns:
        return None
    present, spoke = Fraction(women * 100, people), Fraction(turns_women * 100, turns)
    return TalkBalance(people, turns, to_decimal(present), to_decimal(spoke), to_decimal(spoke - present))


def small_sex(women: int, men: int, least: int) -> bool:
    """One of the sexes is there, but fewer than ``least``: a share would tell them."""
    return 0 < women < least or 0 < men < least
