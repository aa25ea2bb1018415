"""The documents of a partnership, and how many every party can open."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from core.arithmetic import percent
from partnerships.models import Partnership, Party
from partnerships.reports.parts import percent_words
from partnerships.services.documents import may_open


@dataclass(frozen=True)
class DocumentLine:
    """``opens``: the reader can download it. ``removes``: the reader's party put it there, before the signature."""

    pk: UUID
    title: str
    party: str
    dated_on: datetime.date | None
    reference: str
    restricted_because: str
    opens: bool
    removes: bool


@dataclass(frozen=True)
class DocumentsPage:
    """``shared``: share of the documents that every party can open; None without document."""

    lines: tuple[DocumentLine, ...]
    shared: str | None
    writes: bool


def build_documents(partnership: Partnership, mine: Party | None, writes: bool) -> DocumentsPage:
    """One query, whatever the number of documents."""
    rows = list(partnership.documents.select_related("party__organization"))
    free = sum(1 for row in rows if not row.restricted_because)
    before = partnership.is_before_signature
    return DocumentsPage(
        lines=tuple(
            DocumentLine(
                pk=row.pk,
                title=row.title,
                party=str(row.party),
                dated_on=row.dated_on,
                reference=row.reference,
                restricted_because=row.restricted_because,
                opens=may_open(row, mine),
                removes=writes and before and mine is not None and row.party_id == mine.pk,
            )
            for row in rows
        ),
        shared=percent_words(percent(Decimal(free), Decimal(len(rows)))),
        writes=writes,
    )
