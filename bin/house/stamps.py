"""Remember what was done, so that it is done again only when its inputs changed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from house import paths


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` so that a reader at the same moment finds the old file or the new one, never half of it."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(text)
    fresh.replace(path)


def digest(files: Iterable[Path], salt: str = "") -> str:
    """One hash of the names and contents of some files."""
    total = hashlib.sha256(salt.encode())
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def is_current(name: str, value: str, folder: Path | None = None) -> bool:
    """Whether the work `name` was finished for exactly these inputs."""
    try:
        return ((folder or paths.STAMPS) / name).read_text() == value
    except OSError:
        return False


def forget(name: str, folder: Path | None = None) -> None:
    """Drop the stamp before the work begins: an interrupted run leaves none and is repaired by the next."""
    ((folder or paths.STAMPS) / name).unlink(missing_ok=True)


def keep(name: str, value: str, folder: Path | None = None) -> None:
    """Note that the work is done."""
    (folder or paths.STAMPS).mkdir(parents=True, exist_ok=True)
    write_whole((folder or paths.STAMPS) / name, value)
