"""The paper ballot of one page flow: what was chosen so far travels in the page itself, and is kept nowhere."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

_NUMBER = re.compile(r"[0-9a-f]{32}")


@dataclass
class Paper:
    """``at``: index of the indicator on the screen, equal to their number on the last screen, before sending."""

    keys: tuple[UUID, ...]
    levels: int
    number: str = ""
    at: int = 0
    choices: dict[UUID, int] = field(default_factory=dict)

    @property
    def is_at_end(self) -> bool:
        return self.at >= len(self.keys)


def read_paper(data: Mapping[str, Any], keys: Sequence[UUID], levels: int) -> Paper:
    """The page that came back, with the choice made on it; whatever can't be read counts as not chosen."""
    paper = Paper(tuple(keys), levels, _number(data.get("number")))
    at = _whole(data.get("at"), len(keys))
    paper.at = 0 if at is None else at
    for key in keys:
        level = _whole(data.get(f"a-{key}"), levels - 1)
        if level is not None:
            paper.choices[key] = level
    if not paper.is_at_end:
        level = _whole(data.get("choice"), levels - 1)
        if data.get("go") == "skip":
            paper.choices.pop(paper.keys[paper.at], None)
        elif level is not None:
            paper.choices[paper.keys[paper.at]] = level
    return paper


def move(paper: Paper, go: str) -> Paper:
    """To the neighbour that the button says."""
    step = {"previous": -1, "next": 1, "skip": 1}.get(go, 0)
    paper.at = min(max(paper.at + step, 0), len(paper.keys))
    return paper


def _number(value: Any) -> str:
    """The number of the page, or a new one drawn at random."""
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) else secrets.token_hex(16)


def _whole(value: Any, most: int) -> int | None:
    text = value if isinstance(value, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return None
    return int(text) if int(text) <= most else None
