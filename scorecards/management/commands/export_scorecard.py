"""``export_scorecard CYCLE``: the rounds up to this cycle, as a card file on standard output."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from scorecards.models import Cycle
from scorecards.services.fileexport import export_card


class Command(BaseCommand):
    help = "Write a cycle and the rounds before it as a card file, which import_scorecard reads back the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cycle", metavar="CYCLE", help="identifier of the cycle, as in its address")
        parser.add_argument("--only", action="store_true", help="this round alone, without those before it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cycle = Cycle.objects.with_context().get(pk=uuid.UUID(options["cycle"]))
        except (ValueError, Cycle.DoesNotExist) as error:
            raise CommandError(_("No cycle has the identifier %(id)s.") % {"id": options["cycle"]}) from error
        self.stdout.write(export_card(cycle=cycle, only=options["only"]), ending="")
