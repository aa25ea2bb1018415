from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scorecards.services.rollups import compare_rollups, rebuild_rollups


class Command(BaseCommand):
    help = "Write again the figures that boards read of every released card; --check only compares (0 expected)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, change nothing, end with 1 on a difference")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild_rollups()} rollups written.")
            return
        count = 0
        for difference in compare_rollups():
            count += 1
            self.stdout.write(
                f"{difference.release}: {difference.field} is {difference.kept}, the card says {difference.computed}"
            )
        self.stdout.write(f"{count} differences.")
        if count:
            raise CommandError("The rollups don't say what the cards say: run rebuild_rollups.")
