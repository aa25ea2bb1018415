"""What is observed of the twenty-one benefits, computed by hand; the page shows it beside declared and felt."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.enums import FindingKind
from actionplans.services import record_finding, withdraw_findings
from partnerships.models import (
    Campaign,
    Contribution,
    Delivery,
    ExpectedBenefit,
    FeltBenefit,
    Lesson,
    Need,
    Partnership,
)
from partnerships.reports.gains import gain_text, read_gains
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


def test_kinds_of_actors_of_the_diagnosis() -> None:
    """Three kinds of ten, one of them twice; nobody sent a sheet: not known, never 0."""
    row = gain("B2", GainFacts(actor_kinds=["state", "association", "media", "media"]))
    assert (row.value, row.n) == (D(3), 10)
    assert gain("B2").lacking == Lacking.DIAGNOSIS


def test_the_subjects_of_the_needs_that_are_covered() -> None:
    """Needs on water, on health, on school or youth (twice): themes water and youth cover 2 of 3 subjects."""
    school = frozenset({"education", "youth"})
    needs = [frozenset({"water"}), frozenset({"health"}), school, school]
    row = gain("B3", GainFacts(themes=["water", "youth"], need_themes=needs))
    assert (row.value, row.n) == (D("0.6667"), 3)
    assert gain("B3", GainFacts(themes=["culture"], need_themes=needs)).value == D(0)
    assert gain("B3", GainFacts(themes=["water"])).lacking == Lacking.NEED_THEMES


def test_the_sides_of_development() -> None:
    """Water is environmental, education social and cultural: 3 sides of 4."""
    row = gain("B20", GainFacts(themes=["water", "education"]))
    assert (row.value, row.n) == (D(3), 4)
    assert gain("B20").lacking == Lacking.THEMES


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


ACTIONS = [
    ActionGain(2, has_carrier=True, goes_on=True, has_means=True, asked=True),
    ActionGain(3, has_carrier=True, goes_on=True, asked=False),
    ActionGain(1, has_carrier=True, has_means=True),
]


def test_actions_with_two_contributors_and_one_in_charge() -> None:
    """Two of three; one with three contributors and nobody in charge doesn't count."""
    assert (gain("B6", GainFacts(actions=ACTIONS)).value, gain("B6", GainFacts(actions=ACTIONS)).n) == (D("0.6667"), 3)
    assert gain("B6", GainFacts(actions=[ActionGain(3)])).value == D(0)
    assert gain("B6").lacking == Lacking.ACTIONS


def test_actions_with_somebody_and_means_afterwards() -> None:
    """One of three has both."""
    assert gain("B9", GainFacts(actions=ACTIONS)).value == D("0.3333")
    assert gain("B9").lacking == Lacking.ACTIONS


def test_actions_alive_after_a_year() -> None:
    """One of the two that were asked about; nobody asked: not known."""
    assert (gain("B12", GainFacts(actions=ACTIONS)).value, gain("B12", GainFacts(actions=ACTIONS)).n) == (D("0.5"), 2)
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
    assert gain("B7", GainFacts(results=[ResultGain(D(1), None, D(3))])).lacking == Lacking.TARGETS


def test_lessons_reused_by_another_and_elsewhere() -> None:
    """a's lesson reused by b counts; b's reused by b does not: 1 of 2."""
    lessons = [LessonFact("a", ["b"]), LessonFact("b", ["b"])]
    assert gain("B8", lessons=lessons).value == D("0.5000")
    assert gain("B8").lacking == Lacking.LESSONS


def test_reuses_with_the_place_written() -> None:
    """Two of them; without a lesson there is nothing to reuse, and no 0."""
    row = gain("B14", GainFacts(reuses_elsewhere=2), lessons=[LessonFact("a")])
    assert (row.value, row.n) == (D(2), 1)
    assert gain("B14", GainFacts(reuses_elsewhere=2)).lacking == Lacking.LESSONS


OFFERS = [Word("a", "pump"), Word("b", "pump"), Word("a", "radio"), Word("c", "soil")]


def test_resources_are_used_sensibly() -> None:
    """Radio and soil are offered by one alone: 2 of 3 words. Of 4 things in kind another received 1: 0.25.
    Together (0.6667 + 0.25) ÷ 2 = 0.4583."""
    assert (gain("B10", offers=OFFERS).value, gain("B10", offers=OFFERS).n) == (D("0.6667"), 3)
    lent = GainFacts(equipment=4, equipment_shared=1)
    assert gain("B10", lent).value == D("0.2500")
    assert (gain("B10", lent, offers=OFFERS).value, gain("B10", lent, offers=OFFERS).n) == (D("0.4583"), 7)
    assert gain("B10").lacking == Lacking.OFFERS


def test_competences_that_meet_a_need() -> None:
    """Soil, that b needs: 1 of 4 offers; a's own radio meets no need of another."""
    needs = [Word("b", "soil"), Word("a", "radio")]
    assert gain("B18", offers=OFFERS, needs=needs).value == D("0.2500")
    assert gain("B18", offers=OFFERS).lacking == Lacking.NEEDS


def test_competences_grown_since_the_start() -> None:
    """One of four came after the start: 1 ÷ 3 more."""
    assert gain("B19", GainFacts(started=True, skills=[False, False, False, True])).value == D("0.3333")
    assert gain("B19", GainFacts(skills=[False, True])).lacking == Lacking.START
    assert gain("B19", GainFacts(started=True, skills=[True])).lacking == Lacking.START


def test_scores_of_users_before_and_after() -> None:
    """+20 and −5 points: 7.5 on average."""
    row = gain("B11", GainFacts(scores=[(D(40), D(60)), (D(55), D(50))]))
    assert (row.value, row.n) == (D("7.5000"), 2)
    assert gain("B11").lacking == Lacking.SCORES


def test_documents_shared_and_parties_told_in_time() -> None:
    """Two of three parties shared a document; of levels 4, 2 and 3 two are told in time: both 0.6667."""
    assert gain("B13", documents=3, document_authors=["a", "a", "b"]).value == D("0.6667")
    told = GainFacts(informed=[D(4), D(2)])
    assert gain("B13", told).value == D("0.5000")
    both = gain("B13", told, documents=1, document_authors=["a"])
    assert (both.value, both.n) == (D("0.4167"), 5), "(1/3 + 1/2) ÷ 2"
    assert gain("B13").lacking == Lacking.DOCUMENTS


def test_help_outside_ones_own_commitments() -> None:
    row = gain("B15", GainFacts(mutual_aid=2, commitments=7))
    assert (row.value, row.n) == (D(2), 7)
    assert gain("B15", GainFacts(commitments=7)).value == D(0)
    assert gain("B15").lacking == Lacking.COMMITMENTS


def test_risks_borne_as_means_are_and_decisions_of_two() -> None:
    """Exposure 4 and 4: a bears 2.4 + 4 of 8 = 0.8, b 0.2; means half and half: ½(0.3 + 0.3) = 0.3, balance 0.7.
    One decision of four by two parties: 0.25. Mean 0.475."""
    risks = [RiskInput("r", 4, {"a": D(60), "b": D(40)}), RiskInput("s", 4, {"a": D(100), "b": D(0)})]
    decisions = [DecisionFact("decision", deciders) for deciders in (["a", "b"], ["a"], ["a"], ["c"])]
    means = {"a": D(50), "b": D(50)}
    whole = gain("B16", risks=risks, decisions=decisions, contributed=means)
    assert (whole.value, whole.n) == (D("0.4750"), 6)
    assert gain("B16", risks=risks, contributed=means).value == D("0.7000")
    assert gain("B16", decisions=decisions, risks=risks).value == D("0.2500"), "no value of means: no balance"
    assert gain("B16", risks=risks).lacking == Lacking.LOG


def test_time_is_pooled_unit_by_unit() -> None:
    """Days 30 + 10: 10 ÷ 40 = 0.25; hours of one party alone: 0. Mean 0.125, of three rows."""
    row = pooled({"days": {"a": D(30), "b": D(10)}, "hours": {"c": D(8)}})
    assert (row.value, row.n) == (D("0.1250"), 3)
    assert pooled({}).lacking == Lacking.TIME


def test_who_joined_needs_a_signature() -> None:
    row = gain("B21", GainFacts(joined=1, invited=2, reached_people=120), signed=True)
    assert (row.value, row.beside, row.n) == (D(1), 120, 2)
    assert "120" in gain_text(row)
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


def test_a_need_followed_by_a_later_card_has_its_figure(world: World, partnership: Partnership) -> None:
    """The indicator rose so far that it is no need any more: the later card follows it all the same. 1.5 → 5 of 1–5:
    12.5 → 100, +87.5 points."""
    card: dict[str, Any] = {
        "sentence": "Attente", "source": "Carte", "organization": world.ngo, "territory": world.commune,
        "service_point": world.service_point,
    }  # fmt: skip
    scale = {"minimum": "1", "maximum": "5"}
    cited = record_finding(kind=FindingKind.SCORECARD, key="one:wait", figures={"users": "1.5", **scale}, **card)
    Need.objects.create(partnership=partnership, text="Attendre moins", finding=cited)
    withdraw_findings(kind=FindingKind.SCORECARD, keys_starting="one:")
    assert read_gains(partnership)[10].lacking == Lacking.SCORES
    later = record_finding(kind=FindingKind.FOLLOWED, key="two:wait", figures={"users": "5.0", **scale}, **card)
    assert read_gains(partnership)[10].value == D("87.5000")
    later.figures = {"users": "9.0", "minimum": "0", "maximum": "10"}
    later.save()
    assert read_gains(partnership)[10].lacking == Lacking.SCORES, "another scale isn't compared"


def test_the_subjects_are_read_from_what_the_needs_cite(world: World, partnership: Partnership) -> None:
    """A device on school and youth, an unknown theme, words alone: one subject, not covered, then covered."""
    for key, theme in (("d:e:I1", "school"), ("d:e:I2", "general")):
        found = record_finding(
            kind=FindingKind.CONCERTATION, key=key, sentence="Constat", source="Conseil", organization=world.ngo,
            territory=world.commune, figures={"theme": theme},
        )  # fmt: skip
        Need.objects.create(partnership=partnership, text=key, finding=found)
    Need.objects.create(partnership=partnership, text="En mots")
    partnership.themes = ["culture"]
    assert (read_gains(partnership)[2].value, read_gains(partnership)[2].n) == (D(0), 1)
    partnership.themes = ["youth"]
    assert read_gains(partnership)[2].value == D(1)


def test_what_is_lent_counts_once_another_party_received_it(world: World, partnership: Partnership) -> None:
    ours, theirs = party_of(partnership, world.ngo), party_of(partnership, world.partner)
    for label, taker in (("Salle", theirs), ("Camion", ours), ("Pompe", None)):
        row = Contribution.objects.create(party=ours, nature="kind", label=label)
        day = timezone.localdate()
        Delivery.objects.create(contribution=row, on=day, percent=50, by=world.facilitator, confirmed_by=taker)
    assert (read_gains(partnership)[9].value, read_gains(partnership)[9].n) == (D("0.3333"), 3)


def test_the_table_costs_the_same_for_2_and_12(client: Client, world: World, partnership: Partnership) -> None:
    client.force_login(world.facilitator)
    address = reverse("partnerships:agreement_page", args=[partnership.pk, "benefits"])
    party, costs = party_of(partnership, world.ngo), []
    for start, stop in ((0, 2), (2, 12)):
        for place in range(start, stop):
            row = Contribution.objects.create(party=party, nature="kind", label=f"Salle {place}", value=D(10))
            Delivery.objects.create(contribution=row, on=timezone.localdate(), percent=50, by=world.facilitator)
            Lesson.objects.create(partnership=partnership, on=timezone.localdate(), text="Leçon", author=party)
            found = record_finding(
                kind=FindingKind.CONCERTATION, key=f"d{place}:e:I1", sentence="Constat", source="Conseil",
                organization=world.ngo, territory=world.commune, figures={"theme": "water"},
            )  # fmt: skip
            Need.objects.create(partnership=partnership, text="Besoin", finding=found)
            ExpectedBenefit.objects.create(party=party, code=f"B{place + 1}")
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
