"""Figures of an edition from its rows: what is read, in how many queries."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from concertation.models import (
    CensusClass,
    ChannelCount,
    ClassCount,
    Contribution,
    DueDocument,
    Edition,
    GivenValue,
    LocalProfile,
    Observation,
    PublicCommitment,
    Sitting,
    SpeechCount,
    Survey,
    SurveyAnswer,
    SurveyResponse,
)
from concertation.reports.figures import build_all, build_figures
from core.arithmetic import rounded
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return fill(make_edition(world.town_hall, territory=world.commune, companions=[world.ngo]))


def fill(edition: Edition, *, rows: int = 1) -> Edition:
    """An edition with something in every table; ``rows``: how many of each."""
    today = timezone.localdate()
    device = edition.device
    device.audiences, device.promised_level = ["youth"], 3
    device.save()
    for name, value in {
        "participants": 60, "target_population": 1200, "never_before": 30, "contributions_count": 40,
        "budget": Decimal(3000), "staff_days": Decimal(20), "facilitator_trained": True, "observed_level": 2,
        "access_measures": ["hours", "transport", "wheelchair"], "access_known": True, "ends_on": today,
        "promised_answer_days": 60,
    }.items():  # fmt: skip
        setattr(edition, name, value)
    edition.save()
    LocalProfile.objects.get_or_create(territory=device.territory, defaults={"population": 6000})
    for label, here, there in (("Femmes", 40, 3000), ("Hommes", 20, 3000)):
        ClassCount.objects.create(edition=edition, dimension="sex", label=label, people=here)
        CensusClass.objects.get_or_create(
            territory=device.territory, dimension="sex", label=label, defaults={"people": there}
        )
    for number in range(rows):
        _row(edition, number, today)
    return edition


def _row(edition: Edition, number: int, today: date) -> None:
    sitting = Sitting.objects.create(
        edition=edition, held_on=today, registered=40, present=30, women_present=15, turns=20, women_turns=8
    )
    for speaker, turns in enumerate((1, 1, 1, 1, 6)):
        SpeechCount.objects.create(sitting=sitting, speaker=speaker, turns=turns)
    for speech in range(10):
        Observation.objects.create(
            sitting=sitting, observer=1, speech=speech, justification=2, respectful=True, replies=speech < 5
        )
    ChannelCount.objects.create(
        edition=edition, channel="poster", audience=("all", "youth", "women")[number % 3] if number < 3 else "elders",
        reached=400, contributed=20, present=9,
    ) if number < 4 else None  # fmt: skip
    Contribution.objects.create(
        edition=edition, number=number + 1, text="Un abri au marché", outcome="kept", reason="C’est prévu.",
        decision="Conseil du 3 mars", answered_on=today + timedelta(days=20), count=10,
    )  # fmt: skip
    PublicCommitment.objects.create(edition=edition, text="Publier", due_on=today, kept_on=today)
    if number == 0:
        DueDocument.objects.create(edition=edition, kind="rules", due_on=today, published_on=today)
        GivenValue.objects.create(edition=edition, code="I6", value=Decimal("1.5"), n=60, source="Bilan", on=today)


def answer(edition: Edition, levels: list[int | None], item: str = "S4", audience: str = "participants") -> Survey:
    survey, _new = Survey.objects.get_or_create(
        edition=edition, audience=audience, moment="during", defaults={"secret": f"{edition.pk}"[:20] + audience[:4]}
    )
    for level in levels:
        response = SurveyResponse.objects.create(survey=survey, on=timezone.localdate())
        SurveyAnswer.objects.create(
            response=response, item=item, level=level, status="rated" if level else "dont_know"
        )
    return survey


def test_every_table_is_read(edition: Edition) -> None:
    answer(edition, [4, 4, 3, 1, 2, None])
    read = build_figures(edition)
    wanted = {
        "I1": "0.05", "I2": "0.75", "I3": "0.05", "I5": "0.5", "I6": "1.5", "I7": "50", "I10": "0.6667",
        "I9": "0.1667", "I14": "0.5", "I15": "0.8", "I16": "0.6667", "I17": "1", "I18": "0.5",
        "I20": "0.6", "I22": "0.25", "I23": "1", "I24": "1", "I25": "1", "I26": "20", "I27": "1", "I29": "1",
        "I30": "0.5", "I31": "0.5", "I32": "20", "I33": "1", "S4": "0.6",
    }  # fmt: skip
    got = {code: read.get(code).value for code in wanted}
    assert {code: str(rounded(value, 4).normalize()) if value is not None else "?" for code, value in got.items()} == {
        code: str(Decimal(text).normalize()) for code, text in wanted.items()
    }
    assert read.get("I9", "sex").by_chance is not None
    assert read.get("I26", "promised").value == 1
    assert read.get("I14").source == "speech"
    assert read.get("I6").source == "Bilan"


def test_an_empty_edition_knows_nothing_and_says_why(world: World) -> None:
    read = build_figures(make_edition(world.town_hall, territory=world.commune))
    assert [code for code, figure in read.figures.items() if figure.known] == []
    assert {figure.missing for figure in read.figures.values()} >= {"not_given", "no_previous", "no_promise"}
    assert all(axis.hidden for axis in read.axes)
    assert read.get("I99").missing == "not_given"
    assert read.get("I9", "age").missing == "not_given"


def test_the_edition_before_is_the_one_to_come_back_from(edition: Edition) -> None:
    after = make_edition(
        edition.device.organization, territory=edition.device.territory, device=edition.device,
        participants=30, returning=15,
    )  # fmt: skip
    assert build_figures(after).get("I4").value == Decimal("0.25")


def test_answers_of_before_the_decision_are_those_told(edition: Edition) -> None:
    answer(edition, [4] * 5)
    late = Survey.objects.create(edition=edition, audience="participants", moment="after", secret="apres")
    for _n in range(5):
        response = SurveyResponse.objects.create(survey=late, on=timezone.localdate())
        SurveyAnswer.objects.create(response=response, item="S4", level=1)
    assert build_figures(edition).get("S4").n == 5
    assert build_figures(edition).get("S4").value == 1


def test_no_query_per_row_nor_per_edition(world: World, django_assert_num_queries: Any) -> None:
    few = fill(make_edition(world.town_hall, territory=world.commune), rows=2)
    more = few
    for rows in (2, 4):
        more = fill(make_edition(world.town_hall, territory=world.commune, device=few.device), rows=rows)
    for rows in ([few], [few, more]):
        with django_assert_num_queries(13):
            build_all(few.device, rows)
