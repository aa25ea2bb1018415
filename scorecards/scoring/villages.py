"""Between the groups and the service: the figure of each village that the service point serves."""

from collections.abc import Mapping

from scorecards.scoring.card import Card, Cell, Rule, Status, consolidate


def by_village(
    card: Card, villages: Mapping[str, str], rule: Rule = Rule.SIMPLE_MEAN
) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Village → one cell per row of the card, from its groups, by the same rule as the service's figure.

    ``villages``: group key → village; groups without one are left out. A village with a hidden group is hidden as a
    whole, so that the group can't be found by subtraction. Villages come in the order of the card's groups.
    """
    names = list(dict.fromkeys(villages[key] for key in card.groups if villages.get(key)))
    found = []
    for name in names:
        places = [index for index, key in enumerate(card.groups) if villages.get(key) == name]
        cells = []
        for row in card.rows:
            own = [row.groups[index] for index in places]
            hidden = any(cell.status is Status.TOO_FEW for cell in own)
            cells.append(Cell(Status.TOO_FEW) if hidden else consolidate(own, rule))
        found.append((name, tuple(cells)))
    return tuple(found)
