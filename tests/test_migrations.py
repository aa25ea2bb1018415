"""Migrations: none missing, all named, schema and data apart, one line per app."""

from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from tests import house

#: Those of the house that keep tables.
ROOMS = tuple(room for room in house.ROOMS if (house.ROOT / room / "migrations").exists())


@pytest.fixture
def ours(db):
    """Our own migrations, by (app, name)."""
    loader = MigrationLoader(connection)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in ROOMS}


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"models and migrations differ:\n{said.getvalue()}")


def test_every_room_with_models_has_migrations(ours):
    assert {app for app, _ in ours} == set(ROOMS)


def test_migrations_say_what_they_do(ours):
    assert [key for key in ours if "_auto_" in key[1] or key[1].endswith("_auto")] == []


def test_schema_and_data_are_changed_apart(ours):
    """A data step can be long: it must not hold the locks that a schema step takes."""
    mixed = []
    for key, migration in ours.items():
        kinds = {isinstance(operation, RunPython) for operation in migration.operations}
        if kinds == {True, False}:
            mixed.append(key)
    assert mixed == []


def test_data_steps_can_be_taken_back(ours):
    for key, migration in ours.items():
        for operation in migration.operations:
            if isinstance(operation, RunPython | RunSQL):
                assert operation.reversible, key


def test_each_app_has_one_last_migration(db):
    """Two of them mean that two branches were merged without looking."""
    leaves = defaultdict(list)
    for app, name in MigrationLoader(connection).graph.leaf_nodes():
        leaves[app].append(name)
    assert {app: names for app, names in leaves.items() if len(names) > 1} == {}
