"""A limit for the whole process, in memory: no address, no row, nothing to find afterwards."""

import threading
import time
from collections.abc import Callable


class Bucket:
    """``per_minute`` goes, refilled little by little. One bucket serves everybody: it can't tell people apart."""

    def __init__(self, per_minute: Callable[[], int], clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = per_minute, clock
        self._lock = threading.Lock()
        self._left: float | None = None
        self._at = 0.0

    def take(self) -> bool:
        """True when there is a go left; it is then used."""
        with self._lock:
            rate, now = self._rate(), self._clock()
            left = float(rate) if self._left is None else min(rate, self._left + (now - self._at) * rate / 60)
            self._at = now
            self._left = left - 1 if left >= 1 else left
            return left >= 1

    def reset(self) -> None:
        with self._lock:
            self._left = None
