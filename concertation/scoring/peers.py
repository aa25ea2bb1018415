"""Similar devices: Gower's distance, the group of peers, the place among them. Pure; unrounded. Source: §4.6.

Distance: mean over the features known on both sides of 0 or 1 (type, theme, mode) or |x − y| ÷ range (level promised,
log of the population, density, budget per inhabitant, days of agents). Under four features in common, none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import mean, median

#: Nearest peers kept, at least and at most; farthest distance; features in common that a distance needs.
LEAST, MOST, FAR, COMMON = 5, 15, Decimal("0.35"), 4
WORDS = ("kind", "theme", "mode")
NUMBERS = ("level", "population", "density", "budget", "staff")
NEAREST, STRATUM, NONE = "nearest", "stratum", "none"


@dataclass(frozen=True)
class Profile:
    """``words``: kind, theme, mode. ``numbers``: level, population, density, budget per inhabitant, days of agents."""

    key: str
    words: Mapping[str, str]
    numbers: Mapping[str, Decimal | None]


def scaled(profile: Profile, name: str) -> Decimal | None:
    """The number as it is compared: the population by its logarithm."""
    value = profile.numbers.get(name)
    if value is None or name != "population":
        return value
    return value.ln() if value > 0 else None


def ranges(profiles: Sequence[Profile]) -> dict[str, Decimal]:
    """Highest − lowest of each number over all profiles; 0 when fewer than two are known."""
    found = {}
    for name in NUMBERS:
        values = [value for each in profiles if (value := scaled(each, name)) is not None]
        found[name] = max(values) - min(values) if values else Decimal(0)
    return found


def gower(one: Profile, other: Profile, spans: Mapping[str, Decimal]) -> Decimal | None:
    """0 alike, 1 opposite; None under four features in common. A number without range is alike for all."""
    parts: list[Decimal] = []
    for name in WORDS:
        first, second = one.words.get(name), other.words.get(name)
        if first and second:
            parts.append(Decimal(int(first != second)))
    for name in NUMBERS:
        x, y = scaled(one, name), scaled(other, name)
        if x is not None and y is not None:
            parts.append(abs(x - y) / spans[name] if spans[name] else Decimal(0))
    return mean(parts) if len(parts) >= COMMON else None


@dataclass(frozen=True)
class Group:
    """``how``: "nearest", "stratum" (same type and same size of commune), or "none" when there are too few."""

    how: str
    keys: tuple[str, ...]
    near: int


def choose_group(own: Profile, others: Sequence[Profile]) -> Group:
    """The 5 to 15 nearest within 0.35; else those of the same type and size, if five; else nobody."""
    spans = ranges([own, *others])
    distances = [(distance, each.key) for each in others if (distance := gower(own, each, spans)) is not None]
    near = sorted(pair for pair in distances if pair[0] <= FAR)[:MOST]
    if len(near) >= LEAST:
        return Group(NEAREST, tuple(key for _distance, key in near), len(near))
    same = tuple(sorted(each.key for each in others if _stratum(each) and _stratum(each) == _stratum(own)))
    if len(same) >= LEAST:
        return Group(STRATUM, same, len(near))
    return Group(NONE, (), len(near))


def _stratum(profile: Profile) -> tuple[str, int] | None:
    """Type of device and size of the commune (under 2 000, 10 000, 50 000, above)."""
    people = profile.numbers.get("population")
    if people is None or not profile.words.get("kind"):
        return None
    return profile.words["kind"], sum(1 for limit in (2000, 10000, 50000) if people >= limit)


@dataclass(frozen=True)
class Place:
    """``percentile``: share of the peers below, equals counting for half, 0–100; None under five peers with it."""

    value: Decimal | None
    median: Decimal | None
    percentile: Decimal | None
    n: int


def place_among(value: Decimal | None, peers: Sequence[Decimal]) -> Place:
    if len(peers) < LEAST:
        return Place(value, None, None, len(peers))
    middle = median(peers)
    if value is None:
        return Place(None, middle, None, len(peers))
    below = sum(1 for each in peers if each < value)
    equal = sum(1 for each in peers if each == value)
    return Place(value, middle, (below + Decimal(equal) / 2) / len(peers) * 100, len(peers))
