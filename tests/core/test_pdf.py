"""The PDF reads `data:` and nothing else; bounded, tagged, in its language, the same bytes each time."""

import base64
import io
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import mark_safe
from pypdf import PdfReader

from core import pdf

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SECRET = "the-secret-of-the-machine"


class Trap(BaseHTTPRequestHandler):
    """Counts who comes."""

    hits: list[str] = []

    def do_GET(self) -> None:
        Trap.hits.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def trap() -> Iterator[str]:
    Trap.hits = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that something really tried to open."""
    seen: list[str] = []
    original = urllib.request.OpenerDirector.open

    def spy(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        url = request if isinstance(request, str) else request.full_url
        seen.append(url)
        return original(self, request, *args, **kwargs)

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", spy)
    return seen


def svg_data(inner: str) -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "{file}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        f"{inner}</svg>"
    )


VECTORS = {
    "img http": '<img src="{http}/a.png">',
    "img file": '<img src="{file}">',
    "img upper-case scheme": '<img src="FILE://{path}">',
    "img file without slashes": '<img src="file:{path}">',
    "img plain path": '<img src="{path}">',
    "img protocol-relative": '<img src="//{host}/a.png">',
    "img ftp": '<img src="ftp://{host}/a.png">',
    "img leading space": '<img src=" {file}">',
    "base address": '<base href="{http}/"><img src="a.png">',
    "base file": '<base href="file:///"><img src="{path}">',
    "link stylesheet http": '<link rel="stylesheet" href="{http}/a.css">',
    "link stylesheet file": '<link rel="stylesheet" href="{file}">',
    "style import": '<style>@import url("{http}/a.css");</style>',
    "style import file": '<style>@import "{file}";</style>',
    "nested import in data": '<link rel="stylesheet" href="data:text/css,@import%20url({http}/a.css)">',
    "background": '<p style="background: url({http}/a.png)">x</p>',
    "background file": '<p style="background: url({file})">x</p>',
    "list marker": '<ul style="list-style-image: url({file})"><li>x</ul>',
    "generated content": '<style>p::before {{ content: url({file}) }}</style><p>x</p>',
    "font": '<style>@font-face {{ font-family: x; src: url({file}) }} p {{ font-family: x }}</style><p>x</p>',
    "border image": '<p style="border: 9px solid; border-image: url({http}/a.png) 3">x</p>',
    "attachment link": '<link rel="attachment" href="{file}">',
    "attachment anchor": '<a rel="attachment" href="{file}">x</a>',
    "attachment http": '<link rel="attachment" href="{http}/a.bin">',
    "svg image": '<svg width="9" height="9"><image href="{http}/a.png" width="9" height="9"/></svg>',
    "svg image file": '<svg width="9" height="9"><image xlink:href="{file}" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{http}/a.svg#x"/></svg>',
    "svg style import": '<svg width="9" height="9"><style>@import url({http}/a.css);</style><text>x</text></svg>',
    "svg fill": '<svg width="9" height="9"><rect fill="url({http}/a.svg#g)" width="9" height="9"/></svg>',
    "data svg with image": '<img src="{svg_image}">',
    "data svg with entity": '<img src="{svg_entity}">',
    "object": '<object data="{file}"></object>',
    "embed": '<embed src="{http}/a.svg">',
    "iframe": '<iframe src="{file}"></iframe>',
    "input image": '<input type="image" src="{http}/a.png">',
    "srcset": '<img srcset="{http}/a.png 2x" src="{http}/b.png">',
    "meta refresh": '<meta http-equiv="refresh" content="0; url={http}/x">',
}  # fmt: skip


@pytest.mark.parametrize("name", VECTORS)
def test_nothing_is_fetched(name: str, trap: str, opened: list[str], tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    file = secret.as_uri()
    inner_image = svg_data(f'<image xlink:href="{file}" width="9" height="9"/><image href="{trap}/i.png"/>')
    inner_entity = svg_data("<text>&x;</text>").replace("{file}", file)
    markup = VECTORS[name].format(
        http=trap,
        host=trap.removeprefix("http://"),
        file=file,
        path=secret,
        svg_image="data:image/svg+xml;base64," + base64.b64encode(inner_image.encode()).decode(),
        svg_entity="data:image/svg+xml;base64," + base64.b64encode(inner_entity.encode()).decode(),
    )
    content = pdf.html_to_pdf(f'<html lang="fr"><head><title>t</title></head><body>{markup}<p>fin</p></body></html>')
    assert Trap.hits == []
    assert [url for url in opened if not url.lower().startswith("data:")] == []
    reader = PdfReader(io.BytesIO(content))
    assert not reader.attachments
    assert SECRET not in "".join(page.extract_text() for page in reader.pages)
    assert SECRET.encode() not in content


def test_the_trap_catches_what_is_fetched(trap: str, opened: list[str]) -> None:
    """Flags a known-bad set-up: without our fetcher the same page does knock."""
    from weasyprint import HTML

    HTML(string=f'<img alt="x" src="{trap}/a.png">').write_pdf()
    assert Trap.hits == ["/a.png"]
    assert opened


def test_data_images_are_drawn() -> None:
    content = pdf.html_to_pdf(f'<html lang="fr"><title>t</title><img alt="point" width="20" src="{PIXEL}"></html>')
    assert len(PdfReader(io.BytesIO(content)).pages[0].images) == 1


def test_a_fatal_fetching_error_becomes_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    def fatal(self: Any, url: str, headers: Any = None) -> None:
        raise FatalURLFetchingError(url)

    monkeypatch.setattr(URLFetcher, "fetch", fatal)
    with pytest.raises(pdf.PdfError, match="extérieur"):
        pdf.html_to_pdf('<img alt="x" src="http://127.0.0.1/a.png">')


@dataclass(frozen=True)
class Line:
    reason: Any


@dataclass(frozen=True)
class Card:
    lines: tuple[Line, ...]


@pytest.mark.parametrize("text", ["x" * 2_001, "\n" * 51])
@pytest.mark.parametrize("wrap", [lambda t: t, lambda t: [t], lambda t: {"k": (t,)}, lambda t: Card((Line(t),))])
def test_text_over_the_bounds_is_refused(text: str, wrap: Any) -> None:
    with pytest.raises(pdf.PdfError, match="limite"):
        pdf.check_context({"card": wrap(text)})


def test_text_within_the_bounds_and_our_own_markup_pass() -> None:
    pdf.check_context({"a": "x" * 2_000, "b": Card((Line("\n" * 50),)), "c": mark_safe("<svg>" + "x" * 9_000)})  # noqa: S308


def test_a_document_too_large_is_refused() -> None:
    with pytest.raises(pdf.PdfError, match="trop gros"):
        pdf.html_to_pdf("x" * (pdf.MAX_HTML + 1))


def test_a_missing_style_sheet_is_a_sentence() -> None:
    with pytest.raises(pdf.PdfError, match="feuille de style"):
        pdf.stylesheet_text("css/nowhere.css")


@pytest.mark.parametrize(("language", "footer"), [("fr", "page 1 sur 1"), ("ar", "صفحة")])
def test_a_document_is_tagged_named_and_in_its_language(language: str, footer: str) -> None:
    content = pdf.render_pdf(
        "layout/print.html", {}, language=language, title='Carte de "Siadara",\n tour 2', author="ONG"
    )
    reader = PdfReader(io.BytesIO(content))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == 'Carte de "Siadara", tour 2'
    assert reader.metadata.author == "ONG"
    if language == "fr":
        assert footer in reader.pages[0].extract_text()


def test_the_same_document_gives_the_same_bytes() -> None:
    def build() -> bytes:
        return pdf.render_pdf("layout/print.html", {}, language="fr", title="t")

    import time

    first = build()
    time.sleep(1.1)
    assert build() == first


def test_decorative_drawings_have_a_blank_alternative() -> None:
    from core.charts import dumbbell, icon

    markup = f'<html lang="fr"><title>t</title><body>{icon("check")}{dumbbell("Eau", 5, 7)}</body></html>'
    tree = PdfReader(io.BytesIO(pdf.html_to_pdf(markup))).trailer["/Root"]["/StructTreeRoot"]
    assert list(alternatives(tree)) == [" ", "Eau\u00a0: utilisateurs 5, prestataire 7"]


def alternatives(node: Any) -> Iterator[str]:
    """Alternative texts of the figures of a structure tree, in order."""
    if node.get("/S") == "/Figure":
        yield str(node["/Alt"])
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(found, dict):
            yield from alternatives(found)
