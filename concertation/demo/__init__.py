"""Demonstration devices: a council that tires, a budget that goes well, a meeting of which little is known, others."""

from concertation.demo.around import load_around
from concertation.demo.healthy import load_healthy
from concertation.demo.little import load_little
from concertation.demo.tired import load_tired
from concertation.demo.tools import Cast


def load_devices(cast: Cast) -> None:
    """Play every device. Call once, in a transaction."""
    tired = load_tired(cast)
    healthy = load_healthy(cast)
    load_little(cast)
    load_around(cast, tired, healthy)
