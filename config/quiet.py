"""The protected channel's pages, and those of a vote: the application never learns who asks, from where, with what.

The first middleware empties a request to these addresses of everything that could tell (address, browser, cookies,
referring page) before anything else reads it; the log filter drops what Django would write of it.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PREFIX = "/protected/"
#: Votes on participants' own phones.
BALLOTS = "/b/"
#: Headers that a page needs to be shown; nothing else passes.
_KEPT = frozenset(
    {"HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_X_FORWARDED_PROTO"}
)
_LOGGERS = ("django.request", "django.server", "django.security", "django.security.csrf")
_HEADERS = {
    "Cache-Control": "no-store",
    "Pragma": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, noarchive",
}


def is_protected(path: str) -> bool:
    return path.startswith((PREFIX, BALLOTS))


class QuietMiddleware:
    """First of all: forget who asks; last of all: no cookie, no store, no referrer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_protected(request.path_info):
            return self.get_response(request)
        _forget(request)
        response = self.get_response(request)
        response.cookies.clear()
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response


def _forget(request: HttpRequest) -> None:
    for name in [name for name in request.META if name.startswith(("HTTP_", "REMOTE_")) and name not in _KEPT]:
        del request.META[name]
    request.META["REMOTE_ADDR"] = "0.0.0.0"  # noqa: S104 - stands for nobody
    request.COOKIES = {}
    language = request.GET.get("lang", "")
    if language in dict(settings.LANGUAGES):
        request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language}


class QuietFilter(logging.Filter):
    """Drops the records of these addresses; a failure is told without path, time of day apart, nor what was sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not _speaks_of_it(record):
            return True
        if record.levelno < logging.ERROR:
            return False
        failure = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "error"
        record.msg, record.args = "A page of the protected channel failed: %s", (failure,)
        record.exc_info = record.exc_text = record.stack_info = None
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return True


def _speaks_of_it(record: logging.LogRecord) -> bool:
    path = getattr(getattr(record, "request", None), "path_info", "")
    arguments = record.args if isinstance(record.args, tuple) else ()
    return is_protected(str(path)) or any(
        PREFIX in text or text.startswith(BALLOTS) or f" {BALLOTS}" in text
        for text in map(str, (record.msg, *arguments))
    )


def install() -> None:
    """Once, at the start; on the loggers that Django writes requests to."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, QuietFilter) for known in logger.filters):
            logger.addFilter(QuietFilter())
