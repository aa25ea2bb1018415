"""`/livez`: the process answers. `/readyz`: it can do its work (database, tables), and what is merely degraded.

Answered before everything else (no session, no host name check, no HTTPS redirect), because load balancers and
container engines ask by address. The answers are words, never an error's text.
"""

import logging
import time
from collections.abc import Callable

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

logger = logging.getLogger(__name__)
BROKER_MEMORY_SECONDS = 2.0

_applied: set[str] = set()
_broker: tuple[float, str] = (float("-inf"), "")


def forget() -> None:
    """Drop what is remembered between two questions."""
    global _broker
    _applied.clear()
    _broker = (float("-inf"), "")


class HealthMiddleware:
    """Answers the two health addresses and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ("/livez", "/readyz") and request.method in ("GET", "HEAD"):
            response = livez() if request.path == "/livez" else readyz()
            response.headers["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)


def livez() -> HttpResponse:
    """200 as long as the process answers; asks nobody."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> JsonResponse:
    """200 `ok` or `degraded` (broker or cache down: pages work, reports wait), 503 `unavailable`."""
    database = _database()
    checks = {
        "database": database,
        "migrations": _migrations() if database == "ok" else "unknown",
        "cache": _cache() if database == "ok" else "unknown",
        "broker": _broker_state(),
    }
    if checks["database"] != "ok" or checks["migrations"] != "ok":
        status, code = "unavailable", 503
    elif checks["cache"] != "ok" or checks["broker"] != "ok":
        status, code = "degraded", 200
    else:
        status, code = "ok", 200
    return JsonResponse({"status": status, "checks": checks}, status=code)


def _database() -> str:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer")
        connection.close()
        return "down"
    return "ok"


def _migrations() -> str:
    """Whether every migration of this code is applied; a yes is remembered, a no is asked again."""
    if connection.alias in _applied:
        return "ok"
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        logger.exception("The list of migrations cannot be read")
        return "unknown"
    if pending:
        return "pending"
    _applied.add(connection.alias)
    return "ok"


def _cache() -> str:
    try:
        cache.get("readyz")
    except (DatabaseError, redis.RedisError, OSError):
        logger.exception("The cache does not answer")
        return "down"
    return "ok"


def _broker_state() -> str:
    """Asked at most every two seconds: the address is public and the question is not free."""
    global _broker
    if time.monotonic() - _broker[0] > BROKER_MEMORY_SECONDS:
        _broker = (time.monotonic(), _ask_broker())
    return _broker[1]


def _ask_broker() -> str:
    url = settings.CELERY_BROKER_URL
    if not url.startswith(("redis://", "rediss://", "unix://")):
        return "ok"
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as client:
            client.ping()
    except redis.RedisError:
        logger.warning("The broker does not answer: reports wait until it is back")
        return "down"
    return "ok"
