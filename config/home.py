"""The page of the day: what waits for this person, the most pressing first, whatever the feature."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from actionplans.models import Action
from actionplans.permissions import followed_actions
from actionplans.reports.due import to_see
from actionplans.wordguard import Mask, mask_for
from concertation.reports.today import answers_late, diagnoses_waiting, verdicts_waiting
from core.dates import due_phrase, format_day_brief, format_weekday
from partnerships.reports.today import waiting
from scorecards.enums import SessionState, Side
from scorecards.models import Cycle
from scorecards.reports.devices import SendsWaiting, sends_waiting
from scorecards.reports.today import AnswerWaiting, ReviewWaiting, SessionToHold, Today, today_for

#: Promises shown on the page of the day, and how far ahead they are announced, in days.
PROMISES = 6
AHEAD = 14


@dataclass(frozen=True)
class Line:
    """One dated thing to do, as ``components/ledger_item.html`` takes it."""

    when: str
    what: str
    meta: str
    url: str
    label: str
    when_small: str = ""
    kind: str = "paper"
    late: bool = False
    side: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    lines: tuple[Line, ...]
    link_url: str = ""
    link_label: str = ""


@dataclass(frozen=True)
class CycleLine:
    name: str
    url: str
    phase: int
    text: str


@dataclass(frozen=True)
class HomePage:
    today: str
    title: str
    lede: str
    sections: tuple[Section, ...]
    cycles: tuple[CycleLine, ...]
    can_open_cycle: bool
    #: Whoever scores may have work on this very telephone.
    goes_to_field: bool
    has_membership: bool


def _when(day: datetime.date | None) -> tuple[str, str]:
    """The date in words and the distance to it; a dash when no date was set."""
    return ("–", _("no date yet")) if day is None else (format_day_brief(day), due_phrase(day))


def _session_line(item: SessionToHold) -> Line:
    session = item.session
    when, small = _when(item.on)
    opened = session.state == SessionState.OPEN
    answered = _("%(done)d of %(total)d indicators answered") % {"done": item.answered, "total": item.indicators}
    people = session.group.size if session.group else None
    expected = ngettext("%(n)d person expected", "%(n)d people expected", people) % {"n": people} if people else ""
    what = _("%(who)s, %(where)s") % {
        "who": str(session) if session.side == Side.USERS else _("Service staff"),
        "where": session.cycle.service_point,
    }
    return Line(
        when,
        what,
        " · ".join(part for part in (answered, expected) if part),
        session.get_absolute_url(),
        _("Continue") if opened else _("Open the session"),
        small,
        late=item.on is not None and item.on < timezone.localdate(),
    )


def _review_line(item: ReviewWaiting, officer: bool) -> Line:
    when, small = _when(item.due_on)
    meta = ngettext(
        "%(waiting)d score of %(total)d waits for a decision.",
        "%(waiting)d scores of %(total)d wait for a decision.",
        item.waiting,
    ) % {"waiting": item.waiting, "total": item.total}
    return Line(
        when,
        _("Scores of the provider, %(where)s") % {"where": item.cycle.service_point},
        meta,
        reverse("scorecards:cycle_review", args=[item.cycle.pk]),
        _("Review the scores") if officer else _("See the review"),
        small,
        late=item.is_late,
    )


def _answer_line(item: AnswerWaiting) -> Line:
    meta = ngettext(
        "%(n)d score was contested by the municipality.",
        "%(n)d scores were contested by the municipality.",
        item.contested,
    ) % {"n": item.contested}
    what = _("Answer the review, %(where)s") % {"where": item.cycle.service_point}
    url = reverse("scorecards:cycle_review", args=[item.cycle.pk])
    return Line("–", what, meta, url, _("Answer"))


def _sends_line(item: SendsWaiting) -> Line:
    what = _("Received from the field, %(where)s") % {"where": item.cycle.service_point if item.cycle else "–"}
    meta = ngettext(
        "%(n)d send waits: two versions, or a record to correct.",
        "%(n)d sends wait: two versions, or records to correct.",
        item.count,
    ) % {"n": item.count}
    url = (
        reverse("scorecards:submission_list", args=[item.cycle.pk])
        if item.cycle
        else reverse("scorecards:submission_inbox")
    )
    return Line("–", what, meta, url, _("Settle"))


def _promise_line(action: Action, mask: Mask) -> Line:
    late = action.days_late(timezone.localdate()) > 0
    return Line(
        format_day_brief(action.due_on),
        mask(action.what),
        str(action.plan.place),
        reverse("actionplans:action_follow", args=[action.pk]),
        _("Note the progress"),
        due_phrase(action.due_on),
        late=late,
        side=_mark(action),
        owner=_owner(action, mask),
    )


def _promises(user: User) -> tuple[Line, ...]:
    """Those whose follow-up this person writes: a promise of the other side has its page, not a task here."""
    until = timezone.localdate() + datetime.timedelta(days=AHEAD)
    actions = (
        followed_actions(user)
        .open()
        .filter(due_on__lte=until)
        .select_related("plan__service_point", "plan__territory")
        .order_by("due_on", "plan", "number")[:PROMISES]
    )
    listed = list(actions)
    mask = mask_for(user, {action.plan_id for action in listed})
    return tuple(_promise_line(action, mask) for action in listed)


def _see_lines(user: User) -> tuple[Line, ...]:
    """Promises said to be kept that the follow-up committee hasn't seen yet, for its members."""
    waiting_rows = to_see(user, PROMISES)
    mask = mask_for(user, {row.action.plan_id for row in waiting_rows})
    return tuple(
        Line(
            "–" if row.kept_on is None else format_day_brief(row.kept_on),
            mask(row.action.what),
            str(row.action.plan.place),
            reverse("actionplans:action_confirm", args=[row.action.pk]),
            _("Say what you saw"),
            "" if row.kept_on is None else _("said to be kept"),
            side=_mark(row.action),
            owner=_owner(row.action, mask),
        )
        for row in waiting_rows
    )


def _mark(action: Action) -> str:
    return {"community": "users"}.get(action.side, action.side)


def _owner(action: Action, mask: Mask) -> str:
    return f"{action.get_side_display()} : {mask(action.responsible)}".capitalize()


def _partnerships(user: User) -> tuple[Line, ...]:
    return tuple(Line("–", task.title, str(row), task.url, task.label) for row, task in waiting(user))


def _diagnoses(user: User) -> tuple[Line, ...]:
    return tuple(
        Line("–", str(item.edition), item.seen, item.url, _("Continue") if item.begun else _("Begin the diagnosis"))
        for item in diagnoses_waiting(user)
    )


def _late_answers(user: User) -> tuple[Line, ...]:
    return tuple(
        Line(
            format_day_brief(item.due_on),
            str(item.edition),
            ngettext(
                "%(n)d contribution waits for its answer.", "%(n)d contributions wait for their answer.", item.waiting
            )
            % {"n": item.waiting},
            item.url,
            _("Answer"),
            due_phrase(item.due_on),
            late=True,
        )
        for item in answers_late(user)
    )


def _verdicts(user: User) -> tuple[Line, ...]:
    return tuple(
        Line(
            "–",
            str(item.edition),
            ngettext(
                "%(n)d lever tried waits for your decision: go on, adjust or stop.",
                "%(n)d levers tried wait for your decision: go on, adjust or stop.",
                item.waiting,
            )
            % {"n": item.waiting},
            item.url,
            _("Decide"),
        )
        for item in verdicts_waiting(user)
    )


def _sections(user: User, today: Today) -> tuple[Section, ...]:
    officer = granted(user, "scorecards.review_provider")
    sections = [
        Section("answers", _("Answers expected from you"), tuple(_answer_line(item) for item in today.answers)),
        Section("sessions", _("Sessions to hold"), tuple(_session_line(item) for item in today.sessions)),
        Section("sends", _("To settle from the field"), tuple(_sends_line(item) for item in sends_waiting(user))),
        Section(
            "reviews",
            _("Scores to review") if officer else _("Reviews that are late"),
            tuple(_review_line(item, officer) for item in today.reviews),
            *((reverse("scorecards:review_board"), _("All reviews")) if officer else ()),
        ),
        Section(
            "partnerships",
            _("Partnerships that wait for you"),
            _partnerships(user),
            reverse("partnerships:partnership_list"),
            _("All partnerships"),
        ),
        Section("seen", _("Promises to go and see"), _see_lines(user)),
        Section(
            "promises", _("Promises due"), _promises(user), reverse("actionplans:plan_list"), _("All action plans")
        ),
        Section("said", _("Answers promised to people"), _late_answers(user)),
        Section("verdicts", _("Levers tried before"), _verdicts(user)),
        Section(
            "diagnoses",
            _("Devices to diagnose"),
            _diagnoses(user),
            reverse("concertation:device_list"),
            _("All devices"),
        ),
    ]
    return _with_one_main_action([section for section in sections if section.lines])


def _with_one_main_action(sections: list[Section]) -> tuple[Section, ...]:
    """The first line's button is the page's main action; the others stay outlined."""
    if sections:
        first, *others = sections[0].lines
        sections[0] = replace(sections[0], lines=(replace(first, kind="primary"), *others))
    return tuple(sections)


def _headline(today: Today, sections: tuple[Section, ...]) -> tuple[str, str]:
    """Title and sentence of the day: the first kind of work that waits, then what is late."""
    late = sum(line.late for section in sections for line in section.lines)
    lateness = ngettext("%(n)d thing is late.", "%(n)d things are late.", late) % {"n": late} if late else ""
    if not sections:
        return _("Nothing waits for you today"), _("Your cycles are up to date.") if today.cycles else ""
    n = len(sections[0].lines)
    titles: dict[str, Any] = {
        "answers": ngettext("%(n)d answer is expected from you", "%(n)d answers are expected from you", n),
        "sends": _("Something from the field waits for you"),
        "sessions": ngettext("%(n)d session waits for you", "%(n)d sessions wait for you", n),
        "reviews": ngettext("%(n)d review is waiting", "%(n)d reviews are waiting", n),
        "partnerships": ngettext("%(n)d partnership waits for you", "%(n)d partnerships wait for you", n),
        "said": _("An answer promised to people is late"),
        "seen": ngettext("%(n)d promise to go and see", "%(n)d promises to go and see", n),
        "promises": ngettext("%(n)d promise is due", "%(n)d promises are due", n),
        "verdicts": _("A lever was tried: what do you decide?"),
        "diagnoses": ngettext("%(n)d device to diagnose", "%(n)d devices to diagnose", n),
    }
    return titles[sections[0].id] % {"n": n}, lateness or _("Nothing is late.")


def _cycle_line(cycle: Cycle) -> CycleLine:
    text = _("Round %(round)d · phase %(phase)d of 5, %(name)s") % {
        "round": cycle.number,
        "phase": cycle.phase,
        "name": cycle.get_state_display(),
    }
    return CycleLine(str(cycle.service_point), cycle.get_absolute_url(), cycle.phase, text)


def build_home(user: User) -> HomePage:
    """The page of ``user``, in the active language."""
    today = today_for(user)
    sections = _sections(user, today)
    title, lede = _headline(today, sections)
    return HomePage(
        format_weekday(timezone.localdate()),
        title,
        lede,
        sections,
        tuple(_cycle_line(cycle) for cycle in today.cycles),
        granted(user, "scorecards.add_cycle") and user.organization is not None,
        granted(user, "scorecards.score_users") or granted(user, "scorecards.score_provider"),
        user.organization is not None,
    )
