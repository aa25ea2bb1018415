"""The five display levels of a score: words, faces and colours follow them everywhere.

Bands and scales belong to the features; here a level is only 1 (worst) to 5 (best).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

LEVELS = (1, 2, 3, 4, 5)


def level_word(level: int) -> str:
    """Word of a level in the active language: 1 "Très mauvais" … 5 "Très bon"."""
    words = {1: _("Very poor"), 2: _("Poor"), 3: _("Fair"), 4: _("Good"), 5: _("Very good")}
    return words[level]
