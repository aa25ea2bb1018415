"""What waits for a person's party, for the page of the day."""

from accounts.models import User
from accounts.permissions import granted
from partnerships.models import Partnership
from partnerships.permissions import my_party
from partnerships.reports.tasks import Task, task_of

#: Partnerships looked at, the latest first.
MOST = 6


def waiting(user: User) -> tuple[tuple[Partnership, Task], ...]:
    """The partnerships in force where the person's party has something to do, with that thing."""
    own = user.organization
    if own is None or not granted(user, "partnerships.represent"):
        return ()
    found = []
    for partnership in Partnership.objects.of_party(own).in_force().select_related("territory")[:MOST]:
        party = my_party(user, partnership)
        task = task_of(partnership, party) if party is not None else None
        if task is not None and task.url:
            found.append((partnership, task))
    return tuple(found)
