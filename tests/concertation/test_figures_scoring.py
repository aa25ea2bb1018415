"""Every formula of an indicator by hand, and what it says when it knows too little."""

from datetime import date, timedelta
from decimal import Decimal
from math import comb
from typing import Any

import pytest

from concertation.scoring import measures
from concertation.scoring.diversity import coverage, read_dimension, read_dimensions, remote_publics
from concertation.scoring.exchanges import fair_speech, plurality, read_agreements, speech_of_top, spoke, womens_speech
from concertation.scoring.facts import (
    ChannelFacts,
    CommitmentFacts,
    DocumentFacts,
    EditionFacts,
    Followed,
    GivenFacts,
    Levels,
    SittingFacts,
    SpeechSeen,
)
from concertation.scoring.figures import Figure
from concertation.scoring.indicators import read_edition
from concertation.scoring.participation import by_channel, funnel_steps
from concertation.scoring.perception import mean_level, read_statement, satisfaction
from core.arithmetic import rounded

TODAY = date(2026, 11, 22)


def D(text: str) -> Decimal:
    return Decimal(text)


def facts(**fields: Any) -> EditionFacts:
    return EditionFacts(today=TODAY, on=TODAY, **fields)


def figure(code: str, **fields: Any) -> Figure:
    return read_edition(facts(**fields)).figures[code]


def near(value: Decimal | None, text: str) -> bool:
    return value is not None and rounded(value, 4) == D(text)


def test_the_middle_value() -> None:
    assert measures.weighted_median([(20, 1), (10, 3)]) == 10
    assert measures.weighted_median([(10, 1), (20, 1)]) == 15
    assert measures.weighted_median([]) is None


def test_the_interval_of_a_share() -> None:
    low, high = measures.wilson(5, 10) or (D("0"), D("0"))
    assert near(low, "0.2366")
    assert near(high, "0.7634")
    assert measures.wilson(0, 0) is None
    assert (measures.wilson(0, 20) or (D("1"), D("1")))[0] == 0


def test_gini_is_corrected_for_small_rooms() -> None:
    assert measures.gini([1, 1, 1, 1]) == 0
    assert measures.gini([0, 0, 0, 4]) == 1  # 0.75 raw, × 4/3
    assert near(measures.gini([1, 2, 3]), "0.3333")  # 4 ÷ 18 raw, × 3/2
    assert measures.gini([4]) is None
    assert measures.gini([0, 0]) is None


def test_what_the_most_talkative_tenth_holds() -> None:
    assert measures.top_share([1] * 19 + [21]) == D("0.55")  # two of twenty: 21 + 1 of 40
    assert measures.top_share([3, 1]) == D("0.75")
    assert measures.top_share([0, 0]) is None


def test_evenness() -> None:
    assert measures.evenness([5, 5]) == 1
    assert near(measures.evenness([9, 1]), "0.4690")
    assert near(measures.evenness([5, 5], 4), "0.5000")  # ln 2 ÷ ln 4
    assert measures.evenness([7]) == 0
    assert measures.evenness([]) is None


def test_kappa() -> None:
    """20 both yes, 15 both no, 5 and 10 apart: p_o 0.7, p_e 0.5, κ 0.4."""
    pairs = [(1, 1)] * 20 + [(0, 0)] * 15 + [(1, 0)] * 5 + [(0, 1)] * 10
    assert measures.cohen_kappa(pairs) == D("0.4")
    assert measures.cohen_kappa([(1, 1)] * 5) is None
    assert measures.cohen_kappa([]) is None


def test_the_median_slope_isnt_turned_by_one_odd_year() -> None:
    points = [(1, D("10")), (2, D("8")), (3, D("9")), (4, D("4"))]
    assert measures.theil_sen(points) == -2  # −5 −2 −2 −2 −0.5 1
    assert measures.theil_sen(points[:2]) is None


def test_the_distance_from_the_population() -> None:
    assert measures.distance([(D("0.7"), D("0.5")), (D("0.3"), D("0.5"))]) == D("0.2")
    assert measures.distance([(D("1"), D("0")), (D("0"), D("1"))]) == 1


@pytest.mark.parametrize(("census", "n"), [([1, 1], 1), ([1, 1], 2), ([1, 2, 7], 30), ([13, 87], 47)])
def test_what_a_random_draw_would_give_is_the_sum_over_all_draws(census: list[int], n: int) -> None:
    shares = [Decimal(people) / sum(census) for people in census]
    by_hand = Decimal(0)
    for q in shares:
        by_hand += sum(comb(n, k) * q**k * (1 - q) ** (n - k) * abs(k - n * q) for k in range(n + 1))
    assert rounded(measures.distance_by_chance(shares, n), 8) == rounded(by_hand / n / 2, 8)


def test_by_chance_two_people_of_two_halves() -> None:
    """0, 1 or 2 of the first half with 1/4, 1/2, 1/4: apart by 1/2 half of the time."""
    assert measures.distance_by_chance([D("0.5"), D("0.5")], 2) == D("0.25")


def test_participation_by_hand() -> None:
    assert figure("I1", participants=30, target=400).value == D("0.075")
    assert figure("I1", participants=30).missing == "not_given"
    assert figure("I1", participants=0, target=0).missing == "too_few"
    sittings = (
        SittingFacts(registered=20, present=15),
        SittingFacts(registered=10, present=9),
        SittingFacts(present=50),
    )
    assert figure("I2", sittings=sittings).value == D("0.8")  # 24 ÷ 30, the last one has no register
    assert figure("I2").missing == "not_given"
    assert figure("I4", has_previous=True, previous=40, returning=10).value == D("0.25")
    assert figure("I4", returning=10).missing == "no_previous"
    assert figure("I5", participants=50, never_before=20, has_previous=True).value == D("0.4")
    assert figure("I5", participants=50).missing == "no_previous"
    assert figure("I6", median_contributions=D("1.5"), participants=50).n == 50
    assert figure("I6").missing == "not_given"
    assert figure("I7", budget=D("1500"), participants=30).value == 50
    assert figure("I7", budget=D("1500")).missing == "not_given"
    assert figure("I8", quit=3, started=12).value == D("0.25")
    assert figure("I8", started=0, quit=0).missing == "too_few"


def test_the_funnel_adds_up_channels_once() -> None:
    lines = (
        ChannelFacts("poster", reached=400, registered=40, present=20, contributed=10),
        ChannelFacts("poster", "youth", reached=100, registered=5, present=2, contributed=1),
        ChannelFacts("relay", "youth", reached=60, registered=20, present=18, contributed=15),
        ChannelFacts("relay", "women", reached=40, registered=10, present=9, contributed=10),
        ChannelFacts("radio", reached=1000),
    )
    assert {each.channel: each.reached for each in by_channel(lines)} == {"poster": 400, "relay": 100, "radio": 1000}
    assert figure("I3", channels=lines).value == D("0.07")  # (10 + 25) ÷ (400 + 100); radio isn't known to the end
    steps = {each.part: each.value for each in funnel_steps(lines)}
    assert steps["reached>registered"] == D("0.14")
    assert steps["registered>present"] == Decimal(47) / 70
    assert steps["contributed>returned"] is None
    assert figure("I3").missing == "not_given"


def test_the_distance_of_a_dimension() -> None:
    """40 women, 20 men among 60 known; half and half in the census. 15 not known stay apart."""
    read = read_dimension("sex", {"Femmes": 40, "hommes ": 20, "": 15}, {"Femmes": 500, "Hommes": 500})
    assert near(read.distance.value, "0.1667")
    assert read.distance.n == 60
    assert near(read.distance.by_chance, "0.0513")  # 60 draws of a fair coin: C(60, 30) ÷ 2^61 … by De Moivre
    assert read.unknown == 15
    assert read.unknown_share == D("0.2")
    women = read.classes[0]
    assert near(women.ratio.value, "1.3333")
    assert not women.lacks
    assert not women.weighs


def test_a_class_that_lacks_is_told_when_chance_doesnt_explain_it() -> None:
    census = {"15-29": 300, "30-59": 500, "60+": 200}
    read = read_dimension("age", {"15-29": 3, "30-59": 40, "60+": 57}, census)
    young, _middle, old = read.classes
    assert young.ratio.value == D("0.1")
    assert young.lacks
    assert old.weighs
    assert old.ratio.value == D("2.85")


def test_too_few_people_or_no_census_give_no_distance() -> None:
    few = read_dimension("sex", {"Femmes": 20, "Hommes": 9}, {"Femmes": 5, "Hommes": 5})
    assert few.distance.missing == "too_few"
    assert few.distance.n == 29
    assert few.classes[0].ratio.missing == "too_few"
    assert few.evenness.known
    bare = read_dimension("sex", {"Femmes": 20, "Hommes": 19}, {})
    assert bare.distance.missing == "no_census"
    assert figure("I9").missing == "not_given"
    assert (
        figure("I9", counts={"sex": {"Femmes": 20}}, census={"sex": {"Femmes": 5, "Hommes": 5}}).missing == "too_few"
    )


def test_the_whole_distance_is_the_mean_of_the_dimensions() -> None:
    counts = {"sex": {"F": 30, "H": 10}, "age": {"a": 20, "b": 20}}
    census = {"sex": {"F": 5, "H": 5}, "age": {"a": 3, "b": 7}}
    whole = figure("I9", counts=counts, census=census)
    assert whole.value == D("0.225")  # 0.25 and 0.20
    assert whole.n == 40
    assert figure("I10", counts=counts, census=census).value == D("0.5")
    assert figure("I10", counts=counts, census=census).part == "H"
    assert len(read_dimensions(facts(counts=counts, census=census))) == 2


def test_inner_diversity_needs_five_people() -> None:
    assert figure("I11", counts={"sex": {"F": 3, "H": 3}}).value == 1
    assert figure("I11", counts={"sex": {"F": 2, "H": 2}}).missing == "too_few"
    assert figure("I11").missing == "not_given"


def test_districts_covered_and_remote_publics() -> None:
    census = {"district": {"Nord": 10, "Sud": 20, "Est": 5}}
    assert coverage(facts(counts={"district": {"Nord": 3, "Sud": 0, "": 4}}, census=census)).value == Decimal(1) / 3
    assert coverage(facts(counts={"district": {"Nord": 3}})).missing == "no_census"
    assert coverage(facts(census=census)).missing == "not_given"
    aimed = frozenset(("youth", "migrants"))
    lines = (ChannelFacts("relay", "youth", present=2), ChannelFacts("relay", "migrants", reached=40))
    assert remote_publics(facts(remote_publics=aimed, channels=lines)).value == D("0.5")
    assert remote_publics(facts(remote_publics=aimed)).missing == "not_given"
    assert remote_publics(facts(channels=lines)).missing == "not_applicable"


def test_fair_share_of_speech() -> None:
    """1, 1, 1, 1, 6: Gini 0.5 corrected; alone it is 0.5. A sitting of four speakers isn't counted."""
    rooms = (SittingFacts(speeches=(1, 1, 1, 1, 6), present=20), SittingFacts(speeches=(1, 1, 1, 9)))
    assert fair_speech(facts(sittings=rooms)).value == D("0.5")
    assert fair_speech(facts(sittings=rooms)).n == 5
    assert speech_of_top(facts(sittings=rooms)).value == D("0.6")
    assert spoke(facts(sittings=rooms)).value == D("0.25")
    assert fair_speech(facts(sittings=rooms[1:])).missing == "too_few"
    assert fair_speech(facts()).missing == "not_given"


def test_womens_share_of_speech() -> None:
    room = SittingFacts(present=20, women_present=10, turns=30, women_turns=9)
    assert womens_speech(facts(sittings=(room,))).value == D("0.6")
    assert womens_speech(facts(sittings=(SittingFacts(present=20, turns=30),))).missing == "not_given"
    alone = SittingFacts(present=20, women_present=0, turns=30, women_turns=0)
    assert womens_speech(facts(sittings=(alone,))).missing == "not_applicable"
    small = SittingFacts(present=4, women_present=2, turns=30, women_turns=9)
    assert womens_speech(facts(sittings=(small,))).missing == "too_few"


def seen(number: int, observer: int = 1, level: int = 2, respectful: bool = True, replies: bool = False) -> SpeechSeen:
    return SpeechSeen(("s", number), observer, level, respectful, replies, "eau" if number % 2 else "route")


def test_the_light_grid() -> None:
    speeches = tuple(seen(n, level=3 if n < 5 else 0, respectful=n != 9, replies=n < 4) for n in range(10))
    values = read_edition(facts(speeches=speeches)).figures
    assert values["I16"].value == D("0.5")
    assert values["I17"].value == D("0.9")
    assert values["I18"].value == D("0.4")
    assert values["I19"].value == 1
    few = read_edition(facts(speeches=speeches[:9])).figures
    assert few["I16"].missing == few["I17"].missing == few["I18"].missing == "too_few"


def test_observers_who_didnt_see_the_same_thing() -> None:
    """Ten speeches; on reasons they agree five times of ten at random: κ 0, to be done again."""
    one = [seen(n, 1, level=n % 2) for n in range(10)]
    two = [seen(n, 2, level=(n // 2) % 2) for n in range(10)]
    read = read_edition(facts(speeches=tuple(one + two)))
    reasons, respect, _replies = read.agreements
    assert reasons.redo
    assert read.figures["I16"].missing == "observers_disagree"
    assert respect.kappa is None
    assert not respect.redo
    assert read.figures["I17"].value == 1
    assert read_agreements(tuple(one))[0].pairs == 0


def test_plurality_of_themes() -> None:
    themes = (Followed(theme="Eau", count=9), Followed(theme="Route"))
    assert near(plurality(facts(followed=themes)).value, "0.4690")
    assert plurality(facts(followed=(Followed(theme="Eau", count=4),))).missing == "too_few"
    assert plurality(facts(followed=(Followed(theme="Eau", count=8),))).value == 0


def test_influence_by_hand() -> None:
    followed = (
        Followed("kept", linked=True, answered=True, days=20, count=3),
        Followed("partly", answered=True, days=60),
        Followed("not_kept", "cost", answered=True, days=60),
        Followed("not_kept", "law"),
        Followed("studied", count=4),
    )
    values = read_edition(facts(followed=followed, promised_days=30)).figures
    assert values["I22"].value == D("0.5")  # 5 of 10
    assert values["I23"].value == Decimal("3.5") / 6
    assert values["I24"].value == D("0.5")
    assert values["I26"].value == 20
    assert values["I26"].n == 5
    assert values["I28"].value == 2
    assert read_edition(facts(followed=followed, contributions=20)).figures["I22"].value == D("0.25")
    within = read_edition(facts(followed=followed, promised_days=30)).parts["I26"][0]
    assert within.value == D("0.3")
    assert read_edition(facts(followed=followed)).refusals == {"cost": 1, "law": 1}


def test_influence_unknown() -> None:
    waiting = (Followed("studied"), Followed())
    for code in ("I23", "I24", "I28"):
        assert figure(code, followed=waiting).missing == "too_few"
        assert figure(code).missing == "not_given"
    assert figure("I22", followed=waiting).value == 0
    assert figure("I26", followed=waiting).missing == "not_given"
    assert read_edition(facts(followed=waiting)).parts["I26"][0].missing == "no_promise"


def test_commitments_and_promise() -> None:
    past, ahead = TODAY - timedelta(days=9), TODAY + timedelta(days=9)
    promises = (CommitmentFacts(past, past), CommitmentFacts(past), CommitmentFacts(ahead), CommitmentFacts())
    assert figure("I25", commitments=promises).value == D("0.5")
    assert figure("I25", commitments=promises[2:]).missing == "not_due"
    assert figure("I25").missing == "not_given"
    assert figure("I27", promised_level=4, observed_level=2).value == 2
    assert figure("I27", observed_level=2).missing == "no_promise"
    assert figure("I27", promised_level=2).missing == "not_given"


def test_publication_and_means() -> None:
    past, ahead = TODAY - timedelta(days=9), TODAY + timedelta(days=9)
    due = (DocumentFacts(past, past), DocumentFacts(past, TODAY), DocumentFacts(None, past), DocumentFacts(ahead))
    assert figure("I29", documents=due).value == Decimal(2) / 3
    assert figure("I29", documents=due[3:]).missing == "not_due"
    assert figure("I29").missing == "not_given"
    assert figure("I30", access=3).value == D("0.5")
    assert figure("I30").missing == "not_given"
    assert figure("I31", budget=D("500"), population=1000).value == D("0.5")
    assert figure("I31", budget=D("500")).missing == "not_given"
    assert figure("I32", staff_days=D("12.5")).value == D("12.5")
    assert figure("I32").missing == figure("I33").missing == "not_given"
    assert figure("I33", trained=False).value == 0


def test_perception_by_hand() -> None:
    answers = {
        "participants": {"S2": Levels({1: 1, 3: 2, 4: 2}, 5), "S7": Levels({1: 4, 4: 1})},
        "organisers": {"S2": Levels({4: 5})},
    }
    read = read_statement("S2", answers)
    assert read.favourable.value == D("0.8")
    assert read.mean == 3
    assert read.dont_know == D("0.5")
    assert read.gap == D("-0.2")
    assert not read.blind
    missing = read_statement("S7", answers)
    assert missing.favourable.value == D("0.8")
    assert missing.mean == D("3.4")  # 5 − 1.6
    assert satisfaction(answers) == D("3.2")
    assert figure("I21", answers=answers).value == D("0.8")


def test_under_five_answers_nothing_is_told() -> None:
    answers = {"participants": {"S2": Levels({4: 4}, 9)}}
    assert read_statement("S2", answers).favourable.missing == "too_few"
    assert mean_level("S2", answers["participants"]["S2"]) is None
    assert satisfaction(answers) is None
    assert satisfaction({}) is None
    assert figure("I21", answers=answers).missing == "too_few"
    assert figure("I20").missing == "not_given"


def test_a_blind_spot_of_those_who_organise() -> None:
    answers = {"participants": {"S3": Levels({1: 3, 4: 2})}, "organisers": {"S3": Levels({4: 5})}}
    read = read_statement("S3", answers)
    assert read.gap == D("-0.6")
    assert read.blind


def test_a_given_figure_stands_in_and_a_counted_one_wins() -> None:
    given = {
        "I22": GivenFacts(D("0.4"), 25, "Bilan 2024", date(2024, 5, 1)),
        "I9": GivenFacts(D("0.2"), 12, "Bilan", TODAY),
    }
    stood = figure("I22", given=given)
    assert (stood.value, stood.n, stood.source, stood.on) == (D("0.4"), 25, "Bilan 2024", date(2024, 5, 1))
    assert figure("I22", given=given, followed=(Followed("kept", answered=True),)).value == 1
    assert figure("I9", given=given).missing == "too_few"
