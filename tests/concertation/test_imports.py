"""Files of other tools: columns guessed, every bad line named, all or nothing; a code is never kept."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from openpyxl import Workbook

from concertation.importfile import Grid, guess, load_grid, read_grid, read_lines
from concertation.models import CensusClass, ClassCount, Edition, ParticipantMark, Sitting
from concertation.reports.imports import build_preview, recognised
from concertation.services.columns import recall_columns
from concertation.services.imports import (
    digest,
    import_attendance,
    import_classes,
    import_contributions,
    read_attendance,
)
from core.csvtext import TextProblem
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World

ATTENDANCE = """Numéro;Date;Sexe;Propositions
101;10/03/2026;femme;2
102;10/03/2026;homme;0
101;24/03/2026;femme;1
103;24/03/2026;;5
"""


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune, companions=[world.ngo])


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _read(kind: str, text: str) -> Any:
    grid = read_grid(text.encode())
    return read_lines(kind, grid, guess(kind, grid.titles))


def _attendance(edition: Edition, codes: str) -> None:
    read = _read("attendance", "code\n" + "\n".join(codes.split()))
    import_attendance(edition=edition, version=edition.version, lines=read.lines, by=None)


def test_columns_of_other_tools_are_guessed() -> None:
    grid = read_grid(ATTENDANCE.encode())
    assert guess("attendance", grid.titles) == {
        "code": "0", "day": "1", "contributions": "3", "sex": "2", "age": "", "district": "",
    }  # fmt: skip


def test_windows_text_tabs_and_workbooks_are_read() -> None:
    assert read_grid("critère\tclasse\nsexe\tFemmes\n".encode("cp1252")).titles == ("critère", "classe")
    book = Workbook()
    book.active.append(["texte", "nombre"])
    book.active.append(["Un banc", 4.0])
    out = io.BytesIO()
    book.save(out)
    assert read_grid(out.getvalue()).lines == ((2, ("Un banc", "4")),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"code;date\n", "no_lines"),
        (b"PK\x03\x04 not a workbook", "workbook_broken"),
        (b"\xd0\xcf\x11\xe0 old", "workbook"),
        (b"code;date\n1;2;3\n", "too_many_cells"),
        (b'code\n"1\n', "quote_open"),
        (b"code\n" + b"1\n" * 3001, "too_many_lines"),
    ],
)
def test_a_file_that_is_no_table_says_why(content: bytes, code: str) -> None:
    with pytest.raises(TextProblem) as refused:
        read_grid(content)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["", "[]", "[[],[]]", '[["a"],[[1,["x","y"]]]]', '{"a": 1}', "[" * 5000])
def test_a_grid_that_was_tampered_with_is_refused(text: str) -> None:
    with pytest.raises(TextProblem):
        load_grid(text)


def test_a_grid_travels_unchanged() -> None:
    grid = Grid(("code",), ((2, ("é\"'<",)),))
    assert load_grid(grid.dumps()) == grid


def test_every_bad_line_is_named_and_none_is_entered() -> None:
    read = _read("classes", "critère;classe;participants\nsexe;Femmes;12\nâge;;x\nmétéo;Pluie;3\nsexe;femmes;4\n")
    assert read.lines == ()
    assert [(p.line, p.code) for p in read.problems] == [
        (3, "not_count"),
        (4, "dimension_unknown"),
        (5, "class_twice"),
    ]


def test_dates_counts_and_ages_are_checked() -> None:
    read = _read("attendance", "code;date;age\n1;31/02/2026;\n2;;47\n;;\n3;0026-01-01;\n4;2026-03-10T18:30;60 et +\n")
    assert [(p.line, p.code) for p in read.problems] == [(2, "not_day"), (3, "age_not_class"), (5, "not_day")]


def test_attendance_counts_people_once(edition: Edition) -> None:
    lines = _read("attendance", ATTENDANCE).lines
    found = import_attendance(edition=edition, version=1, lines=lines, by=None)
    edition.refresh_from_db()
    assert (found.people, edition.participants) == (3, 3)
    assert str(edition.median_contributions) == "3.00"
    assert list(edition.sittings.values_list("held_on__day", "present")) == [(10, 2), (24, 2)]
    assert dict(ClassCount.objects.values_list("label", "people")) == {"femme": 1, "homme": 1, "": 1}
    assert (edition.returning, edition.never_before) == (None, None)


def test_no_code_is_kept(edition: Edition) -> None:
    _attendance(edition, "Dupont-Aline")
    mark = ParticipantMark.objects.get()
    assert "upont" not in mark.digest
    assert len(mark.digest) == 64
    elsewhere = make_edition(edition.device.organization, territory=edition.device.territory)
    assert digest(elsewhere.device, "101") != digest(edition.device, "101")
    assert digest(edition.device, " a-1 ") == digest(edition.device, "A-1")


def test_who_came_back_and_who_is_new_by_hand(edition: Edition) -> None:
    """1st: a b c d. 2nd: c d e. 3rd: a d e f: d and e came back, only f had never come."""
    device = edition.device
    second, third = (make_edition(device.organization, territory=device.territory, device=device) for _ in range(2))
    _attendance(edition, "a b c d")
    _attendance(second, "c d e")
    _attendance(third, "a d e f")
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.returning, second.never_before) == (2, 1)
    assert (third.returning, third.never_before) == (2, 1)


def test_an_earlier_edition_without_a_file_leaves_it_unknown(edition: Edition) -> None:
    device = edition.device
    second = make_edition(device.organization, territory=device.territory, device=device)
    found = read_attendance(second, _read("attendance", "code\na\nb\n").lines)
    assert (found.returning, found.never_before) == (None, None)


def test_a_second_file_replaces_the_first(edition: Edition) -> None:
    _attendance(edition, "a b c")
    edition.refresh_from_db()
    _attendance(edition, "a b")
    edition.refresh_from_db()
    assert (edition.participants, edition.marks.count()) == (2, 2)


def test_fewer_people_than_women_noted_refuses_the_whole_file(edition: Edition) -> None:
    Sitting.objects.create(edition=edition, held_on="2026-03-10", present=30, women_present=12)
    with pytest.raises(Refusal):
        import_attendance(edition=edition, version=1, lines=_read("attendance", ATTENDANCE).lines, by=None)
    edition.refresh_from_db()
    assert (edition.participants, edition.marks.count(), edition.version) == (None, 0, 1)


def test_contributions_are_entered_once_and_persons_set_aside(edition: Edition) -> None:
    text = "texte;nombre\nUn banc près de l’arrêt;4\nAppelez-moi au 06 12 34 56 78;\n"
    lines = _read("contributions", text).lines
    first = import_contributions(edition=edition, version=1, lines=lines, by=None)
    assert (len(first.fresh), first.aside) == (2, 1)
    again = import_contributions(edition=edition, version=2, lines=lines, by=None)
    assert (len(again.fresh), again.known) == (0, 2)
    rows = list(edition.contributions.values_list("number", "count", "is_hidden"))
    assert rows == [(1, 4, False), (2, 1, True)]


def test_classes_replace_their_criterion_only(edition: Edition) -> None:
    ClassCount.objects.create(edition=edition, dimension="sex", label="Femmes", people=1)
    ClassCount.objects.create(edition=edition, dimension="age", label="Jeunes", people=2)
    lines = _read("classes", "critère;classe;participants\nsexe;Hommes;3\nsexe;;1\n").lines
    import_classes(edition=edition, version=1, lines=lines, by=None)
    assert set(ClassCount.objects.values_list("dimension", "label")) == {
        ("sex", "Hommes"),
        ("sex", ""),
        ("age", "Jeunes"),
    }
    Edition.objects.filter(pk=edition.pk).update(participants=3)
    with pytest.raises(Refusal):
        import_classes(edition=edition, version=2, lines=lines, by=None)


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("presences.csv", text.encode(), content_type="text/csv")


def _carried(response: Any) -> dict[str, str]:
    """What the page of columns would send on: grid, version, columns."""
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_file_goes_from_the_disk_to_the_counts(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:import_file", args=[edition.pk, "attendance"])
    columns = officer.post(url, {"stage": "upload", "file": _file(ATTENDANCE)})
    carried = _carried(columns)
    preview = officer.post(url, {"stage": "check", **carried})
    assert preview.status_code == 200
    assert "101" not in preview.content.decode().split("<form")[0]
    assert not ParticipantMark.objects.exists()
    assert officer.post(url, {"stage": "apply", **carried}).status_code == 302
    edition.refresh_from_db()
    assert edition.participants == 3


def test_bad_lines_stop_the_file_even_when_it_is_forced(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:import_file", args=[edition.pk, "attendance"])
    carried = _carried(officer.post(url, {"stage": "upload", "file": _file("code;date\n1;hier\n2;10/03/2026\n")}))
    for stage in ("check", "apply"):
        answer = officer.post(url, {"stage": stage, **carried})
        assert answer.status_code == 422
        assert [trouble.line for trouble in answer.context["page"].troubles] == [2]
    assert not ParticipantMark.objects.exists()


def test_a_needed_column_and_a_lost_file_get_a_sentence(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:import_file", args=[edition.pk, "contributions"])
    carried = _carried(officer.post(url, {"stage": "upload", "file": _file("A;B\nx;y\n")}))
    missing = officer.post(url, {"stage": "check", **carried})
    assert "c-text" in missing.context["form"].errors
    twice = officer.post(url, {"stage": "check", **carried, "c-text": "0", "c-theme": "0"})
    assert "c-theme" in twice.context["form"].errors
    assert officer.post(url, {"stage": "check", **carried, "grid": "zz"}).status_code == 422
    assert officer.post(url, {"stage": "upload"}).status_code == 422


def test_a_stale_page_refuses_once_then_enters(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:import_file", args=[edition.pk, "contributions"])
    carried = _carried(officer.post(url, {"stage": "upload", "file": _file("texte\nUn banc\n")}))
    Edition.objects.filter(pk=edition.pk).update(version=7)
    stale = officer.post(url, {"stage": "apply", **carried})
    assert stale.status_code == 422
    assert not edition.contributions.exists()
    assert officer.post(url, {"stage": "apply", **_carried(stale)}).status_code == 302
    assert edition.contributions.count() == 1


def test_a_census_file_describes_the_zone(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:census_import", args=[edition.device_id])
    carried = _carried(
        officer.post(url, {"stage": "upload", "file": _file("critère;classe;habitants\nsexe;Femmes;2140\n")})
    )
    assert "source" in officer.post(url, {"stage": "check", **carried}).context["form"].errors
    carried |= {"source": "Recensement", "year": "2024"}
    assert officer.post(url, {"stage": "check", **carried}).status_code == 200
    assert officer.post(url, {"stage": "apply", **carried}).status_code == 302
    row = CensusClass.objects.get()
    assert (row.label, row.people, row.source, row.year) == ("Femmes", 2140, "Recensement", 2024)
    page = officer.get(reverse("concertation:census", args=[edition.device_id]))
    assert "Femmes" in page.content.decode()


def test_what_was_recognised_is_told_edition_by_edition(edition: Edition, world: World) -> None:
    _attendance(edition, "1 2 3 4")
    second = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    third = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    _attendance(second, "3 4 5")
    read = read_attendance(third, _read("attendance", "code\n4\n5\n6").lines)
    # The last one first: 4 and 5 of the three of 2022, 4 of the four of 2021.
    assert [(each.label, each.marks, each.again) for each in read.earlier] == [("2022", 3, 2), ("2021", 4, 1)]
    assert (read.returning, read.never_before) == (2, 1)


def test_codes_given_anew_are_warned_of_before_and_told_after(edition: Edition, world: World, officer: Client) -> None:
    _attendance(edition, "1 2 3")
    second = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    url = reverse("concertation:import_file", args=[second.pk, "attendance"])
    grid = read_grid(b"code\nA\nB")
    fields = {"c-code": "0", "grid": grid.dumps(), "version": str(second.version)}
    preview = officer.post(url, {"stage": "check", **fields})
    assert "note" in preview.content.decode()
    warned = build_preview("attendance", grid, read_lines("attendance", grid, {"code": "0"}), second).warning
    assert warned
    known = read_grid(b"code\n1\nB")
    assert build_preview("attendance", known, read_lines("attendance", known, {"code": "0"}), second).warning == ""
    done = officer.post(url, {"stage": "apply", **fields}, follow=True)
    told = recognised(read_attendance(second, read_lines("attendance", grid, {"code": "0"}).lines))
    assert told
    assert escape(told) in done.content.decode()


def test_the_columns_chosen_once_are_chosen_again(edition: Edition, officer: Client, world: World) -> None:
    url = reverse("concertation:import_file", args=[edition.pk, "attendance"])
    export = b"Ref;Passage;Autre\n7;10/03/2026;x\n"

    def upload(content: bytes) -> Any:
        return officer.post(url, {"stage": "upload", "file": SimpleUploadedFile("a.csv", content)})

    assert upload(export).context["form"].initial["c-code"] == ""
    grid = read_grid(export)
    fields = {"c-code": "0", "c-day": "1", "grid": grid.dumps(), "version": str(edition.version)}
    assert officer.post(url, {"stage": "apply", **fields}).status_code == 302
    again = upload(b"Passage;Ref;Autre\n11/03/2026;8;y\n")
    assert (again.context["form"].initial["c-code"], again.context["form"].initial["c-day"]) == ("1", "0")
    assert again.context["recalled"]
    assert not upload(b"Ref;Passage;Tout autre\n7;10/03/2026;x\n").context["recalled"]
    assert recall_columns(world.foreign_ngo, "attendance", grid.titles) is None
    assert recall_columns(world.town_hall, "classes", grid.titles) is None
