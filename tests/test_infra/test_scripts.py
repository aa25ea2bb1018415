"""bin/*: each explains itself, and each trouble is one sentence."""

import ast
import errno
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from house import demo, minimum, net, paths, say, stamps, system, venv
from tests.test_infra.support import ROOT, SCRIPTS, script


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_explains_in_french_and_changes_nothing(name, tmp_path):
    done = script(name, "--help", HOUSE_VAR=str(tmp_path / "var"), HOUSE_VENV=str(tmp_path / "venv"))
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout or "usage" in done.stdout
    assert f"bin/{name}" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_executable_and_start_with_the_version_check(name):
    path = ROOT / "bin" / name
    lines = path.read_text().splitlines()
    assert path.stat().st_mode & 0o111
    assert lines[0] == "#!/usr/bin/env python3"
    assert lines.index("minimum.require()") < min(
        i for i, row in enumerate(lines) if row.startswith("from house import") and "minimum" not in row
    )


def test_an_old_python_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stop:
        minimum.require((3, 9))
    assert "3.11" in str(stop.value)
    assert "3.9" in str(stop.value)
    assert "installez" in str(stop.value)


def test_an_old_python_hands_over_to_a_newer_one_when_there_is_one(monkeypatch):
    started = []
    monkeypatch.setattr(minimum.shutil, "which", lambda name: f"/opt/{name}" if name == "python3.12" else None)
    monkeypatch.setattr(minimum.subprocess, "call", lambda *a, **k: 0)
    monkeypatch.setattr(minimum.os, "execv", lambda program, words: started.append(program))
    monkeypatch.delenv("HOUSE_RESTARTED", raising=False)
    with pytest.raises(SystemExit):
        minimum.require((3, 9))
    assert started == ["/opt/python3.12"]
    monkeypatch.delenv("HOUSE_RESTARTED")


def test_the_version_check_can_be_read_by_an_old_python():
    """Python 3.6 already reads this grammar; the check would be useless if it were a syntax error."""
    for path in [ROOT / "bin/house/minimum.py", ROOT / "bin/house/__init__.py"] + [ROOT / "bin" / n for n in SCRIPTS]:
        ast.parse(path.read_text(), feature_version=(3, 6))


def test_the_house_uses_the_standard_library_only():
    known = set(sys.stdlib_module_names) | {"house"}
    for path in (ROOT / "bin/house").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= known, path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in known, path


def test_a_taken_port_is_told_in_one_sentence_with_a_free_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = script("demo", "--port", port, HOUSE_VAR=str(tmp_path / "var"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"le port {port} est déjà pris" in done.stderr
    assert "--port" in done.stderr


def test_a_full_disk_is_told_before_anything_begins(monkeypatch, tmp_path, capsys):
    usage = type("Usage", (), {"free": 12_000_000})
    monkeypatch.setattr(say.shutil, "disk_usage", lambda path: usage)
    assert say.run(lambda: say.need_space(str(tmp_path), 400)) == 1
    assert "12 Mo" in capsys.readouterr().err


def test_a_disk_that_fills_up_on_the_way_is_told_in_one_sentence(capsys):
    def write() -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert say.run(write) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_files_of_another_account_are_told_in_one_sentence(capsys):
    def write() -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "/x/y")

    assert say.run(write) == 1
    assert "/x/y" in capsys.readouterr().err


def test_a_missing_package_names_the_one_command(monkeypatch):
    monkeypatch.setattr(system, "can_install", lambda: False)
    with pytest.raises(say.Trouble, match="apt-get install -y --no-install-recommends libpango"):
        system.install(system.PANGO, "il manque Pango")


def test_a_python_without_its_venv_module_names_the_package(monkeypatch):
    monkeypatch.setattr(venv.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(system, "can_install", lambda: False)
    with pytest.raises(say.Trouble, match="apt-get install .* python3-venv"):
        venv._make()


def test_a_failure_on_a_full_disk_tells_the_real_reason(monkeypatch, capsys):
    def fail() -> int:
        raise say.Trouble("PostgreSQL ne démarre pas")

    monkeypatch.setattr(say.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 0}))
    assert say.run(fail) == 1
    assert capsys.readouterr().err == f"Arrêt : {say.FULL}\n"


def test_an_unexpected_error_is_not_swallowed():
    def broken() -> int:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        say.run(broken)


def test_a_second_demo_says_where_the_first_one_is(tmp_path):
    from house import locks

    run_folder = tmp_path / "var/run"
    run_folder.mkdir(parents=True)
    (run_folder / "demo.json").write_text('{"url": "http://127.0.0.1:8123", "pids": {}}')
    lock = locks.take(run_folder / "demo.lock")
    done = script("demo", "--port", net.free_port(), HOUSE_VAR=str(tmp_path / "var"))
    lock.close()
    assert done.returncode == 1
    assert "tourne déjà : http://127.0.0.1:8123" in done.stderr


def test_reset_keeps_everything_without_a_clear_yes(tmp_path):
    kept = tmp_path / "var/demo/something"
    kept.parent.mkdir(parents=True)
    kept.write_text("x")
    done = script("demo", "--reset", "--port", net.free_port(), HOUSE_VAR=str(tmp_path / "var"))
    assert done.returncode == 1
    assert "Tapez « oui »" in done.stderr
    assert kept.read_text() == "x"


def test_reset_deletes_the_demonstration_and_nothing_else(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "VAR", tmp_path)
    monkeypatch.setattr(paths, "RUN", tmp_path / "run")
    monkeypatch.setattr(paths, "LOG", tmp_path / "log")
    monkeypatch.setattr(demo.servers, "permanent_home", lambda: tmp_path / "demo")
    for name in ("demo/pgdata", "media", "mail", "check", "log"):
        (tmp_path / name).mkdir(parents=True)
    assert demo._reset(yes=True)
    assert not (tmp_path / "demo").exists()
    assert not (tmp_path / "media").exists()
    assert (tmp_path / "check").exists()
    assert (tmp_path / "log").exists()


def test_a_stamp_is_current_only_for_the_same_inputs(tmp_path):
    source = tmp_path / "requirements.txt"
    source.write_text("a==1")
    stamps.keep("done", stamps.digest([source]), tmp_path)
    assert stamps.is_current("done", stamps.digest([source]), tmp_path)
    source.write_text("a==2")
    assert not stamps.is_current("done", stamps.digest([source]), tmp_path)
    stamps.forget("done", tmp_path)
    assert not (tmp_path / "done").exists()


def test_an_interrupted_installation_is_not_taken_for_ready(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "VENV", tmp_path)
    monkeypatch.setattr(paths, "PYTHON", tmp_path / "python")
    (tmp_path / "python").touch()
    assert not venv.is_ready("run")
    stamps.keep(".installed-run", venv._wanted("run"), tmp_path)
    assert venv.is_ready("run")
    assert not venv.is_ready("dev")
    (tmp_path / ".installing").touch()
    assert not venv.is_ready("run")


def test_the_development_environment_also_serves_the_demo(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "VENV", tmp_path)
    monkeypatch.setattr(paths, "PYTHON", tmp_path / "python")
    (tmp_path / "python").touch()
    stamps.keep(".installed-dev", venv._wanted("dev"), tmp_path)
    assert venv.is_ready("run")
    assert venv.is_ready("dev")


def test_an_unknown_option_is_refused():
    assert script("demo", "--nonsense").returncode == 2
    assert script("quality", "--nonsense").returncode == 2


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from house import paths, prepare
paths.ROOT, paths.PYTHON = Path(sys.argv[2]), Path(sys.executable)
prepare.manage({}, "migrate", log="migrate.log")
"""
SLEEPER = "import os, pathlib, time; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's")
def test_a_command_dies_with_the_script_that_was_killed(tmp_path):
    """Else a half-done migration goes on, and the next start's runs into it."""
    (tmp_path / "manage.py").write_text(SLEEPER)
    bin_folder = Path(__file__).resolve().parents[2] / "bin"
    parent = subprocess.Popen([sys.executable, "-c", KILLED, bin_folder, tmp_path])
    child = int(_wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    parent.kill()
    parent.wait()
    assert _wait_for(lambda: not _runs(child)), "the migration outlived its script"


def _runs(pid):
    try:
        return "manage.py" in Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _wait_for(found, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    return False
