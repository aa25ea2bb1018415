"""The thresholds of the readings and of the alerts: starting points, not statistically validated, frozen per campaign.

Shares go from 0 to 1. Sources: docs/en/figures.md (partnerships).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True)
class Thresholds:
    """Every figure may be changed for a partnership; a campaign keeps those of its day (``Campaign.thresholds``)."""

    # Reading of a rating: levels normalised to 0–1, agreement r*wg, share of "I don't know", distance in levels.
    strong: Decimal = Decimal("0.66")
    weak: Decimal = Decimal("0.50")
    agreement: Decimal = Decimal("0.70")
    dont_know: Decimal = Decimal("0.30")
    outlier_levels: Decimal = Decimal("1.5")
    parties_answering: Decimal = Decimal("0.50")
    # Facts beside perception: distance between the rating and the fact.
    gap: Decimal = Decimal("0.30")
    # AP1: actions linked to a shared result, actions with two contributors.
    linked_actions: Decimal = Decimal("0.50")
    shared_actions: Decimal = Decimal("0.30")
    # AP2: how well the others foresee one's motives; votes against one's own priorities.
    readable_motives: Decimal = Decimal("0.25")
    opposed_votes: Decimal = Decimal(3)
    # AP3: felt convergence (criterion 1) against measured overlap.
    felt_convergence: Decimal = Decimal("0.70")
    rank_overlap: Decimal = Decimal("0.20")
    tag_overlap: Decimal = Decimal("0.30")
    # AP4: concentration per domain, share of one actor (two parties: a higher one), domains, logged decisions.
    concentration: Decimal = Decimal("0.50")
    one_actor: Decimal = Decimal("0.60")
    one_actor_of_two: Decimal = Decimal("0.80")
    power_domains: Decimal = Decimal(3)
    logged_decisions: Decimal = Decimal(8)
    # AP5: distance between risks borne and means; risk borne per power held.
    risk_imbalance: Decimal = Decimal("0.30")
    risk_per_power: Decimal = Decimal(2)
    # Verticality index, and the parts that must be known before it is given.
    verticality: Decimal = Decimal("0.50")
    verticality_parts: Decimal = Decimal(3)
    # Fewer rows than this say nothing (actions, requests, amendments, facts of a domain of power).
    facts_needed: Decimal = Decimal(3)
    # An alert that the parties closed isn't raised again before so many days.
    again_days: Decimal = Decimal(90)
    # Silence: no disagreement opened in so many days while criterion 8 is felt below this.
    silence_days: Decimal = Decimal(365)
    silence_felt: Decimal = Decimal("0.50")

    def as_json(self) -> dict[str, str]:
        """name → number as text, exact."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Thresholds":
        """What was stored; a threshold that is missing or unreadable takes its default, an unknown one is left out."""
        read: dict[str, Decimal] = {}
        for field in fields(cls):
            if field.name not in stored:
                continue
            try:
                value = Decimal(str(stored[field.name]))
            except InvalidOperation:
                continue
            if value.is_finite():
                read[field.name] = value
        return cls(**read)
