"""Between the groups and the service: the figure of each village that the service point serves."""

from scorecards.scoring.card import Card, Cell, Rule, Status, consolidate, village_key


def by_village(card: Card, rule: Rule = Rule.SIMPLE_MEAN) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Village → one cell per row of the card, from its groups, by the same rule as the service's figure.

    Groups without a village are left out, unless the service's figure is the mean of the villages: there they stand
    together under "". A village with a hidden group is hidden as a whole, so that the group can't be found by
    subtraction. Villages come in the order of the card's groups, under their first spelling.
    """
    names: dict[str, str] = {}
    for village in card.villages:
        if village_key(village) or rule is Rule.VILLAGE_MEAN:
            names.setdefault(village_key(village), " ".join(village.split()))
    found = []
    for key, name in names.items():
        places = [index for index, village in enumerate(card.villages) if village_key(village) == key]
        cells = []
        for row in card.rows:
            own = [row.groups[index] for index in places]
            hidden = any(cell.status is Status.TOO_FEW for cell in own)
            cells.append(Cell(Status.TOO_FEW) if hidden else consolidate(own, rule))
        found.append((name, tuple(cells)))
    return tuple(found)
