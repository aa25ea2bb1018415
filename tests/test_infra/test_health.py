"""/livez and /readyz: what they say when something is missing, and that they say it to anybody who asks."""

import pytest
from django.db import OperationalError

from config import health


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health.forget()
    yield
    health.forget()


def test_livez_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/livez")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"


@pytest.mark.django_db
def test_readyz_when_all_is_well(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "broker": "ok"},
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_any_host_name_and_plain_http_are_answered(client, settings, path):
    """A load balancer asks by address, before HTTPS."""
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.django_db
def test_a_broker_that_is_down_is_degraded_not_unavailable(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["checks"]["broker"] == "down"


@pytest.mark.django_db
def test_a_broker_that_answers_is_ok(client, settings):
    assert settings.REDIS_URL.startswith("redis://")
    settings.CELERY_BROKER_URL = settings.REDIS_URL
    assert client.get("/readyz").json()["checks"]["broker"] == "ok"


@pytest.mark.django_db
def test_the_broker_is_not_asked_at_every_request(client, monkeypatch):
    asked = []
    monkeypatch.setattr(health, "_ask_broker", lambda: asked.append(1) or "ok")
    for _ in range(5):
        client.get("/readyz")
    assert len(asked) == 1


@pytest.mark.django_db
def test_pending_migrations_are_unavailable_until_they_are_applied(client, monkeypatch):
    plan = ["a migration"]
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: plan)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "pending"
    plan.clear()
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_down_is_unavailable_and_says_nothing_else(client, monkeypatch):
    class Down:
        alias = "default"

        def ensure_connection(self):
            raise OperationalError('connection to server at "10.0.0.5" failed: password secret')

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Down())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["checks"] == {
        "database": "down", "migrations": "unknown", "cache": "unknown", "broker": "ok",
    }  # fmt: skip
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_a_cache_that_is_down_is_degraded(client, monkeypatch):
    def broken(key):
        raise OSError

    monkeypatch.setattr(health.cache, "get", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"] == "down"


@pytest.mark.django_db
def test_only_reading_is_answered(client):
    assert client.post("/livez").status_code != 200
