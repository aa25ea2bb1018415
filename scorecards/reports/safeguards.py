"""What a cycle's page says of its protections: a pause, texts to read again, incidents, disagreements."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import IncidentState, ModerationState, Outcome
from scorecards.models import Cycle, Discussion, Incident, ModerationItem


@dataclass(frozen=True)
class Safeguards:
    """``is_team``: the reader sees the log and the queue; the others learn only that the cycle is paused."""

    paused_since: datetime.datetime | None
    is_team: bool
    waiting: int = 0
    incidents: int = 0
    closed: int = 0
    pausing: int = 0
    discussed: int = 0
    settled: int = 0
    may_name_referents: bool = False

    @property
    def open(self) -> int:
        return self.incidents - self.closed

    @property
    def closed_share(self) -> int | None:
        """Percent of the incidents that are closed, None without any."""
        return round(100 * self.closed / self.incidents) if self.incidents else None

    @property
    def settled_share(self) -> int | None:
        """Percent of the points discussed on which both sides agreed, None before any was."""
        return round(100 * self.settled / self.discussed) if self.discussed else None


def build_safeguards(cycle: Cycle, user: User) -> Safeguards:
    """Three queries for the team, none for the others."""
    if not granted(user, "scorecards.log_incident"):
        return Safeguards(cycle.paused_at, is_team=False)
    closed = Q(state=IncidentState.CLOSED)
    incidents = Incident.objects.filter(cycle=cycle).aggregate(
        incidents=Count("pk"),
        closed=Count("pk", filter=closed),
        pausing=Count("pk", filter=Q(pauses_cycle=True) & ~closed),
    )
    talks = (
        Discussion.objects.filter(meeting__cycle=cycle)
        .exclude(outcome="")
        .aggregate(discussed=Count("pk"), settled=Count("pk", filter=Q(outcome=Outcome.AGREED)))
    )
    waiting = ModerationItem.objects.filter(cycle=cycle, state=ModerationState.WAITING).count()
    names = granted(user, "scorecards.name_referents")
    return Safeguards(cycle.paused_at, is_team=True, waiting=waiting, may_name_referents=names, **incidents, **talks)
