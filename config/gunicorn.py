"""The web server: processes with threads (measured three times faster than ASGI for these pages)."""

import multiprocessing
from pathlib import Path

from gunicorn.glogging import Logger

from config.env import env
from config.quiet import is_protected


class QuietLogger(Logger):
    """The protected channel's addresses are in no access log."""

    def access(self, resp, req, environ, request_time):
        if not is_protected(environ.get("PATH_INFO", "")):
            super().access(resp, req, environ, request_time)


wsgi_app = "config.wsgi:application"
bind = env.str("WEB_BIND", default="127.0.0.1:8000")
worker_class = "gthread"
workers = env.int("WEB_CONCURRENCY", default=min(2 * multiprocessing.cpu_count() + 1, 5))
threads = env.int("WEB_THREADS", default=4)
timeout = 60
graceful_timeout = 20
keepalive = 5
# A leak, should there be one, ends with the process.
max_requests = 5000
max_requests_jitter = 500
# The heartbeat file must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
accesslog = "-" if env.bool("WEB_ACCESS_LOG", default=False) else None
errorlog = "-"
logger_class = QuietLogger
forwarded_allow_ips = env.str("WEB_FORWARDED_ALLOW_IPS", default="127.0.0.1,::1")
