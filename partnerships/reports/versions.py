"""Versions of the agreement: the list, one of them whole, and what changed between two."""

from dataclasses import dataclass

from partnerships.models import AgreementVersion, Partnership, Signature
from partnerships.reports.sentences import ChangedChapter, Chapter, changes, chapters
from partnerships.services.content import build_content
from partnerships.services.signing import is_signed
from partnerships.services.versions import is_intact


@dataclass(frozen=True)
class VersionLine:
    """``before``: number of the version before, None for the first."""

    version: AgreementVersion
    before: int | None
    signatures: int


@dataclass(frozen=True)
class VersionsPage:
    """``since``: what changed since the last version kept."""

    lines: tuple[VersionLine, ...]
    since: tuple[ChangedChapter, ...]


@dataclass(frozen=True)
class VersionPage:
    version: AgreementVersion
    chapters: tuple[Chapter, ...]
    signatures: tuple[Signature, ...]
    intact: bool
    signed: bool


@dataclass(frozen=True)
class Compare:
    before: AgreementVersion
    after: AgreementVersion
    changed: tuple[ChangedChapter, ...]


def build_versions(partnership: Partnership) -> VersionsPage:
    """A fixed number of queries, whatever the number of versions."""
    rows = list(partnership.versions.prefetch_related("signatures").order_by("-number"))
    numbers = [row.number for row in rows]
    return VersionsPage(
        lines=tuple(
            VersionLine(row, numbers[place + 1] if place + 1 < len(numbers) else None, len(row.signatures.all()))
            for place, row in enumerate(rows)
        ),
        since=tuple(changes(rows[0].content, build_content(partnership))) if rows else (),
    )


def build_version(version: AgreementVersion) -> VersionPage:
    return VersionPage(
        version=version,
        chapters=tuple(chapters(version.content)),
        signatures=tuple(version.signatures.all()),
        intact=is_intact(version),
        signed=is_signed(version),
    )


def build_compare(before: AgreementVersion, after: AgreementVersion) -> Compare:
    return Compare(before, after, tuple(changes(before.content, after.content)))
