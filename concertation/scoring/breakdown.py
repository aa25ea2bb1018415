"""Who may be told apart in a table of groups: small ones are hidden, and what would give them by subtraction. Pure."""

from collections.abc import Mapping


def to_hide(people: Mapping[str, int], minimum: int) -> frozenset[str]:
    """The groups whose figure isn't shown, the whole being shown beside.

    Those of 1 to ``minimum`` − 1 people; then the next smallest ones, until two groups or more are hidden and stand
    together for ``minimum`` people: the rule of the scorecards. A group of nobody has nothing to hide.
    """
    counted = {name: count for name, count in people.items() if count}
    hide = {name for name, count in counted.items() if count < minimum}
    if not hide:
        return frozenset()
    for name in sorted(counted, key=lambda name: (counted[name], name)):
        if len(hide) > 1 and sum(counted[each] for each in hide) >= minimum:
            break
        hide.add(name)
    return frozenset(hide)
