"""What the parties feel, criterion by criterion: one organisation, one weight. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from partnerships.scoring.facts import Key
from partnerships.scoring.overlap import mean, rounded
from partnerships.thresholds import Thresholds


def felt_by_criterion(
    answers: Iterable[tuple[str, Key, Key, int]], parties: int, limits: Thresholds
) -> Mapping[str, Decimal]:
    """(criterion, party, sheet, level 1–4) → criterion → 0–1, four decimals, halves up.

    Respondent's mean, then the organisation's, then the unweighted mean of organisations; (x − 1) ÷ 3. A criterion
    that fewer than two organisations, or less than ``parties_answering`` of them, rated is left out.
    """
    levels: dict[str, dict[Key, dict[Key, list[Decimal]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for criterion, party, sheet, level in answers:
        levels[criterion][party][sheet].append(Decimal(level))
    felt: dict[str, Decimal] = {}
    for criterion, organizations in levels.items():
        if len(organizations) < 2 or len(organizations) < limits.parties_answering * parties:
            continue
        own = [mean(mean(given) or Decimal(0) for given in sheets.values()) for sheets in organizations.values()]
        value = mean(x for x in own if x is not None)
        if value is not None:
            felt[criterion] = rounded((value - 1) / 3)
    return felt
