"""The only door to WeasyPrint: a template becomes a tagged PDF, and nothing is fetched.

Only `data:` addresses are read: no file, no network, whatever the text of a card contains.
WeasyPrint is imported at the first PDF, since it needs the system's Pango and half a second.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from core.text import TextError, check_text

MAX_HTML = 4_000_000
STYLESHEET = "css/report.css"
STYLESHEET_RTL = "css/report-rtl.css"
_DEEPEST = 12

# Decorative drawings get a blank alternative: PDF/UA wants one on every figure, and the word stands beside.
_DECORATIVE = re.compile(r'(<svg\b[^>]*\baria-hidden="true"[^>]*>)')

logger = logging.getLogger(__name__)


class PdfError(Exception):
    """A PDF that could not be made. `str()` gives a sentence to show."""


def check_context(value: Any, depth: int = 0) -> None:
    """Raise PdfError when a text in the context is over the bounds of core.text.

    Walks mappings, sequences and dataclasses; markup made by us (SafeString) is left alone.
    """
    if isinstance(value, SafeString) or depth > _DEEPEST:
        return
    if isinstance(value, str | Promise):
        try:
            check_text(str(value))
        except TextError as error:
            raise PdfError(str(error)) from error
    elif isinstance(value, Mapping):
        for item in value.values():
            check_context(item, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            check_context(item, depth + 1)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            check_context(getattr(value, field.name), depth + 1)


def stylesheet_text(name: str = STYLESHEET) -> str:
    """Text of a stylesheet of ours; read from the disk, never by address."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise PdfError(_("The style sheet of the reports is missing. Tell the person who runs this site."))
    return Path(found).read_text(encoding="utf-8")


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    author: str = "",
    stylesheets: Iterable[str] = (),
    on_pages: Callable[[int], None] | None = None,
) -> bytes:
    """Render `template` (a child of layout/print.html) to the bytes of a PDF/UA-1 document.

    `language` rules words, direction and hyphenation; `title` and `author` go to the metadata;
    `stylesheets` are more CSS texts; `on_pages` is told the number of pages. Same input, same bytes.
    Raises PdfError with a sentence.
    """
    check_context(context)
    with override(language):
        rtl = get_language_bidi()
        frame = {"pdf_title": " ".join(title.split()), "pdf_author": author, "language": language, "rtl": rtl}
        html = render_to_string(template, {**context, **frame})
        ours = [stylesheet_text(), stylesheet_text(STYLESHEET_RTL)] if rtl else [stylesheet_text()]
        return html_to_pdf(html, stylesheets=[*ours, *stylesheets], on_pages=on_pages)


def html_to_pdf(html: str, *, stylesheets: Iterable[str] = (), on_pages: Callable[[int], None] | None = None) -> bytes:
    """Lay out `html` with CSS texts; fetches `data:` only. Raises PdfError."""
    if len(html) > MAX_HTML:
        raise PdfError(_("This report is too large to be printed. Choose a shorter period or fewer indicators."))
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher
    except OSError as error:  # Pango is not on this machine
        raise PdfError(_("PDF files cannot be made on this computer: Pango is missing.")) from error
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False, timeout=1)
    fonts = FontConfiguration()
    try:
        sheets = [CSS(string=text, url_fetcher=fetcher, font_config=fonts) for text in stylesheets]
        document = HTML(
            string=_DECORATIVE.sub(r"\1<title> </title>", html), url_fetcher=fetcher, base_url=None, media_type="print"
        )
        result = document.write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            custom_metadata=False,
            uncompressed_pdf=False,
            finisher=lambda document, _pdf: on_pages(len(document.pages)) if on_pages else None,
        )
    except FatalURLFetchingError as error:  # inherits BaseException: nothing else would catch it
        raise PdfError(_("This report asked for a file from outside, which is not allowed.")) from error
    except (
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        KeyError,
        AssertionError,
        RecursionError,
        OSError,
    ) as error:
        logger.exception("WeasyPrint could not lay out a document")
        raise PdfError(_("This report could not be laid out. Tell the person who runs this site.")) from error
    return bytes(result)
