"""What and why, each alone: the blind sheets and the moment when all are revealed together."""

from accounts.models import User
from partnerships.enums import State
from partnerships.models import Partnership
from partnerships.services.gates import missing_for
from partnerships.services.life import advance


def reveal_when_complete(held: Partnership, by: User) -> bool:
    """Reveal every sheet at once when the last one is in. ``held`` is under lock. True when it just happened."""
    if held.state != State.FRAMING or missing_for(held, State.REVEALED):
        return False
    advance(partnership=held, to=State.REVEALED, by=by)
    return True
