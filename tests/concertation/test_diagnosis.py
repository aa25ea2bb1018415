"""The pages of figures and of the diagnosis: what they say, what they keep, who reads what, the papers."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from concertation.models import ClassCount, Code, Diagnosis, Edition, ExpectedResult, OpenAnswer
from concertation.reports.diagnosis import build_diagnosis
from concertation.reports.indicators import build_indicator, build_indicators
from concertation.reports.papers import build_paper, build_workbook
from concertation.services.diagnosis import set_weights
from core.errors import Refusal
from reports.registry import get_kind
from tests.concertation.factories import make_edition
from tests.concertation.test_figures import answer, fill
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return fill(make_edition(world.town_hall, territory=world.commune, companions=[world.ngo]))


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def publish(edition: Edition) -> None:
    edition.device.published_at = timezone.now()
    edition.device.save()


def url(name: str, edition: Edition, *more: Any) -> str:
    return reverse(f"concertation:{name}", args=[edition.pk, *more])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def main(response: Any) -> str:
    """What the page says, below its title."""
    return text(response).split("<section", 1)[1].split("</main>")[0]


def bare(value: str) -> str:
    """Without the space that French sets before the sign."""
    return value.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")


def test_the_page_of_indicators_says_what_isnt_known(officer: Client, edition: Edition) -> None:
    page = build_indicators(edition, inside=True)
    lines = {line.code: line for axis in page.axes for line in axis.lines}
    assert bare(lines["I1"].value) == "5%"
    assert "60" in lines["I1"].count
    assert "1200" in lines["I1"].count
    assert lines["I4"].value == ""
    assert lines["I4"].missing
    assert page.total == 33
    response = officer.get(url("indicators", edition))
    assert response.status_code == 200
    assert lines["I1"].count in text(response)
    assert lines["I4"].missing in text(response)


@pytest.mark.parametrize("code", ["I1", "I3", "I9", "I10", "I14", "I16", "I26", "I28", "I27", "I33"])
def test_every_indicator_has_its_page(officer: Client, edition: Edition, code: str) -> None:
    response = officer.get(url("indicator_detail", edition, code))
    assert response.status_code == 200


def test_an_unknown_code_is_nobodys_page(officer: Client, edition: Edition) -> None:
    assert officer.get(url("indicator_detail", edition, "I99")).status_code == 404


def test_the_page_of_an_indicator_shows_the_editions(officer: Client, edition: Edition) -> None:
    for people in (50, 40):
        make_edition(
            edition.device.organization, territory=edition.device.territory, device=edition.device,
            participants=people, target_population=1000,
        )  # fmt: skip
    page = build_indicator(edition, "I1", inside=True)
    assert [bare(row.value) for row in page.history] == ["5%", "5%", "4%"]
    assert page.draws
    assert officer.get(url("indicator_detail", edition, "I1")).status_code == 200


def test_those_outside_see_no_class_under_five(edition: Edition) -> None:
    ClassCount.objects.filter(edition=edition, label="Hommes").update(people=3)
    team = build_indicator(edition, "I9", inside=True)
    others = build_indicator(edition, "I9", inside=False)
    assert [row.label for row in team.tables[0].lines] == ["Femmes", "Hommes"]
    assert others.tables[0].lines == ()
    assert build_indicator(edition, "I10", inside=False).line.value == ""
    assert build_indicator(edition, "I10", inside=True).line.value


def test_few_people_are_hidden_outside(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(participants=4, never_before=2)
    edition.refresh_from_db()
    assert build_indicator(edition, "I1", inside=False).line.value == ""
    assert build_indicator(edition, "I1", inside=True).line.value
    assert build_diagnosis(edition, inside=True).tiring.curves[0].points[0].value is None


def test_the_diagnosis_begins_with_the_question(officer: Client, edition: Edition) -> None:
    edition.device.evaluation_question = "Répondons-nous assez vite ?"
    edition.device.save()
    page = text(officer.get(url("diagnosis", edition)))
    assert page.index("Répondons-nous assez vite") < page.index('id="axes"')


def test_the_diagnosis_by_hand(edition: Edition) -> None:
    answer(edition, [4, 4, 4, 4, 1])
    page = build_diagnosis(edition, inside=True)
    scores = {axis.key: axis.score for axis in page.axes}
    # Participation: I1 0.5, I2 0.75, I3 0.5, I5 1, I6 0.5 → 0.65.
    assert scores["participation"] == 65
    # Means: I30 0.5 and I33 1; I32 has no goalposts.
    assert scores["means"] == 75
    assert scores["diversity"] is not None
    assert "I29" in {finding.code for finding in page.strengths}
    assert "I22" in {finding.code for finding in page.weaknesses}
    assert "I4" in {finding.code for finding in page.unknowns}
    assert "I27" in {finding.code for finding in page.gaps}
    assert page.tiring.state == "unknown"


def test_an_axis_without_half_of_its_core_isnt_shown(world: World) -> None:
    bare = make_edition(world.town_hall, territory=world.commune, participants=30, target_population=300)
    axes = {axis.key: axis for axis in build_diagnosis(bare, inside=True).axes}
    assert axes["participation"].score is None
    assert "1 " in axes["participation"].detail


def test_felt_beside_counted(edition: Edition) -> None:
    answer(edition, [4, 1, 1, 1, 1])
    faced = build_diagnosis(edition, inside=True).faced
    assert len(faced) == 1
    assert bare(faced[0].felt) == "20%"
    assert bare(faced[0].fact_value) == "100%"
    assert faced[0].apart


def test_a_blind_spot_and_a_missed_result_are_gaps(edition: Edition) -> None:
    answer(edition, [1] * 5, item="S3")
    answer(edition, [4] * 5, item="S3", audience="organisers")
    ExpectedResult.objects.create(edition=edition, text="Un plan voté", target=3, reached=1, unit="plans")
    ExpectedResult.objects.create(edition=edition, text="Sans suite", target=3)
    page = build_diagnosis(edition, inside=True)
    assert {finding.code for finding in page.gaps} >= {"S3", ""}
    assert [row.gap for row in page.expected if row.text == "Un plan voté"] == ["−2 plans"]
    assert [row.gap for row in page.expected if row.text == "Sans suite"] == [""]


def test_obstacles_come_ranked_and_small_ones_stay_inside(edition: Edition) -> None:
    codes = [
        Code.objects.create(device=edition.device, kind="obstacle", label=label) for label in ("Horaires", "Distance")
    ]
    survey = answer(edition, [4] * 6)
    for number, response in enumerate(survey.responses.all()):
        said = OpenAnswer.objects.create(response=response, question="hindered", text="Trop tard")
        said.codes.set(codes if number < 2 else codes[:1])
    team = build_diagnosis(edition, inside=True).obstacles
    assert [(row.label, row.times) for row in team] == [("Horaires", 6), ("Distance", 2)]
    assert [row.label for row in build_diagnosis(edition, inside=False).obstacles] == ["Horaires"]


def tired(world: World) -> Edition:
    device = None
    for people, new, contributions in ((120, 60, 240), (100, 40, 150), (80, 24, 96), (60, 12, 60)):
        edition = make_edition(
            world.town_hall, territory=world.commune, device=device, participants=people, never_before=new,
            contributions_count=contributions,
        )  # fmt: skip
        device = edition.device
    return edition


def test_fatigue_names_the_curves(world: World, officer: Client) -> None:
    page = build_diagnosis(tired(world), inside=True)
    assert page.tiring.state == "tired"
    assert page.tiring.signs == 3
    assert [curve.key for curve in page.tiring.curves if curve.falls] == ["participants", "renewal", "intensity"]
    assert officer.get(url("diagnosis", tired(world))).status_code == 200


def test_fatigue_of_an_edition_doesnt_know_the_ones_after(world: World) -> None:
    last = tired(world)
    second = last.device.editions.get(number=2)
    assert build_diagnosis(second, inside=True).tiring.state == "unknown"


def test_an_empty_edition_is_led_to_the_wizard(world: World, officer: Client) -> None:
    bare = make_edition(world.town_hall, territory=world.commune)
    page = text(officer.get(url("diagnosis", bare)))
    assert url("wizard", bare) in page
    response = officer.post(url("diagnosis_keep", bare), {"version": bare.version})
    assert response.status_code == 409
    assert not Diagnosis.objects.exists()


def test_a_kept_diagnosis_never_changes(officer: Client, edition: Edition) -> None:
    response = officer.post(url("diagnosis_keep", edition), {"version": edition.version})
    kept = Diagnosis.objects.get()
    assert response["Location"] == reverse("concertation:diagnosis_kept", args=[kept.pk])
    edition.refresh_from_db()
    assert edition.state == "diagnosed"
    before = main(officer.get(response["Location"]))
    Edition.objects.filter(pk=edition.pk).update(participants=600)
    assert main(officer.get(response["Location"])) == before
    assert kept.content["figures"]["I1"]["value"] == "0.05"
    assert kept.rule


def test_a_stale_page_keeps_nothing(officer: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(version=7)
    response = officer.post(url("diagnosis_keep", edition), {"version": 1})
    assert response.status_code == 409
    assert not Diagnosis.objects.exists()
    assert officer.post(url("diagnosis_keep", edition), {"version": "x"}).status_code == 409


def test_a_closed_edition_is_left_as_it_was(officer: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="closed")
    assert officer.post(url("diagnosis_keep", edition), {"version": edition.version}).status_code == 409
    assert not Diagnosis.objects.exists()


WEIGHTS = {"participation": 40, "diversity": 20, "exchange": 20, "influence": 10, "means": 10}


def test_weights_change_the_overall_mark(officer: Client, edition: Edition) -> None:
    before = build_diagnosis(edition, inside=True).overall
    response = officer.post(url("diagnosis_weights", edition), {**WEIGHTS, "version": edition.device.version})
    assert response.status_code == 302
    edition.device.refresh_from_db()
    assert edition.device.weights == WEIGHTS
    assert build_diagnosis(edition, inside=True).overall != before
    empty = dict.fromkeys(WEIGHTS, "")
    officer.post(url("diagnosis_weights", edition), {**empty, "version": edition.device.version})
    edition.device.refresh_from_db()
    assert edition.device.weights == {}


@pytest.mark.parametrize("wrong", [{"means": 30}, {"means": "dix"}, {"means": 200}, {"means": -5}])
def test_weights_that_dont_add_up_are_kept_on_the_page(
    officer: Client, edition: Edition, wrong: dict[str, Any]
) -> None:
    data = {**WEIGHTS, **wrong, "version": edition.device.version}
    response = officer.post(url("diagnosis_weights", edition), data)
    assert response.status_code == 422
    assert f'value="{wrong["means"]}"' in response.content.decode()
    edition.device.refresh_from_db()
    assert edition.device.weights == {}


def test_stale_weights_are_refused(officer: Client, edition: Edition) -> None:
    response = officer.post(url("diagnosis_weights", edition), {**WEIGHTS, "version": 99})
    assert response.status_code == 422
    assert 'value="40"' in response.content.decode()


def test_the_service_refuses_weights_that_arent_a_hundred(world: World, edition: Edition) -> None:
    with pytest.raises(Refusal):
        set_weights(device=edition.device, version=1, weights={**WEIGHTS, "means": 11}, by=world.officer)


def test_a_reader_of_the_zone_reads_and_keeps_nothing(world: World, client: Client, edition: Edition) -> None:
    client.force_login(world.observer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(url("diagnosis", edition)).status_code == 404
    publish(edition)
    assert client.get(url("diagnosis", edition)).status_code == 200
    assert client.get(url("indicators", edition)).status_code == 200
    assert client.post(url("diagnosis_keep", edition), {"version": edition.version}).status_code == 403
    assert client.get(url("diagnosis_weights", edition)).status_code == 403


def test_the_workbook_keeps_numbers_and_says_why(edition: Edition) -> None:
    sheets = build_workbook(edition, "team").sheets
    assert len(sheets) == 6
    rows = {row[0]: row for row in sheets[0].rows}
    assert rows["I1"][4] == Decimal("0.05")
    assert rows["I4"][4] is None
    assert rows["I4"][6]
    kind = get_kind("concertation.figures_xlsx")
    assert kind.render(kind.build(edition, "team"), "fr", lambda percent: None).content[:2] == b"PK"


def test_a_paper_is_asked_for_from_the_page(officer: Client, edition: Edition) -> None:
    assert officer.post(url("edition_paper", edition, "council_pdf")).status_code == 302
    assert officer.post(url("edition_paper", edition, "nothing")).status_code == 404
    assert build_paper(edition, "readers", whole=True).indicators is not None


def test_the_diagnosis_takes_the_same_queries_for_two_and_twelve_editions(
    world: World, django_assert_max_num_queries: Any
) -> None:
    first = fill(make_edition(world.town_hall, territory=world.commune), rows=2)
    for count in (1, 10):
        for _n in range(count):
            make_edition(world.town_hall, territory=world.commune, device=first.device, participants=10)
        with django_assert_max_num_queries(18):
            build_diagnosis(Edition.objects.select_related("device").get(pk=first.pk), inside=True)
