"""What travels with every page of the field: words, drawings, addresses. The same for all who read the language."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.translation import get_language

from core.charts import face, icon, side_mark
from core.charts.shapes import ICONS, SIDES
from core.levels import LEVELS, level_word
from scorecards import fieldbuild
from scorecards.fieldplurals import PLURALS
from scorecards.fieldwords import WORDS

#: A number of each kind that a language may count by (CLDR's names), to draw every form of a sentence.
_KINDS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
ANY = "00000000-0000-0000-0000-000000000000"


def _urls() -> dict[str, str]:
    """Addresses that the modules use; a zero key stands for the one to fill in."""
    return {
        "home": reverse("home"),
        "cycles": reverse("scorecards:cycle_list"),
        "login": reverse(settings.LOGIN_URL),
        "worker": reverse("scorecards:worker"),
        "who": reverse("scorecards:field_who"),
        "start": reverse("scorecards:field_start"),
        "session": reverse("scorecards:field_session", args=[ANY]),
        "cycle": reverse("scorecards:field_cycle", args=[ANY]),
        "prepare": reverse("scorecards:field_prepare", args=[ANY]),
        "online": reverse("scorecards:session_detail", args=[ANY]),
        "onlineCycle": reverse("scorecards:cycle_detail", args=[ANY]),
        "csrf": reverse("scorecards:api_csrf"),
        "package": reverse("scorecards:api_package", args=[ANY]),
        "submission": reverse("scorecards:api_submission", args=[ANY]),
        "device": reverse("scorecards:api_device", args=[ANY]),
        "textwords": static(fieldbuild.LISTS),
        "conflict": reverse("scorecards:submission_detail", args=[ANY]),
    }


def shell_config() -> dict[str, Any]:
    """Everything but data, in the active language."""
    return {
        "version": fieldbuild.version(),
        "language": get_language(),
        "decimal": str(get_format("DECIMAL_SEPARATOR")),
        "csrfCookie": settings.CSRF_COOKIE_NAME,
        "urls": _urls(),
        "words": {key: str(sentence) for key, sentence in WORDS.items()},
        "plurals": {key: {kind: form(n) for kind, n in _KINDS.items()} for key, form in PLURALS.items()},
        "icons": {name: str(icon(name)) for name in ICONS},
        "faces": {level: str(face(level)) for level in LEVELS},
        "outlines": {level: str(face(level, filled=False)) for level in LEVELS},
        "sides": {side: str(side_mark(side)) for side in SIDES},
        "levels": {level: level_word(level) for level in LEVELS},
    }
