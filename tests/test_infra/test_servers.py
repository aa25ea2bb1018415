"""The launcher of the embedded servers: started, shared, repaired, stopped, and nobody else's process touched."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from house import account, locks, net, paths, processes, servers
from house.say import Trouble
from tests.test_infra.support import copy_house, run, system_python

pytestmark = pytest.mark.infra
AS_ROOT = os.geteuid() == 0


@pytest.fixture
def place(monkeypatch):
    """Our state in a temporary folder that every account may enter (pytest's own is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="place-", dir="/tmp"))
    folder.chmod(0o755)
    monkeypatch.setattr(paths, "VAR", folder)
    monkeypatch.setattr(paths, "RUN", folder / "run")
    monkeypatch.setattr(paths, "LOG", folder / "log")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def pair(place):
    """A pair of servers over a permanent folder, stopped whatever happens."""
    made: list[servers.Servers] = []

    def build() -> servers.Servers:
        made.append(servers.build(place / "demo", place / "log"))
        return made[-1]

    yield build
    for one in made:
        one.take_over()
        one.stop()


def ask(url: str, query: str) -> str:
    """One value from the database."""
    link = psycopg2.connect(url)
    try:
        with link.cursor() as cursor:
            cursor.execute(query)
            link.commit()
            return cursor.fetchone()[0] if cursor.description else ""
    finally:
        link.close()


def test_both_start_answer_and_stop(pair):
    one = pair()
    one.start()
    env = one.environment()
    assert ask(env["DATABASE_URL"], "SELECT 1") == 1
    assert redis.Redis.from_url(env["REDIS_URL"]).ping()
    assert ask(env["DATABASE_URL"], "SELECT datlocale FROM pg_database WHERE datname = 'scorecards'") == "C.UTF-8"
    one.stop()
    assert not processes.is_ours(one.postgres.pid, str(one.postgres.data))
    assert net.is_free(one.postgres.port)
    assert net.is_free(one.valkey.port)


def test_they_listen_on_the_loopback_address_only_and_want_a_password(pair):
    one = pair()
    one.start()
    assert one.postgres.ask("SHOW listen_addresses") == "127.0.0.1"
    assert one.postgres.ask("SHOW unix_socket_directories") == ""
    assert one.postgres.ask("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'") == "0"
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(host="127.0.0.1", port=one.postgres.port, user="scorecards", password="no", dbname="postgres")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=one.valkey.port).ping()


def test_the_role_of_the_project_is_no_superuser_but_may_make_test_databases(pair):
    one = pair()
    one.start()
    flags = one.postgres.ask("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'scorecards'")
    assert flags == "f|t"


def test_password_files_are_for_their_owner_only(pair, place):
    one = pair()
    one.start()
    files = sorted((place / "demo").glob("*.password"))
    assert [f.name for f in files] == ["app.password", "postgres.password", "valkey.password"]
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}
    line = processes.command_of(one.valkey.pid) + processes.command_of(one.postgres.pid)
    assert not any(f.read_text().strip() in line for f in files)


@pytest.mark.skipif(not AS_ROOT, reason="only root runs its servers under another account")
def test_under_root_they_run_as_nobody_and_no_account_is_made(pair):
    before = Path("/etc/passwd").read_text()
    one = pair()
    one.start()
    nobody = pwd.getpwnam("nobody").pw_uid
    for pid in (one.postgres.pid, one.valkey.pid):
        assert Path(f"/proc/{pid}").stat().st_uid == nobody
    assert Path("/etc/passwd").read_text() == before


def test_what_was_written_is_there_next_time(pair):
    first = pair()
    first.start()
    ask(first.environment()["DATABASE_URL"], "CREATE TABLE kept AS SELECT 42 AS n")
    redis.Redis.from_url(first.environment()["REDIS_URL"]).set("kept", "yes")
    first.stop()
    second = pair()
    second.start()
    assert ask(second.environment()["DATABASE_URL"], "SELECT n FROM kept") == 42
    assert redis.Redis.from_url(second.environment()["REDIS_URL"]).get("kept") == b"yes"


def test_a_killed_server_is_repaired_by_the_next_start(pair):
    first = pair()
    first.start()
    ask(first.environment()["DATABASE_URL"], "CREATE TABLE kept AS SELECT 42 AS n")
    for child in (first.postgres.child, first.valkey.child):
        child.kill()
        child.wait()
    second = pair()
    second.start()
    assert second.postgres.pid != first.postgres.pid
    assert ask(second.environment()["DATABASE_URL"], "SELECT n FROM kept") == 42


def test_a_lock_left_by_a_power_cut_does_not_stop_the_start(pair):
    """After a cut the number in postmaster.pid may belong to any other program: here, to this test."""
    first = pair()
    first.start()
    first.stop()
    (first.postgres.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{first.postgres.data}\n0\n5432\n\n\n\nready\n"
    )
    (first.postgres.home / "valkey.pid").write_text(f"{os.getpid()} {first.valkey.port}")
    second = pair()
    second.start()
    assert ask(second.environment()["DATABASE_URL"], "SELECT 1") == 1


def test_an_interrupted_first_start_is_made_again(pair, place):
    (place / "demo/pgdata.new").mkdir(parents=True)
    (place / "demo/pgdata.new/PG_VERSION").write_text("18")
    one = pair()
    one.start()
    assert ask(one.environment()["DATABASE_URL"], "SELECT 1") == 1


def test_a_first_start_cut_before_the_role_existed_is_finished(pair):
    first = pair()
    first.start()
    first.stop()
    (first.postgres.home / "database.ready").unlink()
    second = pair()
    second.start()
    assert ask(second.environment()["DATABASE_URL"], "SELECT 1") == 1


def test_a_new_cluster_forgets_what_was_done_in_the_old_one(pair, place):
    home = place / "demo"
    home.mkdir()
    for stamp in ("database.ready", "tables", "data.loaded"):
        (home / stamp).write_text("done")
    one = pair()
    one.start()
    assert ask(one.environment()["DATABASE_URL"], "SELECT 1") == 1
    assert not (home / "tables").exists()
    assert not (home / "data.loaded").exists()


def test_unreadable_messages_of_the_broker_are_put_aside(pair):
    first = pair()
    first.start()
    redis.Redis.from_url(first.environment()["REDIS_URL"]).set("k", "v" * 1000)
    first.stop()
    manifest = next((first.valkey.home / "valkey").glob("appendonlydir/*.manifest"))
    manifest.write_text("garbage")
    second = pair()
    second.start()
    assert second.valkey.ping()
    assert list(second.valkey.home.glob("valkey.broken-*"))


def test_a_second_start_takes_over_the_running_servers(pair):
    first, second = pair(), pair()
    first.start()
    second.start()
    assert second.postgres.adopted
    assert second.valkey.adopted
    assert second.environment() == first.environment()


def test_data_of_another_major_version_are_refused_with_a_sentence(pair):
    first = pair()
    first.start()
    first.stop()
    (first.postgres.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Trouble, match="restaurez votre dernière sauvegarde"):
        pair().start()
    (first.postgres.data / "PG_VERSION").write_text("18\n")


def test_a_server_that_cannot_start_names_its_log(pair):
    first = pair()
    first.start()
    first.stop()
    (first.postgres.data / "postgresql.conf").write_text("no_such_setting = on\n")
    with pytest.raises(Trouble, match=r"postgres\.log"):
        pair().start()


def test_the_last_one_turns_the_light_off(place, monkeypatch):
    monkeypatch.setattr(servers, "permanent_home", lambda: place / "demo")
    first = servers.Lease(servers.build(place / "demo", place / "log"), True, True)
    second = servers.Lease(servers.build(place / "demo", place / "log"), True, True)
    assert first.release() is False
    assert second.servers.valkey.ping()
    assert second.release() is True
    for child in (first.servers.postgres.child, first.servers.valkey.child):
        child.wait(timeout=10)
    assert net.is_free(second.servers.postgres.port)


def test_the_callers_own_servers_are_honoured(place, monkeypatch):
    monkeypatch.setattr(servers, "Lease", lambda *a: pytest.fail("a server was started"))
    with servers.environment(wanted={"DATABASE_URL": "postgres://x", "REDIS_URL": "redis://y"}) as env:
        assert env == {}


def test_throwaway_servers_leave_nothing(place):
    with servers.throwaway("try", wanted={}) as (folder, env):
        assert ask(env["DATABASE_URL"], "SHOW fsync") == "off"
        port = int(env["DATABASE_URL"].rsplit(":", 1)[1].split("/")[0])
    assert not folder.exists()
    assert net.is_free(port)


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user reaches its own files")
def test_a_folder_that_nobody_cannot_enter_is_left_as_it_is(place, monkeypatch):
    """Programs are copied out and data kept outside, instead of opening somebody's home folder."""
    closed = place / "home"
    copy_house(closed, mode=0o700)
    state = place / "state"
    state.mkdir(mode=0o755)
    monkeypatch.setenv("HOUSE_STATE", str(state))
    code = (
        "import os\n"
        "os.umask(0o077)\n"
        "from house import servers, paths\n"
        "home = servers.permanent_home()\n"
        "with servers.environment(wanted={}) as env:\n"
        "    print(home, env['DATABASE_URL'].split('@')[1])\n"
    )
    python = system_python()
    assert python, "root's tests need a Python outside root's own home (apt-get install python3)"
    done = run(python, "-c", code, PYTHONPATH=str(closed / "bin"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(state))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_an_ordinary_user_starts_and_stops_them(place):
    """Under root, as the account `daemon`, from a copy that it can read; else as ourselves."""
    python = system_python()
    assert python, "a Python that every account can run is needed (apt-get install python3)"
    checkout = place / "checkout"
    copy_house(checkout)
    who = {}
    if AS_ROOT:
        entry = pwd.getpwnam("daemon")
        who = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        (checkout / "var").mkdir()
        os.chown(checkout / "var", entry.pw_uid, entry.pw_gid)
    code = (
        "from house import servers, paths\n"
        "with servers.environment(wanted={}) as env:\n"
        "    print(servers.permanent_home())\n"
        "print(sorted(env))\n"
    )
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(checkout / "bin"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([python, "-c", code], env=env, cwd="/", capture_output=True, text=True, check=False, **who)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(checkout / "var/demo"), "['DATABASE_URL', 'REDIS_URL']"]
    assert not (checkout / "var/demo/pgdata/postmaster.pid").exists()


def test_an_account_without_a_name_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(account.os, "geteuid", lambda: 54321)
    with pytest.raises(Trouble, match="DATABASE_URL"):
        account.current()


def test_only_processes_that_are_ours_are_stopped():
    """A number that now belongs to another program is left alone."""
    stranger = subprocess.Popen(["sleep", "30"])
    try:
        processes.stop(stranger.pid, "/some/where/pgdata", [(signal.SIGKILL, 0.1)])
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def is_free(path):
    """Whether a lock can be had; given back at once."""
    handle = locks.take(path)
    if handle:
        handle.close()
    return handle is not None


def test_a_lock_goes_with_its_holder(tmp_path):
    code = "from house import locks; import pathlib, time; locks_ = locks.take(pathlib.Path({!r})); time.sleep(30)"
    path = tmp_path / "x.lock"
    holder = subprocess.Popen(
        [system_python() or "python3", "-c", code.format(str(path))],
        env={**os.environ, "PYTHONPATH": str(Path(locks.__file__).parent.parent)},
    )
    end = time.monotonic() + 10
    while is_free(path) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_free(path)
    holder.kill()
    holder.wait()
    assert is_free(path)
