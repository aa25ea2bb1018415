"""Indicators 14 to 19: how people speak and listen. Pure; unrounded. Sources: §4.3, light observation grid §4.2."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from concertation.scoring.facts import EditionFacts, Followed, SpeechSeen
from concertation.scoring.figures import DISAGREE, NOT_APPLICABLE, NOT_GIVEN, TOO_FEW, Figure, share_figure, unknown
from concertation.scoring.measures import cohen_kappa, evenness, gini, top_share
from core.arithmetic import mean, share

MINIMUM_SPEAKERS, MINIMUM_PRESENT, MINIMUM_SPEECHES, MINIMUM_CONTRIBUTIONS = 5, 5, 10, 5
#: Under this κ the observation is to be done again…
AGREED = Decimal("0.6")
#: … unless they said the same this often: when nearly every speech is alike, κ falls although observers agree.
ALIKE = Decimal("0.9")
_TOP_LEVEL = 3


@dataclass(frozen=True)
class Agreement:
    """``item``: "I16", "I17" or "I18"; ``pairs``: speeches seen by two; ``alike``: share where both said the same."""

    item: str
    pairs: int
    kappa: Decimal | None
    alike: Decimal | None

    @property
    def redo(self) -> bool:
        """Enough speeches were seen twice, and the two didn't see the same thing."""
        if self.pairs < MINIMUM_SPEECHES or self.kappa is None or self.alike is None:
            return False
        return self.kappa < AGREED and self.alike < ALIKE


def exchanges(facts: EditionFacts, agreements: Iterable[Agreement]) -> dict[str, Figure]:
    """``agreements``: of ``read_agreements(facts.speeches)``; an item to do again is unknown."""
    seen = {
        "I16": _mean_seen("I16", facts.speeches, lambda each: Decimal(each.justification) / _TOP_LEVEL),
        "I17": _mean_seen("I17", facts.speeches, lambda each: Decimal(each.respectful)),
        "I18": _mean_seen("I18", facts.speeches, lambda each: Decimal(each.replies)),
    }
    for each in agreements:
        if each.redo and seen[each.item].known:
            seen[each.item] = unknown(each.item, DISAGREE, n=seen[each.item].n)
    return {"I14": fair_speech(facts), "I15": womens_speech(facts), **seen, "I19": plurality(facts)}


def fair_speech(facts: EditionFacts) -> Figure:
    """1 − Gini of the turns, corrected for small rooms; over several sittings, weighed by their speakers.

    Sittings with fewer than five speakers noted are left out.
    """
    noted = [each.speeches for each in facts.sittings if each.speeches]
    enough = [(len(turns), gini(turns)) for turns in noted if len(turns) >= MINIMUM_SPEAKERS]
    held = [(n, value) for n, value in enough if value is not None]
    if not noted:
        return unknown("I14", NOT_GIVEN)
    if not held:
        return unknown("I14", TOO_FEW, n=max(len(turns) for turns in noted))
    speakers = sum(n for n, _value in held)
    return Figure("I14", 1 - sum((n * value for n, value in held), Decimal(0)) / speakers, n=speakers)


def speech_of_top(facts: EditionFacts) -> Figure:
    """Share of the turns that the most talkative tenth took, over the sittings that count for I14."""
    held = [each.speeches for each in facts.sittings if len(each.speeches) >= MINIMUM_SPEAKERS]
    shares = [(len(turns), value) for turns in held if (value := top_share(turns)) is not None]
    if not shares:
        return unknown("I14", TOO_FEW if any(each.speeches for each in facts.sittings) else NOT_GIVEN, part="top")
    speakers = sum(n for n, _value in shares)
    return Figure("I14", sum((n * v for n, v in shares), Decimal(0)) / speakers, n=speakers, part="top")


def womens_speech(facts: EditionFacts) -> Figure:
    """(women's turns ÷ turns) ÷ (women ÷ present), over the sittings that counted all four. 1 is parity."""
    rows = [(each.women_turns, each.turns, each.women_present, each.present) for each in facts.sittings]
    whole = [[count or 0 for count in row] for row in rows if None not in row]
    if not whole:
        return unknown("I15", NOT_GIVEN)
    women_turns, turns, women, present = (sum(column) for column in zip(*whole, strict=True))
    if present < MINIMUM_PRESENT or turns < MINIMUM_PRESENT:
        return unknown("I15", TOO_FEW, n=present)
    if not women:
        return unknown("I15", NOT_APPLICABLE, n=present)
    spoken, there = Decimal(women_turns) / turns, Decimal(women) / present
    return Figure("I15", spoken / there, n=present, numerator=spoken, denominator=there)


def _mean_seen(code: str, speeches: Sequence[SpeechSeen], value: Callable[[SpeechSeen], Decimal]) -> Figure:
    """Mean over the speeches; a speech that several saw counts once, with the mean of what they saw."""
    of_speech: dict[object, list[Decimal]] = {}
    for each in speeches:
        of_speech.setdefault(each.speech, []).append(value(each))
    n = len(of_speech)
    if not n:
        return unknown(code, NOT_GIVEN)
    if n < MINIMUM_SPEECHES:
        return unknown(code, TOO_FEW, n=n)
    return Figure(code, mean(mean(values) or Decimal(0) for values in of_speech.values()), n=n)


def read_agreements(speeches: Sequence[SpeechSeen]) -> tuple[Agreement, ...]:
    """Cohen's κ of each item, over the speeches that two observers saw (each pair of observers counts)."""
    seen: dict[object, list[SpeechSeen]] = {}
    for each in speeches:
        seen.setdefault(each.speech, []).append(each)
    pairs = [
        pair for group in seen.values() for pair in combinations(sorted(group, key=lambda each: each.observer), 2)
    ]
    items: tuple[tuple[str, Callable[[SpeechSeen], int]], ...] = (
        ("I16", lambda each: each.justification),
        ("I17", lambda each: each.respectful),
        ("I18", lambda each: each.replies),
    )
    found = []
    for item, word in items:
        said = [(word(one), word(other)) for one, other in pairs]
        alike = share(sum(one == other for one, other in said), len(said))
        found.append(Agreement(item, len(said), cohen_kappa(said), alike))
    return tuple(found)


def plurality(facts: EditionFacts) -> Figure:
    """Entropy of the themes ÷ its highest value: of the contributions, else of the speeches seen."""
    counts = _themes(facts.followed) or _themes_seen(facts.speeches)
    n = sum(counts.values())
    if not n:
        return unknown("I19", NOT_GIVEN)
    if n < MINIMUM_CONTRIBUTIONS:
        return unknown("I19", TOO_FEW, n=n)
    return Figure("I19", evenness(list(counts.values())), n=n)


def _themes(followed: Iterable[Followed]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in followed:
        if theme := each.theme.strip().casefold():
            counts[theme] = counts.get(theme, 0) + each.count
    return counts


def _themes_seen(speeches: Iterable[SpeechSeen]) -> dict[str, int]:
    """A speech seen by several counts for the first one's theme."""
    first: dict[object, str] = {}
    for each in speeches:
        if theme := each.theme.strip().casefold():
            first.setdefault(each.speech, theme)
    counts: dict[str, int] = {}
    for theme in first.values():
        counts[theme] = counts.get(theme, 0) + 1
    return counts


def spoke(facts: EditionFacts) -> Figure:
    """Those who spoke ÷ present, over the sittings where both were counted; ``part`` is "spoke"."""
    both = [(sum(1 for t in each.speeches if t), each.present) for each in facts.sittings if each.speeches]
    held = [(speakers, present) for speakers, present in both if present and speakers <= present]
    if not held:
        return unknown("I14", NOT_GIVEN, part="spoke")
    return replace(share_figure("I14", sum(s for s, _p in held), sum(p for _s, p in held)), part="spoke")
