"""How far the PDF engine is: its own progress log, turned into percent of the job."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reports.registry import Progress

_LOGGER = logging.getLogger("weasyprint.progress")
_STEP = re.compile(r"Step (\d)")
#: Share of the job that each of the engine's seven steps begins at, in percent.
_BEGINS = {1: 20, 2: 25, 3: 30, 4: 35, 5: 45, 6: 70, 7: 90}


class _Listener(logging.Handler):
    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress, self._thread, self._last = progress, threading.get_ident(), 0

    def emit(self, record: logging.LogRecord) -> None:
        found = _STEP.match(record.getMessage())
        if found is None or threading.get_ident() != self._thread:
            return
        percent = _BEGINS.get(int(found.group(1)), 0)
        if percent > self._last:
            self._last = percent
            self._progress(percent)


@contextmanager
def follow_engine(progress: Progress) -> Iterator[None]:
    """Report the engine's steps while the block runs. An error of ``progress`` (a lost lease) stops the engine."""
    listener, level, passes = _Listener(progress), _LOGGER.level, _LOGGER.propagate
    _LOGGER.addHandler(listener)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    try:
        yield
    finally:
        _LOGGER.removeHandler(listener)
        _LOGGER.setLevel(level)
        _LOGGER.propagate = passes
