"""The only package that sees every feature. Loading it loads the task queue, so that `shared_task` finds it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
