"""What is observed of the twenty-one benefits, computed by hand; the page shows it beside declared and felt."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.enums import FindingKind
from actionplans.services import record_finding
from partnerships.models import (
    Campaign,
    ExpectedBenefit,
    FeltBenefit,
    Lesson,
    Need,
    Partnership,
)
from partnerships.reports.gains import read_gains
from partnerships.scoring.facts import DecisionFact, FactSheet, LessonFact
from partnerships.scoring.facts import Need as Word
from partnerships.scoring.gains import (
    ActionGain,
    Gain,
    GainFacts,
    Lacking,
    ResultGain,
    Yield,
    all_gains,
    meets,
    pooled,
)
from partnerships.scoring.power import RiskInput
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of

PARTIES = ("a", "b", "c")


def gain(code: str, more: GainFacts | None = None, **facts: Any) -> Gain:
    sheet = FactSheet(parties=PARTIES, **facts)
    return next(row for row in all_gains(sheet, more or GainFacts()) if row.code == code)


def test_the_twenty_one_say_why_when_there_is_nothing() -> None:
    rows = all_gains(FactSheet(parties=PARTIES), GainFacts())
    assert [row.code for row in rows] == [f"B{n}" for n in range(1, 22)]
    assert all(row.value is None and row.lacking and row.n == 0 for row in rows)


def test_solutions_count_when_two_parties_recognise_them() -> None:
    """Recognised by 2, 1 and 3 parties: 2 of 3."""
    row = gain("B1", GainFacts(solutions=[2, 1, 3]))
    assert (row.value, row.n) == (D(2), 3)


def test_kinds_of_actors_and_themes_and_sides() -> None:
    """Three kinds of ten; two themes; water is environmental, education social and cultural: 3 sides of 4."""
    more = GainFacts(actor_kinds=["state", "association", "media"], themes=["water", "education"])
    assert (gain("B2", more).value, gain("B2", more).n) == (D(3), 10)
    assert gain("B3", more).value == D(2)
    assert (gain("B20", more).value, gain("B20", more).n) == (D(3), 4)


def test_the_yield_is_compared_with_the_earlier_partnership() -> None:
    """6 results for 1500, after 2 for 1000: (6/1500) ÷ (2/1000) = 0.004 ÷ 0.002 = 2."""
    more = GainFacts(now=Yield(6, D(1500)), earlier=Yield(2, D(1000)))
    assert gain("B4", more).value == D("2.0000")
    for earlier in (None, Yield(0, D(1000)), Yield(2, D(0))):
        row = gain("B4", GainFacts(now=Yield(6, D(1500)), earlier=earlier))
        assert (row.value, row.lacking) == (None, Lacking.EARLIER)
    none_now = gain("B4", GainFacts(now=Yield(0, D(1500)), earlier=Yield(2, D(1000))))
    assert none_now.value == D(0)  # nothing reached is a figure, not a lack


def test_leverage() -> None:
    """500 obtained after the signature for 2000 at the start: 0.25. Nothing obtained: 0."""
    assert gain("B5", GainFacts(initial=D(2000), obtained=D(500))).value == D("0.2500")
    assert gain("B5", GainFacts(initial=D(2000))).value == D("0.0000")
    assert gain("B5", GainFacts(obtained=D(500))).value is None


def test_actions_shared_lasting_and_alive() -> None:
    """Of 3 actions: 2 with two contributors and a carrier; 1 with somebody and means after; 1 of 2 asked lives."""
    actions = [
        ActionGain(2, has_carrier=True, goes_on=True, has_means=True, asked=True),
        ActionGain(3, has_carrier=True, goes_on=True, asked=False),
        ActionGain(1, has_carrier=True, has_means=True),
    ]
    more = GainFacts(actions=actions)
    assert (gain("B6", more).value, gain("B6", more).n) == (D("0.6667"), 3)
    assert gain("B9", more).value == D("0.3333")
    assert (gain("B12", more).value, gain("B12", more).n) == (D("0.5000"), 2)
    assert gain("B12", GainFacts(actions=[ActionGain()])).lacking == Lacking.ASKED


def test_results_reach_their_target_from_either_side() -> None:
    """10 → 20, reached 20: yes. 30 → 10 days, reached 12: no. 30 → 10, reached 9: yes. Not measured: no. 2 of 4."""
    rows = [
        ResultGain(D(10), D(20), D(20)),
        ResultGain(D(30), D(10), D(12)),
        ResultGain(D(30), D(10), D(9)),
        ResultGain(None, D(5), None),
        ResultGain(None, None, D(3)),
    ]
    assert [meets(row) for row in rows] == [True, False, True, False, False]
    assert (gain("B7", GainFacts(results=rows)).value, gain("B7", GainFacts(results=rows)).n) == (D("0.5000"), 4)


def test_lessons_reused_by_another_and_elsewhere() -> None:
    """a's lesson reused by b counts; b's reused by b does not: 1 of 2."""
    lessons = [LessonFact("a", ["b"]), LessonFact("b", ["b"])]
    assert gain("B8", lessons=lessons).value == D("0.5000")
    assert gain("B14", GainFacts(reuses_elsewhere=2), lessons=lessons).value == D(2)


def test_competences() -> None:
    """Offers: pump by a and b, radio by a, soil by c. Alone: radio and soil, 2 of 3 words. Met: soil, that b needs,
    1 of 4 offers. One of four came after the start: 1 ÷ 3 more."""
    offers = [Word("a", "pump"), Word("b", "pump"), Word("a", "radio"), Word("c", "soil")]
    needs = [Word("b", "soil"), Word("a", "radio")]
    more = GainFacts(started=True, skills=[False, False, False, True])
    assert (gain("B10", offers=offers).value, gain("B10", offers=offers).n) == (D("0.6667"), 3)
    assert gain("B18", offers=offers, needs=needs).value == D("0.2500")
    assert gain("B18", offers=offers).lacking == Lacking.NEEDS
    assert gain("B19", more).value == D("0.3333")
    assert gain("B19", GainFacts(skills=[False, True])).lacking == Lacking.START


def test_scores_of_users_before_and_after() -> None:
    """+20 and −5 points: 7.5 on average."""
    row = gain("B11", GainFacts(scores=[(D(40), D(60)), (D(55), D(50))]))
    assert (row.value, row.n) == (D("7.5000"), 2)


def test_documents_mutual_aid_and_responsibility() -> None:
    """Two of three parties shared a document; 1 of 2 risks and 1 of 4 decisions are shared: (0.5 + 0.25) ÷ 2."""
    assert gain("B13", documents=3, document_authors=["a", "a", "b"]).value == D("0.6667")
    assert gain("B15", GainFacts(mutual_aid=2, commitments=7)).value == D(2)
    risks = [RiskInput("r", 4, {"a": D(60), "b": D(40)}), RiskInput("s", 4, {"a": D(100), "b": D(0)})]
    decisions = [DecisionFact("decision", deciders) for deciders in (["a", "b"], ["a"], ["a"], ["c"])]
    assert gain("B16", risks=risks, decisions=decisions).value == D("0.3750")
    assert gain("B16", risks=risks).value == D("0.5000")


def test_time_is_pooled_unit_by_unit() -> None:
    """Days 30 + 10: 10 ÷ 40 = 0.25; hours of one party alone: 0. Mean 0.125, of three rows."""
    row = pooled({"days": {"a": D(30), "b": D(10)}, "hours": {"c": D(8)}})
    assert (row.value, row.n) == (D("0.1250"), 3)
    assert pooled({}).lacking == Lacking.TIME


def test_who_joined_needs_a_signature() -> None:
    row = gain("B21", GainFacts(joined=1, reached_people=120, told=5), signed=True)
    assert (row.value, row.beside, row.n) == (D(1), 120, 5)
    assert gain("B21", GainFacts(joined=1)).lacking == Lacking.UNSIGNED


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state="active")


def test_the_score_of_a_need_is_followed(world: World, partnership: Partnership) -> None:
    """Scale 1–5: 2 is 25 points, 4 is 75: +50. Another indicator is not compared."""
    point = world.service_point

    def find(key: str, users: str) -> Any:
        return record_finding(
            kind=FindingKind.SCORECARD, key=key, sentence="Attente", source="Carte", organization=world.ngo,
            territory=world.commune, service_point=point,
            figures={"users": users, "minimum": "1", "maximum": "5"},
        )  # fmt: skip

    cited = find("one:wait", "2.0")
    Need.objects.create(partnership=partnership, text="Attendre moins", finding=cited)
    find("two:price", "5.0")
    assert read_gains(partnership)[10].lacking == Lacking.SCORES
    find("two:wait", "4.0")
    assert (read_gains(partnership)[10].value, read_gains(partnership)[10].n) == (D("50.0000"), 1)


def test_the_page_shows_declared_felt_and_observed(client: Client, world: World, partnership: Partnership) -> None:
    ours, theirs = party_of(partnership, world.ngo), party_of(partnership, world.partner)
    for party in (ours, theirs):
        ExpectedBenefit.objects.create(party=party, code="B1")
    campaign = Campaign.objects.create(partnership=partnership, number=1, state="closed", mode="alone")
    FeltBenefit.objects.create(campaign=campaign, party=ours, code="B1", level=4)
    FeltBenefit.objects.create(campaign=campaign, party=theirs, code="B1", level=3)
    lesson = Lesson.objects.create(
        partnership=partnership, on=timezone.localdate(), text="Puits mixte", author=ours, is_solution=True
    )
    lesson.confirmed_by.set([ours, theirs])
    client.force_login(world.facilitator)
    page = client.get(reverse("partnerships:agreement_page", args=[partnership.pk, "benefits"])).content.decode()
    row = page[page.rindex("Trouver des solutions") :].split("</tr>")[0]
    assert ">2</td>" in row
    assert "3,5 (n = 2)" in row
    assert "1 sur 1" in row
    assert "données insuffisantes" in page
