"""The named transitions of a cycle: what each one waits for, what it does, and the trace it leaves."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from actionplans.services import publish_plan
from core.dates import format_date
from core.errors import Refusal
from scorecards.enums import AskedOf, CycleState, ReviewKind, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Discussion, InterfaceMeeting, Review, Score, ScoringSession
from scorecards.services.findings import record_findings, take_back_findings
from scorecards.services.gates import briefings_missing, inputs_missing, readiness_missing
from scorecards.services.locks import lock_cycle
from scorecards.services.moderation import places, watch
from scorecards.services.release import freeze_card, withdraw_card

#: Transition → the state it leaves. The order is the order of the path.
SOURCES = {
    "launch": CycleState.PREPARATION,
    "finish_community": CycleState.COMMUNITY,
    "release": CycleState.PROVIDER,
    "finish_meeting": CycleState.INTERFACE,
    "close": CycleState.FOLLOW_UP,
}


@dataclass(frozen=True)
class Lack:
    """Something that a transition waits for.

    ``about`` says where to go: groups, indicators, readiness, inputs, briefings, session, provider, review, meeting,
    agenda, plan.
    ``session``: the session's key as text, when it is one. ``waivable``: a written reason lets the transition pass.
    """

    sentence: str
    about: str
    session: str = ""
    waivable: bool = False


@dataclass(frozen=True)
class NextStep:
    """The one next transition: its name, what its button says, the sentences of what it still waits for."""

    name: str
    label: str
    missing: tuple[str, ...]


def labels() -> dict[str, str]:
    """What the button of each transition says."""
    return {
        "launch": _("Start the scoring"),
        "finish_community": _("End the community's scoring"),
        "release": _("Release the card"),
        "finish_meeting": _("End the meeting and start the follow-up"),
        "close": _("Close this round"),
        "repeat": _("Do a new round"),
    }


def step_name(cycle: Cycle) -> str:
    """The transition that leaves the cycle's state; ``repeat`` once it is closed."""
    return next((name for name, state in SOURCES.items() if state == cycle.state), "repeat")


def next_step(cycle: Cycle) -> NextStep:
    """What comes next for this cycle, whoever looks."""
    name = step_name(cycle)
    return NextStep(name, labels()[name], tuple(missing_for(cycle, name)))


def missing_for(cycle: Cycle, name: str) -> list[str]:
    """The translated sentences of what ``name`` waits for; empty when it may go."""
    return [lack.sentence for lack in lacks_for(cycle, name)]


def lacks_for(cycle: Cycle, name: str) -> list[Lack]:
    """What ``name`` waits for, with where to go; empty when it may go."""
    check = {
        "launch": _lacks_launch,
        "finish_community": _lacks_community,
        "release": _lacks_release,
        "finish_meeting": _lacks_meeting,
    }.get(name)
    return check(cycle) if check else []


def _lacks_launch(cycle: Cycle) -> list[Lack]:
    lacks = []
    if not cycle.groups.exists():
        lacks.append(Lack(_("No group yet: add at least one, women, men, youth…"), "groups"))
    asked = list(cycle.indicators.values_list("asked_of", flat=True))
    if not asked:
        lacks.append(Lack(_("No indicator yet: choose them from the library or write your own."), "indicators"))
    elif all(side == AskedOf.PROVIDER for side in asked):
        lacks.append(Lack(_("No indicator is asked of the users: choose at least one."), "indicators"))
    if cycle.starts_on > timezone.localdate():
        sentence = _("The period starts on %(date)s: no session can be held before. Correct the date, or wait.")
        lacks.append(Lack(sentence % {"date": format_date(cycle.starts_on)}, "edit"))
    lacks += [Lack(sentence, "readiness") for sentence in readiness_missing(cycle)]
    return lacks + [Lack(sentence, "inputs") for sentence in inputs_missing(cycle)]


def asked_count(cycle: Cycle, side: str) -> int:
    """How many indicators are asked of ``side``."""
    return cycle.indicators.filter(asked_of__in=[side, AskedOf.BOTH]).count()


def _lacks_community(cycle: Cycle) -> list[Lack]:
    return _lacks_sessions(cycle, Side.USERS)


def _lacks_sessions(cycle: Cycle, side: Side) -> list[Lack]:
    """Sessions of one side that are not closed, or that a later indicator left incomplete."""
    expected = asked_count(cycle, side)
    sessions = (
        ScoringSession.objects.filter(cycle=cycle, side=side)
        .select_related("group")
        .annotate(answers=Count("scores", filter=Q(scores__indicator__asked_of__in=[side, AskedOf.BOTH])))
        .order_by("group__position", "pk")
    )
    return [lack for session in sessions if (lack := _lack_of(session, expected, session.answers)) is not None]


def _lack_of(session: ScoringSession, expected: int, answers: int) -> Lack | None:
    named = {"session": session, "left": expected - answers, "count": answers, "of": expected}
    about = "session" if session.side == Side.USERS else "provider"
    if session.state == SessionState.PLANNED:
        return Lack(_("%(session)s: the session isn't open yet.") % named, about, str(session.pk))
    if answers < expected:
        sentence = ngettext(
            "%(session)s: %(left)d indicator has no answer yet.",
            "%(session)s: %(left)d indicators have no answer yet.",
            expected - answers,
        )
        return Lack(sentence % named, about, str(session.pk))
    if session.state == SessionState.OPEN:
        return Lack(_("%(session)s: all is answered, the session is to be closed.") % named, about, str(session.pk))
    return None


def _lacks_release(cycle: Cycle) -> list[Lack]:
    lacks = _lacks_sessions(cycle, Side.USERS)
    if not cycle.provider_note:
        lacks += _lacks_sessions(cycle, Side.PROVIDER)
        if not lacks:
            lacks += _lacks_review(cycle)
    return lacks + [Lack(sentence, "briefings") for sentence in briefings_missing(cycle)]


@dataclass(frozen=True)
class ReviewCounts:
    """Of the provider's scored answers: how many, to review, contested without an answer."""

    total: int
    waiting: int
    contested: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


def review_counts(cycle: Cycle) -> ReviewCounts:
    """Where the review of a closed provider session stands. A decision counts for the version it speaks of."""
    scores = Score.objects.filter(
        session__cycle=cycle,
        session__side=Side.PROVIDER,
        session__state=SessionState.CLOSED,
        status=ScoreStatus.SCORED,
    )
    present = Review.objects.filter(score=OuterRef("pk"), score_version=OuterRef("version"))
    decided = Exists(present.filter(kind__in=[ReviewKind.CONFIRM, ReviewKind.CONTEST]))
    last = Subquery(present.order_by("-at", "-pk").values("kind")[:1])
    counts = scores.alias(decided=decided, last=last).aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(decided=False)),
        disputed=Count("pk", filter=Q(last=ReviewKind.CONTEST)),
    )
    return ReviewCounts(counts["total"], counts["waiting"], counts["disputed"])


def _lacks_review(cycle: Cycle) -> list[Lack]:
    counts = review_counts(cycle)
    waiting, contested = counts.waiting, counts.contested
    lacks = []
    if waiting:
        sentence = ngettext(
            "%(count)d of the provider's scores is still to be reviewed by the municipality.",
            "%(count)d of the provider's scores are still to be reviewed by the municipality.",
            waiting,
        ) % {"count": waiting}
        lacks.append(Lack(sentence, "review", waivable=True))
    if contested:
        sentence = ngettext(
            "%(count)d contested score waits for the provider's answer.",
            "%(count)d contested scores wait for the provider's answer.",
            contested,
        ) % {"count": contested}
        lacks.append(Lack(sentence, "review", waivable=True))
    return lacks


def _lacks_meeting(cycle: Cycle) -> list[Lack]:
    meeting = InterfaceMeeting.objects.filter(cycle=cycle).first()
    if meeting is None or (meeting.planned_on is None and meeting.held_on is None):
        return [Lack(_("The meeting has no date yet."), "meeting")]
    lacks = []
    if meeting.held_on is None:
        lacks.append(Lack(_("The meeting isn't marked as held: write its date and who was there."), "meeting"))
    agenda = Discussion.objects.filter(meeting=meeting)
    left = agenda.filter(outcome="").count()
    if not agenda.exists():
        lacks.append(Lack(_("The agenda is empty: open the meeting's page to prepare it."), "agenda"))
    elif left:
        sentence = ngettext(
            "%(count)d point of the agenda has no outcome yet.",
            "%(count)d points of the agenda have no outcome yet.",
            left,
        ) % {"count": left}
        lacks.append(Lack(sentence, "agenda"))
    if not cycle.action_plan.actions.exists():
        lacks.append(Lack(_("The action plan is empty: write at least one action."), "plan", waivable=True))
    return lacks


@transaction.atomic
def advance(*, cycle: Cycle, name: str, by: User | None, reason: str = "") -> Cycle:
    """Take the transition ``name``, with its trace and its consequences.

    Refuses when the cycle isn't where the transition starts (a double click, a colleague who was faster) or when
    something is missing; what may be waived passes with a ``reason``, which is kept.
    """
    if name not in SOURCES:
        raise ValueError(f"unknown transition {name!r}")
    held = lock_cycle(cycle)
    if held.state != SOURCES[name]:
        raise Refusal(_("This step is already done. The page now shows where the cycle stands."))
    lacks = lacks_for(held, name)
    if any(not lack.waivable or not reason for lack in lacks):
        raise Refusal(" ".join(lack.sentence for lack in lacks if not lack.waivable or not reason))
    before = held.state
    getattr(held, name)()
    if name == "release":
        held.released_at = timezone.now()
    held.version += 1
    held.save(update_fields=["state", "released_at", "version"])
    _write_event(held, name, before, by, reason)
    if name == "launch":
        prepare_sessions(held)
    elif name == "release":
        _release(held, by)
    return held


def _release(cycle: Cycle, by: User | None) -> None:
    """Freeze the figures, open the plan to those who read what was released, tell what was found."""
    freeze_card(cycle=cycle, by=by)
    publish_plan(plan=cycle.action_plan, at=cycle.released_at)
    record_findings(cycle=cycle)


def _write_event(cycle: Cycle, name: str, before: str, by: User | None, reason: str) -> None:
    """``reason`` is read again like any other text: the same words may stand on the card (``provider_note``)."""
    event = CycleEvent.objects.create(
        cycle=cycle, by=by, name=name, from_state=before, to_state=cycle.state, reason=reason
    )
    watch(cycle=cycle, texts=places("event", event.pk, {"reason": reason}), by=by)


def prepare_sessions(cycle: Cycle) -> None:
    """One planned session per group, and the provider's when something is asked of them; those there are kept."""
    with_session = set(ScoringSession.objects.filter(cycle=cycle, side=Side.USERS).values_list("group_id", flat=True))
    ScoringSession.objects.bulk_create(
        [
            ScoringSession(cycle=cycle, side=Side.USERS, group=group)
            for group in cycle.groups.all()
            if group.pk not in with_session
        ]
    )
    provider = ScoringSession.objects.filter(cycle=cycle, side=Side.PROVIDER)
    if asked_count(cycle, Side.PROVIDER):
        if not provider.exists():
            ScoringSession.objects.create(cycle=cycle, side=Side.PROVIDER)
    else:
        provider.filter(scores=None, state=SessionState.PLANNED).delete()


@transaction.atomic
def reopen(*, cycle: Cycle, reason: str, by: User) -> Cycle:
    """One phase back, for a reason that stays on the page. A released card that goes back is no longer in force."""
    held = lock_cycle(cycle)
    before = held.state
    if held.previous_state is None:
        raise Refusal(_("The cycle is in preparation: there is nothing to reopen."))
    if not reason.strip():
        raise Refusal(_("Write why you reopen: the reason stays on the page."))
    if before == CycleState.CLOSED and (Cycle.objects.filter(previous=held).exists()):
        raise Refusal(_("A later round exists: this one stays closed."))
    held.reopen()
    if before == CycleState.INTERFACE:
        held.released_at = None
        withdraw_card(cycle=held)
        publish_plan(plan=held.action_plan, at=None)
        take_back_findings(cycle=held)
    held.version += 1
    try:
        with transaction.atomic():
            held.save(update_fields=["state", "released_at", "version"])
    except IntegrityError as error:
        raise Refusal(_("Another cycle is open for this service point: this one stays closed.")) from error
    _write_event(held, "reopen", before, by, reason.strip())
    return held


@transaction.atomic
def skip_provider(*, cycle: Cycle, reason: str, by: User) -> Cycle:
    """The provider takes no part in this round; why is kept and shown. Refuses once they have scored."""
    held = lock_cycle(cycle)
    if not held.is_scoring:
        raise Refusal(_("Scoring is over for this cycle."))
    if not reason.strip():
        raise Refusal(_("Write why the provider takes no part: the reason stays on the card."))
    if Score.objects.filter(session__cycle=held, session__side=Side.PROVIDER).exists():
        raise Refusal(_("The provider has already scored: their session has to be finished."))
    held.provider_note = reason.strip()
    held.version += 1
    held.save(update_fields=["provider_note", "version"])
    _write_event(held, "skip_provider", held.state, by, reason.strip())
    return held


@transaction.atomic
def include_provider(*, cycle: Cycle, by: User) -> Cycle:
    """The provider takes part after all."""
    held = lock_cycle(cycle)
    if not held.is_scoring:
        raise Refusal(_("Scoring is over for this cycle."))
    held.provider_note = ""
    held.version += 1
    held.save(update_fields=["provider_note", "version"])
    _write_event(held, "include_provider", held.state, by, "")
    return held
