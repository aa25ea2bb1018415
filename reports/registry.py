"""The kinds of report that features offer. A feature registers its kinds in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import User
from directory.models import Organization

#: Says how far the file is, in percent; raises LeaseLost when another worker holds the job.
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Rendered:
    """A finished file. ``pages`` for paged media only."""

    content: bytes
    pages: int | None = None


@dataclass(frozen=True)
class ReportKind:
    """How one kind of report is found, built and drawn.

    ``subject(user, pk)``: what the report speaks of when this person may ask for it, else Http404 or
    PermissionDenied; ``load(pk)``: the same row for the worker, None when it is gone; ``audience(user, obj)``: for
    whom the figures are ("team", "public"); ``build(obj, audience)``: one frozen dataclass with everything that the
    file shows, in the active language; its fingerprint makes the content key; ``render(data, language, progress)``.
    """

    name: str
    label: Any
    subject: Callable[[User, UUID], Any]
    load: Callable[[UUID], Any]
    audience: Callable[[User, Any], str]
    build: Callable[[Any, str], Any]
    render: Callable[[Any, str, Progress], Rendered]
    title: Callable[[Any], str]
    filename: Callable[[Any], str]
    organization: Callable[[Any], Organization]
    media_type: str


_KINDS: dict[str, ReportKind] = {}


def register(kind: ReportKind) -> None:
    """Offer a kind; the same name twice is a mistake, except for the same object."""
    if _KINDS.get(kind.name, kind) is not kind:
        raise ValueError(f"report kind {kind.name!r} is registered twice")
    _KINDS[kind.name] = kind


def unregister(name: str) -> None:
    _KINDS.pop(name, None)


def get_kind(name: str) -> ReportKind:
    """The kind of that name; KeyError when no feature registered it."""
    return _KINDS[name]


def find_kind(name: str) -> ReportKind | None:
    return _KINDS.get(name)
