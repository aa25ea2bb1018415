"""The printed dossier and the workbook of a cycle: what they hold, at every state, for each audience."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from actionplans.reports import build_plan
from actionplans.reports.kinds import render_plan_pdf
from core.pdf import PdfError
from reports.models import Report
from reports.services import ask_report
from reports.tasks import render_report
from scorecards.models import Cycle, Discussion, Indicator, InterfaceMeeting, Score
from scorecards.reports.dossier import Dossier, build_dossier
from scorecards.reports.kinds import render_dossier, render_workbook
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def nothing(percent: int) -> None:
    """Progress that nobody watches."""


def again(cycle: Cycle) -> Cycle:
    return Cycle.objects.with_context().get(pk=cycle.pk)


def words(reader: PdfReader) -> str:
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def printed(cycle: Cycle, audience: str = "team", language: str = "fr") -> PdfReader:
    with override(language):
        data = build_dossier(again(cycle), audience)  # type: ignore[arg-type]
        rendered = render_dossier(data, language, nothing)
    reader = PdfReader(io.BytesIO(rendered.content))
    assert len(reader.pages) == rendered.pages
    return reader


@pytest.fixture
def cycle(world: Any) -> Cycle:
    """Released, its meeting held, two discussions, three promises."""
    made = world.make_cycle(state="follow_up", indicators=15, kinds=("women", "men", "youth"))
    meeting = InterfaceMeeting.objects.create(
        cycle=made, held_on=made.starts_on, place="Salle communale", community_women=9, community_men=7
    )
    first, second = made.indicators.all()[:2]
    agreed = Discussion.objects.create(
        meeting=meeting, indicator=first, position=1, users_said="Une seule porte ferme.",
        outcome="agreed", agreement="La commune répare la porte.",
    )  # fmt: skip
    Discussion.objects.create(
        meeting=meeting, indicator=second, position=2, outcome="disagreement", agreement="Chacun garde son avis."
    )
    for number, side in enumerate(("community", "provider", "authority"), 1):
        agreed.actions.add(ActionFactory(plan=made.action_plan, number=number, side=side, what=f"Promesse {side}"))
    return made


def test_dossier_holds_the_whole_cycle(cycle: Cycle) -> None:
    reader = printed(cycle)
    text = words(reader)
    for expected in (
        "Centre de santé de Siadara",
        "Carte communautaire de performance",
        "La carte en une page",
        "Les deux côtés",
        "Les votes",
        "Réunion d’interface",
        "La commune répare la porte.",
        "désaccord maintenu",
        "Promesse authority",
        "j’ai entendu et compris",
        "Signature ou empreinte",
        f"page 2 sur {len(reader.pages)}",
        "Point 15",
    ):
        assert expected in text, expected
    card = build_dossier(again(cycle), "team").card
    assert card.users.text in text
    assert card.provider.text in text


def test_fifteen_indicators_stay_on_one_landscape_page(cycle: Cycle) -> None:
    Score.objects.filter(indicator__cycle=cycle).update(reason="Une raison assez longue pour déborder. " * 12)
    reader = printed(cycle)
    landscape = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(landscape) == 1
    text = landscape[0].extract_text()
    assert "Point 1" in text
    assert "Point 15" in text


def test_it_is_tagged_titled_and_bookmarked(cycle: Cycle) -> None:
    reader = printed(cycle)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Centre de santé de Siadara, tour 1"
    assert reader.metadata.author == "Association des Sources"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    titles = str(reader.outline)
    assert "La carte en une page" in titles
    assert "Signatures" in titles


def test_every_font_is_embedded(cycle: Cycle) -> None:
    fonts = {}
    for page in printed(cycle).pages:
        for font in page["/Resources"]["/Font"].values():
            for descendant in font.get_object().get("/DescendantFonts", []):
                found = descendant.get_object()
                fonts[found["/BaseFont"]] = found["/FontDescriptor"].get_object()
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts.values())


def test_a_cycle_in_preparation_prints_empty_words(world: Any) -> None:
    text = words(printed(world.make_cycle(state="preparation")))
    assert "Brouillon" in text
    assert "n’a pas encore eu lieu" in text
    assert "Aucune promesse" in text
    assert "Rien n’est encore noté" in text or "Nothing is scored" in text


def test_arabic_reads_from_the_right(cycle: Cycle) -> None:
    reader = printed(cycle, language="ar")
    assert reader.trailer["/Root"]["/Lang"] == "ar"


def test_the_copy_to_post_hides_small_groups(world: Any) -> None:
    cycle = world.make_cycle(state="interface")
    for session in cycle.sessions.filter(group__kind="women"):
        session.women_adult, session.men_adult = 2, 1
        session.save()
    from scorecards.services.release import freeze_card

    cycle.releases.update(is_current=False)
    freeze_card(cycle=again(cycle), by=world.facilitator)
    public = build_dossier(again(cycle), "public")
    assert "team" not in (public.card.audience,)
    assert any(cell.figure.status == "too_few" for row in public.card.rows for cell in row.cells)
    assert "trop peu de personnes" in words(printed(cycle, "public"))
    assert "Exemplaire de l’équipe" not in words(printed(cycle, "public"))
    assert "Exemplaire de l’équipe" in words(printed(cycle, "team"))


def test_a_long_plan_repeats_its_head(world: Any) -> None:
    plan = world.make_cycle(state="follow_up").action_plan
    for number in range(1, 61):
        ActionFactory(plan=plan, number=number, what=f"Promesse numéro {number}")
    with override("fr"):
        rendered = render_plan_pdf(build_plan(plan), "fr", nothing)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.content)).pages]
    with_rows = [page for page in pages if "Promesse numéro" in page]
    assert len(with_rows) >= 3
    assert all("Échéance" in page for page in with_rows)


def test_hostile_text_is_only_text(cycle: Cycle) -> None:
    Indicator.objects.filter(cycle=cycle, code="point-2").update(label='<img src="http://127.0.0.1:1/x">=1+1')
    text = words(printed(cycle))
    assert "<img src=" in text


def test_unbounded_text_is_refused_with_a_sentence(cycle: Cycle) -> None:
    Score.objects.filter(indicator__cycle=cycle, indicator__code="point-2").update(reason="x\n" * 200)
    from scorecards.models import ReleasedScore

    data = build_dossier(again(cycle), "team")
    if any("x\nx" in reason.text for row in data.card.rows for reason in row.reasons):
        with pytest.raises(PdfError, match="limite"):
            render_dossier(data, "fr", nothing)
    else:  # released words are frozen: what was written after the release isn't printed
        assert ReleasedScore.objects.filter(release__cycle=cycle).exists()


def test_workbook_has_numbers_and_no_formula(cycle: Cycle) -> None:
    Indicator.objects.filter(cycle=cycle, code="point-3").update(label='=HYPERLINK("http://x")')
    data: Dossier = build_dossier(again(cycle), "team")
    book = load_workbook(io.BytesIO(render_workbook(data, "fr", nothing).content))
    assert len(book.worksheets) == 7
    card = book.worksheets[0]
    assert card.max_row == 1 + 15 + 1
    figures = [
        cell for line in card.iter_rows(min_row=2, min_col=2, max_col=6) for cell in line if cell.value is not None
    ]
    assert all(cell.data_type == "n" for cell in figures if not isinstance(cell.value, str))
    assert Decimal(str(card.cell(row=17, column=5).value)) == data.card.users.value.quantize(Decimal("0.001"))  # type: ignore[union-attr]
    assert all(cell.data_type != "f" for sheet in book.worksheets for line in sheet.iter_rows() for cell in line)


@pytest.mark.parametrize("kind", ["dossier", "dossier_public", "card_xlsx"])
def test_asked_for_on_the_page_and_made_by_the_worker(world: Any, cycle: Cycle, signed_in: Any, kind: str) -> None:
    client = signed_in(world.facilitator)
    answer = client.post(f"/cycles/{cycle.pk}/report/{kind}/")
    report = Report.objects.get()
    assert answer.url == report.get_absolute_url()
    render_report(str(report.pk))
    report.refresh_from_db()
    assert report.state == "ready", report.error
    assert report.size
    assert client.post(f"/cycles/{cycle.pk}/report/{kind}/").url == answer.url


def test_two_readers_of_the_same_card_share_a_file(world: Any, cycle: Cycle) -> None:
    def asked(person: Any) -> Report:
        return ask_report(kind="scorecards.dossier", subject_id=cycle.pk, by=person, language="fr")

    assert asked(world.facilitator) == asked(world.administrator)
    assert asked(world.officer) == asked(world.observer)
    assert asked(world.officer) != asked(world.facilitator)


def test_what_is_not_released_is_refused_to_others(world: Any, signed_in: Any) -> None:
    cycle = world.make_cycle(state="provider")
    url = f"/cycles/{cycle.pk}/report/dossier/"
    assert signed_in(world.facilitator).post(url).status_code == 302
    assert signed_in(world.officer).post(url).status_code == 403
    assert signed_in(world.stranger).post(url).status_code == 404
    assert signed_in(world.facilitator).post(f"/cycles/{cycle.pk}/report/poem/").status_code == 404
