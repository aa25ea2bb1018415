"""Remember what was done, so that it is done again only when its inputs changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from house import paths


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
    ((folder or paths.STAMPS) / name).write_text(value)
