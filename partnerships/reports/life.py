"""The page of a partnership: its path, what is asked of each party, who the parties are, what happened."""

import datetime
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Membership, User
from accounts.permissions import invitable_roles, roles_with
from partnerships.enums import ROAD, State
from partnerships.models import Partnership, Party
from partnerships.permissions import my_party
from partnerships.reports.devices import CitedDevice, cited_devices
from partnerships.reports.publication import Shown, shown_to_others, who_sees
from partnerships.reports.tasks import Task, task_of
from partnerships.services.gates import missing_for
from partnerships.services.life import WITH_REASON, answers, asks_parties, next_steps


@dataclass(frozen=True)
class PathStep:
    label: str
    done: bool
    now: bool = False
    url: str = ""
    link: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Phase:
    """One stop of the path, as ``components/path.html`` takes it."""

    number: int
    title: str
    text: str
    state: str
    steps: tuple[PathStep, ...] = ()
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Said:
    """What one party answered to a step. ``agrees`` None: nothing yet."""

    party: Party
    agrees: bool | None
    sentence: str = ""


@dataclass(frozen=True)
class StepAsked:
    """A step that may follow: what is missing, who said what, whether the reader may answer."""

    to: State
    title: str
    missing: tuple[str, ...]
    said: tuple[Said, ...]
    asks: bool
    mine: Said | None
    needs_reason: bool
    is_straight: bool

    @property
    def can_take(self) -> bool:
        """Everybody agrees (or nobody is asked) and nothing is missing: one click takes it."""
        return not self.missing and all(each.agrees for each in self.said)

    @property
    def is_open(self) -> bool:
        """Some party has answered: the question stands in front of all."""
        return any(each.agrees is not None for each in self.said)


@dataclass(frozen=True)
class PartyLine:
    party: Party
    is_mine: bool
    is_coordinator: bool
    has_account: bool
    invite: bool


@dataclass(frozen=True)
class Event:
    at: datetime.datetime
    words: str
    by: str
    reason: str


@dataclass(frozen=True)
class LifePage:
    mine: Party | None
    task: Task | None
    phases: tuple[Phase, ...]
    steps: tuple[StepAsked, ...]
    parties: tuple[PartyLine, ...]
    gone: tuple[Party, ...]
    events: tuple[Event, ...]
    #: Who can read the partnership, in one line; and what others read of it, for whoever isn't a party.
    who: str
    shown: Shown | None
    devices: tuple[CitedDevice, ...]


def _phase_words() -> tuple[tuple[str, str, tuple[State, ...]], ...]:
    return (
        (
            pgettext("partnership", "Understand each other"),
            _("What and why, each alone, then revealed together."),
            (State.DRAFT, State.FRAMING, State.REVEALED),
        ),
        (
            pgettext("partnership", "Write together"),
            _("Scope, objectives, shared results, who gives and who bears what."),
            (State.COWRITING, State.CRITERIA),
        ),
        (
            pgettext("partnership", "Sign"),
            _("The eleven criteria are settled, each party signs."),
            (State.TO_SIGN, State.SIGNED),
        ),
        (
            pgettext("partnership", "Act"),
            _("Act, keep promises, rate the relation, adjust."),
            (State.ACTIVE, State.ENDED),
        ),
        (
            pgettext("partnership", "Take stock"),
            _("What was reached, felt, learnt; close or renew."),
            (State.BALANCE, State.CLOSED),
        ),
    )


def _on_road(partnership: Partnership) -> int:
    """Where the partnership stands on the straight road; side roads stand where they left it."""
    state = State(partnership.state)
    if state == State.RENEWED:
        return len(ROAD)
    if state in ROAD:
        return ROAD.index(state)
    before = partnership.state_before
    if state in (State.SUSPENDED, State.AMENDING) or before not in ROAD:
        return ROAD.index(State.ACTIVE)
    return ROAD.index(State(before))


def build_phases(partnership: Partnership) -> tuple[Phase, ...]:
    """The five phases with their steps; the phase in force shows where it stands."""
    at, over = _on_road(partnership), partnership.is_over
    found = []
    for number, (title, text, states) in enumerate(_phase_words(), 1):
        places = [ROAD.index(state) for state in states]
        is_done = at > places[-1] or (over and at >= places[-1])
        standing = "done" if is_done else "now" if at in places and not over else "todo"
        steps = tuple(
            PathStep(capfirst(str(state.label)), at > place or (over and at >= place), at == place and not over)
            for state, place in zip(states, places, strict=True)
        )
        found.append(Phase(number, title, text, standing, steps if standing == "now" else ()))
    return tuple(found)


def _steps(partnership: Partnership, parties: list[Party], mine: Party | None) -> tuple[StepAsked, ...]:
    found = []
    for index, to in enumerate(next_steps(partnership)):
        asks = asks_parties(partnership, to)
        given = answers(partnership, to) if asks else {}
        said = tuple(
            Said(party, given[party.pk].agrees, given[party.pk].sentence) if party.pk in given else Said(party, None)
            for party in (parties if asks else [])
        )
        found.append(
            StepAsked(
                to,
                capfirst(str(to.label)),
                tuple(missing_for(partnership, to)),
                said,
                asks,
                next((each for each in said if mine is not None and each.party.pk == mine.pk), None),
                to in WITH_REASON,
                index == 0 and not _is_early_end(partnership, to, asks=asks),
            )
        )
    return tuple(found)


def _is_early_end(partnership: Partnership, to: State, *, asks: bool) -> bool:
    """The agreement has a day to end, still to come: ending it before is a way out, not the next step."""
    return to == State.ENDED and asks and partnership.ends_on is not None


def with_accounts(parties: list[Party]) -> set[object]:
    """Ids of the organisations that have somebody who may act in a partnership. One query."""
    rows = Membership.objects.filter(
        organization__in=[party.organization_id for party in parties],
        is_active=True,
        role__in=list(roles_with("partnerships.represent")),
    )
    return set(rows.values_list("organization_id", flat=True))


def _party_lines(partnership: Partnership, parties: list[Party], user: User, mine: Party | None) -> list[PartyLine]:
    there = with_accounts(parties)
    return [
        PartyLine(
            party,
            mine is not None and party.pk == mine.pk,
            party.organization_id == partnership.coordinator_id,
            party.organization_id in there,
            party.organization_id not in there and bool(invitable_roles(user, party.organization)),
        )
        for party in parties
    ]


def _events(partnership: Partnership) -> tuple[Event, ...]:
    rows = partnership.life_events.select_related("party__organization")
    found = []
    for row in rows:
        who = str(row.party.organization) if row.party is not None else ""
        if row.from_state == row.to_state:
            words = _("A party left")
        else:
            words = capfirst(row.get_to_state_display())
        found.append(Event(row.at, words, who, row.reason))
    return tuple(found)


def build_life(partnership: Partnership, user: User) -> LifePage:
    """The page for this reader: a party sees what is asked, others see the path and the parties."""
    mine = my_party(user, partnership)
    everybody = list(partnership.parties.select_related("organization__territory"))
    parties = [party for party in everybody if party.left_on is None]
    return LifePage(
        mine,
        task_of(partnership, mine) if mine is not None else None,
        build_phases(partnership),
        _steps(partnership, parties, mine) if mine is not None else (),
        tuple(_party_lines(partnership, parties, user, mine)),
        tuple(party for party in everybody if party.left_on is not None),
        _events(partnership) if mine is not None else (),
        who_sees(partnership),
        shown_to_others(partnership) if mine is None else None,
        cited_devices(partnership, user.organization) if mine is not None else (),
    )
