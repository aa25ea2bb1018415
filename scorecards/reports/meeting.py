"""The interface meeting as its pages show it: the agenda with both sides' figures, outcomes, actions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scorecards import scoring
from scorecards.enums import CycleState, Outcome
from scorecards.models import Cycle, Discussion, InterfaceMeeting
from scorecards.reports.card import Audience, build_card
from scorecards.reports.shapes import CardFigure, CardReport, CardRow
from scorecards.services.meeting import PRESENCE_FIELDS, missing_for_meeting
from scorecards.services.moderation import mask_of


@dataclass(frozen=True)
class AgendaItem:
    """One indicator in the order of the meeting. ``discussion`` is None until the agenda is prepared."""

    number: int
    row: CardRow
    discussion: Discussion | None
    actions: int

    @property
    def outcome(self) -> str:
        return self.discussion.outcome if self.discussion is not None else ""

    @property
    def outcome_word(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True)
class SidePresence:
    """People of one side at the meeting; None: not counted."""

    side: str
    name: str
    women: int | None
    men: int | None

    @property
    def total(self) -> int | None:
        known = [count for count in (self.women, self.men) if count is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class MeetingReport:
    cycle: Cycle
    card: CardReport
    meeting: InterfaceMeeting | None
    items: tuple[AgendaItem, ...]
    presence: tuple[SidePresence, ...]
    missing: tuple[str, ...]
    settled: int
    actions: int

    @property
    def is_open(self) -> bool:
        return bool(self.cycle.state == CycleState.INTERFACE)

    @property
    def next_number(self) -> int:
        """The first point without outcome, 0 when all are settled."""
        return next((item.number for item in self.items if not item.outcome), 0)

    @property
    def is_manual(self) -> bool:
        """The team put the agenda in its own order."""
        return self.meeting is not None and self.meeting.agenda_is_manual

    @property
    def is_prepared(self) -> bool:
        return any(item.discussion is not None for item in self.items)

    @property
    def total(self) -> int | None:
        known = [side.total for side in self.presence if side.total is not None]
        return sum(known) if known else None


def build_meeting(cycle: Cycle, *, audience: Audience) -> MeetingReport:
    """Agenda: the prepared order, else the order it would have (lowest figure, then largest gap)."""
    card = build_card(cycle, audience=audience, order="card")
    meeting = InterfaceMeeting.objects.filter(cycle=cycle).first()
    discussions = (
        {str(row.indicator_id): row for row in meeting.discussions.prefetch_related("actions")} if meeting else {}
    )
    if audience == "public" and meeting is not None:
        _mask_words(cycle, meeting, discussions.values())
    items = []
    for number, row in enumerate(_ordered(card, discussions), 1):
        discussion = discussions.get(row.pk)
        items.append(AgendaItem(number, row, discussion, len(discussion.actions.all()) if discussion else 0))
    return MeetingReport(
        cycle=cycle,
        card=card,
        meeting=meeting,
        items=tuple(items),
        presence=_presence(meeting),
        missing=tuple(missing_for_meeting(cycle)) if cycle.state == CycleState.INTERFACE else (),
        settled=sum(bool(item.outcome) for item in items),
        actions=sum(item.actions for item in items),
    )


def _mask_words(cycle: Cycle, meeting: InterfaceMeeting, discussions: Iterable[Discussion]) -> None:
    """On the rows as read, never saved: what the team reads again is replaced for the others."""
    mask = mask_of(cycle)
    meeting.notes, meeting.convener = mask(meeting.notes), mask(meeting.convener)
    for row in discussions:
        row.users_said, row.provider_said = mask(row.users_said), mask(row.provider_said)
        row.agreement = mask(row.agreement)


def _ordered(card: CardReport, discussions: dict[str, Discussion]) -> list[CardRow]:
    if discussions:
        return sorted(
            card.rows, key=lambda row: discussions[row.pk].position if row.pk in discussions else len(card.rows) + 1
        )
    rows = {row.code: row for row in card.rows}
    return [rows[code] for code in agenda_codes(card)]


def agenda_codes(card: CardReport) -> tuple[str, ...]:
    """The agenda's order computed from the figures that this reader sees."""
    rows = [scoring.Row(row.code, (), _cell(row.users), _cell(row.provider), row.gap, None) for row in card.rows]
    return scoring.agenda_order(scoring.card_of((), rows))


def _cell(figure: CardFigure) -> scoring.Cell:
    return scoring.Cell(scoring.Status(figure.status), figure.value)


def _presence(meeting: InterfaceMeeting | None) -> tuple[SidePresence, ...]:
    if meeting is None:
        return ()
    counts = {name: getattr(meeting, name) for name in PRESENCE_FIELDS}
    shapes = {
        "community": ("users", _("Users")),
        "provider": ("provider", _("Provider")),
        "authority": ("authority", _("Authority")),
    }
    return tuple(
        SidePresence(shape, name, counts[f"{side}_women"], counts[f"{side}_men"])
        for side, (shape, name) in shapes.items()
    )
