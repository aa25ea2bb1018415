"""`bin/manage backup [--to FOLDER]`: the whole installation in one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backups


class Command(BaseCommand):
    """Write a backup; print its path."""

    help = "Save the database and the kept files into one dated file."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.VAR_DIR / "backups", help="folder (var/backups)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = backups.write(options["to"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made.path} ({made.size / 1e6:.1f} MB, {made.files} kept files)")
