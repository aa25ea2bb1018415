"""Settings of the real worker that tests/reports/test_faults.py starts and kills."""

from config.env import env
from config.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reports.apps.FaultsConfig"]  # noqa: F405
MEDIA_ROOT = env.str("MEDIA_ROOT")
CELERY_BROKER_URL = env.str("REDIS_URL")
CELERY_TASK_SOFT_TIME_LIMIT = env.int("SOFT_LIMIT", default=20)
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "reports.tasks.sweep_reports", "schedule": 1.0, "options": {"expires": 1}}}
