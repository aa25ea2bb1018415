"""For demonstration data only: write rows as if on an earlier day, by a given person, with French spaces."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pghistory
from django.utils import timezone

NBSP = "\u00a0"


@contextmanager
def as_if(day: datetime.date, by: Any = None, hour: int = 10) -> Iterator[None]:
    """Inside, "now" is ``day`` at ``hour``, and the history names ``by``: services and their guards run unchanged.

    A day to come, or an hour of today still to come, counts as now.
    """
    wanted = datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)
    moment = min(wanted, _real_now())
    with mock.patch("django.utils.timezone.now", return_value=moment):
        if by is None:
            yield
        else:
            with pghistory.context(user=str(by.pk)):
                yield


def _real_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def days_ago(days: int) -> datetime.date:
    """A day counted back from the real today, inside ``as_if`` too; a negative number is a day to come."""
    return timezone.localtime(_real_now()).date() - datetime.timedelta(days=days)


def fr(text: str) -> str:
    """The text with the no-break spaces and apostrophes of French typography."""
    spaced = re.sub(r" ([:;?!%»])", rf"{NBSP}\1", text.replace("« ", f"«{NBSP}"))
    return spaced.replace("'", "’")
