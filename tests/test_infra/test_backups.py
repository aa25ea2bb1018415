"""Backup and restore on a real server, with a database of their own."""

import sys
import uuid

import psycopg2
import pytest
from django.db import connection

from tests.test_infra.support import ROOT, run

pytestmark = pytest.mark.infra


@pytest.fixture
def database(db):
    """A new empty database beside the test database; its address."""
    facts = connection.settings_dict
    name = f"backup_{uuid.uuid4().hex[:10]}"
    address = f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
    ask(f"{address}/postgres", f"CREATE DATABASE {name}")
    yield f"{address}/{name}"
    ask(f"{address}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


def ask(url, query):
    """Run one statement outside any transaction; its first value."""
    link = psycopg2.connect(url)
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        link.close()


def manage(database, var, *arguments):
    return run(
        sys.executable, ROOT / "manage.py", *arguments, "--settings", "config.settings.dev",
        DATABASE_URL=database, VAR_DIR=str(var),
    )  # fmt: skip


def test_what_was_saved_comes_back_whole(database, tmp_path):
    ask(database, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n, 'é' AS letter")
    (tmp_path / "media/reports").mkdir(parents=True)
    (tmp_path / "media/reports/card.pdf").write_bytes(b"%PDF-1.7 card")

    saved = manage(database, tmp_path, "backup", "--to", str(tmp_path / "saved"))
    assert saved.returncode == 0, saved.stderr
    [file] = (tmp_path / "saved").iterdir()
    assert file.stat().st_mode & 0o077 == 0

    refused = manage(database, tmp_path, "restore", str(file))
    assert refused.returncode == 1
    assert "not empty" in refused.stderr

    ask(database, "DELETE FROM kept")
    (tmp_path / "media/reports/card.pdf").unlink()
    done = manage(database, tmp_path, "restore", str(file), "--replace")
    assert done.returncode == 0, done.stderr
    assert ask(database, "SELECT sum(n) || letter FROM kept GROUP BY letter") == "500500é"
    assert (tmp_path / "media/reports/card.pdf").read_bytes() == b"%PDF-1.7 card"


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_backup_is_refused_and_changes_nothing(database, tmp_path, damage):
    ask(database, "CREATE TABLE kept AS SELECT 1 AS n")
    assert manage(database, tmp_path, "backup", "--to", str(tmp_path / "saved")).returncode == 0
    [file] = (tmp_path / "saved").iterdir()
    content = bytearray(file.read_bytes())
    if damage == "cut":
        content = content[: content.index(b"PGDMP") + 300]
    else:
        content[content.index(b"PGDMP") + 200] ^= 0xFF
    file.write_bytes(content)
    ask(database, "UPDATE kept SET n = 2")
    done = manage(database, tmp_path, "restore", str(file), "--replace")
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr
    assert ask(database, "SELECT n FROM kept") == 2
