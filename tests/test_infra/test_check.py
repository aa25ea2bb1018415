"""The small browser of `bin/demo --check`, and what it takes for the published figures."""

from decimal import Decimal

import pytest

from house import check
from house.client import Page
from house.say import Trouble


def page(html: str) -> Page:
    return Page("http://site/x/", 200, html.encode(), {"content-type": "text/html; charset=utf-8"})


def test_a_form_sends_what_a_browser_would():
    [form] = page(
        "<form method=post action=/go/><input type=hidden name=t value=1><input name=a value='x'>"
        "<select name=s><option value=''>-<option value=b selected>B</select>"
        "<input type=radio name=r value=1><input type=radio name=r value=2 checked>"
        "<input type=checkbox name=c value=on><textarea name=w>a, b\nc</textarea><input type=file name=f>"
        "<input type=submit name=no value=no></form>"
    ).forms
    assert (form.action, form.method) == ("/go/", "post")
    assert form.values == {"t": "1", "a": "x", "s": "b", "r": "2", "w": "a, b\nc"}
    assert form.choices == {"s": ["", "b"], "r": ["1", "2"], "c": ["on"]}
    assert form.files == ["f"]


def test_words_links_heading_and_tables_are_read():
    got = page(
        "<title>no</title><h1>Une <b>carte</b></h1><script>no()</script><a href='/a/'>Le plan</a>"
        "<table class='table rounds'><tr><th>Tour<th>Utilisateurs</tr><tr><th>Tour 1</th><td>8,0</td></tr></table>"
    )
    assert got.heading == "Une carte"
    assert got.links == [("/a/", "Le plan")]
    assert got.table("rounds") == [["Tour", "Utilisateurs"], ["Tour 1", "8,0"]]
    assert "no" not in got.text


@pytest.mark.parametrize(
    ("written", "mean", "good"),
    [
        ("7,9", "7.889", True), ("7,889", "7.889", True), ("7,89", "7.889", True), ("9,1", "9.056", True),
        ("10,0", "10.0", True), ("7,8", "7.889", False), ("8", "7.889", False), ("9,0", "9.056", False),
        ("–", "7.889", False), ("", "8.0", False),
    ],
)  # fmt: skip
def test_a_figure_is_the_published_one_only_when_it_is(written, mean, good):
    assert check.says(written, Decimal(mean)) is good


ROUNDS = """<table class="table rounds"><tr><th>Tour</th><th>Utilisateurs</th><th>Prestataire</th></tr>
<tr><th>Tour 3</th><td>10,0</td><td>9,5</td></tr><tr><th>Tour 2</th><td>9,6</td><td>9,1</td></tr>
<tr><th>Tour 1</th><td>8,0</td><td>{first}</td></tr></table>"""


def test_the_means_are_read_round_by_round():
    shown = check.means(page(ROUNDS.format(first="7,9")))
    assert shown == {"Prestataire": ["7,9", "9,1", "9,5"], "Utilisateurs": ["8,0", "9,6", "10,0"]}


@pytest.mark.parametrize("first", ["7,8", "–", "79"])
def test_a_wrong_mean_fails_the_check(first):
    with pytest.raises(Trouble, match=r"7\.889"):
        check.means(page(ROUNDS.format(first=first)))


def test_the_facilitator_is_found_among_the_logins():
    text = "observateur   obs@x.org   mdp-1\nanimatrice    ani@x.org   mdp-2\n"
    assert check.facilitator(text) == ("ani@x.org", "mdp-2")
    with pytest.raises(Trouble):
        check.facilitator("admin a@x.org mdp")


def test_pages_of_a_pdf_are_counted():
    weasyprint = pytest.importorskip("weasyprint")
    html = "<p style='break-after: page'>a<p style='break-after: page'>b<p>c"
    for variant in (None, "pdf/ua-1"):
        assert check.pages(weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)) == 3
    with pytest.raises(Trouble):
        check.pages(b"%PDF-1.7 nothing")
