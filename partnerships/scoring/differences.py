"""What changed between two texts made of sentences with a key. Pure."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Sentence:
    """``key`` names the row that it says, the same from one version to the next."""

    key: str
    text: str


@dataclass(frozen=True)
class Piece:
    """Some words of a changed sentence: kept, taken out or put in."""

    text: str
    kind: Kind | None


@dataclass(frozen=True)
class Change:
    """``pieces``: the words of a changed sentence; empty for a sentence that came or went."""

    kind: Kind
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def differences(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Change]:
    """Changed and added sentences in the order of ``after``, then the removed ones in the order of ``before``."""
    old, new = {row.key: row.text for row in before}, {row.key: row.text for row in after}
    found: list[Change] = []
    for row in after:
        if row.key not in old:
            found.append(Change(Kind.ADDED, "", row.text))
        elif old[row.key] != row.text:
            found.append(Change(Kind.CHANGED, old[row.key], row.text, pieces(old[row.key], row.text)))
    found.extend(Change(Kind.REMOVED, row.text, "") for row in before if row.key not in new)
    return found


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both sentences as one: words kept, words removed, words added, in reading order."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("".join(old[a:b]), None))
            continue
        if a < b:
            found.append(Piece("".join(old[a:b]), Kind.REMOVED))
        if c < d:
            found.append(Piece("".join(new[c:d]), Kind.ADDED))
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)
