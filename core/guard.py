"""The two questions every view asks: is it in my scope (else 404), may I do this (else 403 with a sentence).

Here, and not in ``accounts``, so that the rooms below it can ask them too.
"""

from typing import Any, Protocol, TypeVar

import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)

#: A sentence for a refusal that the person can understand or act on; filled by each room's permissions.py.
REFUSALS: dict[str, Any] = {}


class Actor(Protocol):
    """What the rooms below ``accounts`` know of a person."""

    is_active: bool
    is_superuser: bool

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def organization(self) -> Any: ...

    @property
    def grants(self) -> frozenset[str]: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


def get_visible(source: type[M] | QuerySet[M], user: Actor, pk: Any) -> M:
    """The object if ``user`` may see it; Http404 for a stranger, a foreign organisation or an id that isn't one."""
    queryset: Any = source._default_manager.all() if isinstance(source, type) else source
    try:
        found: M | None = queryset.visible_to(user).filter(pk=pk).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Http404
    return found


def require(user: Actor, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied with a sentence unless ``user`` has ``permission`` on ``obj``."""
    if not user.has_perm(permission, obj):
        sentence = REFUSALS.get(permission) or _("Your role doesn't allow this. Ask your programme administrator.")
        raise PermissionDenied(str(sentence))


def holds(grant: str) -> Any:
    """A ``rules`` predicate: the role in force holds ``grant``, or the person operates the platform."""

    @rules.predicate(f"holds:{grant}")
    def predicate(user: Actor) -> bool:
        return user.is_authenticated and user.is_active and (user.is_superuser or grant in user.grants)

    return predicate
