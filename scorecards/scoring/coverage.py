"""Who was heard: counts by sex and age band of the users' sessions. Pure. A session nobody counted stays unknown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorecards.scoring.card import percent


@dataclass(frozen=True)
class SessionCount:
    """One closed session of a group. Each band is None when its box was left empty."""

    kind: str
    women_young: int | None
    women_adult: int | None
    women_elder: int | None
    men_young: int | None
    men_adult: int | None
    men_elder: int | None

    @property
    def bands(self) -> tuple[int | None, ...]:
        return (
            self.women_young,
            self.women_adult,
            self.women_elder,
            self.men_young,
            self.men_adult,
            self.men_elder,
        )

    @property
    def is_counted(self) -> bool:
        return any(band is not None for band in self.bands)


@dataclass(frozen=True)
class KindCount:
    """Groups of one kind, how many of them were counted, the people in those (None when none was)."""

    kind: str
    groups: int
    counted: int
    people: int | None


@dataclass(frozen=True)
class Coverage:
    """Of ``sessions`` held, ``counted`` say who came; the people are those of the counted ones, None without any."""

    sessions: int
    counted: int
    people: int | None
    women: int | None
    young: int | None
    elder: int | None
    kinds: tuple[KindCount, ...]

    @property
    def women_share(self) -> Decimal | None:
        return percent(self.women, self.people)

    @property
    def young_share(self) -> Decimal | None:
        return percent(self.young, self.people)

    @property
    def elder_share(self) -> Decimal | None:
        return percent(self.elder, self.people)


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def coverage(sessions: Iterable[SessionCount]) -> Coverage:
    """An empty box of a counted session is nobody, as on the session's page; a session without any is unknown."""
    held = list(sessions)
    counted = [session for session in held if session.is_counted]
    kinds = []
    for kind in sorted({session.kind for session in held}):
        of_kind = [session for session in held if session.kind == kind]
        known = [session for session in of_kind if session.is_counted]
        kinds.append(KindCount(kind, len(of_kind), len(known), _total(b for s in known for b in s.bands)))
    return Coverage(
        sessions=len(held),
        counted=len(counted),
        people=_total(band for session in counted for band in session.bands),
        women=_sum(counted, lambda s: (s.women_young, s.women_adult, s.women_elder)),
        young=_sum(counted, lambda s: (s.women_young, s.men_young)),
        elder=_sum(counted, lambda s: (s.women_elder, s.men_elder)),
        kinds=tuple(kinds),
    )


def _sum(counted: Sequence[SessionCount], bands: Callable[[SessionCount], tuple[int | None, ...]]) -> int | None:
    return sum(band or 0 for session in counted for band in bands(session)) if counted else None


def add_coverage(parts: Iterable[Coverage]) -> Coverage:
    """Several cards together: counts add up, what is unknown adds nothing and stays said by ``counted``."""
    cards = list(parts)
    rows = [row for card in cards for row in card.kinds]
    kinds = tuple(
        KindCount(
            kind,
            sum(row.groups for row in rows if row.kind == kind),
            sum(row.counted for row in rows if row.kind == kind),
            _total(row.people for row in rows if row.kind == kind),
        )
        for kind in sorted({row.kind for row in rows})
    )
    return Coverage(
        sessions=sum(card.sessions for card in cards),
        counted=sum(card.counted for card in cards),
        people=_total(card.people for card in cards),
        women=_total(card.women for card in cards),
        young=_total(card.young for card in cards),
        elder=_total(card.elder for card in cards),
        kinds=kinds,
    )
