"""bin/manage: the command's own output and exit code, on servers that come and go by themselves."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from house import net, venv
from tests.test_infra.support import ROOT, script

pytestmark = pytest.mark.infra
QUERY = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT 40 + 2'); "


@pytest.fixture(scope="module")
def var():
    """State of our own for this page, without servers of the caller's: the embedded ones are used."""
    if not venv.is_ready("run"):
        pytest.skip("the environment was not made by bin/test: bin/manage would change it")
    folder = Path(tempfile.mkdtemp(prefix="manage-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def own_servers(var: Path) -> dict[str, str]:
    """Variables that make a script use its own embedded servers below `var`."""
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "VAR_DIR")}
    return {**env, "HOUSE_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def manage(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "bin/manage"), *arguments],
        env=own_servers(var), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def ports(var: Path) -> list[int]:
    """Where the embedded servers of this state listened last."""
    home = var / "demo"
    return [int((home / "postgres.port").read_text()), int((home / "valkey.pid").read_text().split()[1])]


def test_standard_output_is_the_commands_and_nothing_else(var):
    done = manage(var, "shell", "-v", "0", "-c", QUERY + "import json; print(json.dumps({'answer': k.fetchone()[0]}))")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"answer": 42}
    assert all(net.is_free(port) for port in ports(var))


def test_the_first_command_of_all_finds_its_tables(var):
    code = "from accounts.models import User; print(User.objects.count())"
    done = manage(var, "shell", "-v", "0", "-c", code)
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


def test_the_exit_code_passes_and_the_servers_are_stopped_all_the_same(var):
    done = manage(var, "shell", "-v", "0", "-c", "raise SystemExit(7)")
    assert done.returncode == 7
    assert done.stdout == ""
    assert all(net.is_free(port) for port in ports(var))


def test_a_relative_path_is_the_callers_own(var):
    done = subprocess.run(
        [sys.executable, str(ROOT / "bin/manage"), "shell", "-v", "0", "-c", "import os; print(os.getcwd())"],
        env=own_servers(var), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=var,
    )  # fmt: skip
    assert done.stdout.strip() == str(var)


def test_two_at_once_share_one_pair_of_servers(var):
    code = QUERY + "import time; time.sleep({}); k.execute('SELECT 1'); print(c.settings_dict['PORT'])"
    first, second = (
        subprocess.Popen(
            [sys.executable, str(ROOT / "bin/manage"), "shell", "-v", "0", "-c", code.format(seconds)],
            env=own_servers(var), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for seconds in (1, 4)
    )  # fmt: skip
    answers = [child.communicate(timeout=300)[0] for child in (first, second)]
    assert first.returncode == second.returncode == 0
    assert answers[0] == answers[1] != ""
    assert all(net.is_free(port) for port in ports(var))


def test_what_a_killed_one_left_is_used_and_then_stopped(var):
    child = subprocess.Popen(
        [sys.executable, str(ROOT / "bin/manage"), "shell", "-v", "0", "-c", "import time; time.sleep(60)"],
        env=own_servers(var), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not ((var / "demo/valkey.pid").exists() and not any(net.is_free(p) for p in ports(var))):
        assert time.monotonic() < end, "the servers did not start"
        time.sleep(0.1)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    left = ports(var)
    assert not any(net.is_free(port) for port in left)
    done = manage(var, "shell", "-v", "0", "-c", QUERY + "print(k.fetchone()[0])")
    assert done.stdout == "42\n", done.stderr
    assert ports(var) == left
    assert all(net.is_free(port) for port in left)


def test_without_a_command_it_explains_itself():
    done = script("manage")
    assert done.returncode == 2
    assert "Usage : bin/manage" in done.stdout
