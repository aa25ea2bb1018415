"""Indicators 1 to 8: who takes part. Pure; unrounded. A figure that lacks its counts is unknown and says why."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from concertation.scoring.facts import ChannelFacts, EditionFacts
from concertation.scoring.figures import NO_PREVIOUS, NOT_GIVEN, Figure, share_figure, unknown

#: The steps of the funnel, each from one count to the next.
STEPS = ("reached", "registered", "present", "contributed", "returned")


def participation(facts: EditionFacts) -> dict[str, Figure]:
    return {
        "I1": share_figure("I1", facts.participants, facts.target),
        "I2": attendance(facts),
        "I3": funnel_end(facts.channels),
        "I4": loyalty(facts),
        "I5": renewal(facts),
        "I6": intensity(facts),
        "I7": share_figure("I7", facts.budget, facts.participants),
        "I8": share_figure("I8", facts.quit, facts.started),
    }


def attendance(facts: EditionFacts) -> Figure:
    """Present ÷ registered over the sittings where both were counted."""
    both = [(each.present, each.registered) for each in facts.sittings if None not in (each.present, each.registered)]
    if not both:
        return unknown("I2", NOT_GIVEN)
    return share_figure(
        "I2", sum(present or 0 for present, _r in both), sum(registered or 0 for _p, registered in both)
    )


def loyalty(facts: EditionFacts) -> Figure:
    """Those who came back ÷ participants of the edition before."""
    if not facts.has_previous:
        return unknown("I4", NO_PREVIOUS)
    return share_figure("I4", facts.returning, facts.previous)


def renewal(facts: EditionFacts) -> Figure:
    """Those who never came before ÷ participants. The first edition of a device has nothing to compare with."""
    if facts.never_before is None and not facts.has_previous:
        return unknown("I5", NO_PREVIOUS)
    return share_figure("I5", facts.never_before, facts.participants)


def intensity(facts: EditionFacts) -> Figure:
    """Contributions of the median participant; not the mean, which a few talkative people pull up."""
    if facts.median_contributions is None:
        return unknown("I6", NOT_GIVEN)
    return Figure("I6", facts.median_contributions, n=facts.participants)


def by_channel(channels: Iterable[ChannelFacts]) -> tuple[ChannelFacts, ...]:
    """One line per channel: the line of all publics when there is one, else the sum of its publics."""
    found: dict[str, ChannelFacts] = {}
    for each in channels:
        if each.audience == "all":
            found[each.channel] = each
    whole = set(found)
    for each in channels:
        if each.channel in whole:
            continue
        before = found.get(each.channel)
        found[each.channel] = replace(each, audience="all") if before is None else _added(before, each)
    return tuple(found.values())


def _added(one: ChannelFacts, other: ChannelFacts) -> ChannelFacts:
    """Counts added; unknown as soon as one of the two is."""
    sums: dict[str, Any] = {name: _sum(getattr(one, name), getattr(other, name)) for name in (*STEPS, "cost")}
    return replace(one, **sums)


def _sum(one: int | Decimal | None, other: int | Decimal | None) -> int | Decimal | None:
    return None if one is None or other is None else one + other


def funnel_end(channels: Iterable[ChannelFacts]) -> Figure:
    """Contributed ÷ reached, over the channels where both are known."""
    both = [each for each in by_channel(tuple(channels)) if None not in (each.reached, each.contributed)]
    if not both:
        return unknown("I3", NOT_GIVEN)
    return share_figure("I3", sum(each.contributed or 0 for each in both), sum(each.reached or 0 for each in both))


def funnel_steps(channels: Iterable[ChannelFacts]) -> list[Figure]:
    """Each step over all channels: ``part`` is "reached>registered"… Only where both counts are known."""
    lines = by_channel(tuple(channels))
    found = []
    for before, after in zip(STEPS, STEPS[1:], strict=False):
        both = [each for each in lines if None not in (getattr(each, before), getattr(each, after))]
        part = f"{before}>{after}"
        if not both:
            found.append(unknown("I3", NOT_GIVEN, part=part))
            continue
        top = sum(getattr(each, after) for each in both)
        found.append(replace(share_figure("I3", top, sum(getattr(each, before) for each in both)), part=part))
    return found


def funnel_channels(channels: Iterable[ChannelFacts]) -> list[Figure]:
    """Contributed ÷ reached of each channel; ``part`` is the channel."""
    return [
        replace(share_figure("I3", each.contributed, each.reached), part=each.channel)
        for each in by_channel(tuple(channels))
    ]
