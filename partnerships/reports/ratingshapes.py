"""What the reading of a rating shows: frozen, for the page, the PDF and the workbook alike."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.charts import Dot, Spoke
from partnerships.reports.lean import LeanSummary
from partnerships.reports.parts import Matrix
from partnerships.scoring.ratings import Box, Why

#: Box → its icon, its name, what to do of it.
BOXES = {
    Box.SHARED_STRENGTH: ("check", _("Shared strength"), _("To say and to keep: quote these points in public.")),
    Box.SHARED_WEAKNESS: ("fall", _("Shared weakness"), _("For the action plan: each party proposes a measure.")),
    Box.TO_OPEN: ("flag", _("Disagreement to open"), _("For a workshop: each first says what it saw.")),
    Box.BLIND_SPOT: ("help", _("Blind spot"), _("To inform: whoever knows tells the others, with the papers.")),
    Box.BETWEEN: ("same", pgettext_lazy("rating", "In between"), _("To follow: neither a strength nor a weakness.")),
}
WHYS = {
    Why.NO_ANSWER: _("not enough data: nobody rated it"),
    Why.NOT_APPLICABLE: _("not applicable for those who answered"),
    Why.FEW_ORGANISATIONS: _("not publishable: one organisation only answered"),
    Why.FEW_PARTIES: _("not publishable: fewer than half of the parties answered"),
}
#: Under this number of respondents, the answers of a party are never told apart, even to itself.
FEW_RESPONDENTS = 5


@dataclass(frozen=True)
class PartyColumn:
    """``people``: sheets sent; ``said``: what was said of trust and benefits ("" when nothing)."""

    pk: UUID
    letter: str
    name: str
    people: int
    is_own: bool


@dataclass(frozen=True)
class Said:
    """What would make a statement progress, or a proof, without who said it."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One criterion or statement, read. ``cells``: one per party column, in order; ``votes``: see ``Votes``."""

    code: str
    number: str
    text: str
    short: str
    cells: tuple[Decimal | None, ...]
    dots: tuple[Dot, ...]
    mean: Decimal | None
    score: Decimal | None
    median: Decimal | None
    extent: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    deviation: Decimal | None
    agreement: Decimal | None
    dont_know: Decimal | None
    box: str
    box_word: str
    box_icon: str
    why: str
    apart: str
    organisations: int
    people: int
    joint: str
    before: Decimal | None = None
    change: Decimal | None = None
    followed: bool = False

    @property
    def is_weak(self) -> bool:
        return self.box in (Box.SHARED_WEAKNESS, Box.TO_OPEN, Box.BLIND_SPOT)


@dataclass(frozen=True)
class BoxGroup:
    """``lines``: criteria; ``inside``: statements whose own box is another one than their criterion's."""

    box: str
    icon: str
    title: str
    then: str
    lines: tuple[Line, ...]
    inside: tuple[Line, ...]


@dataclass(frozen=True)
class TrustCell:
    level: Decimal | None
    is_self: bool = False


@dataclass(frozen=True)
class TrustRow:
    party: PartyColumn
    cells: tuple[TrustCell, ...]
    received: Decimal | None


@dataclass(frozen=True)
class TrustPair:
    one: str
    other: str
    there: Decimal | None
    back: Decimal | None
    asymmetry: Decimal | None


@dataclass(frozen=True)
class TrustTable:
    rows: tuple[TrustRow, ...]
    pairs: tuple[TrustPair, ...]
    mean: Decimal | None
    asymmetry: Decimal | None
    reciprocity: Decimal | None

    @property
    def is_empty(self) -> bool:
        return self.mean is None


@dataclass(frozen=True)
class BenefitLine:
    """``level``: None when the party didn't answer on it."""

    code: str
    name: str
    level: int | None
    is_declared: bool


@dataclass(frozen=True)
class BenefitRow:
    party: PartyColumn
    declared: int
    felt: int
    beyond: int
    realised: Decimal | None
    net: Decimal | None
    lines: tuple[BenefitLine, ...]
    drawbacks: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class RatingReport:
    """The reading of one campaign. ``before_label``: "t0" when an earlier one is shown in grey.

    ``lean``, ``gains``: on the paper of the last rating alone; they say where the partnership stands on that day.
    """

    title: str
    label: str
    partnership: str
    territory: str
    coordinator: str
    mode: str
    is_together: bool
    closed_on: datetime.date | None
    confidentiality: str
    demo: bool
    printed_on: datetime.date
    parties: tuple[PartyColumn, ...]
    people: int
    criteria: tuple[Line, ...]
    statements: Mapping[str, tuple[Line, ...]]
    boxes: tuple[BoxGroup, ...]
    unread: tuple[Line, ...]
    spokes: tuple[Spoke, ...]
    before: tuple[Spoke, ...]
    before_label: str
    finding: str
    evidence: Decimal | None
    evidence_people: int
    trust: TrustTable
    benefits: tuple[BenefitRow, ...]
    thresholds: Mapping[str, str] = field(default_factory=dict)
    lean: LeanSummary | None = None
    gains: Matrix | None = None

    @property
    def by_extent(self) -> list[Line]:
        """The widest apart first, what can't be read last."""
        return sorted(self.criteria, key=lambda line: (line.extent is None, -(line.extent or 0), line.mean or 0))

    @property
    def weakest(self) -> list[Line]:
        return sorted((line for line in self.criteria if line.score is not None), key=lambda line: line.score or 0)
