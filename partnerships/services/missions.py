"""How each party finds the mission of the others served: a reading opened with a last day, blind until it is over."""

import datetime
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import MissionRating, MissionRound, Partnership, Party
from partnerships.services.lifegates import current_parties
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line

#: Days that a reading stays open, when nobody says otherwise.
DAYS = 14


@dataclass(frozen=True)
class Opinion:
    """``level`` None: "I don't know"."""

    level: int | None
    sentence: str = ""


def last_round(partnership: Partnership) -> MissionRound | None:
    return partnership.mission_rounds.order_by("-number").first()


def is_open(row: MissionRound | None) -> bool:
    """Neither closed by the last answer nor by its last day."""
    return row is not None and row.closed_at is None and row.closes_on >= timezone.localdate()


def asked(parties: Sequence[Party], own: Party) -> list[Party]:
    """Whose mission a party speaks of: the others that have written the link."""
    return [party for party in parties if party.pk != own.pk and party.mission_link.strip()]


def given_by(row: MissionRound, party: Party) -> dict[Any, MissionRating]:
    """What a party has said in this reading: about → answer. One query."""
    return {each.about_id: each for each in row.ratings.filter(party=party)}


def rating_version(row: MissionRound, party: Party) -> int:
    """A number made of the reading and of what the party said in it: it moves when they do."""
    said = row.ratings.filter(party=party).order_by("about").values_list("about", "level", "sentence")
    return zlib.crc32(repr([row.pk, *said]).encode())


@transaction.atomic
def open_reading(*, partnership: Partnership, closes_on: datetime.date, by: User) -> MissionRound:
    """The coordinator opens a reading, once all is revealed and two parties have written their link."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if party.organization_id != held.coordinator_id:
        raise Refusal(_("The coordinator opens this reading. Ask them."))
    if not held.is_revealed:
        raise Refusal(_("Each party first says what and why, alone. This opens once the answers are revealed."))
    if is_open(last_round(held)):
        raise Refusal(_("A reading is open already. It closes with the last answer, or on its last day."))
    if closes_on < timezone.localdate():
        raise Refusal(_("The last day is already over. Choose today or a day to come."))
    if sum(bool(each.mission_link.strip()) for each in current_parties(held)) < 2:
        raise Refusal(_("Two parties at least first write how the partnership serves their mission."))
    last: int = held.mission_rounds.aggregate(last=Max("number"))["last"] or 0
    return MissionRound.objects.create(partnership=held, number=last + 1, opened_by=party, closes_on=closes_on)


@transaction.atomic
def rate_missions(
    *, partnership: Partnership, opinions: Mapping[Any, Opinion], version: int | None, by: User
) -> MissionRound:
    """What my party says of each of the others (party id → opinion); the last party closes the reading.

    ``version``: ``rating_version`` that was read. Raises Refusal.
    """
    held = lock_partnership(partnership)
    own, row = acting_party(by, held), last_round(held)
    if row is None or not is_open(row):
        raise Refusal(_("This reading is over: everybody now reads what was said."))
    check_version(rating_version(row, own), version)
    parties = current_parties(held)
    about = asked(parties, own)
    if {party.pk for party in about} - set(opinions):
        raise Refusal(_("Answer for each of the other parties. “I don't know” is an answer."))
    for party in about:
        said = opinions[party.pk]
        if said.level is not None and said.level not in (1, 2, 3, 4):
            raise Refusal(_("Choose one of the four levels, or “I don't know”."))
        MissionRating.objects.update_or_create(
            round=row, party=own, about=party,
            defaults={"level": said.level, "sentence": one_line(said.sentence, "", 500)},
        )  # fmt: skip
    _close_when_all_answered(row, parties)
    return row


def _close_when_all_answered(row: MissionRound, parties: list[Party]) -> None:
    said = set(row.ratings.values_list("party", "about"))
    if all((party.pk, other.pk) in said for party in parties for other in asked(parties, party)):
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
