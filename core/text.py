"""Free text with stated bounds: what a page can show and a PDF can lay out."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

MAX_CHARACTERS = 2_000
MAX_BREAKS = 50
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TextError(ValueError):
    """Text over the bounds. `str()` gives the sentence to show."""


def tidy_text(value: str) -> str:
    """Same text with one kind of line break, no control characters, no spaces at the ends."""
    unified = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _CONTROL.sub("", unified).strip()


def check_text(value: str, *, characters: int = MAX_CHARACTERS, breaks: int = MAX_BREAKS) -> str:
    """`value` when it keeps within the bounds; raises TextError with a sentence otherwise."""
    if len(value) > characters:
        raise TextError(
            _("This text has %(count)d characters, the limit is %(limit)d. Shorten it.")
            % {"count": len(value), "limit": characters}
        )
    count = value.count("\n")
    if count > breaks:
        raise TextError(
            _("This text has %(count)d line breaks, the limit is %(limit)d. Join some lines.")
            % {"count": count, "limit": breaks}
        )
    return value
