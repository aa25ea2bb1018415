"""Under which account the embedded servers run: ours, or `nobody` when we are root (PostgreSQL refuses root)."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house.say import Trouble


@dataclass(frozen=True)
class Account:
    """Who owns the data files and runs the servers."""

    uid: int
    gid: int
    switched: bool

    def options(self) -> dict[str, Any]:
        """Arguments of `subprocess` that start a child under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switched else {}

    def own(self, path: Path, mode: int) -> None:
        """Give one file or folder of ours to the account."""
        path.chmod(mode)
        if self.switched:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Whether the account may pass through every folder above `path` (tried, not guessed from modes)."""
        if not self.switched:
            return True
        while not path.exists():
            path = path.parent
        done = subprocess.run(["test", "-x", path], check=False, cwd="/", **self.options())
        return done.returncode == 0

    def can_run(self, program: Path) -> bool:
        """Whether the account can start this program with its libraries."""
        try:
            done = subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/", **self.options())
        except OSError:
            return False
        return done.returncode == 0


def current() -> Account:
    """The account for the servers; no account is created for it."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise Trouble(
                f"le compte numéro {os.geteuid()} n’a pas de nom sur ce système et PostgreSQL le refuse ; "
                "indiquez un serveur avec DATABASE_URL, ou lancez la commande avec un compte nommé."
            ) from None
        return Account(os.geteuid(), os.getegid(), switched=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "le compte « nobody » n’existe pas sur ce système et PostgreSQL refuse root ; "
            "lancez la commande avec un compte ordinaire, ou indiquez un serveur avec DATABASE_URL."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, switched=True)


def copy_programs(sources: list[Path], target: Path) -> None:
    """Copy server programs into a folder that every account may read; whole or not at all."""
    if target.is_dir():
        return
    half = target.with_name(target.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    target.parent.chmod(0o711)
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, half / source.name, symlinks=True)
        else:
            shutil.copy2(source, half / source.name)
    for folder, _, files in os.walk(half):
        os.chmod(folder, 0o755)  # noqa: S103 - our own copy of public programs
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
    half.rename(target)
