"""Start, recognise and stop processes: each in a session of its own, each known by its number, never by name."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


def start(command: Sequence[str | Path], *, log: IO[bytes] | int, env: dict[str, str], cwd: str | Path,
          tied: signal.Signals | None = None, **options: Any) -> subprocess.Popen[bytes]:  # fmt: skip
    """Start a child that Ctrl-C in our terminal does not reach.

    `tied`: the signal that the kernel sends it when we die without a word (Linux only).
    """
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen(
        [str(part) for part in command], stdout=log, stderr=subprocess.STDOUT, env=env, cwd=cwd,
        start_new_session=True, preexec_fn=tie(tied), **options,
    )  # fmt: skip


def tie(with_signal: signal.Signals | None) -> Callable[[], None] | None:
    """What a new child runs first, so that the kernel sends it this signal when we die without a word (Linux only)."""
    if with_signal is None or sys.platform != "linux":
        return None
    libc, number = ctypes.CDLL(None), int(with_signal)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)

    return ask


def command_of(pid: int) -> str:
    """The command line of a process; empty when there is none (or it is already dead, waiting to be buried)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
    except ProcessLookupError:
        return ""
    done = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout


def is_ours(pid: int, mark: str) -> bool:
    """Whether the process lives and its command line shows that it is the one we mean (numbers are reused)."""
    return pid > 0 and mark in command_of(pid)


def stop(pid: int, mark: str, signals: Sequence[tuple[signal.Signals, float]],
         child: subprocess.Popen[bytes] | None = None) -> None:  # fmt: skip
    """Ask a process to end, more firmly each time; `signals` are pairs of a signal and seconds of patience."""
    for number, patience in signals:
        if not _alive(pid, mark, child):
            return
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not _alive(pid, mark, child):
                return
            time.sleep(0.05)


def _alive(pid: int, mark: str, child: subprocess.Popen[bytes] | None) -> bool:
    return child.poll() is None if child is not None else is_ours(pid, mark)


def open_log(path: Path, keep: int = 10_000_000) -> IO[bytes]:
    """Open a log for adding, begun anew (the old one kept beside it) when it has grown past `keep` bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > keep:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")
