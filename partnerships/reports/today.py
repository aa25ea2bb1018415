"""What waits for a person's party, for the page of the day."""

from accounts.models import User
from accounts.permissions import granted
from partnerships.enums import State
from partnerships.models import Partnership
from partnerships.permissions import my_party
from partnerships.reports.tasks import Task, task_of

#: Partnerships looked at, the latest first.
MOST = 6
#: Over, and still able to wait for somebody.
AFTERWARDS = (State.CLOSED, State.RENEWED, State.TERMINATED)


def waiting(user: User) -> tuple[tuple[Partnership, Task], ...]:
    """The partnerships where the person's party has something to do, with that thing; those in force come first."""
    own = user.organization
    if own is None or not granted(user, "partnerships.represent"):
        return ()
    found = []
    rows = Partnership.objects.of_party(own).select_related("territory")
    for partnership in (*rows.in_force()[:MOST], *rows.filter(state__in=AFTERWARDS)[:MOST]):
        party = my_party(user, partnership)
        task = task_of(partnership, party) if party is not None else None
        if task is not None and task.url:
            found.append((partnership, task))
    return tuple(found)
