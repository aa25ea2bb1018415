"""Surveys: answered by a link without account, typed from paper, read from five answers on."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concertation.models import CensusClass, Edition, OpenAnswer, Survey, SurveyAnswer, SurveyResponse
from concertation.reports.surveys import build_survey
from concertation.services.editions import close_edition
from concertation.services.surveys import Given, accepts, open_survey, set_open, take_sheet
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune, companions=[world.ngo])


@pytest.fixture
def survey(edition: Edition, world: World) -> Survey:
    return open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _link(survey: Survey) -> str:
    return reverse("voices:survey", args=[survey.secret])


def _html(response: Any) -> str:
    return response.content.decode()


def _sheets(survey: Survey, item: str, levels: list[int | None]) -> None:
    for level in levels:
        take_sheet(survey=survey, given=Given({item: level}), key=uuid4())


def test_a_person_without_account_answers_in_one_page(survey: Survey, client: Client) -> None:
    page = client.get(_link(survey))
    assert page.status_code == 200
    assert _html(page).count('type="radio"') == 11 * 5
    done = client.post(_link(survey), {"key": uuid4(), "S1": "4", "S2": "dont_know", "change": "Les horaires"})
    assert done.status_code == 200
    answers = dict(SurveyAnswer.objects.values_list("item", "level"))
    assert answers == {"S1": 4, "S2": None}
    assert OpenAnswer.objects.get().text == "Les horaires"
    assert "déjà été envoyée" in _html(client.get(_link(survey))) or "already sent" in _html(client.get(_link(survey)))


def test_the_page_speaks_three_languages(survey: Survey, client: Client) -> None:
    assert 'dir="rtl"' in _html(client.get(_link(survey) + "?lang=ar"))
    assert "I would come back." in _html(client.get(_link(survey) + "?lang=en"))


def test_the_same_sheet_sent_twice_counts_once(survey: Survey, client: Client) -> None:
    key = uuid4()
    for _again in range(2):
        assert client.post(_link(survey), {"key": key, "S10": "3"}).status_code == 200
    assert SurveyResponse.objects.count() == 1


def test_an_empty_sheet_is_not_kept(survey: Survey, client: Client) -> None:
    assert client.post(_link(survey), {"key": uuid4()}).status_code == 422
    assert not SurveyResponse.objects.exists()


def test_a_bad_answer_keeps_what_was_typed(survey: Survey, client: Client) -> None:
    page = client.post(_link(survey), {"key": uuid4(), "S1": "9", "change": "Plus tôt"})
    assert page.status_code == 422
    assert "Plus tôt" in _html(page)
    assert not SurveyResponse.objects.exists()


def test_a_text_about_a_person_is_stopped_once_then_set_aside(survey: Survey, client: Client) -> None:
    from core.personal import keep_token

    text = "Mme Alaoui ne nous écoute pas"
    assert client.post(_link(survey), {"hindered": text}).status_code == 422
    kept = client.post(_link(survey), {"hindered": text, "hindered-keep": keep_token(text)})
    assert kept.status_code == 200
    assert OpenAnswer.objects.get().is_hidden


@pytest.mark.parametrize("why", ["closed", "over", "edition"])
def test_a_closed_link_takes_nothing(why: str, survey: Survey, world: World, client: Client) -> None:
    if why == "closed":
        set_open(survey=survey, is_open=False, closes_on=None, by=world.officer)
    elif why == "over":
        Survey.objects.update(closes_on=timezone.localdate() - timezone.timedelta(days=1))
    else:
        close_edition(edition=survey.edition, closed=True, by=world.officer)
    survey = Survey.objects.select_related("edition").get()
    assert not accepts(survey)
    assert client.get(_link(survey)).status_code == 410
    late = client.post(_link(survey), {"S1": "4", "change": "Merci de répondre"})
    assert late.status_code == 422
    assert "Merci de répondre" in _html(late)
    assert not SurveyResponse.objects.exists()


def test_an_unknown_link_says_so(db: None, client: Client) -> None:
    assert client.get(reverse("voices:survey", args=["rien"])).status_code == 404


def test_classes_are_asked_as_the_census_says_them(survey: Survey, client: Client, world: World) -> None:
    assert 'name="sex"' not in _html(client.get(_link(survey)))
    CensusClass.objects.create(territory=world.commune, dimension="sex", label="Femmes", people=100)
    client.post(_link(survey), {"S1": "4", "sex": "Femmes"})
    assert SurveyResponse.objects.get().sex == "Femmes"


def test_statements_by_hand(survey: Survey, world: World) -> None:
    """S1: 4, 4, 3, 2, 1 and one who doesn't know: 3 of 5 agree, mean 14 ÷ 5. S7 is turned round: 2 of 5 disagree."""
    _sheets(survey, "S1", [4, 4, 3, 2, 1, None])
    _sheets(survey, "S7", [4, 4, 3, 2, 1])
    _sheets(survey, "S2", [4, 4, 4, 4])
    by_code = {line.question.code: line.reading for line in build_survey(survey).lines}
    assert (by_code["S1"].share, by_code["S1"].mean) == (Decimal("0.6"), Decimal("2.8"))
    assert (by_code["S1"].n, by_code["S1"].dont_know, by_code["S1"].percent) == (5, 1, 60)
    assert (by_code["S7"].share, by_code["S7"].mean) == (Decimal("0.4"), Decimal("2.2"))
    assert (by_code["S2"].n, by_code["S2"].share, by_code["S2"].counts) == (4, None, ())


def test_blind_spots_of_those_who_organise(survey: Survey, edition: Edition, world: World) -> None:
    other = open_survey(edition=edition, audience="organisers", moment="during", closes_on=None, by=world.officer)
    _sheets(survey, "S9", [1, 1, 1, 4, 4])
    _sheets(other, "S9", [4, 4, 4, 4, 1])
    line = next(line for line in build_survey(survey).lines if line.question.code == "S9")
    assert (line.gap, line.blind) == (Decimal("0.4"), True)


def test_results_show_no_figure_under_five(survey: Survey, officer: Client) -> None:
    _sheets(survey, "S3", [4, 4, 4, 4])
    page = _html(officer.get(reverse("concertation:survey_detail", args=[survey.pk])))
    assert "100 %" not in page
    _sheets(survey, "S3", [4])
    assert "100 %" in _html(officer.get(reverse("concertation:survey_detail", args=[survey.pk])))


def test_paper_is_typed_by_figures_and_the_day_stays(survey: Survey, officer: Client) -> None:
    url = reverse("concertation:survey_paper", args=[survey.pk])
    sent = officer.post(url, {"key": uuid4(), "on": "2026-11-02", "S1": "4", "S2": "0", "S3": ""})
    assert sent["Location"] == f"{url}?on=2026-11-02"
    assert dict(SurveyAnswer.objects.values_list("item", "level")) == {"S1": 4, "S2": None}
    assert SurveyResponse.objects.get().from_paper
    assert 'value="2026-11-02"' in _html(officer.get(sent["Location"]))
    wrong = officer.post(url, {"on": "2026-11-02", "S1": "7"})
    assert wrong.status_code == 422
    assert 'value="7"' in _html(wrong)


def test_one_survey_per_people_and_moment(survey: Survey, edition: Edition, world: World, officer: Client) -> None:
    with pytest.raises(Refusal):
        open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)
    url = reverse("concertation:surveys", args=[edition.pk])
    assert officer.post(url, {"audience": "participants", "moment": "during"}).status_code == 422
    assert officer.post(url, {"audience": "absent", "moment": "after"}).status_code == 302
    assert Survey.objects.get(audience="absent").moment == "during"


def test_the_link_closes_and_opens_and_the_sheet_prints(survey: Survey, officer: Client) -> None:
    toggle = reverse("concertation:survey_toggle", args=[survey.pk])
    officer.post(toggle, {"to": "closed"})
    assert not Survey.objects.get().is_open
    officer.post(toggle, {"to": "open"})
    assert Survey.objects.get().is_open
    assert officer.get(reverse("concertation:survey_sheet", args=[survey.pk])).status_code == 200


def test_the_list_asks_the_same_number_of_queries(edition: Edition, world: World, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get(reverse("concertation:surveys", args=[edition.pk]))
        return len(seen)

    open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)
    few = queries()
    for audience, moment in (("participants", "after"), ("organisers", "during"), ("absent", "during")):
        open_survey(edition=edition, audience=audience, moment=moment, closes_on=None, by=world.officer)
    assert queries() == few
