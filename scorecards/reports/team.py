"""Who leads which group, and what qualifies each facilitator of the organisation."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import format_date
from directory.models import Organization
from scorecards.enums import SessionState
from scorecards.models import Cycle, FacilitatorProfile, Group, GroupTeam, PeerFeedback
from scorecards.services.team import facilitators_of, may_give_feedback, qualified_among, sessions_led


@dataclass(frozen=True)
class Facilitator:
    """A person of the organisation. ``led``: closed sessions that they led here; ``elsewhere``: before."""

    person: User
    profile: FacilitatorProfile | None
    is_qualified: bool
    led: int
    elsewhere: int
    feedback: tuple[PeerFeedback, ...]

    @property
    def training(self) -> str:
        """ "Community scorecard, 3 May 2025"; "" when none is recorded."""
        if self.profile is None:
            return ""
        parts = [self.profile.training, format_date(self.profile.trained_on) if self.profile.trained_on else ""]
        return ", ".join(part for part in parts if part)

    @property
    def last_level(self) -> str:
        return str(self.feedback[0].get_level_display()) if self.feedback else ""


def build_facilitators(organization: Organization) -> tuple[Facilitator, ...]:
    """Everybody who may lead; four queries, whatever their number."""
    people = facilitators_of(organization)
    qualified, led = qualified_among(people), sessions_led(people)
    feedback = PeerFeedback.objects.select_related("by", "group__cycle__service_point").order_by("-at", "pk")
    rows = people.prefetch_related(Prefetch("facilitator_profile__feedback", feedback))
    return tuple(_facilitator(person, qualified, led) for person in rows)


def _facilitator(person: User, qualified: set[object], led: dict[object, int]) -> Facilitator:
    profile: FacilitatorProfile | None = getattr(person, "facilitator_profile", None)
    return Facilitator(
        person=person,
        profile=profile,
        is_qualified=person.pk in qualified,
        led=led.get(person.pk, 0),
        elsewhere=profile.sessions_before if profile else 0,
        feedback=tuple(profile.feedback.all()) if profile else (),
    )


@dataclass(frozen=True)
class TeamLine:
    """One group. ``about``: the person on whom the reader may give feedback, None before the session is over."""

    group: Group
    team: GroupTeam | None
    advice: str
    about: tuple[User, ...]


def build_teams(cycle: Cycle, user: User) -> tuple[TeamLine, ...]:
    """Groups with their two people; a constant number of queries."""
    groups = list(cycle.groups.select_related("session", "team__lead", "team__note_taker"))
    qualified = qualified_among(facilitators_of(cycle.organization))
    return tuple(_line(group, user, qualified) for group in groups)


def _line(group: Group, user: User, qualified: set[object]) -> TeamLine:
    team: GroupTeam | None = getattr(group, "team", None)
    session = getattr(group, "session", None)
    about: tuple[User, ...] = ()
    if team is not None and session is not None and session.state == SessionState.CLOSED:
        both = [person for person in (team.lead, team.note_taker) if person is not None]
        about = tuple(person for person in both if may_give_feedback(team, person, user))
    advice = ""
    if team is not None and team.lead_id not in qualified:
        advice = _("%(person)s has no training and no feedback yet: choose an experienced colleague to help.") % {
            "person": team.lead
        }
    return TeamLine(group, team, advice, about)


def led_words(facilitator: Facilitator) -> str:
    """ "4 sessions here, 10 before"."""
    here = ngettext("%(count)d session here", "%(count)d sessions here", facilitator.led) % {"count": facilitator.led}
    if not facilitator.elsewhere:
        return here
    return _("%(here)s, %(count)d before") % {"here": here, "count": facilitator.elsewhere}
