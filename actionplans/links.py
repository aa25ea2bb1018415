"""Where an action leads: rooms above add a line to its page. The plan knows nothing of what stands above it.

A room registers in its ``AppConfig.ready``: ``action_links.append(lambda action, user: ("Thread", "/…"))``.
"""

from collections.abc import Callable

from accounts.models import User
from actionplans.models import Action

#: (action, user) → label (translated) and address, None when it isn't for this person.
action_links: list[Callable[[Action, User], tuple[str, str] | None]] = []


def links_of(action: Action, user: User) -> list[tuple[str, str]]:
    found = (source(action, user) for source in action_links)
    return [link for link in found if link is not None]
