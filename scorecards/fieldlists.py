"""The word lists of ``core.textcheck`` as the telephone reads them: one JSON file, a list's words apart by a space."""

import json
from pathlib import Path

from django.conf import settings

from core import textwords
from scorecards.fieldbuild import LISTS


def content() -> str:
    """What the file says; a test compares it to the file, which ``write`` brings up to date."""
    found = {
        name: " ".join(sorted(words))
        for name, words in sorted(vars(textwords).items())
        if name.isupper() and not name.startswith("_") and isinstance(words, frozenset | dict)
    }
    found["ARABIC_POLITE"] = " ".join(sorted(word for word, polite in textwords.ARABIC_TITLES.items() if polite))
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def path() -> Path:
    return Path(settings.BASE_DIR) / "static" / LISTS


def write() -> None:
    path().write_text(content())
