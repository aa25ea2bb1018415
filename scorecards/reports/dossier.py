"""The printed dossier of a cycle: cover, card, both sides, votes, decisions, plan. One frozen dataclass."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.reports import PlanReport, build_plan
from core.dates import format_date, format_month, format_period
from core.numbers import format_number
from scorecards.enums import Outcome
from scorecards.models import Cycle, InterfaceMeeting
from scorecards.reports.card import Audience, CardReport, CardRow, build_card
from scorecards.reports.inputs import Inputs, build_inputs
from scorecards.services.moderation import Mask, mask_of

#: The one-page card: from how many rows on it is set smaller, and how many lines of reasons a row may take.
DENSE_ROWS = 16
_REASON_LINES = ((10, 3), (18, 2), (24, 1))
#: Width of an A4 landscape page without its margins, of its fixed columns, of a group, of the trend; of a letter.
_PAGE, _FIXED, _GROUP, _TREND, _LETTER = 271.0, 116.0, 16.0, 28.0, 1.64


@dataclass(frozen=True)
class Fact:
    """A large figure on the cover and what it counts."""

    figure: str
    words: str


@dataclass(frozen=True)
class Presence:
    """People of one side at the meeting; None: not counted."""

    shape: str
    name: str
    women: int | None
    men: int | None


@dataclass(frozen=True)
class Decision:
    """One indicator discussed. ``outcome``: agreed, disagreement, postponed, or "" when nothing came out yet."""

    indicator: str
    users_said: str
    provider_said: str
    outcome: str
    outcome_word: str
    agreement: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class MeetingReport:
    """``when``: "held on …", "planned on …" or empty."""

    when: str
    place: str
    convener: str
    presence: tuple[Presence, ...]
    notes: str
    decisions: tuple[Decision, ...]

    @property
    def is_counted(self) -> bool:
        return any(side.women is not None or side.men is not None for side in self.presence)


@dataclass(frozen=True)
class Reason:
    """Why the sides scored so, on one indicator: (who, shape, text, suggestion)."""

    indicator: str
    lines: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Dossier:
    """``short_reasons``: one bounded text per row of the card, in its order; ``warning``: what to know first."""

    title: str
    service: str
    territory: str
    organization: str
    operator: str
    round_label: str
    period: str
    month: str
    printed_on: datetime.date
    address: str
    warning: str
    demo: bool
    facts: tuple[Fact, ...]
    card: CardReport
    short_reasons: tuple[str, ...]
    reasons: tuple[Reason, ...]
    vote_rows: tuple[CardRow, ...]
    meeting: MeetingReport | None
    plan: PlanReport
    inputs: Inputs

    @property
    def card_rows(self) -> list[tuple[CardRow, str]]:
        return list(zip(self.card.rows, self.short_reasons, strict=True))

    @property
    def is_dense(self) -> bool:
        return len(self.card.rows) >= DENSE_ROWS

    @property
    def has_short_reasons(self) -> bool:
        return any(self.short_reasons)

    @property
    def group_names(self) -> str:
        """ "Women, Men, Youth": who signs for the users."""
        return ", ".join(group.name for group in self.card.groups)


def build_dossier(cycle: Cycle, audience: Audience) -> Dossier:
    """The dossier as it stands today, in the active language. About fifteen queries, whatever its size.

    ``cycle`` comes with its service point, territory and operator (``with_context``).
    """
    card = build_card(cycle, audience=audience)
    mask = Mask() if audience == "team" else mask_of(cycle)
    plan = build_plan(cycle.action_plan, mask=mask)
    point = cycle.service_point
    return Dossier(
        title=f"{point}, {cycle.round_label}",
        service=str(point),
        territory=str(point.territory),
        organization=str(cycle.organization),
        operator=str(point.operator),
        round_label=cycle.round_label,
        period=_period(cycle),
        month=format_month(cycle.starts_on),
        printed_on=timezone.localdate(),
        address=settings.BASE_URL.rstrip("/") + reverse("scorecards:cycle_card", args=[cycle.pk]),
        warning=_warning(card),
        demo=cycle.is_demo,
        facts=_facts(card, plan),
        card=card,
        short_reasons=tuple(_short(row, _room(card)) for row in card.rows),
        reasons=tuple(found for row in card.rows if (found := _reasons(row)).lines),
        vote_rows=tuple(row for row in card.rows if row.has_votes),
        meeting=_meeting(cycle, mask),
        plan=plan,
        inputs=build_inputs(cycle, mask),
    )


def _period(cycle: Cycle) -> str:
    if cycle.ends_on is None:
        return _("from %(date)s") % {"date": format_date(cycle.starts_on)}
    return format_period(cycle.starts_on, cycle.ends_on)


def _warning(card: CardReport) -> str:
    """A copy that isn't for everybody, or not final, says so on its cover."""
    if not card.is_released:
        return _("Draft: this card isn't released yet, its figures may still change.")
    if card.audience == "team":
        return _("Copy of the facilitation team: it shows every group's scores. Don't post it.")
    return ""


def _facts(card: CardReport, plan: PlanReport) -> tuple[Fact, ...]:
    """Two means, who scored, promises kept; what nobody counted is left out."""
    facts = []
    if card.users.text:
        facts.append(Fact(card.users.text, _("users' mean, %(out_of)s") % {"out_of": card.out_of}))
    if card.provider.text:
        facts.append(Fact(card.provider.text, _("staff's mean, %(out_of)s") % {"out_of": card.out_of}))
    people = card.users_people or 0
    if people:
        facts.append(Fact(format_number(people, 0), _people_words(people, card.provider_people or 0)))
    if plan.made:
        facts.append(Fact(f"{plan.done} / {plan.made}", _("promises of the plan kept")))
    return tuple(facts)


def _people_words(users: int, staff: int) -> str:
    if not staff:
        return ngettext("user scored", "users scored", users)
    return ngettext("users and %(n)d member of staff scored", "users and %(n)d members of staff scored", staff) % {
        "n": staff
    }


def _room(card: CardReport) -> int:
    """Characters of reasons that a row may take so that the card stays on one page."""
    lines = next((lines for limit, lines in _REASON_LINES if len(card.rows) <= limit), 0)
    width = _PAGE - _FIXED - _GROUP * len(card.groups) - (_TREND if card.previous_label else 0)
    letters = int(width / _LETTER)
    return lines * letters if letters >= 20 else 0


def _short(row: CardRow, room: int) -> str:
    """The reasons of a row in a few words; the whole of them is further on."""
    if not room:
        return ""
    said: dict[str, list[str]] = {}
    for reason in row.reasons:
        if reason.text:
            said.setdefault(" ".join(reason.text.split()), []).append(reason.who)
    if len(row.cells) < 2 and len(said) == 1:
        text = next(iter(said))
    else:
        text = " · ".join(_("%(who)s: %(text)s") % {"who": ", ".join(who), "text": text} for text, who in said.items())
    return text if len(text) <= room else text[: room - 1].rstrip(" ,;:.") + "…"


def _reasons(row: CardRow) -> Reason:
    return Reason(
        row.label,
        tuple((reason.who, reason.side, reason.text, reason.suggestion) for reason in row.reasons),
    )


def _meeting(cycle: Cycle, mask: Mask) -> MeetingReport | None:
    """The interface meeting, None before anybody planned it."""
    meeting = InterfaceMeeting.objects.filter(cycle=cycle).first()
    if meeting is None:
        return None
    discussions = meeting.discussions.select_related("indicator").prefetch_related("actions")
    when = ""
    if meeting.held_on:
        when = _("Held on %(date)s") % {"date": format_date(meeting.held_on)}
    elif meeting.planned_on:
        when = _("Planned on %(date)s") % {"date": format_date(meeting.planned_on)}
    return MeetingReport(
        when=when,
        place=meeting.place,
        convener=mask(meeting.convener),
        presence=tuple(
            Presence(shape, name, getattr(meeting, f"{side}_women"), getattr(meeting, f"{side}_men"))
            for side, shape, name in (
                ("community", "users", _("Community")),
                ("provider", "provider", _("Provider")),
                ("authority", "authority", _("Authority")),
            )
        ),
        notes=mask(meeting.notes),
        decisions=tuple(
            Decision(
                indicator=discussion.indicator.label,
                users_said=mask(discussion.users_said),
                provider_said=mask(discussion.provider_said),
                outcome=discussion.outcome,
                outcome_word=str(Outcome(discussion.outcome).label) if discussion.outcome else "",
                agreement=mask(discussion.agreement),
                actions=tuple(f"{action.number}. {mask(action.what)}" for action in discussion.actions.all()),
            )
            for discussion in discussions
        ),
    )
