"""The life of a partnership: opened by one organisation, taken forward by all.

A step is put to the parties; each says yes or no for itself. It is taken when everybody agrees and nothing is missing
(``services.gates``). Two steps take themselves: the reveal, when the last sheet is sent, and the signature, when the
last party has signed. What was answered lapses whenever the state changes: ``round`` counts the steps taken so far.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.services import open_plan
from core.errors import Refusal
from directory.models import Organization
from partnerships.enums import State
from partnerships.models import Acceptance, LifeEvent, Partnership, Party
from partnerships.services.gates import missing_for
from partnerships.services.lifegates import current_parties
from partnerships.services.locks import acting_party, check_version, lock_partnership

_PAUSE = (State.SUSPENDED, State.TERMINATED)
#: From each state, the steps that may follow; the first one is the straight road.
NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.FRAMING, State.ABANDONED),
    State.FRAMING: (State.REVEALED, State.ABANDONED),
    State.REVEALED: (State.COWRITING, State.ABANDONED),
    State.COWRITING: (State.CRITERIA, State.ABANDONED),
    State.CRITERIA: (State.TO_SIGN, State.COWRITING, State.ABANDONED),
    State.TO_SIGN: (State.SIGNED, State.COWRITING, State.ABANDONED),
    State.SIGNED: (State.ACTIVE, *_PAUSE),
    State.ACTIVE: (State.ENDED, State.AMENDING, *_PAUSE),
    State.SUSPENDED: (State.ACTIVE, State.TERMINATED),
    State.AMENDING: (State.ACTIVE, State.TERMINATED),
    State.ENDED: (State.BALANCE,),
    State.BALANCE: (State.CLOSED, State.RENEWED),
}
#: Taken by what the parties did, without a question on top: sheets sent, signatures given, an amendment opened.
SELF_TAKEN = (State.REVEALED, State.SIGNED, State.AMENDING)
#: Steps that say why.
WITH_REASON = (State.SUSPENDED, State.TERMINATED, State.ABANDONED)


def about_step(to: State) -> str:
    """The name of the question put to all parties."""
    return f"step:{to.value}"


def round_of(partnership: Partnership) -> int:
    """The round of the questions about steps: one more than the steps taken. One query."""
    return partnership.life_events.count() + 1


def next_steps(partnership: Partnership) -> tuple[State, ...]:
    return NEXT.get(State(partnership.state), ())


def asks_parties(partnership: Partnership, to: State) -> bool:
    """False when the step takes itself, or notes that the agreed end has passed, or ends an amendment."""
    if to in SELF_TAKEN or (partnership.state == State.AMENDING and to == State.ACTIVE):
        return False
    ends = partnership.ends_on
    return not (to == State.ENDED and ends is not None and ends < timezone.localdate())


def answers(partnership: Partnership, to: State) -> dict[Any, Acceptance]:
    """What the parties said of this step in the round in force: party id → answer. Two queries."""
    rows = partnership.acceptances.filter(about=about_step(to), round=round_of(partnership))
    return {row.party_id: row for row in rows}


def unanswered(partnership: Partnership, to: State) -> list[Party]:
    """The parties that haven't agreed to the step yet; empty when the step asks nobody."""
    if not asks_parties(partnership, to):
        return []
    said = answers(partnership, to)
    return [party for party in current_parties(partnership) if party.pk not in said or not said[party.pk].agrees]


@transaction.atomic
def open_partnership(
    *, coordinator: Organization, organizations: Iterable[Organization], by: User, **fields: Any
) -> Partnership:
    """A draft between ``coordinator`` and ``organizations``, with its shared plan. The others are invited.

    ``fields``: name, territory, themes, origins, agreement_type, audience, starts_on… Refuses fewer than two parties.
    """
    others = [each for each in dict.fromkeys(organizations) if each.pk != coordinator.pk]
    if not others:
        raise Refusal(_("A partnership needs two parties at least: choose another organisation."))
    plan = open_plan(
        organization=coordinator, territory=fields["territory"], partners=others, title=fields["name"], by=by
    )
    partnership = Partnership.objects.create(coordinator=coordinator, action_plan=plan, **fields)
    for position, organization in enumerate([coordinator, *others]):
        joined = timezone.now() if position == 0 else None
        Party.objects.create(partnership=partnership, organization=organization, position=position, accepted_at=joined)
    return partnership


@transaction.atomic
def change_partnership(*, partnership: Partnership, version: int, by: User, **fields: Any) -> Partnership:
    """Correct the frame (name, themes, dates, services it enters into). The dates are fixed by the signature."""
    held = lock_partnership(partnership)
    check_version(held.version, version)
    points = fields.pop("service_points", None)
    dated = {"starts_on", "ends_on", "agreement_type", "public_amount", "currency"}
    changed = {name for name, value in fields.items() if getattr(held, name) != value}
    if held.state == State.TO_SIGN and changed & (dated | {"name", "insertion"}):
        raise Refusal(
            _(
                "The text is being signed: its name, dates, frame and amount stay as they are. To change them, go "
                "back to writing together, from the partnership’s page."
            )
        )
    if changed & dated and not held.is_before_signature:
        raise Refusal(_("The agreement is signed: its dates, frame and amount change by an amendment."))
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    if points is not None:
        held.service_points.set(points)
    return held


@transaction.atomic
def accept(
    *, partnership: Partnership, about: str, agrees: bool, sentence: str = "", by: User, round: int = 1
) -> Acceptance:
    """What the party of ``by`` says of a question put to all; saying it again replaces it. Never for another party."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    return Acceptance.objects.update_or_create(
        party=party,
        about=about,
        round=round,
        defaults={"partnership": held, "agrees": agrees, "sentence": sentence[:500], "by": by},
    )[0]


@transaction.atomic
def propose(*, partnership: Partnership, to: State, agrees: bool = True, sentence: str = "", by: User) -> Partnership:
    """My party's yes or no to the step ``to``; the last yes takes it, when nothing is missing."""
    held = lock_partnership(partnership)
    check_step(held, to)
    if agrees and to in WITH_REASON and not sentence.strip():
        raise Refusal(_("Write why: the others read it before they answer."))
    if not agrees and not sentence.strip():
        raise Refusal(_("Write what stops you: the others read it, and can answer it."))
    accept(partnership=held, about=about_step(to), agrees=agrees, sentence=sentence, by=by, round=round_of(held))
    if agrees and not unanswered(held, to) and not missing_for(held, to):
        return advance(partnership=held, to=to, by=by, reason=sentence)
    return held


def check_step(partnership: Partnership, to: State) -> None:
    """Refuse a step that doesn't follow the state in force (a page left open, a step already taken)."""
    if to not in next_steps(partnership):
        raise Refusal(
            _("The partnership is now at “%(state)s”: this step no longer follows. Look at its page.")
            % {"state": partnership.get_state_display()}
        )


@transaction.atomic
def advance(*, partnership: Partnership, to: State, by: User, reason: str = "") -> Partnership:
    """Take the step. Refuses when it doesn't follow, when something is missing, or when a party hasn't agreed."""
    held = lock_partnership(partnership)
    check_step(held, to)
    missing = missing_for(held, to)
    if missing:
        raise Refusal(_("Something is missing: %(what)s") % {"what": " ".join(missing)})
    silent = unanswered(held, to)
    if silent:
        names = ", ".join(str(party.organization) for party in silent)
        raise Refusal(_("These parties haven’t agreed yet: %(parties)s.") % {"parties": names})
    if to == State.RENEWED:
        renew(partnership=held, by=by)
    return _move(held, to, by, reason)


def _move(held: Partnership, to: State, by: User, reason: str) -> Partnership:
    before = State(held.state)
    held.state_before, held.state = before, to
    if to == State.REVEALED and held.revealed_at is None:
        held.revealed_at = timezone.now()
    held.version += 1
    held.save(update_fields=["state", "state_before", "revealed_at", "version"])
    party = held.parties.filter(organization=by.organization, left_on=None).first()
    LifeEvent.objects.create(
        partnership=held, by=by, party=party, from_state=before, to_state=to, reason=reason.strip()
    )
    return held


@transaction.atomic
def renew(*, partnership: Partnership, by: User) -> Partnership:
    """A new draft of the same parties that continues this one; each joins again. Twice gives the same draft."""
    there = partnership.renewals.first()
    if there is not None:
        return there
    kept = ("name", "territory", "themes", "audience", "origins", "agreement_type", "insertion", "vision")
    new = open_partnership(
        coordinator=partnership.coordinator,
        organizations=[party.organization for party in current_parties(partnership)],
        by=by,
        previous=partnership,
        is_demonstration=partnership.is_demonstration,
        **{name: getattr(partnership, name) for name in kept},
    )
    new.service_points.set(partnership.service_points.all())
    return new
