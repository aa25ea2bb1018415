"""The production settings behind the real web server."""

import http.client
import os
import subprocess
import sys
import time

import pytest
from django.db import connection

from house import net
from tests.test_infra.support import ROOT
from tests.test_infra.test_settings import GOOD

pytestmark = [pytest.mark.infra, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def port():
    """Gunicorn on a free port, on the database of the tests; stopped at the end."""
    facts = connection.settings_dict
    number = net.free_port()
    env = {
        **os.environ,
        **GOOD,
        "DATABASE_URL": f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}",
        "WEB_BIND": f"127.0.0.1:{number}",
        "WEB_CONCURRENCY": "1",
        "TRUSTED_PROXIES": "1",
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"],
        cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 60
    while net.is_free(number):
        assert child.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)
    yield number
    child.terminate()
    child.wait(timeout=30)


def ask(port, path, **headers):
    """One request as a proxy would send it; the answer with lower-case headers."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


def test_what_a_visitor_and_a_load_balancer_meet(port):
    status, _ = ask(port, "/readyz", Host="10.1.2.3:8000")
    assert status == 200
    status, headers = ask(port, "/", Host="cartes.example.org")
    assert (status, headers["location"]) == (301, "https://cartes.example.org/")
    status, headers = ask(port, "/", Host="cartes.example.org", X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.1")
    assert status == 302
    assert headers["location"].startswith("/accounts/login/")
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    status, _ = ask(port, "/", Host="evil.example.net", X_Forwarded_Proto="https")
    assert status == 400
