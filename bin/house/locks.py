"""Locks that the system drops by itself when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from house.say import Trouble


def take(path: Path, *, shared: bool = False, wait: float = 0) -> IO[str] | None:
    """Hold a lock file, waiting at most `wait` seconds; None when somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                handle.close()
                return None
            time.sleep(0.1)
        else:
            return handle


@contextmanager
def alone(path: Path, wait: float = 600) -> Iterator[None]:
    """Only one process at a time does what is inside."""
    handle = take(path, wait=wait)
    if handle is None:
        raise Trouble(f"une autre commande de ce dossier tient {path} depuis longtemps ; attendez-la puis relancez.")
    try:
        yield
    finally:
        handle.close()
