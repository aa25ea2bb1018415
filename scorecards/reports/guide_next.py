"""The single thing to do now, which depends on who looks: the team moves the cycle, the others do their part."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import PROGRAMME_ROLES, Role
from accounts.models import User
from core.dates import format_day
from scorecards.enums import CycleState, SessionState
from scorecards.reports.guide_facts import Facts, SessionFact
from scorecards.reports.guide_phases import promises_text
from scorecards.reports.guide_shapes import Missing, NextThing
from scorecards.services.workflow import Lack, lacks_for


def next_thing(facts: Facts, user: User) -> NextThing:
    """What ``user`` does next for this cycle."""
    if user.has_perm("scorecards.advance_cycle", facts.cycle):
        builders = {
            CycleState.PREPARATION: _prepare,
            CycleState.COMMUNITY: _score,
            CycleState.PROVIDER: _finish_scoring,
            CycleState.INTERFACE: _meet,
            CycleState.FOLLOW_UP: _follow,
            CycleState.CLOSED: _again,
        }
        return builders[CycleState(facts.cycle.state)](facts)
    if not user.has_perm("scorecards.see_scores", facts.cycle):
        return NextThing(
            _("First, a briefing"),
            _("Both sides hear what the card is for, and what it is not, before anybody sees a score."),
        )
    if user.role == Role.PROVIDER:
        return _for_provider(facts) or _read(facts, user)
    if user.role == Role.OFFICER:
        return _for_officer(facts) or _read(facts, user)
    return _read(facts, user)


def is_team(user: User) -> bool:
    return user.role in PROGRAMME_ROLES or user.is_superuser


def _url(name: str, facts: Facts, *more: str) -> str:
    return reverse(f"scorecards:{name}", args=[facts.cycle.pk, *more])


def _advance(facts: Facts, name: str) -> str:
    return _url("cycle_advance", facts, name)


def _listed(facts: Facts, lacks: list[Lack]) -> tuple[Missing, ...]:
    """Where each missing thing is found."""
    pages = {
        "groups": (_url("cycle_groups", facts), _("Add")),
        "indicators": (_url("cycle_indicators", facts), _("Choose")),
        "review": (_url("cycle_review", facts), _("View")),
        "meeting": (_url("meeting_edit", facts), _("Write")),
        "edit": (_url("cycle_edit", facts), _("Change")),
        "readiness": (_url("cycle_readiness", facts), _("Open")),
        "inputs": (_url("cycle_inputs", facts), _("Fill in")),
        "briefings": (_url("cycle_briefings", facts), _("Write")),
        "agenda": (_url("cycle_meeting", facts), _("Open")),
        "plan": (reverse("actionplans:plan_detail", args=[facts.cycle.action_plan_id]), _("Open")),
    }
    found = []
    for lack in lacks:
        url, link = pages.get(lack.about, ("", ""))
        if lack.session:
            url, link = reverse("scorecards:session_detail", args=[lack.session]), _("Open")
        meta, late = _review_due(facts) if lack.about == "review" else ("", False)
        found.append(Missing(lack.sentence, url, link, meta, late))
    return tuple(found)


def _review_due(facts: Facts) -> tuple[str, bool]:
    due = facts.cycle.review_due_on
    if due is None:
        return "", False
    if due < timezone.localdate():
        return _("Municipality, expected by %(day)s, late") % {"day": format_day(due)}, True
    return _("Municipality, expected by %(day)s") % {"day": format_day(due)}, False


def _prepare(facts: Facts) -> NextThing:
    lacks = lacks_for(facts.cycle, "launch")
    first = lacks[0].about if lacks else ""
    title = _("What the scoring still needs")
    if first == "groups":
        return NextThing(
            _("Say which groups will score"),
            _("Women, men, youth… Each group scores apart, so that everyone speaks."),
            _url("cycle_groups", facts),
            _("Add the groups"),
            missing=_listed(facts, lacks[1:]),
            missing_title=title,
        )
    if first == "indicators":
        return NextThing(
            _("Choose the indicators"),
            _("Tick them in the library of the sector, or write your own. Five to ten are enough for a session."),
            _url("cycle_indicators", facts),
            _("Choose the indicators"),
        )
    if lacks:
        return _prepare_more(facts, lacks, title)
    return NextThing(
        _("Start the scoring"),
        _("Groups and indicators are ready. One session opens per group, and one for the provider."),
        _advance(facts, "launch"),
        _("Start the scoring"),
        post=True,
    )


def _prepare_more(facts: Facts, lacks: list[Lack], title: str) -> NextThing:
    """Groups and indicators are there; the period, or the full instrument, asks for something else."""
    if lacks[0].about == "edit":
        return NextThing(
            _("Check the period"),
            lacks[0].sentence,
            _url("cycle_edit", facts),
            _("Change the period"),
            missing=_listed(facts, lacks[1:]),
            missing_title=title,
        )
    return NextThing(
        _("Finish the full preparation"),
        _("This cycle uses the full instrument: the checklist and the input tracking come before the scores."),
        _url(f"cycle_{lacks[0].about}", facts),
        _("Go on with the preparation"),
        missing=_listed(facts, lacks),
        missing_title=title,
    )


def _session_thing(fact: SessionFact, named: str) -> NextThing:
    """Open, continue or close one session."""
    url = fact.session.get_absolute_url()
    left = fact.asked - fact.answers
    if fact.session.state == SessionState.PLANNED:
        return NextThing(
            _("Hold the session: %(session)s") % {"session": named},
            _("Count the people present, then score one indicator per screen. It works on a phone."),
            url,
            _("Open the session"),
        )
    if left:
        text = ngettext(
            "%(left)d indicator is still to be scored.", "%(left)d indicators are still to be scored.", left
        ) % {"left": left}
        return NextThing(_("Go on with the session: %(session)s") % {"session": named}, text, url, _("Go on scoring"))
    return NextThing(
        _("Close the session: %(session)s") % {"session": named},
        _("Every indicator is answered. Read it again with the group, then close."),
        url,
        _("Read again and close"),
    )


def _score(facts: Facts) -> NextThing:
    lacks = lacks_for(facts.cycle, "finish_community")
    if not lacks:
        return NextThing(
            _("End the community's scoring"),
            _("All groups have finished. The next phase is the provider's."),
            _advance(facts, "finish_community"),
            _("End the community's scoring"),
            post=True,
        )
    waiting = next((fact for fact in facts.users if not fact.is_closed or not fact.is_complete), None)
    if waiting is None:
        return NextThing(_("No session"), _("This cycle has no group: reopen the preparation."))
    thing = _session_thing(waiting, str(waiting.session))
    others = [lack for lack in lacks if lack.session != str(waiting.session.pk)]
    return NextThing(
        thing.title,
        thing.text,
        thing.url,
        thing.label,
        missing=_listed(facts, others),
        missing_title=_("The other groups"),
    )


def _finish_scoring(facts: Facts) -> NextThing:
    lacks = lacks_for(facts.cycle, "release")
    users = next((fact for fact in facts.users if not fact.is_closed or not fact.is_complete), None)
    if users is not None:
        return _session_thing(users, str(users.session))
    if facts.provider is not None and any(lack.about == "provider" for lack in lacks):
        thing = _session_thing(facts.provider, _("self-evaluation"))
        note = _("The staff may fill it in themselves, or you type their sheet.")
        return NextThing(thing.title, f"{thing.text} {note}", thing.url, thing.label, skip=facts.provider.answers == 0)
    if lacks and all(lack.about == "briefings" for lack in lacks):
        return NextThing(
            _("Brief both sides"),
            _("Each side hears what the card is for, and what it is not, before anybody sees a score."),
            _url("cycle_briefings", facts),
            _("Write down the briefings"),
            missing=_listed(facts, lacks),
            missing_title=_("What is missing before the release"),
        )
    if lacks:
        return NextThing(
            _("Wait for the review"),
            _("The municipality confirms or contests each of the provider's scores, before the card is released."),
            _url("cycle_review", facts),
            _("See the review"),
            missing=_listed(facts, lacks),
            missing_title=_("What is missing before the release"),
            waive="release",
        )
    return NextThing(
        _("Release the card"),
        _("All is scored and reviewed. The figures are frozen, and both sides may read them."),
        _advance(facts, "release"),
        _("Release the card"),
        post=True,
    )


def _meet(facts: Facts) -> NextThing:
    lacks = lacks_for(facts.cycle, "finish_meeting")
    missing = _("What is missing before the end of the meeting")
    meeting = facts.meeting
    if meeting is None or (meeting.planned_on is None and meeting.held_on is None):
        return NextThing(
            _("Set the date of the interface meeting"),
            _("Choose the date, a neutral place and who invites. The card and the agenda will be ready to print."),
            _url("meeting_edit", facts),
            _("Set the date and the place"),
        )
    if any(lack.about in ("meeting", "agenda") for lack in lacks):
        return NextThing(
            _("Hold the interface meeting"),
            _("The agenda starts with the lowest scores. Write what was said, what was agreed, what follows."),
            _url("cycle_meeting", facts),
            _("Open the meeting"),
            missing=_listed(facts, lacks),
            missing_title=missing,
        )
    if lacks:
        return NextThing(
            _("Write the action plan"),
            _("Who does what, by when: at least one action, or say why there is none."),
            reverse("actionplans:action_create", args=[facts.cycle.action_plan_id]),
            _("Add an action"),
            missing=_listed(facts, lacks),
            missing_title=missing,
            waive="finish_meeting",
        )
    return NextThing(
        _("End the meeting and start the follow-up"),
        _("Every point has its outcome and the plan is written. The follow-up begins."),
        _advance(facts, "finish_meeting"),
        _("Start the follow-up"),
        post=True,
    )


def _follow(facts: Facts) -> NextThing:
    return NextThing(
        _("Follow the action plan"),
        _("%(promises)s Write down what moves; in six months to a year, score again.")
        % {"promises": promises_text(facts)},
        reverse("actionplans:plan_detail", args=[facts.cycle.action_plan_id]),
        _("Open the action plan"),
        close=True,
    )


def _again(facts: Facts) -> NextThing:
    """The next round, or the way to the one that has already followed."""
    after = facts.after
    if after is not None:
        return NextThing(
            _("Read this round again"),
            _("This round is closed, and round %(number)d has followed it.") % {"number": after.number},
            after.get_absolute_url(),
            _("Open round %(number)d") % {"number": after.number},
        )
    return NextThing(
        _("Score again"),
        _("This round is closed. A new one takes over its service, groups and indicators."),
        _url("cycle_repeat", facts),
        _("Do a new round"),
        post=True,
    )


def _for_provider(facts: Facts) -> NextThing | None:
    if facts.reviews.contested:
        text = ngettext(
            "The municipality contests %(count)d score. Correct it, or keep it and say why: both versions stay.",
            "The municipality contests %(count)d scores. Correct them, or keep them and say why: both versions stay.",
            facts.reviews.contested,
        ) % {"count": facts.reviews.contested}
        return NextThing(_("Answer the municipality"), text, _url("cycle_review", facts), _("Read and answer"))
    if facts.cycle.is_scoring and facts.waits_for_provider and facts.provider is not None:
        thing = _session_thing(facts.provider, _("self-evaluation"))
        note = _("Speak of the service, not of persons: nobody is graded alone.")
        return NextThing(thing.title, f"{thing.text} {note}", thing.url, thing.label)
    return None


def _for_officer(facts: Facts) -> NextThing | None:
    if not facts.reviews.waiting:
        return None
    meta, late = _review_due(facts)
    text = ngettext(
        "%(count)d score of the provider waits for you: confirm it, or contest it with a sentence.",
        "%(count)d scores of the provider wait for you: confirm them, or contest them with a sentence.",
        facts.reviews.waiting,
    ) % {"count": facts.reviews.waiting}
    missing = (Missing(_("Review the provider's scores"), meta=meta, late=late),) if meta else ()
    return NextThing(
        _("Review the provider's scores"),
        text,
        _url("cycle_review", facts),
        _("Review now"),
        missing=missing,
        missing_title=_("Expected"),
    )


def _read(facts: Facts, user: User) -> NextThing:
    """Those who have no part to do now read what is there."""
    plan = facts.cycle.action_plan
    if facts.cycle.phase == 5 and user.has_perm("actionplans.view_actionplan", plan):
        url = reverse("actionplans:plan_detail", args=[plan.pk])
        return NextThing(_("Follow the promises"), promises_text(facts), url, _("Open the action plan"))
    if facts.card is not None:
        text = _("Scores of the users and of the provider, side by side, with their reasons.")
        return NextThing(_("Read the card"), text, _url("cycle_card", facts), _("Consolidated card"))
    return NextThing(
        _("Nothing to do for now"),
        _("The facilitation team collects the scores. The card will show here once it is released."),
    )
