"""The two questions every view asks: is it in my scope (else 404), may I do this (else 403 with a sentence)."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User

M = TypeVar("M", bound=Model)

#: A sentence for a refusal that the person can understand or act on; filled by each feature's permissions.py.
REFUSALS: dict[str, Any] = {}


def get_visible(source: type[M] | QuerySet[M], user: User, pk: Any) -> M:
    """The object if ``user`` may see it; Http404 for a stranger, a foreign organisation or an id that isn't one."""
    queryset: Any = source._default_manager.all() if isinstance(source, type) else source
    try:
        found: M | None = queryset.visible_to(user).filter(pk=pk).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Http404
    return found


def require(user: User, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied with a sentence unless ``user`` has ``permission`` on ``obj``."""
    if not user.has_perm(permission, obj):
        sentence = REFUSALS.get(permission) or _("Your role doesn't allow this. Ask your programme administrator.")
        raise PermissionDenied(str(sentence))
