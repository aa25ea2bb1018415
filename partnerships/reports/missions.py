"""How the partnership serves the mission of each party: written links, what the peers say, the figures."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.arithmetic import percent
from partnerships.enums import MissionLevel
from partnerships.models import MissionRating, MissionRound, Partnership, Party
from partnerships.permissions import my_party
from partnerships.reports.parts import percent_words
from partnerships.scoring.missions import Plausibility, plausibility
from partnerships.services.lifegates import current_parties
from partnerships.services.missions import asked, is_open, last_round


@dataclass(frozen=True)
class Voice:
    """What one peer said, once the reading is over."""

    who: str
    word: str
    sentence: str


@dataclass(frozen=True)
class MissionRow:
    """``figures`` None: no reading is over; ``voices`` empty until then."""

    party: Party
    mine: bool
    text: str
    figures: Plausibility | None
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class MissionPage:
    """``answered``: names of the parties that have answered the open reading, never what they said."""

    rows: tuple[MissionRow, ...]
    filled: int
    share: str | None
    round: MissionRound | None
    is_open: bool
    answered: tuple[str, ...]
    awaited: tuple[str, ...]
    mine_done: bool
    may_open: bool
    shown: MissionRound | None


def word_of(level: int | None) -> str:
    return str(MissionLevel(level).label) if level is not None else _("I don't know")


def read_over(partnership: Partnership) -> MissionRound | None:
    """The last reading that is over: the one whose answers may be read."""
    return next((row for row in partnership.mission_rounds.order_by("-number")[:2] if not is_open(row)), None)


def _said(row: MissionRound | None) -> dict[Any, list[MissionRating]]:
    found: dict[Any, list[MissionRating]] = {}
    if row is not None:
        for each in row.ratings.select_related("party__organization").order_by("party__position"):
            found.setdefault(each.about_id, []).append(each)
    return found


def _row(party: Party, own: Party | None, over: MissionRound | None, said: list[MissionRating],
         peers: int) -> MissionRow:  # fmt: skip
    voices = tuple(Voice(str(each.party), word_of(each.level), each.sentence) for each in said)
    figures = plausibility([each.level for each in said], peers=peers) if over is not None else None
    return MissionRow(party, own is not None and own.pk == party.pk, party.mission_link, figures, voices)


def mission_row(party: Party, user: User) -> MissionRow:
    """For the sheet of one party. A fixed number of queries."""
    partnership = party.partnership
    over = read_over(partnership)
    peers = partnership.parties.filter(left_on=None).exclude(pk=party.pk).count()
    return _row(party, my_party(user, partnership), over, _said(over).get(party.pk, []), peers)


def build_missions(partnership: Partnership, user: User) -> MissionPage:
    """A fixed number of queries, whatever the number of parties."""
    own, parties = my_party(user, partnership), current_parties(partnership)
    last, over = last_round(partnership), read_over(partnership)
    opened, said = is_open(last), _said(over)
    done: set[Any] = set(last.ratings.values_list("party", "about")) if last is not None and opened else set()
    finished = [party for party in parties if all((party.pk, each.pk) in done for each in asked(parties, party))]
    filled = sum(bool(party.mission_link.strip()) for party in parties)
    return MissionPage(
        rows=tuple(_row(party, own, over, said.get(party.pk, []), len(parties) - 1) for party in parties),
        filled=filled,
        share=percent_words(percent(filled, len(parties))),
        round=last,
        is_open=opened,
        answered=tuple(str(party) for party in finished) if opened else (),
        awaited=tuple(str(party) for party in parties if party not in finished) if opened else (),
        mine_done=own in finished,
        may_open=not opened and partnership.is_revealed and user.has_perm("partnerships.coordinate", partnership),
        shown=over,
    )
