from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from scorecards.sealing import SealError
from scorecards.services.sensitive import has_key, rotate_keys


class Command(BaseCommand):
    help = "Seal every protected report again with the first of SENSITIVE_KEYS, so that the others can be dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_key():
            raise CommandError("SENSITIVE_KEYS is missing or badly written: nothing was changed.")
        try:
            count = rotate_keys()
        except SealError as error:
            raise CommandError(f"Nothing was changed: {error}. Keep the old keys after the new one.") from error
        self.stdout.write(f"{count} texts sealed with the first of {len(settings.SENSITIVE_KEYS)} keys.")
