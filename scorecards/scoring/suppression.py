"""What readers outside the team see: nothing that speaks for a few people, nothing to be found by subtraction."""

from collections.abc import Sequence
from dataclasses import replace

from scorecards.scoring.card import Card, Cell, Row, Status, card_of


def suppress(card: Card, minimum: int) -> Card:
    """The card for readers outside the facilitation team: no users' figure of fewer than ``minimum`` people.

    Small groups are hidden, then the next smallest ones, until at least two groups are hidden and stand together for
    ``minimum`` people or more; when a row's consolidated figure is hidden, the side's mean is hidden: nothing hidden
    can be found by subtraction. A figure whose people were never counted (a card published elsewhere) isn't known to
    be small and is shown. The provider's figure is the service's own statement and stays; the votes of a small staff
    don't.
    """
    rows = tuple(_suppress_row(row, minimum) for row in card.rows)
    return card_of(card.groups, rows)


_HIDDEN = Cell(Status.TOO_FEW)


def _is_small(cell: Cell, minimum: int) -> bool:
    return cell.is_scored and cell.people is not None and cell.people < minimum


def _suppress_row(row: Row, minimum: int) -> Row:
    hide = _groups_to_hide(row.groups, minimum)
    groups = tuple(
        _HIDDEN if index in hide else _without_words(cell, minimum) for index, cell in enumerate(row.groups)
    )
    scored = [cell for cell in row.groups if cell.is_scored]
    users = row.users
    if _is_small(users, minimum) or (hide and len(scored) == 1):
        users = _HIDDEN
    elif hide:
        users = replace(users, tallies=None, median=None)
    provider = row.provider
    if _is_small(provider, minimum):
        provider = replace(provider, tallies=None, median=None)
    compared = users.mean is not None
    return replace(
        row,
        groups=groups,
        users=users,
        provider=provider,
        gap=row.gap if compared else None,
        gap_class=row.gap_class if compared else None,
    )


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
