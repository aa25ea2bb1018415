"""The five stops of the path: what was done and when, and the steps of the phase where the cycle stands."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from core.dates import format_date, format_day
from core.numbers import format_number
from scorecards.enums import CycleState, Outcome
from scorecards.reports.figures import provider_note
from scorecards.reports.guide_facts import Facts, SessionFact
from scorecards.reports.guide_shapes import Phase, Step
from scorecards.reports.wording import SideSummary


def titles() -> dict[str, str]:
    """What each phase is called on the path."""
    return {
        CycleState.PREPARATION: _("Preparation"),
        CycleState.COMMUNITY: _("The community's scores"),
        CycleState.PROVIDER: _("The provider's scores"),
        CycleState.INTERFACE: _("Interface meeting"),
        CycleState.FOLLOW_UP: _("Action plan and follow-up"),
    }


def phases(facts: Facts, user: User) -> tuple[Phase, ...]:
    """Five stops, done, now or still to come, with what ``user`` may open from each."""
    builders = {
        CycleState.PREPARATION: _preparation,
        CycleState.COMMUNITY: _community,
        CycleState.PROVIDER: _provider,
        CycleState.INTERFACE: _interface,
        CycleState.FOLLOW_UP: _follow_up,
    }
    here = facts.cycle.phase
    closed = facts.cycle.state == CycleState.CLOSED
    made = []
    for number, (state, title) in enumerate(titles().items(), 1):
        stage = "done" if number < here or closed else "now" if number == here else "todo"
        text, url, link, steps = builders[CycleState(state)](facts, user, stage)
        made.append(Phase(number, title, text, stage, url, link, tuple(steps)))
    return tuple(made)


_Parts = tuple[str, str, str, list[Step]]


def _done_on(facts: Facts, state: str) -> str:
    day = facts.ended.get(state)
    return _("Done on %(day)s") % {"day": format_day(day)} if day else _("Done")


def _joined(*parts: str) -> str:
    """“Done on 12 February · 3 groups, 10 indicators”."""
    first, *others = parts
    rest = ", ".join(part for part in others if part)
    return f"{first} · {rest}" if rest else first


def _groups(count: int) -> str:
    return ngettext("%(count)d group", "%(count)d groups", count) % {"count": count}


def _indicators(count: int) -> str:
    return ngettext("%(count)d indicator", "%(count)d indicators", count) % {"count": count}


def _people(count: int | None) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count} if count else ""


def _mean(side: SideSummary | None, out_of: str) -> str:
    if side is None or side.mean is None:
        return ""
    return _("mean %(mean)s %(out_of)s") % {"mean": format_number(side.mean, trim=False), "out_of": out_of}


def _preparation(facts: Facts, user: User, stage: str) -> _Parts:
    cycle = facts.cycle
    if stage != "now":
        return (
            _joined(_done_on(facts, CycleState.PREPARATION), _groups(facts.groups), _indicators(facts.indicators)),
            "",
            "",
            [],
        )
    may = user.has_perm("scorecards.change_cycle", cycle)
    edit, groups, indicators = (
        reverse(f"scorecards:cycle_{name}", args=[cycle.pk]) if may else ""
        for name in ("edit", "groups", "indicators")
    )
    change = _("Change")
    steps = [
        Step(_("Service, period, scale"), True, edit, change, cycle.get_scale_display()),
        Step(_("Groups"), facts.groups > 0, groups, change if facts.groups else _("Add"), _groups(facts.groups)),
        Step(
            _("Indicators"),
            facts.indicators > 0,
            indicators,
            change if facts.indicators else _("Choose"),
            _indicators(facts.indicators),
        ),
        Step(_("Start the scoring"), False),
    ]
    text = _("Who will score, and on what. %(groups)s, %(indicators)s so far.") % {
        "groups": _groups(facts.groups),
        "indicators": _indicators(facts.indicators),
    }
    return text, "", "", _mark_now(steps)


def _mark_now(steps: list[Step]) -> list[Step]:
    """The first step that isn't done stands out."""
    at = next((index for index, step in enumerate(steps) if not step.done), None)
    return [
        Step(step.label, step.done, step.url, step.link, step.remark, index == at) for index, step in enumerate(steps)
    ]


def _session_step(fact: SessionFact, may_open: bool) -> Step:
    remark = _("%(done)d of %(total)d") % {"done": fact.answers, "total": fact.asked}
    url = fact.session.get_absolute_url() if may_open else ""
    return Step(str(fact.session), fact.is_closed, url, _("View") if fact.is_closed else remark, remark)


def _community(facts: Facts, user: User, stage: str) -> _Parts:
    if stage == "todo":
        return _("Each group scores the service, one indicator at a time, and says why."), "", "", []
    steps = []
    if granted(user, "scorecards.view_group_scores"):
        steps = [_session_step(fact, True) for fact in facts.users]
    if stage == "now":
        text = _("%(done)d of %(total)d groups have finished.") % {
            "done": facts.closed_users,
            "total": len(facts.users),
        }
        return text, "", "", _mark_now(steps)
    card = facts.card
    text = _joined(
        _done_on(facts, CycleState.COMMUNITY),
        _people(card.users_people if card else None),
        _indicators(facts.asked_users),
        _mean(card.users, card.out_of) if card else "",
    )
    url = reverse("scorecards:cycle_card", args=[facts.cycle.pk]) if card else ""
    # Sessions can be reopened until the release: they stay within reach.
    return text, url, _("Consolidated card"), steps if facts.cycle.is_scoring else []


def _provider(facts: Facts, user: User, stage: str) -> _Parts:
    cycle = facts.cycle
    review = reverse("scorecards:cycle_review", args=[cycle.pk])
    may_review = user.has_perm("scorecards.view_review", cycle) and facts.reviews.total > 0
    progress = _("Review by the municipality: %(done)d of %(total)d") % {
        "done": facts.reviews.done,
        "total": facts.reviews.total,
    }
    if cycle.provider_note and stage != "todo":
        why = provider_note(cycle, "team" if user.has_perm("scorecards.view_group_scores", cycle) else "public")
        return _("The provider takes no part: %(reason)s") % {"reason": why}, "", "", []
    if stage == "todo":
        text = _("The staff score their own service, on the same scale. They may begin as soon as scoring is open.")
        return text, "", "", _provider_steps(facts, user) if cycle.is_scoring else []
    if facts.provider is None:
        return _("Nothing is asked of the provider in this round."), "", "", []
    if stage == "now":
        text = _("The staff score their own service; the municipality reviews each score.")
        return text, "", "", _mark_now(_provider_steps(facts, user))
    card = facts.card
    people = facts.provider.session.people_present
    staff = ngettext("%(count)d member of staff", "%(count)d members of staff", people or 0) % {"count": people or 0}
    text = _joined(
        _done_on(facts, CycleState.PROVIDER),
        staff if people else "",
        _indicators(facts.asked_provider),
        _mean(card.provider, card.out_of) if card else "",
    )
    return text, review if may_review else "", progress, []


def _provider_steps(facts: Facts, user: User) -> list[Step]:
    if facts.provider is None or facts.cycle.provider_note:
        return []
    may_open = granted(user, "scorecards.score_provider") and user.has_perm("scorecards.see_scores", facts.cycle)
    own = _session_step(facts.provider, may_open)
    steps = [Step(_("Self-evaluation"), own.done, own.url, own.link, own.remark)]
    counts = facts.reviews
    if facts.provider.is_closed and counts.total:
        may_review = user.has_perm("scorecards.view_review", facts.cycle)
        remark = _("%(done)d of %(total)d") % {"done": counts.done, "total": counts.total}
        url = reverse("scorecards:cycle_review", args=[facts.cycle.pk]) if may_review else ""
        steps.append(Step(_("Review by the municipality"), not counts.waiting, url, remark, remark))
    else:
        steps.append(Step(_("Review by the municipality"), False))
    return steps


def _interface(facts: Facts, user: User, stage: str) -> _Parts:
    if stage == "todo":
        return _("Both sides present their scores, then decide together what to do."), "", "", []
    page = reverse("scorecards:cycle_meeting", args=[facts.cycle.pk])
    may = granted(user, "scorecards.hold_meeting")
    meeting = facts.meeting
    if stage == "done":
        held = meeting.held_on if meeting else None
        text = _("Held on %(day)s") % {"day": format_date(held)} if held else _done_on(facts, CycleState.INTERFACE)
        agreed = 0
        if meeting:
            agreed = sum(row.outcome == Outcome.AGREED for row in meeting.discussions.all())
        settled = ngettext("%(count)d agreement", "%(count)d agreements", agreed) % {"count": agreed}
        return _joined(text, settled if agreed else ""), page if may and meeting else "", _("What was decided"), []
    card = reverse("scorecards:cycle_card", args=[facts.cycle.pk])
    planned = meeting is not None and (meeting.planned_on or meeting.held_on)
    date = format_day(planned) if planned else ""
    agenda = _("%(done)d of %(total)d") % {"done": facts.settled, "total": facts.agenda} if facts.agenda else ""
    steps = [
        Step(_("Read the consolidated card"), True, card if facts.card else "", _("View")),
        Step(_("Set the date and the place"), bool(planned), page if may and planned else "", date, date),
        Step(
            _("Hold the meeting, write agreements and disagreements"),
            bool(facts.agenda) and facts.settled == facts.agenda,
            page if may and planned else "",
            agenda or _("Open"),
            agenda,
        ),
    ]
    return _("Both sides present their scores, then decide together what to do."), "", "", _mark_now(steps)


def _follow_up(facts: Facts, user: User, stage: str) -> _Parts:
    plan = reverse("actionplans:plan_detail", args=[facts.cycle.action_plan_id])
    if stage == "todo":
        return _("Opens at the end of the meeting: who does what, by when."), "", "", []
    may = user.has_perm("actionplans.view_actionplan", facts.cycle.action_plan)
    return promises_text(facts), plan if may else "", _("Action plan"), []


def promises_text(facts: Facts) -> str:
    """“7 of 12 promises kept, 2 late.”"""
    if not facts.promises:
        return _("No promise was written.")
    kept = ngettext("%(kept)d of %(total)d promise kept", "%(kept)d of %(total)d promises kept", facts.promises) % {
        "kept": facts.kept,
        "total": facts.promises,
    }
    if not facts.late:
        return _("%(kept)s, none late.") % {"kept": kept}
    late = ngettext("%(count)d late", "%(count)d late", facts.late) % {"count": facts.late}
    return _("%(kept)s, %(late)s.") % {"kept": kept, "late": late}
