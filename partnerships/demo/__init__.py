"""Demonstration partnerships: going well, vertical, an agreement in appearance, waiting, ended."""

from partnerships.demo.apparent import load_apparent
from partnerships.demo.healthy import load_healthy
from partnerships.demo.later import load_ended
from partnerships.demo.tools import Cast
from partnerships.demo.vertical import load_vertical
from partnerships.demo.waiting import load_waiting


def load_partnerships(cast: Cast) -> None:
    """Play every partnership. Call once, in a transaction, after the scorecards: one of them answers a card."""
    load_healthy(cast)
    load_vertical(cast)
    load_apparent(cast)
    load_waiting(cast)
    load_ended(cast)
