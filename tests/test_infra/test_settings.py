"""Settings: production refuses to start half-configured, and every variable has one home that is documented."""

import ast
import json
import re
import secrets
import sys

import pytest

from tests.test_infra.support import ROOT, run

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "cartes.example.org,www.example.org",
    "DATABASE_URL": "postgres://u:p@127.0.0.1:5432/d",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def production(show: str = "", **changes: str):
    """Load the production settings in a process of their own; print one expression as JSON."""
    code = f"import json; from django.conf import settings; settings.DEBUG; print(json.dumps({show or 'None'}))"
    return run(sys.executable, "-c", code, **{**GOOD, "PYTHONPATH": str(ROOT), **changes})


def value(show: str, **changes: str):
    """One expression of the production settings."""
    done = production(show, **changes)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start_without(changes, name):
    done = production(**changes)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is missing")
    assert "example" in last


def test_production_passes_djangos_own_list_without_a_warning():
    done = run(
        sys.executable, ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING", **GOOD, TRUSTED_PROXIES="1"
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout + done.stderr


def test_production_is_closed_by_default():
    shown = value(
        "[settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT,"
        " settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_HTTPONLY]"
    )
    assert shown == [False, True, True, True, 31536000, "__Host-sessionid", True]


def test_forwarded_headers_are_believed_only_behind_a_proxy_of_ours():
    assert value("settings.SECURE_PROXY_SSL_HEADER") is None
    assert value("settings.SECURE_PROXY_SSL_HEADER", TRUSTED_PROXIES="1") == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert value("settings.ALLAUTH_TRUSTED_PROXY_COUNT", TRUSTED_PROXIES="1") == 1


def test_files_go_to_s3_by_setting():
    assert "FileSystem" in value("settings.STORAGES['default']['BACKEND']")
    shown = value("settings.STORAGES['default']", S3_BUCKET="b", S3_ENDPOINT_URL="https://s3.example.org")
    assert shown["BACKEND"] == "storages.backends.s3.S3Storage"
    assert shown["OPTIONS"]["bucket_name"] == "b"
    assert shown["OPTIONS"]["querystring_auth"] is True


def test_an_old_key_still_opens_what_it_signed():
    assert value("settings.SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="old-one,older-one") == ["old-one", "older-one"]


def test_pgbouncer_and_a_replica_by_setting():
    assert value("settings.DATABASES['default']['DISABLE_SERVER_SIDE_CURSORS']", DISABLE_SERVER_SIDE_CURSORS="1")
    assert value("list(settings.DATABASES)") == ["default"]
    replica = value("settings.DATABASES['replica']", DATABASE_REPLICA_URL="postgres://u:p@replica:5432/d")
    assert replica["HOST"] == "replica"


def test_an_https_origin_is_trusted_for_every_host():
    assert value("settings.CSRF_TRUSTED_ORIGINS") == ["https://cartes.example.org", "https://www.example.org"]


def variables_read() -> set[str]:
    """Every name that the code reads from the environment: `env.str("NAME"…)`, `os.environ["NAME"]`."""
    names = set()
    for path in (ROOT / "config").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = ast.unparse(node.func)
                if called == "secret_list":
                    names |= {node.args[0].value, f"{node.args[0].value}_FILE"}
                elif called.startswith("env."):
                    names.add(node.args[0].value)
    return names


def test_the_environment_is_read_in_one_place_only():
    """Everything outside config reads django.conf.settings."""
    for room in (
        "core",
        "directory",
        "accounts",
        "reports",
        "actionplans",
        "scorecards",
        "partnerships",
        "concertation",
    ):
        for path in (ROOT / room).rglob("*.py"):
            if "management" not in path.parts:  # a command may be handed a password that way
                assert not re.search(r"os\.environ|os\.getenv|from config", path.read_text()), path


def test_every_variable_is_explained_to_the_operator():
    text = (ROOT / "docs/operations.md").read_text()
    missing = sorted(name for name in variables_read() if f"`{name}`" not in text)
    assert missing == []
