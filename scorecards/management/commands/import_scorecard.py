"""``import_scorecard FILE --service NAME --scale 0-10``: a card file's rounds, whole or not at all."""

import datetime
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from core.csvtext import MAX_BYTES
from core.errors import Refusal
from directory.enums import Sector
from scorecards import cardfile
from scorecards.cardnotes import SCALE_NAMES, scale_code
from scorecards.models import CardImport, Cycle
from scorecards.scales import SCALES
from scorecards.services.fileplaces import organization_for, service_points_named
from scorecards.services.files import as_json, confirm_import
from scorecards.services.filewords import Trouble, troubles

REFUSED = 2


class Command(BaseCommand):
    help = "Enter the rounds of a card file (docs/en/card-file.md). Everything is entered, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--service", required=True, help="name of the service point; created when it is new")
        parser.add_argument("--scale", required=True, help=f"one of {', '.join(SCALE_NAMES.values())}")
        parser.add_argument("--organization", default="", help="who ran the rounds; the first programme by default")
        parser.add_argument("--sector", default=Sector.OTHER, choices=Sector.values, help="of a new service point")
        parser.add_argument("--last-round-on", type=datetime.date.fromisoformat, help="date of the last round")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scale = _scale(options["scale"])
            parsed = cardfile.parse(_read(options["file"]), SCALES[scale])
            if not parsed.is_good:
                self._refuse(troubles(parsed), options["json"])
            last = _enter(parsed, scale, options)
        except Refusal as refusal:
            self._refuse((Trouble(None, "", str(refusal)),), options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(parsed, SCALES[scale])))
        else:
            self._tell(parsed, scale, last)

    def _refuse(self, listed: tuple[Trouble, ...], as_one_object: bool) -> None:
        """Name every problem, and leave with status 2."""
        if as_one_object:
            errors = [{"line": trouble.line, "message": trouble.message} for trouble in listed]
            self.stdout.write(json.dumps({"errors": errors}, ensure_ascii=False))
        else:
            for trouble in listed:
                where = _("Line %(number)d: ") % {"number": trouble.line} if trouble.line else ""
                self.stderr.write(f"{where}{trouble.message}")
        sys.exit(REFUSED)

    def _tell(self, parsed: cardfile.Parsed, scale: str, last: Cycle) -> None:
        for number, row in enumerate(as_json(parsed, SCALES[scale])["rounds"], 1):
            means = {side: row[side]["mean"] or "–" for side in ("provider", "community")}
            self.stdout.write(
                _("Round %(number)d: provider %(provider)s, community %(community)s") % {"number": number, **means}
            )
        self.stdout.write(_("Last round: %(cycle)s (%(id)s)") % {"cycle": last, "id": last.pk})


def _scale(name: str) -> str:
    code = scale_code(name)
    if code is None:
        raise Refusal(
            _("The scale “%(name)s” isn't known. Write one of: %(names)s.")
            % {"name": name, "names": ", ".join(SCALE_NAMES.values())}
        )
    return code


def _read(path: str) -> bytes:
    """The file, two megabytes at most and one byte more, so that a larger one is seen."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refusal(_("The file %(path)s can't be read.") % {"path": path}) from error


@transaction.atomic
def _enter(parsed: cardfile.Parsed, scale: str, options: dict[str, Any]) -> Cycle:
    organization = organization_for(options["organization"])
    name = " ".join(options["service"].split())
    found = service_points_named(name)
    if len(found) > 1:
        raise Refusal(_("Several service points are called %(name)s. Import in the browser.") % {"name": name})
    if not name:
        raise Refusal(_("Give the name of the service point."))
    card_import = CardImport.objects.create(
        organization=organization,
        service_point=found[0] if found else None,
        service_name="" if found else name[:200],
        sector="" if found else options["sector"],
        territory=None if found else organization.territory,
        scale=scale,
        last_round_on=options["last_round_on"],
        filename=Path(options["file"]).name[:200],
        content=_read(options["file"]).decode("utf-8-sig"),
    )
    return confirm_import(card_import=card_import, parsed=parsed, by=None)
