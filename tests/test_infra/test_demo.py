"""bin/demo from outside: it starts, keeps what was entered, survives a kill, stops all it started, checks itself."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

import pytest

from house import check, net, processes, venv
from tests.test_infra.support import ROOT
from tests.test_infra.test_manage import own_servers

pytestmark = [pytest.mark.infra, pytest.mark.slow]


@pytest.fixture(scope="module")
def var():
    """State of our own, kept from one test of this page to the next."""
    if not venv.is_ready("run"):
        pytest.skip("the environment was not made by bin/test: bin/demo would change it")
    folder = Path(tempfile.mkdtemp(prefix="demo-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


class Running:
    """A demonstration in the background, read until it says that it is ready."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        env = {**own_servers(var), "PYTHONUNBUFFERED": "1"}
        del env["DJANGO_SETTINGS_MODULE"]
        self.child = subprocess.Popen(
            [sys.executable, str(ROOT / "bin/demo"), "--port", str(port)], env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self.started = time.monotonic()
        self.said: list[str] = []
        for row in self.child.stderr:
            self.said.append(row)
            if "Ctrl-C pour arrêter" in row:
                break
        else:
            pytest.fail("".join(self.said))
        self.seconds = time.monotonic() - self.started
        self.pids = json.loads((var / "run/demo.json").read_text())["pids"]

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def end(self, number: signal.Signals) -> int:
        self.child.send_signal(number)
        self.child.stderr.read()
        self.child.stderr.close()
        return self.child.wait(timeout=60)


def all_gone(pids: dict[str, int], seconds: float = 15) -> bool:
    """Whether none of these processes is left, after some patience."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(processes.command_of(pid) for pid in pids.values()):
            return True
        time.sleep(0.1)
    return False


def test_start_kill_start_again_and_stop(var):
    port = net.free_port()
    first = Running(var, port)
    assert json.loads(first.get("/readyz"))["status"] == "ok"
    assert sum("@" in row for row in first.said) >= 6  # one login per role
    assert (
        "text/css" in urllib.request.urlopen(f"http://127.0.0.1:{port}/static/css/theme.css").headers["content-type"]
    )

    first.end(signal.SIGKILL)
    assert all_gone(first.pids), "the web server, the worker or beat outlived the demonstration"

    second = Running(var, port)
    # Fifteen seconds on a machine that has nothing else to do; in proportion when others want its cores.
    assert second.seconds < 15 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert json.loads(second.get("/readyz"))["status"] == "ok"
    assert second.end(signal.SIGINT) == 0
    assert all_gone(second.pids)
    home = var / "demo"
    assert net.is_free(port)
    assert net.is_free(int((home / "postgres.port").read_text()))
    assert net.is_free(int((home / "valkey.pid").read_text().split()[1]))


def test_the_check_does_the_main_job_on_data_of_its_own(var):
    env = {**own_servers(var), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/never-touched"}
    del env["DJANGO_SETTINGS_MODULE"]
    before = set((var / "demo").rglob("*")) if (var / "demo").exists() else set()
    done = subprocess.run(
        [sys.executable, str(ROOT / "bin/demo"), "--check"], env=env, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False, timeout=300, cwd=os.sep,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = re.findall(r"^ +(Prestataire|Utilisateurs) +(\S+) +(\S+) +(\S+) +\(publiées", done.stderr, re.MULTILINE)
    assert [side for side, *_ in shown] == ["Prestataire", "Utilisateurs"]
    published = (("7.889", "9.056", "9.5"), ("8.0", "9.6", "10.0"))
    for (_, *written), means in zip(shown, published, strict=True):
        assert all(check.says(figure, Decimal(mean)) for figure, mean in zip(written, means, strict=True))
    [pdf] = (var / "check").glob("*.pdf")
    assert str(pdf) in done.stderr
    assert " pages" in done.stderr
    assert set((var / "demo").rglob("*") if (var / "demo").exists() else []) == before
