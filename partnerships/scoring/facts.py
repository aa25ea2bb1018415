"""What the readings of the facts start from: counted rows of one partnership, no name, no database."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from partnerships.scoring.power import RiskInput

Key = Hashable


@dataclass(frozen=True)
class DecisionFact:
    """``holder``: function of who decided, "" when several did. ``told_after``: in days."""

    domain: str
    deciders: Collection[Key]
    holder: str = ""
    has_reason: bool = False
    opposed: Collection[Key] = ()
    told_after: int | None = None
    proposer: Key | None = None
    consulted: Collection[Key] = ()


@dataclass(frozen=True)
class ActionFact:
    """An action of the plan that wasn't dropped."""

    has_result: bool = False
    contributors: Collection[Key] = ()
    goes_on: bool = False


@dataclass(frozen=True)
class Need:
    party: Key
    label: str


@dataclass(frozen=True)
class LessonFact:
    author: Key
    reused_by: Collection[Key] = ()


@dataclass(frozen=True)
class Sheet:
    """What a party wrote alone; read once everything was revealed. ``foreseen``: what others expected of it."""

    party: Key
    ranking: Sequence[Key] = ()
    tags: Collection[str] = ()
    motives: Collection[str] = ()
    foreseen: Sequence[Collection[str]] = ()
    unhandled_conflict: bool = False


@dataclass(frozen=True)
class FactSheet:
    """Everything counted, for one partnership on one day. Shares and amounts are Decimal; a None is not known."""

    parties: Sequence[Key]
    lead: Key | None = None
    revealed: bool = False
    signed: bool = False
    #: Days since the partnership began.
    days: int = 0
    sheets: Sequence[Sheet] = ()
    edits: Mapping[Key, Decimal] = field(default_factory=dict)
    meetings_invited: int = 0
    meetings_present: int = 0
    chairs: Sequence[Key] = ()
    commitments_due: int = 0
    commitments_kept: int = 0
    step_roles: int = 0
    needs: Sequence[Need] = ()
    offers: Sequence[Need] = ()
    lessons: Sequence[LessonFact] = ()
    contributed: Mapping[Key, Decimal] = field(default_factory=dict)
    felt_benefits: Mapping[Key, Decimal] = field(default_factory=dict)
    requests: Sequence[tuple[Key, Key]] = ()
    reviews_due: int = 0
    reviews_held: int = 0
    parties_with_two_contacts: int = 0
    actions: Sequence[ActionFact] = ()
    disagreements: int = 0
    disagreements_agreed: int = 0
    disagreements_last_year: int = 0
    documents: int = 0
    documents_open: int = 0
    document_authors: Sequence[Key] = ()
    decisions: Sequence[DecisionFact] = ()
    #: Party → largest share of its yearly budget that comes from one other party, for those whose budget is known.
    dependence: Mapping[Key, Decimal] = field(default_factory=dict)
    clauses: int = 0
    one_sided_kinds: int = 0
    amendments: Sequence[Key] = ()
    incidents: int = 0
    incidents_joint: int = 0
    risks: Sequence[RiskInput] = ()
    objectives: int = 0
    objectives_validated: int = 0
    #: Criterion → mean of the organisations, normalised to 0–1, at the last closed campaign.
    felt: Mapping[str, Decimal] = field(default_factory=dict)
