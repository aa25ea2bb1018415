"""What the preview of a card file shows: what would be entered, or every line to correct."""

from dataclasses import dataclass

from scorecards import cardfile
from scorecards.cardfile import Parsed
from scorecards.models import CardImport
from scorecards.scales import SCALES
from scorecards.services.files import Preview, Target, preview
from scorecards.services.filewords import Trouble, troubles

#: Lines to correct that one page names; the rest is counted.
SHOWN = 200
#: Longest text that the page offers to correct in place, in characters.
EDITABLE = 100_000


@dataclass(frozen=True)
class ImportPage:
    """``preview`` is None as long as there are ``troubles``; ``more``: how many of those the page doesn't name."""

    parsed: Parsed
    troubles: tuple[Trouble, ...]
    more: int
    is_editable: bool
    preview: Preview | None

    @property
    def can_confirm(self) -> bool:
        return self.preview is not None and not self.preview.refusals


def import_page(kept: CardImport) -> ImportPage:
    """Read the kept file again, as it will be read on confirmation."""
    parsed = cardfile.parse(kept.content, SCALES[kept.scale])
    named = troubles(parsed)
    return ImportPage(
        parsed=parsed,
        troubles=named[:SHOWN],
        more=max(0, len(named) - SHOWN),
        is_editable=len(kept.content) <= EDITABLE,
        preview=None if named else preview(parsed=parsed, target=target_of(kept)),
    )


def target_of(kept: CardImport) -> Target:
    return Target(kept.organization, kept.service_point, kept.scale, kept.last_round_on, kept.sector)
