"""The reading of a rating: radar, party by party, four boxes, trust, benefits. One frozen dataclass."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Dot, Spoke
from core.numbers import format_number
from partnerships.criteria import BY_CODE, CRITERIA
from partnerships.enums import CampaignState, RatingMode
from partnerships.models import Campaign, Party
from partnerships.reports.ratingcounts import Readings, count_answers, limits_of, read_counts, read_joint
from partnerships.reports.ratingextras import benefit_rows, trust_table
from partnerships.reports.ratingshapes import BOXES, WHYS, BoxGroup, Line, PartyColumn, RatingReport
from partnerships.scoring.ratings import Box, Reading, evidence_coverage
from partnerships.services.rating import parties_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def label_of(campaign: Campaign) -> str:
    """ "t0" for the first one, "t1" for the next."""
    return f"t{campaign.number}"


def columns(campaign: Campaign, own: Party | None) -> tuple[PartyColumn, ...]:
    """The parties with their letters; in a lettered campaign the letters are drawn anew and nobody is named."""
    sent = Q(rating_sheets__campaign=campaign, rating_sheets__sent_at__isnull=False)
    rows = list(parties_of(campaign).annotate(people=Count("rating_sheets", filter=sent)).order_by("position", "pk"))
    if campaign.lettered:
        rows.sort(key=lambda party: hashlib.sha256(f"{campaign.pk}{party.pk}".encode()).hexdigest())
    return tuple(_column(campaign, party, index, own) for index, party in enumerate(rows))


def _column(campaign: Campaign, party: Any, index: int, own: Party | None) -> PartyColumn:
    letter = LETTERS[index] if index < len(LETTERS) else str(index + 1)
    name = _("Party %(letter)s") % {"letter": letter} if campaign.lettered else party.organization.name
    return PartyColumn(party.pk, letter, name, party.people, own is not None and own.pk == party.pk)


def build_rating(campaign: Campaign, own: Party | None = None) -> RatingReport:
    """Everything that the parties read of a closed campaign. ``own``: the reader's party, marked as such."""
    parties, earlier = columns(campaign, own), _first(campaign)
    counts = count_answers([campaign, *([earlier] if earlier else [])])
    readings = read_counts(counts.get(campaign.pk, {}), parties=len(parties), limits=limits_of(campaign))
    before: Mapping[str, Reading] = {}
    if earlier:
        early = read_counts(counts.get(earlier.pk, {}), parties=len(parties), limits=limits_of(earlier))
        before = early.criteria
    followed = set(campaign.follow_ups.values_list("statement", flat=True))
    together = campaign.mode == RatingMode.TOGETHER
    lines = _Lines(parties, readings, read_joint(campaign), before, followed, together=together)
    criteria = tuple(lines.criterion(criterion.code) for criterion in CRITERIA)
    statements = {criterion.code: lines.statements(criterion.code) for criterion in CRITERIA}
    return RatingReport(
        **_head(campaign),
        is_together=together,
        parties=parties,
        people=sum(party.people for party in parties),
        criteria=criteria,
        statements=statements,
        boxes=_boxes(criteria, statements),
        unread=tuple(line for line in criteria if not line.box),
        spokes=_spokes(criteria),
        before=_before_spokes(before),
        before_label=label_of(earlier) if earlier and any(reading.mean for reading in before.values()) else "",
        finding=_finding(criteria, parties),
        evidence=evidence_coverage(readings.answers),
        evidence_people=sum(row.high for row in readings.answers),
        trust=trust_table(campaign, parties),
        benefits=benefit_rows(campaign, parties),
    )


def _head(campaign: Campaign) -> dict[str, Any]:
    """What the cover and the head of the page say."""
    partnership = campaign.partnership
    return {
        "title": campaign.title or _("Rating %(label)s") % {"label": label_of(campaign)},
        "label": label_of(campaign),
        "partnership": partnership.name,
        "territory": str(partnership.territory),
        "coordinator": str(partnership.coordinator),
        "mode": campaign.get_mode_display(),
        "closed_on": timezone.localtime(campaign.closed_at).date() if campaign.closed_at else None,
        "confidentiality": campaign.get_confidentiality_display(),
        "demo": partnership.is_demonstration,
        "printed_on": timezone.localdate(),
        "thresholds": limits_of(campaign).as_json(),
    }


def _first(campaign: Campaign) -> Campaign | None:
    """The baseline, when this campaign isn't it."""
    rows = Campaign.objects.filter(
        partnership=campaign.partnership_id, state=CampaignState.CLOSED, number__lt=campaign.number
    ).exclude(mode=RatingMode.TOGETHER)
    return rows.order_by("number").first()


class _Lines:
    """Turns readings into lines of the page."""

    def __init__(
        self,
        parties: Sequence[PartyColumn],
        readings: Readings,
        joint: Mapping[str, Reading],
        before: Mapping[str, Reading],
        followed: set[str],
        *,
        together: bool,
    ) -> None:
        self.parties, self.readings, self.joint = parties, readings, joint
        self.before, self.followed, self.together = before, followed, together

    def criterion(self, code: str) -> Line:
        criterion = BY_CODE[code]
        reading = self._reading(code, self.readings.criteria)
        people = max((self._people(statement.code) for statement in criterion.statements), default=0)
        return self._line(code, str(criterion.name), str(criterion.short), reading, people)

    def statements(self, code: str) -> tuple[Line, ...]:
        return tuple(
            self._line(
                statement.code,
                str(statement.text),
                str(statement.text),
                self._reading(statement.code, self.readings.statements),
                self._people(statement.code),
            )
            for statement in BY_CODE[code].statements
        )

    def _reading(self, code: str, alone: Mapping[str, Reading]) -> Reading:
        return self.joint.get(code, alone[code]) if self.together else alone[code]

    def _people(self, statement: str) -> int:
        return sum(row.rated for row in self.readings.answers_to(statement))

    def _line(self, code: str, text: str, short: str, reading: Reading, people: int) -> Line:
        cells = tuple(reading.means.get(party.pk) for party in self.parties)
        before = self.before[code].mean if code in self.before else None
        icon, word, _then = BOXES[reading.box] if reading.box else ("", "", "")
        apart = next((party.name for party in self.parties if party.pk == reading.apart), "")
        change = None if before is None or reading.mean is None else reading.mean - before
        return Line(
            code=code, number=code.removeprefix("C"), text=text, short=short, cells=cells,
            dots=tuple(
                Dot(party.letter, party.name, cell, party.is_own)
                for party, cell in zip(self.parties, cells, strict=True)
            ),
            mean=reading.mean, score=reading.score, median=reading.median, extent=reading.extent,
            lowest=reading.lowest, highest=reading.highest, deviation=reading.deviation,
            agreement=reading.agreement, dont_know=reading.dont_know,
            box=reading.box or "", box_word=str(word), box_icon=icon,
            why=str(WHYS[reading.why]) if reading.why else "", apart=apart,
            organisations=len(reading.means), people=people,
            joint="" if self.together else self._joint(code), before=before, change=change,
            followed=code in self.followed,
        )  # fmt: skip

    def _joint(self, code: str) -> str:
        """What the parties then answered together, beside the arithmetic."""
        reading = self.joint.get(code)
        if reading is None:
            return ""
        return format_number(reading.mean) if reading.mean is not None else str(_("no common answer"))


def _spokes(criteria: Sequence[Line]) -> tuple[Spoke, ...]:
    return tuple(Spoke(int(line.number), line.short, line.mean, line.lowest, line.highest) for line in criteria)


def _before_spokes(before: Mapping[str, Reading]) -> tuple[Spoke, ...]:
    return tuple(
        Spoke(number, str(criterion.short), before[criterion.code].mean, before[criterion.code].lowest,
              before[criterion.code].highest)
        for number, criterion in enumerate(CRITERIA, 1)
        if criterion.code in before
    )  # fmt: skip


def _boxes(criteria: Sequence[Line], statements: Mapping[str, Sequence[Line]]) -> tuple[BoxGroup, ...]:
    """The four boxes, always, in their order; "in between" when something is."""
    groups = []
    for box, (icon, title, then) in BOXES.items():
        lines = tuple(line for line in criteria if line.box == box)
        inside = tuple(
            part
            for line in criteria
            for part in statements[line.code]
            if part.box == box and part.box != line.box and box not in (Box.BETWEEN, Box.SHARED_STRENGTH)
        )
        if lines or inside or box != Box.BETWEEN:
            groups.append(BoxGroup(box, icon, str(title), str(then), lines, inside))
    return tuple(groups)


def _finding(criteria: Sequence[Line], parties: Sequence[PartyColumn]) -> str:
    """The result in a sentence, before any figure."""
    answered = sum(1 for party in parties if party.people)
    scores = [line for line in criteria if line.mean is not None]
    if not scores:
        return _("There isn't enough data to read this rating yet.")
    head = ngettext(
        "%(count)d party rated the eleven criteria from 1 to 4.",
        "%(count)d parties rated the eleven criteria from 1 to 4.",
        answered,
    ) % {"count": answered}
    if not answered:
        head = _("The parties rated the eleven criteria from 1 to 4, on one sheet.")
    widest = max(scores, key=lambda line: line.extent or Decimal(0))
    if widest.box == Box.TO_OPEN:
        tail = _("They don't see the same thing on: %(criterion)s.") % {"criterion": widest.text}
    elif any(line.box == Box.SHARED_WEAKNESS for line in scores):
        weakest = min(scores, key=lambda line: line.mean or Decimal(0))
        tail = _("All see the same weakness: %(criterion)s.") % {"criterion": weakest.text}
    else:
        tail = _("They see much the same thing on all criteria that could be read.")
    return f"{head} {tail}"
