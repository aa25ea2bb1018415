"""The columns of the files of other tools, remembered by organisation once a file was entered."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.models import User
from concertation.models.files import ColumnMemory
from core.csvtext import fold
from directory.models import Organization


def fingerprint(titles: Sequence[str]) -> str:
    """The same for the same titles in any order; nothing of the lines."""
    return hashlib.sha256("\n".join(sorted(fold(title) for title in titles)).encode()).hexdigest()


@transaction.atomic
def remember_columns(
    *, organization: Organization, kind: str, titles: Sequence[str], columns: Mapping[str, str], by: User
) -> ColumnMemory:
    """Keep which title stands for what. ``columns``: wanted name → position in ``titles``, "" when there is none."""
    chosen = {name: titles[int(at)] if at else "" for name, at in columns.items()}
    return ColumnMemory.objects.update_or_create(
        organization=organization, kind=kind, titles=fingerprint(titles), defaults={"columns": chosen}
    )[0]


def recall_columns(organization: Organization, kind: str, titles: Sequence[str]) -> dict[str, str] | None:
    """Wanted name → position, as it was chosen for a file with the same titles; None the first time. One query."""
    found = ColumnMemory.objects.filter(organization=organization, kind=kind, titles=fingerprint(titles)).first()
    if found is None:
        return None
    places = {title: str(at) for at, title in enumerate(titles)}
    return {name: places.get(title, "") if title else "" for name, title in found.columns.items()}
