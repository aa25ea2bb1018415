"""The papers: two pages for the council and eight for the technicians on little and on much; the plan, whole."""

import io
from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from concertation.models import Code, Edition, ExpectedResult, LeverChoice, OpenAnswer
from concertation.reports.planpaper import build_plan_paper
from concertation.services.levers import plan_lever
from reports.registry import get_kind
from tests.concertation.factories import make_edition
from tests.concertation.test_figures import answer, fill
from tests.conftest import World


def printed(name: str, edition: Edition, audience: str = "team") -> tuple[int, str]:
    """Pages, and their text."""
    kind = get_kind(f"concertation.{name}")
    done = kind.render(kind.build(edition, audience), "fr", lambda percent: None)
    reader = PdfReader(io.BytesIO(done.content))
    assert len(reader.pages) == done.pages
    return len(reader.pages), " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def lever(edition: Edition, number: int = 1, **more: Any) -> LeverChoice:
    fields = {"title": f"Répondre en un mois {number}", "family": "transparency", "impact": 3, "effort": 1, **more}
    return LeverChoice.objects.create(edition=edition, **fields)


@pytest.fixture
def poor(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune)


@pytest.fixture
def rich(world: World) -> Edition:
    """Four editions with something in every table, long words everywhere."""
    edition = make_edition(world.town_hall, territory=world.commune)
    device = edition.device
    for _more in range(4):
        edition = fill(make_edition(world.town_hall, territory=world.commune, device=device), rows=6)
        survey = answer(edition, [4, 4, 3, 1, 2, 1])
    device.evaluation_question, device.promise = "Pourquoi vient-on moins ? " * 60, "Une réponse à chacun. " * 80
    device.save()
    response = survey.responses.first()
    for number in range(8):
        code = Code.objects.create(device=device, kind="obstacle", label=f"Un obstacle en beaucoup de mots {number}")
        OpenAnswer.objects.create(response=response, question="hindered", text="Mot").codes.add(code)
        ExpectedResult.objects.create(edition=edition, text="Un résultat attendu et long " * 8, target=D(4))
        lever(edition, number, title=f"Une piste dont le titre prend toute la place qu’il peut prendre ici {number}")
    return edition


def test_two_pages_for_the_council_on_little_and_on_much(poor: Edition, rich: Edition) -> None:
    assert printed("council_pdf", poor)[0] == 2
    pages, words = printed("council_pdf", rich)
    assert pages == 2
    assert "Une piste dont le titre" in words
    assert "Une piste dont le titre" not in printed("council_pdf", rich, "readers")[1]


def test_eight_pages_at_most_for_the_technicians(poor: Edition, rich: Edition) -> None:
    assert printed("technical_pdf", poor)[0] <= 8
    pages, words = printed("technical_pdf", rich)
    assert pages <= 8
    assert "I33" in words


def test_the_plan_has_its_matrix_and_the_before_and_after(world: World, poor: Edition) -> None:
    earlier = lever(poor, indicator="I22", before=D("0.2"), before_n=20)
    later = make_edition(world.town_hall, territory=world.commune, device=poor.device)
    chosen = lever(later, 2, why="Les réponses tardent", indicator="I22", target=D("0.9"))
    paper = build_plan_paper(later)
    assert [[len(marks) for _word, marks in row.cells] for row in paper.matrix] == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert [effect.choice for effect in paper.effects] == [earlier]
    assert paper.plan is None
    plan_lever(
        lever=chosen, version=chosen.version, by=world.officer, what="Tenir un tableau", carrier=world.town_hall,
        responsible="secrétariat", due_on="2027-01-31", side="authority",
    )  # fmt: skip
    later.refresh_from_db()
    words = printed("plan_pdf", Edition.objects.with_device().get(pk=later.pk))[1]
    for told in ("Répondre en un mois 2", "Les réponses tardent", "Tenir un tableau", "Répondre en un mois 1", "20"):
        assert told in words


def test_a_plan_without_levers_says_so(poor: Edition) -> None:
    pages, words = printed("plan_pdf", poor)
    assert pages == 1
    assert poor.device.name in words


def test_the_plan_is_asked_for_from_the_follow_up(world: World, client: Client, poor: Edition) -> None:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    followup = reverse("concertation:followup", args=[poor.pk])
    address = reverse("concertation:edition_paper", args=[poor.pk, "plan_pdf"])
    assert address not in client.get(followup).content.decode()
    lever(poor)
    assert address in client.get(followup).content.decode()
    assert client.post(address).status_code == 302
    other = Client()
    other.force_login(world.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert other.post(address).status_code == 404
