"""`bin/manage restore FILE [--replace]`: put a backup back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backups


class Command(BaseCommand):
    """Restore a backup after checking it whole."""

    help = "Put a backup back into an empty database (or, with --replace, into one whose content is lost)."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = backups.restore(options["file"], replace=options["replace"])
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done.path} restored ({done.files} kept files). Now run: bin/manage migrate")
