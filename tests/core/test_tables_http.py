"""Lists and small helpers of views."""

import django_tables2
import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.http import urlsafe_base64_encode
from django.views.csrf import csrf_failure

from core import http
from core.errors import Refusal
from core.tables import BaseTable


class Services(BaseTable):
    caption = "Services"
    empty_title = "Aucun service."
    empty_line = "Ajoutez le premier."
    row_header = "name"
    code = django_tables2.Column("Code")
    name = django_tables2.Column("Nom")


def rendered(rows: list[dict[str, str]], **kwargs: str) -> str:
    request = RequestFactory().get("/services/?sort=name&q=eau")
    table = Services(rows, **kwargs)
    django_tables2.RequestConfig(request, paginate={"per_page": 2}).configure(table)
    return table.as_html(request)


def test_cells_keep_their_label_and_the_row_its_name() -> None:
    html = rendered([{"code": "1", "name": "<Eau>"}])
    assert 'class="table stack-table"' in html
    assert '<caption class="visually-hidden">Services</caption>' in html
    assert 'data-l="Code"' in html
    assert '<th scope="row" >&lt;Eau&gt;</th>' in html
    assert 'aria-sort="ascending"' in html


def test_pages_keep_the_filters() -> None:
    html = rendered([{"code": str(i), "name": str(i)} for i in range(5)])
    assert "?sort=name&amp;q=eau&amp;page=2" in html
    assert "Page 1 sur 3" in html


def test_an_empty_list_says_what_to_do() -> None:
    html = rendered([], empty_url="/new/", empty_action="Ajouter un service")
    assert "Ajoutez le premier." in html
    assert '<a class="btn btn-primary" href="/new/">Ajouter un service</a>' in html
    assert "<table" not in html


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Carte de Siadara, tour 2", "carte-de-siadara-tour-2.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("École « Été »", "ecole-ete.pdf"),
        ("بطاقة", "document.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_file_names_are_plain(title: str, name: str) -> None:
    assert http.file_name(title, "pdf") == name


def test_downloads_are_never_shown_inline() -> None:
    response = http.attachment(b"x", "carte.csv", http.CSV)
    assert response["Content-Disposition"] == 'attachment; filename="carte.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/cycles/", True),
        ("https://evil.example/", False),
        ("//evil.example", False),
        ("javascript:x", False),
        ("/cycles/\x00", False),
        ("/cycles/\r\nSet-Cookie: a=b", False),
        ("", False),
    ],
)
def test_next_stays_on_this_site(target: str, kept: bool) -> None:
    request = RequestFactory().post("/", {"next": target})
    assert http.safe_next(request, "/home/") == (target if kept else "/home/")


def test_htmx_requests_are_told_apart() -> None:
    def asked(**headers: str) -> HttpRequest:
        return RequestFactory().get("/", headers=headers)

    assert not http.is_htmx(asked())
    assert http.is_htmx(asked(HX_Request="true"))
    assert not http.is_htmx(asked(HX_Request="true", HX_History_Restore_Request="true"))


def test_a_refusal_is_its_sentence() -> None:
    refusal = Refusal("La carte est close.")
    assert str(refusal) == refusal.sentence == "La carte est close."
    assert isinstance(refusal, ValueError)


def test_an_old_page_is_told_that_nothing_is_lost() -> None:
    request = RequestFactory().post("/", {"x": urlsafe_base64_encode(b"x")})
    response = csrf_failure(request, "CSRF cookie not set.")
    assert response.status_code == 403
    text = response.content.decode()
    assert "Rien n’est perdu" in text
    assert "cookie not set" not in text
