"""``demo_data``: fill an empty database with a whole, living example; ``--logins`` shows who can sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import demo as people
from accounts.models import User
from concertation.demo import load_devices
from concertation.demo.tools import Cast as DeviceCast
from concertation.models import Device
from directory.demo import load_places
from partnerships.demo import load_partnerships
from partnerships.demo.tools import Cast
from partnerships.models import Partnership
from scorecards.demo import load_cycles
from scorecards.demo.tools import Stage
from scorecards.models import Cycle
from scorecards.services.library import load_library


class Command(BaseCommand):
    help = "Load the demonstration: people of each role, places, and one round at each phase. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when somebody has an account already")
        parser.add_argument("--logins", action="store_true", help="only print who can sign in")
        parser.add_argument("--force", action="store_true", help="on production settings too: known passwords!")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("fr"):
            if options["logins"]:
                self._print_logins()
                return
            if str(settings.SETTINGS_MODULE).endswith("production") and not options["force"]:
                raise CommandError(_("These are production settings: demonstration accounts have a known password."))
            if options["if_empty"] and User.objects.exists():
                return
            load()
            self._print_logins()

    def _print_logins(self) -> None:
        """One line per role: role, e-mail address, password."""
        rows = [(role, email, people.PASSWORD) for role, email in people.logins() if User.objects.filter(email=email)]
        if not rows:
            self.stdout.write(_("No demonstration account is loaded."))
            return
        rows.insert(0, (_("Role"), _("E-mail address"), _("Password")))
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@transaction.atomic
def load() -> None:
    """Everything, or nothing; what is there already stays as it is."""
    load_library()
    places = load_places()
    persons = people.load_people(places.organizations)
    if not Cycle.objects.filter(service_point__in=places.service_points.values()).exists():
        load_cycles(Stage(persons, places.organizations, places.service_points))
    if not Device.objects.filter(is_demonstration=True).exists():
        load_devices(DeviceCast(persons, places.organizations))
    if not Partnership.objects.filter(is_demonstration=True).exists():
        load_partnerships(Cast(persons, places.organizations, places.service_points))
