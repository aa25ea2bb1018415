"""Which build of the field pages this is: the files that a phone keeps of them, and a short name for their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

#: Style sheets and pictures of the field pages; the modules beside them are whatever js/field holds.
_STYLES = ("css/theme.css", "css/scoring.css", "css/field.css")
_BOOTSTRAP = ("js-lib-bootstrap5/css/bootstrap.min.css", "js-lib-bootstrap5/css/bootstrap.rtl.min.css")
_PICTURES = ("img/mark.svg", "img/icons/icon-192.png")
#: What the modules read: the words by which a text that speaks of a person is told.
LISTS = "data/textwords.json"
_PAGES = ("field_shell.html", "field_worker.js")


def _root() -> Path:
    return Path(settings.BASE_DIR)


def modules() -> list[str]:
    """Static names of the field's modules."""
    return sorted(f"js/field/{path.name}" for path in (_root() / "static" / "js" / "field").glob("*.js"))


def files() -> list[str]:
    """Addresses of every file that an offline page asks for, as it asks for it.

    A module is imported by its plain name, and loaded by the page under the name that holds its hash: both are kept.
    """
    listed = [static(name) for name in (*_BOOTSTRAP, *_STYLES, *_PICTURES, LISTS)]
    for name in modules():
        listed += [static(name), f"{settings.STATIC_URL}{name}"]
    return list(dict.fromkeys(listed))


@lru_cache
def version() -> str:
    """Ten letters that change when a module, a style, a page or a sentence of the field changes."""
    root, digest = _root(), hashlib.sha256()
    names = [f"static/{name}" for name in (*_STYLES, *_PICTURES, LISTS, *modules())]
    names += [f"templates/scorecards/{name}" for name in _PAGES]
    names += [f"scorecards/{name}.py" for name in ("fieldwords", "fieldplurals")]
    for name in names:
        digest.update(name.encode() + b"\0" + (root / name).read_bytes())
    for catalogue in sorted((root / "locale").glob("*/LC_MESSAGES/django.mo")):
        digest.update(catalogue.read_bytes())
    return digest.hexdigest()[:10]
