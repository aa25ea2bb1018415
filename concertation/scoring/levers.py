"""Which levers answer what an edition shows, in which order, and which ones the declared means allow. Pure. §4.4.

A rule is data: conditions on figures, and what to try. It applies when its conditions hold (``any``: one is enough).
A figure that isn't known makes no condition hold: the rule is told apart as « can't be said », never as false.

Rank = gravity × confidence × reversibility ÷ effort, unrounded.
Gravity: ½ at the threshold, 1 at the worst value, in proportion between; the mean of the conditions that hold.
Confidence: the lowest of the figures used, 0–1. Reversibility: 1 to 3, ÷ 3. Effort: 1 to 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import mean

ALL, ANY = "all", "any"
BELOW, ABOVE = "below", "above"
_HALF = Decimal("0.5")
#: Cost of a band as a share of the yearly budget for participation: an order of magnitude, told as such.
COST_SHARE = {"none": Decimal(0), "low": Decimal("0.05"), "medium": Decimal("0.15"), "high": Decimal("0.40")}


@dataclass(frozen=True)
class Condition:
    """``key``: an indicator ("I22") or a figure behind one ("I9:district"). ``below``: it holds under ``limit``
    (strictly); ``above``: at ``limit`` or over. ``worst``: value of full gravity. ``context``: needed, without weight.
    """

    key: str
    sense: str
    limit: Decimal
    worst: Decimal | None = None
    context: bool = False


@dataclass(frozen=True)
class Rule:
    code: str
    mode: str
    conditions: tuple[Condition, ...]
    effort: int
    cost: str
    days: Decimal
    reversibility: int


@dataclass(frozen=True)
class Seen:
    """A figure as the rules see it; ``value`` None when unknown. ``confidence`` 0–1."""

    value: Decimal | None
    n: int | None = None
    confidence: Decimal = Decimal(1)


@dataclass(frozen=True)
class Evidence:
    condition: Condition
    seen: Seen


@dataclass(frozen=True)
class Match:
    """A rule that applies, and the figures that say so."""

    rule: Rule
    evidence: tuple[Evidence, ...]
    gravity: Decimal
    confidence: Decimal

    @property
    def rank(self) -> Decimal:
        return self.gravity * self.confidence * Decimal(self.rule.reversibility) / 3 / self.rule.effort


@dataclass(frozen=True)
class Outcome:
    """``unsaid``: code of each rule that can't be judged → the keys that lack."""

    matches: tuple[Match, ...]
    unsaid: Mapping[str, tuple[str, ...]]


def holds(condition: Condition, value: Decimal) -> bool:
    return value < condition.limit if condition.sense == BELOW else value >= condition.limit


def gravity_of(condition: Condition, value: Decimal) -> Decimal:
    """½ at the limit, 1 at the worst value or beyond; 1 when no worst value is said."""
    if condition.worst is None or condition.worst == condition.limit:
        return Decimal(1)
    depth = (value - condition.limit) / (condition.worst - condition.limit)
    return _HALF + _HALF * min(max(depth, Decimal(0)), Decimal(1))


def judge(rule: Rule, seen: Mapping[str, Seen]) -> Match | tuple[str, ...] | None:
    """The match; or the keys that lack when the rule can't be judged; or None when it doesn't apply."""
    held: list[Evidence] = []
    lacking: list[str] = []
    failed = False
    for condition in rule.conditions:
        figure = seen.get(condition.key)
        if figure is None or figure.value is None:
            lacking.append(condition.key)
        elif holds(condition, figure.value):
            held.append(Evidence(condition, figure))
        else:
            failed = True
    if rule.mode == ANY:
        return _match(rule, held) if held else tuple(lacking) or None
    if failed:
        return None
    return tuple(lacking) if lacking else _match(rule, held)


def _match(rule: Rule, held: Sequence[Evidence]) -> Match:
    weighed = [each for each in held if not each.condition.context] or list(held)
    depths = [gravity_of(each.condition, each.seen.value) for each in weighed if each.seen.value is not None]
    gravity = mean(depths) or Decimal(0)
    return Match(rule, tuple(held), gravity, min(each.seen.confidence for each in held))


def propose(rules: Iterable[Rule], seen: Mapping[str, Seen]) -> Outcome:
    """Every rule that applies, the highest rank first (then by code), and those that can't be judged."""
    matches, unsaid = [], {}
    for rule in rules:
        found = judge(rule, seen)
        if isinstance(found, Match):
            matches.append(found)
        elif found:
            unsaid[rule.code] = found
    return Outcome(tuple(sorted(matches, key=lambda match: (-match.rank, match.rule.code))), unsaid)


def cost_of(band: str, yearly: Decimal | None) -> Decimal | None:
    """Order of magnitude of a lever's cost; None when the yearly budget isn't known (0 when it costs nothing)."""
    if band == "none":
        return Decimal(0)
    return None if yearly is None else COST_SHARE[band] * yearly


def within_means(
    needs: Sequence[tuple[str, Decimal, Decimal | None]], days: Decimal | None, money: Decimal | None
) -> frozenset[str]:
    """Codes of the levers that the means allow together, taken in the given order (the best rank first).

    ``needs``: code, days of agents, cost. A lever that doesn't fit in what is left is passed over, and the next is
    tried. Means that nobody declared, and a cost that isn't known, hold nothing back.
    """
    taken = set()
    for code, effort, cost in needs:
        if days is not None and effort > days:
            continue
        if money is not None and cost is not None and cost > money:
            continue
        taken.add(code)
        days = None if days is None else days - effort
        money = money if money is None or cost is None else money - cost
    return frozenset(taken)
