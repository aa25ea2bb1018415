"""The embedded PostgreSQL: the programs of a wheel, our own folder, port and password."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from house import processes, stamps
from house.account import Account
from house.net import free_port
from house.say import Trouble

NAME = "scorecards"
THROWAWAY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass
class Postgres:
    """One cluster in `home/pgdata`. `start` takes over the running one, repairs the dead one or makes a new one."""

    programs: Path
    home: Path
    log: Path
    account: Account
    throwaway: bool = False
    child: subprocess.Popen[bytes] | None = None
    pid: int = 0
    port: int = 0
    adopted: bool = field(default=False)

    @property
    def data(self) -> Path:
        """The cluster's folder."""
        return self.home / "pgdata"

    @property
    def url(self) -> str:
        """What DATABASE_URL should say."""
        return f"postgres://{NAME}:{self._password('app')}@127.0.0.1:{self.port}/{NAME}"

    def start(self) -> None:
        """Leave a server ready for connections, with our role and database in it."""
        self._forget_half_made()
        if not self.data.exists():
            self._make()
        self._check_version()
        if not self.find():
            self._launch()
        if not (self.home / "database.ready").exists():
            self._make_database()
            (self.home / "database.ready").touch()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything is written."""
        if self.pid:
            patience = [(signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)]
            processes.stop(self.pid, str(self.data), patience, self.child)

    def _password(self, who: str) -> str:
        path = self.home / f"{who}.password"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(24))
        return path.read_text().strip()

    def _forget_half_made(self) -> None:
        """A folder whose making was interrupted holds nothing of anybody's: make it again."""
        shutil.rmtree(self.home / "pgdata.new", ignore_errors=True)

    def _make(self) -> None:
        new, secret = self.home / "pgdata.new", self.home / "initdb.password"
        new.mkdir()
        self.account.own(new, 0o700)
        for stamp in ("database.ready", "tables", "data.loaded"):  # what was done was done in the cluster that is gone
            (self.home / stamp).unlink(missing_ok=True)
        secret.unlink(missing_ok=True)
        with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(self._password("postgres"))
        self.account.own(secret, 0o600)
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            new,
            "-U",
            "postgres",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *(["--no-sync"] if self.throwaway else []),
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.home,
            env=_environment(),
            check=False,
            **self.account.options(),
        )
        secret.unlink(missing_ok=True)
        if done.returncode != 0:
            with processes.open_log(self.log) as log:
                log.write((done.stdout + done.stderr).encode())
            raise Trouble(f"la base de données ne peut pas être créée dans {self.home} ; voyez {self.log}")
        new.rename(self.data)

    def _check_version(self) -> None:
        """A cluster belongs to one major version of PostgreSQL."""
        have = (self.data / "PG_VERSION").read_text().strip()
        done = subprocess.run([self.programs / "postgres", "--version"], capture_output=True, text=True, check=False)
        want = done.stdout.split()[-1].split(".")[0]
        if have != want:
            raise Trouble(
                f"les données de {self.data} sont d’un PostgreSQL {have}, le programme installé est un {want} ; "
                "restaurez votre dernière sauvegarde dans une base neuve (docs/operations.md, « Sauvegarder »)."
            )

    def find(self) -> bool:
        """Take over a server that already runs on our folder (True); drop the lock of one that died."""
        lines = self._pid_file()
        if not lines:
            return False
        pid = int(lines[0]) if lines[0].strip().isdigit() else 0
        if processes.is_ours(pid, str(self.data)):
            self.pid, self.adopted = pid, True
            self._wait()
            self.port = int(self._pid_file()[3])
            return True
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        return False

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _launch(self) -> None:
        for attempt in range(4):
            self.port = free_port(self._last_port())
            command: list[str | Path] = [
                self.programs / "postgres",
                "-D",
                self.data,
                "-p",
                str(self.port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "jit=off",
                "-c",
                "max_connections=100",
                "-c",
                "timezone=UTC",
                *(THROWAWAY if self.throwaway else []),
            ]
            with processes.open_log(self.log) as log:
                tied = signal.SIGINT if self.throwaway else None
                self.child = processes.start(
                    command, log=log, env=_environment(), cwd=self.home, tied=tied, **self.account.options()
                )
            self.pid = self.child.pid
            if self._wait(final=attempt == 3):
                stamps.write_whole(self.home / "postgres.port", str(self.port))
                return
            time.sleep(1 + attempt)  # the port was taken in between, or the dead server's children still go

    def _last_port(self) -> int:
        try:
            return int((self.home / "postgres.port").read_text())
        except (OSError, ValueError):
            return 0

    def _wait(self, final: bool = True, seconds: float = 120) -> bool:
        """Wait until it answers (recovery after a power cut takes a while); False when it ended instead."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = self._pid_file()
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return True
            if self.child is not None and self.child.poll() is not None:
                break
            time.sleep(0.05)
        if final:
            raise Trouble(f"PostgreSQL ne démarre pas ; la fin de {self.log} en donne la raison.")
        return False

    def _make_database(self) -> None:
        """An ordinary role (not a superuser) that owns one database and may create others for tests."""
        if not self.ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{NAME}'"):  # noqa: S608
            self.ask(f"CREATE ROLE {NAME} LOGIN CREATEDB")
        self.ask(f"ALTER ROLE {NAME} PASSWORD '{self._password('app')}'")
        if not self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"):  # noqa: S608
            self.ask(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def ask(self, query: str) -> str:
        """Run one statement as the cluster's own administrator; the answer as text."""
        env = _environment() | {"PGPASSWORD": self._password("postgres")}
        command: list[str | Path] = [
            self.programs / "psql",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
            "-d",
            "postgres",
            "-X",
            "-t",
            "-A",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        done = subprocess.run(command, input=query, capture_output=True, text=True, env=env, cwd="/", check=False)
        if done.returncode != 0:
            raise Trouble(f"PostgreSQL refuse une commande d’installation ({done.stderr.strip()}) ; voyez {self.log}")
        return str(done.stdout).strip()


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
