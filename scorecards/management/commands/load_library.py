"""``load_library``: bring the common indicator library up to date with its files."""

from typing import Any

from django.core.management.base import BaseCommand

from scorecards.services.library import load_library


class Command(BaseCommand):
    help = "Load the common indicator library (scorecards/library/*.csv). Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_library()}")
