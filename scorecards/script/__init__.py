"""What is read aloud at each step, in the language of the screen: one TOML file per language, our own words.

A language that lacks a step shows the French text: nobody is left without a script.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

#: The steps, in the order of a cycle.
STEPS = (
    "briefing_users",
    "briefing_provider",
    "ground_rules",
    "consent",
    "inputs",
    "issues",
    "scoring",
    "provider",
    "meeting",
    "plan",
    "closing",
)
DEFAULT = "fr"
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Script:
    """One step: its title, when it is read, and the lines, one breath each."""

    step: str
    title: str
    when: str
    lines: tuple[str, ...]


@cache
def _texts(language: str) -> dict[str, Script]:
    path = _HERE / f"{language}.toml"
    if not path.exists():
        return {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {step: Script(step, row["title"], row["when"], tuple(row["lines"])) for step, row in data.items()}


def script(step: str, language: str = "") -> Script:
    """What is read aloud at ``step``; KeyError for a step that doesn't exist."""
    wanted = (language or get_language() or DEFAULT).split("-")[0]
    return _texts(wanted).get(step) or _texts(DEFAULT)[step]


def scripts(language: str = "") -> tuple[Script, ...]:
    """The whole script, in the order of a cycle."""
    return tuple(script(step, language) for step in STEPS)
