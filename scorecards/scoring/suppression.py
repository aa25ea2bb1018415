"""What readers outside the team see: nothing that speaks for a few people, nothing to be found by subtraction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.arithmetic import rounded
from scorecards.scales import ScaleSpec
from scorecards.scoring.card import Card, Cell, Row, Rule, Status, card_of, weights_of

#: A mean that covers hidden groups is told at one place only: more places would tell the groups apart.
PUBLIC_PLACES = 1
#: From so many combinations of hidden figures on, no single one can be singled out.
MANY = 50_000


def suppress(card: Card, minimum: int, scale: ScaleSpec | None = None, rule: Rule = Rule.SIMPLE_MEAN) -> Card:
    """The card for readers outside the facilitation team: no users' figure of fewer than ``minimum`` people.

    Small groups are hidden, then the next smallest ones, until at least two groups are hidden and stand together for
    ``minimum`` people or more; when a row's consolidated figure is hidden, the side's mean is hidden: nothing hidden
    can be found by subtraction. With the ``scale``, a mean that covers hidden groups is rounded to one place, and is
    hidden too when it leaves one single value possible for a small group (two groups at the very top).

    A figure whose people were never counted (a card published elsewhere) isn't known to be small and is shown. The
    provider's figure is the service's own statement and stays; the votes of a small staff don't.
    """
    rows = tuple(_suppress_row(row, minimum, scale, rule, card.villages) for row in card.rows)
    return card_of(card.groups, rows, card.villages)


_HIDDEN = Cell(Status.TOO_FEW)


def _is_small(cell: Cell, minimum: int) -> bool:
    return cell.is_scored and cell.people is not None and cell.people < minimum


def _suppress_row(row: Row, minimum: int, scale: ScaleSpec | None, rule: Rule, villages: Sequence[str]) -> Row:
    hide = _groups_to_hide(row.groups, minimum)
    groups = tuple(
        _HIDDEN if index in hide else _without_words(cell, minimum) for index, cell in enumerate(row.groups)
    )
    scored = [cell for cell in row.groups if cell.is_scored]
    users = row.users
    if _is_small(users, minimum) or (hide and len(scored) == 1):
        users = _HIDDEN
    elif hide:
        users = _covering(row, hide, minimum, scale, weights_of(row.groups, rule, villages))
    provider = row.provider
    if _is_small(provider, minimum):
        provider = replace(provider, tallies=None, median=None)
    compared = users.mean is not None
    return replace(
        row,
        groups=groups,
        users=users,
        provider=provider,
        gap=_gap(users, provider, row) if compared else None,
        gap_class=row.gap_class if compared else None,
    )


def _gap(users: Cell, provider: Cell, row: Row) -> Decimal | None:
    """From the figures that are shown; a gap of the exact ones would tell what the rounding hides."""
    return None if row.gap is None or users.mean is None or provider.mean is None else users.mean - provider.mean


def _covering(
    row: Row, hide: set[int], minimum: int, scale: ScaleSpec | None, weights: Mapping[int, Fraction]
) -> Cell:
    """The consolidated figure over hidden groups: rounded, without votes; hidden when it tells a small group's."""
    users = replace(row.users, tallies=None, median=None)
    if scale is None or users.mean is None:
        return users
    shown = rounded(users.mean, PUBLIC_PLACES)
    if _tells(row.groups, hide, shown, minimum, scale, weights):
        return _HIDDEN
    return replace(users, mean=shown)


def _tells(
    cells: Sequence[Cell],
    hide: set[int],
    shown: Decimal,
    minimum: int,
    scale: ScaleSpec,
    weights: Mapping[int, Fraction],
) -> bool:
    """Whether the rounded mean leaves one single value to a small group, for a reader who knows everything else."""
    total = sum(weights.values(), Fraction(0))
    known = sum((Fraction(cells[i].mean or 0) * weight for i, weight in weights.items() if i not in hide), Fraction(0))
    low, high = (Fraction(shown) * total - known + sign * total / (2 * 10**PUBLIC_PLACES) for sign in (-1, 1))
    values = {index: [value * weights[index] for value in _possible(cells[index], scale)] for index in hide}
    return any(not _leaves_two(values, index, low, high) for index in hide if _is_small(cells[index], minimum))


def _possible(cell: Cell, scale: ScaleSpec) -> list[Fraction]:
    """Every figure that such a cell could show: means of so many hands, or values of the grid."""
    if cell.tallies is not None:
        hands, levels = sum(cell.tallies), [Fraction(level) for level in scale.levels]
        unit = levels[1] - levels[0]
        return [levels[0] + unit * n / hands for n in range(hands * (len(levels) - 1) + 1)]
    low, step = Fraction(scale.minimum), Fraction(scale.step)
    return [low + step * n for n in range(int((Fraction(scale.maximum) - low) / step) + 1)]


def _leaves_two(values: dict[int, list[Fraction]], index: int, low: Fraction, high: Fraction) -> bool:
    """At least two values of ``index`` fit a total between ``low`` and ``high``, the others being any of theirs."""
    others = [values[other] for other in values if other != index]
    size = 1
    for listed in others:
        size *= len(listed)
    fits = 0
    for value in values[index]:
        if size > MANY:
            smallest, largest = sum(map(min, others)), sum(map(max, others))
            fits += smallest <= high - value and largest >= low - value
        else:
            fits += any(low <= value + rest <= high for rest in _sums(others))
        if fits > 1:
            return True
    return False


def _sums(others: Sequence[Sequence[Fraction]]) -> Iterator[Fraction]:
    if not others:
        yield Fraction(0)
        return
    for value in others[0]:
        for rest in _sums(others[1:]):
            yield value + rest


def _without_words(cell: Cell, minimum: int) -> Cell:
    """A small group that did not score keeps its status; its words would speak for a few people."""
    if cell.is_scored or cell.people is None or cell.people >= minimum:
        return cell
    return replace(cell, reason="", suggestion="")


def _groups_to_hide(cells: Sequence[Cell], minimum: int) -> set[int]:
    """Small groups, and enough others that the hidden ones together are no small group either."""
    scored = [index for index, cell in enumerate(cells) if cell.is_scored]
    hide = {index for index in scored if _is_small(cells[index], minimum)}
    if not hide:
        return hide
    people = sum(cells[index].people or 0 for index in hide)
    others = [index for index in scored if index not in hide]
    for index in sorted(others, key=lambda index: (cells[index].people is None, cells[index].people or 0)):
        if len(hide) > 1 and people >= minimum:
            break
        hide.add(index)
        # A group that nobody counted isn't known to be small.
        people += minimum if cells[index].people is None else cells[index].people or 0
    return hide
