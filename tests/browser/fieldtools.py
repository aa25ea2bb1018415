"""A server that can be broken: a proxy before the live server, which counts what passes and spoils it when told to."""

import contextlib
import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

HTML = b"<!doctype html><title>Wi-Fi</title><p>Connect to the free network</p>"
#: What can go wrong with a request that the server would have answered.
FAULTS = ("down", "lost", "portal", "error", "redirect", "cut")


class Proxy(ThreadingHTTPServer):
    """``fault``: what happens to requests that ``spoils`` names; None lets everything pass.

    down: nobody answers. lost: the server does its work, the answer never comes. portal: 200 and somebody's HTML.
    error: 500 and HTML. redirect: to the sign-in page. cut: the answer stops in the middle.
    """

    daemon_threads = True
    #: A browser opens many connections at once.
    request_queue_size = 64

    def __init__(self, target: str) -> None:
        self.target = urlsplit(target).netloc
        self.fault: str | None = None
        self.chaos: random.Random | None = None
        #: With ``chaos``: how many of the requests that ``spoils`` names go wrong.
        self.rate = 0.45
        self.spoils: Callable[[str, str], bool] = lambda method, path: True
        self.seen: list[tuple[str, str]] = []
        self.reached: list[tuple[str, str]] = []
        self.spoilt = self.busy = 0
        #: What a PUT gets instead of the server's answer: status and JSON.
        self.canned: tuple[int, dict[str, Any]] | None = None
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""

    def fault_of(self, method: str, path: str) -> str | None:
        if not self.spoils(method, path):
            return None
        if self.chaos is not None:
            return self.chaos.choice(FAULTS) if self.chaos.random() < self.rate else None
        return self.fault

    def sent(self) -> list[str]:
        """The submissions that reached the server."""
        return [path for method, path in self.reached if method == "PUT"]


class Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: Any) -> None:
        pass

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes, *, cut: bool = False) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(2)

    def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        path = urlsplit(self.path).path
        self.server.reached.append((self.command, path))
        self.server.busy += 1
        try:
            return self._ask(body)
        finally:
            self.server.busy -= 1

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        there = http.client.HTTPConnection(self.server.target, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        there.request(self.command, self.path, body=body or None, headers={**headers, "Connection": "close"})
        answer = there.getresponse()
        content = answer.read()
        there.close()
        return answer.status, answer.getheaders(), content

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, path))
        fault = self.server.fault_of(self.command, path)
        html = [("Content-Type", "text/html; charset=utf-8")]
        if fault:
            self.server.spoilt += 1
        if self.server.canned and self.command == "PUT":
            status, content = self.server.canned
            self._answer(status, [("Content-Type", "application/json")], json.dumps(content).encode())
            return
        match fault:
            case "down":
                self._hang_up()
            case "lost":
                self._forward(body)
                self._hang_up()
            case "portal":
                self._answer(200, html, HTML)
            case "error":
                self._answer(500, html, HTML)
            case "redirect":
                self._answer(302, [*html, ("Location", "/accounts/login/")], b"")
            case "cut":
                self._answer(*self._forward(body), cut=True)
            case _:
                self._answer(*self._forward(body))

    do_POST = do_PUT = do_HEAD = do_GET


@contextlib.contextmanager
def proxy(target: str) -> Iterator[Proxy]:
    made = Proxy(target)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        # What the server is still doing ends before the test's tables are emptied.
        for _ in range(200):
            if not made.busy:
                break
            time.sleep(0.05)
        made.server_close()


def is_api(method: str, path: str) -> bool:
    """What sending is made of; pages and files pass."""
    return path.startswith("/api/") or path == "/field/who/"
