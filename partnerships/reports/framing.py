"""The page of the framing: where each of what, why and how stands, who has answered (never what), what opens next."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from core.arithmetic import settled, share
from partnerships.enums import CompetenceKind, State
from partnerships.models import BlindSheet, Competence, Important, Partnership, Party, Priority, Restatement
from partnerships.permissions import my_party
from partnerships.scoring.framing import Coverage, Venn, coverage, venn
from partnerships.services.framing import SHEET_PARTS, missing_in_sheet, priorities_are_open
from partnerships.services.lifegates import current_parties


@dataclass(frozen=True)
class Answered:
    """Whether a party has sent its sheet; nothing of what it holds."""

    party: Party
    has_sent: bool


@dataclass(frozen=True)
class FramingPage:
    mine: Party
    answered: tuple[Answered, ...]
    has_sent: bool
    missing: tuple[str, ...]
    parts: tuple[tuple[str, bool], ...]
    priorities: tuple[Priority, ...]
    list_is_open: bool
    is_framing: bool
    understanding: "Understanding | None"
    scope_agreed: int
    scope_total: int

    @property
    def sent(self) -> int:
        return sum(each.has_sent for each in self.answered)


def build_framing(partnership: Partnership, user: User) -> FramingPage:
    """``user`` acts for a party (the view asked); only that party's own sheet is read."""
    mine = my_party(user, partnership)
    assert mine is not None  # noqa: S101 - ``inside`` let the person through
    parties = current_parties(partnership)
    sent = set(BlindSheet.objects.filter(party__in=parties, sent_at__isnull=False).values_list("party_id", flat=True))
    sheet = BlindSheet.objects.filter(party=mine).first() or BlindSheet(party=mine)
    priorities = tuple(partnership.priorities.select_related("proposed_by__organization"))
    missing = tuple(missing_in_sheet(sheet, len(priorities)))
    agreed, total = scope_counts(partnership, parties)
    return FramingPage(
        mine,
        tuple(Answered(party, party.pk in sent) for party in parties),
        mine.pk in sent,
        missing,
        tuple((part, _is_done(part, sheet, len(priorities))) for part in SHEET_PARTS),
        priorities,
        priorities_are_open(partnership),
        partnership.state == State.FRAMING,
        build_understanding(partnership, mine) if partnership.is_revealed else None,
        agreed,
        total,
    )


def _is_done(part: str, sheet: BlindSheet, priorities: int) -> bool:
    if part == "what":
        return bool(sheet.what.strip() and sheet.success and len(sheet.ranking) >= priorities)
    if part == "why":
        handled = not sheet.has_conflict or bool(sheet.conflict_handling.strip())
        return bool(sheet.why.strip() and sheet.motives and handled)
    return sheet.commitment is not None


def scope_counts(partnership: Partnership, parties: list[Party]) -> tuple[int, int]:
    """Elements of the scope agreed by every party, and all of them. Two queries."""
    everybody = {party.pk for party in parties}
    items = list(partnership.scope.prefetch_related("agreed_by"))
    return sum(1 for item in items if everybody <= {each.pk for each in item.agreed_by.all()}), len(items)


# What matters -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """One restatement. ``is_mine``: my party wrote it; ``to_answer``: its owner, my party, hasn't answered."""

    row: Restatement
    is_mine: bool
    to_answer: bool


@dataclass(frozen=True)
class Matter:
    """What matters to a party. ``to_restate``: it is my task, or I may, to say it again."""

    important: Important
    is_mine: bool
    said: tuple[Said, ...]
    to_restate: bool
    is_task: bool


@dataclass(frozen=True)
class Understanding:
    """``rate``: confirmed ÷ what was said again, None before anything was said again."""

    matters: tuple[Matter, ...]
    confirmed: int
    restated: int
    task_for: Party | None
    tasks: int
    answers: int

    @property
    def rate(self) -> Decimal | None:
        return settled(share(self.confirmed, self.restated))


def neighbour(parties: list[Party], mine: Party) -> Party | None:
    """Whose words my party says again: the next party in the order, so that everybody has a task and is understood."""
    keys = [party.pk for party in parties]
    if mine.pk not in keys or len(keys) < 2:
        return None
    return parties[(keys.index(mine.pk) + 1) % len(keys)]


def build_understanding(partnership: Partnership, mine: Party) -> Understanding:
    """Everybody's words after the reveal, one's own before it. A constant number of queries."""
    parties = current_parties(partnership)
    task_for = neighbour(parties, mine)
    rows = Important.objects.filter(party__in=parties).select_related("party__organization")
    if not partnership.is_revealed:
        rows = rows.filter(party=mine)
    found = []
    for row in rows.prefetch_related("restatements__party__organization").order_by("party__position", "pk"):
        own = row.party_id == mine.pk
        said = tuple(
            Said(each, each.party_id == mine.pk, own and each.confirmed is None) for each in row.restatements.all()
        )
        done = any(each.is_mine for each in said)
        task = task_for is not None and row.party_id == task_for.pk and not done
        found.append(Matter(row, own, said, not own and partnership.is_revealed, task))
    everything = [each.row for matter in found for each in matter.said]
    return Understanding(
        tuple(found),
        sum(1 for row in everything if row.confirmed),
        len(everything),
        task_for,
        sum(matter.is_task for matter in found),
        sum(each.to_answer for matter in found for each in matter.said),
    )


# Strengths ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NeedLine:
    party: Party
    label: str
    by: tuple[Party, ...]


@dataclass(frozen=True)
class Strengths:
    """``holders``: column of the Venn table, word, the parties that have it."""

    venn: Venn
    holders: tuple[tuple[str, str, tuple[Party, ...]], ...]
    needs: tuple[NeedLine, ...]
    coverage: Coverage
    labels: tuple[str, ...]


def build_strengths(partnership: Partnership) -> Strengths:
    """What is common and unique, and which needs another party covers. Two queries."""
    parties = current_parties(partnership)
    by_key: dict[object, Party] = {party.pk: party for party in parties}
    offers: dict[object, list[str]] = {party.pk: [] for party in parties}
    needs: dict[object, list[str]] = {party.pk: [] for party in parties}
    for row in Competence.objects.filter(party__in=parties).order_by("label"):
        (offers if row.kind == CompetenceKind.OFFER else needs)[row.party_id].append(row.label)
    shared = venn(offers)
    met = coverage(needs, offers)
    columns = (("common", shared.common), ("several", shared.several), ("unique", shared.unique))
    return Strengths(
        shared,
        tuple(
            (column, word, tuple(party for party in parties if party.pk in shared.holders[word]))
            for column, words in columns
            for word in words
        ),
        tuple(
            NeedLine(by_key[key], label, tuple(party for party in parties if party.pk in who))
            for (key, label), who in met.met.items()
        ),
        met,
        tuple(sorted({label for labels in (*offers.values(), *needs.values()) for label in labels})),
    )
