"""Errors that a person reads."""

from __future__ import annotations

from typing import Any


class Refusal(ValueError):
    """A change that the rules refuse, with the sentence to show.

    Services raise it; views show `sentence` by `messages.error` or `form.add_error(None, …)`,
    keep what was typed, and answer 422 or 409, never 500. The sentence may be lazy.
    """

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
