"""A small browser for checking pages: cookies, links, forms. It sees what a person without JavaScript sees."""

import http.cookiejar
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from house.say import Trouble

SILENT = ("script", "style", "template", "head", "title")
VOID = ("input", "br", "img", "meta", "link", "hr", "rect", "circle", "path", "line", "use")
Attributes = dict[str, str]


@dataclass
class Form:
    """One form of a page: where it goes and what it would send untouched."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """A page that was received, taken apart."""

    def __init__(self, url: str, status: int, content: bytes, headers: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.status, self.content, self.headers = url, status, content, headers
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.heading = ""
        self._words: list[str] = []
        self._quiet: list[str] = []
        self._open: list[str] = []
        self._select = self._area = ""
        self.tables: list[tuple[str, list[list[str]]]] = []
        if headers.get("content-type", "").startswith("text/html"):
            self.feed(content.decode())
            self.close()

    @property
    def text(self) -> str:
        """What can be read on the page, one space between words."""
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._quiet.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self.tables.append((given.get("class", ""), []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1][1]:
            self.tables[-1][1][-1].append("")
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "a" and "href" in given:
            self.links.append((given["href"], ""))
        elif self.forms and "form" in self._open:
            self._control(tag, given)

    def _control(self, tag: str, given: Attributes) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            form.choices[self._select].append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            form.values[name] = ""
            self._area = name
        elif tag == "input" and name:
            self._input(form, name, given)

    def _input(self, form: Form, name: str, given: Attributes) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            form.files.append(name)
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif kind not in ("submit", "button"):
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if self._quiet and self._quiet[-1] == tag:
            self._quiet.pop()
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag in ("select", "textarea"):
            self._select = self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].values[self._area] += data
        if self._quiet or not data.strip():
            return
        self._words.append(data)
        if {"td", "th"} & set(self._open):
            row = self.tables[-1][1][-1]
            row[-1] = f"{row[-1]} {data.strip()}".strip()
        if self.links and "a" in self._open:
            self.links[-1] = (self.links[-1][0], f"{self.links[-1][1]} {data.strip()}".strip())
        if "h1" in self._open:
            self.heading = f"{self.heading} {data.strip()}".strip()

    def form(self, action: str = "", having: str = "") -> Form:
        """The first form that goes to an address containing `action` and has a field named `having`."""
        for one in self.forms:
            if action in one.action and (not having or having in one.values | one.choices or having in one.files):
                return one
        raise Trouble(f"la page {self.url} (« {self.heading} ») n’a pas le formulaire attendu ({action or having}).")

    def link(self, pattern: str) -> str:
        """The first link whose address matches; empty when there is none."""
        return next((address for address, _ in self.links if re.search(pattern, address)), "")

    def table(self, name: str) -> list[list[str]]:
        """The rows, as words, of the first table that has this class."""
        for classes, rows in self.tables:
            if name in classes.split():
                return rows
        raise Trouble(f"la page {self.url} (« {self.heading} ») n’a pas le tableau attendu ({name}).")


class Browser:
    """Keeps the session; follows redirects; refuses error pages with a sentence."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def open(self, address: str, data: bytes | None = None, headers: Attributes | None = None) -> Page:
        """Open an address (relative to the site or to a page)."""
        url = urllib.parse.urljoin(self.base, address)
        request = urllib.request.Request(url, data=data, headers={"Accept-Language": "fr", **(headers or {})})
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Page(
                    answer.url, answer.status, answer.read(), {k.lower(): v for k, v in answer.headers.items()}
                )
        except urllib.error.HTTPError as error:
            page = Page(url, error.code, error.read(), {k.lower(): v for k, v in error.headers.items()})
            raise Trouble(f"{url} répond {error.code} (« {page.heading} ») : {page.text[:600]}") from None

    def send(self, page: Page, form: Form, values: Attributes, files: dict[str, Path] | None = None) -> Page:
        """Fill in a form of a page and send it."""
        target = urllib.parse.urljoin(page.url, form.action or page.url)
        body = {**form.values, **values}
        headers = {"Referer": page.url}
        if not files:
            data = urllib.parse.urlencode(body).encode()
            return self.open(target, data, {**headers, "Content-Type": "application/x-www-form-urlencoded"})
        limit = secrets.token_hex(16)
        parts = [_part(limit, f'name="{name}"', value.encode()) for name, value in body.items()]
        parts += [
            _part(limit, f'name="{n}"; filename="{p.name}"', p.read_bytes(), "text/csv") for n, p in files.items()
        ]
        data = b"".join(parts) + f"--{limit}--\r\n".encode()
        return self.open(target, data, {**headers, "Content-Type": f"multipart/form-data; boundary={limit}"})


def _part(limit: str, names: str, content: bytes, kind: str = "") -> bytes:
    head = f"--{limit}\r\nContent-Disposition: form-data; {names}\r\n" + (f"Content-Type: {kind}\r\n" if kind else "")
    return head.encode() + b"\r\n" + content + b"\r\n"
