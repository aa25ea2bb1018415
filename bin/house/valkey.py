"""The embedded Valkey (the broker): the program of a wheel, our own folder, port and password."""

import os
import secrets
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from house import processes, stamps
from house.account import Account
from house.net import free_port
from house.say import Trouble, line


@dataclass
class Valkey:
    """One server that writes every message to an append-only file in `home/valkey`."""

    program: Path
    home: Path
    log: Path
    account: Account
    throwaway: bool = False
    child: subprocess.Popen[bytes] | None = None
    pid: int = 0
    port: int = 0
    adopted: bool = False

    @property
    def url(self) -> str:
        """What REDIS_URL should say."""
        return f"redis://:{self._password()}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Leave a server that answers PING; what it cannot read of its old messages is put aside."""
        if self.find():
            return
        if self._launch():
            return
        # The messages are only reminders (the jobs themselves are rows of the database): begin again without them.
        data = self.home / "valkey"
        if data.exists():
            aside = self.home / f"valkey.broken-{int(time.time())}"
            data.rename(aside)
            line(f"      Les messages du courtier étaient illisibles : mis de côté dans {aside}")
        if not self._launch():
            raise Trouble(f"Valkey (le courtier de tâches) ne démarre pas ; la fin de {self.log} en donne la raison.")

    def stop(self) -> None:
        """Ask for a clean end: the file is written to its last byte."""
        if self.pid:
            patience = [(signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)]
            processes.stop(self.pid, self._mark(), patience, self.child)

    def _mark(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _password(self) -> str:
        path = self.home / "valkey.password"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(24))
        return path.read_text().strip()

    def find(self) -> bool:
        """Take over the server that already runs on our folder."""
        try:
            pid, port = (int(word) for word in (self.home / "valkey.pid").read_text().split())
        except (OSError, ValueError):
            return False
        self.port = port
        if processes.is_ours(pid, self._mark()) and self.ping():
            self.pid, self.adopted = pid, True
            return True
        return False

    def _launch(self) -> bool:
        data = self.home / "valkey"
        if not data.exists():
            data.mkdir()
        self.account.own(data, 0o700)
        self.port = free_port(self.port)
        config = (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self._password()}\ndir {_quoted(data)}\n"
            f'daemonize no\nappendonly {"no" if self.throwaway else "yes"}\nappendfsync everysec\nsave ""\n'
            "maxmemory-policy noeviction\n"
        )
        with processes.open_log(self.log) as log:
            self.child = processes.start(
                [self.program, "-"], log=log, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, cwd=self.home,
                tied=signal.SIGTERM if self.throwaway else None, stdin=subprocess.PIPE, **self.account.options(),
            )  # fmt: skip
        assert self.child.stdin is not None  # noqa: S101
        # The settings go through a pipe: no password on a command line nor in a file that others may read.
        self.child.stdin.write(config.encode())
        self.child.stdin.close()
        self.pid = self.child.pid
        end = time.monotonic() + 60
        while time.monotonic() < end and self.child.poll() is None:
            if self.ping():
                stamps.write_whole(self.home / "valkey.pid", f"{self.pid} {self.port}")
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def ping(self) -> bool:
        """Whether it answers, with our password."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
                link.sendall(f"AUTH {self._password()}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\n") < 2:
                    part = link.recv(200)
                    if not part:
                        break
                    answer += part
        except OSError:
            return False
        return b"+PONG" in answer


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
