"""What was expected of an edition against what it brought. Pure."""

from decimal import Decimal


def gap(target: Decimal | None, reached: Decimal | None) -> Decimal | None:
    """Reached − target, as they are; None when one of the two isn't known."""
    return None if target is None or reached is None else reached - target
