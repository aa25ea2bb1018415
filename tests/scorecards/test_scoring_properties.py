"""What must hold of every card, whatever its figures."""

from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards import scoring
from scorecards.scales import SCALES
from scorecards.scoring import Card, Rule, ScoreInput, Status

scales = st.sampled_from(sorted(SCALES)).map(SCALES.__getitem__)
UNSCORED = [Status.NOT_SCORED, Status.NOT_APPLICABLE, Status.REFUSED]


@st.composite
def cards(draw: st.DrawFn, rule: Rule | None = None) -> tuple[dict[str, object], list[ScoreInput]]:
    """The arguments of build_card, and the scores alone."""
    scale = draw(scales)
    groups = [f"g{n}" for n in range(draw(st.integers(1, 5)))]
    indicators = [f"i{n}" for n in range(draw(st.integers(1, 5)))]
    steps = int((scale.maximum - scale.minimum) / scale.step)
    scores = []
    for indicator in indicators:
        for group in [*groups, None]:
            kind = draw(st.sampled_from(["value", "hands", "none", "absent"]))
            people = draw(st.one_of(st.none(), st.integers(1, 40)))
            if kind == "value":
                value = scale.minimum + scale.step * draw(st.integers(0, steps))
                scores.append(ScoreInput(indicator, group, Status.SCORED, value, present=people))
            elif kind == "hands":
                hands = draw(st.lists(st.integers(0, 9), min_size=len(scale.levels), max_size=len(scale.levels)))
                scores.append(ScoreInput(indicator, group, Status.SCORED, tallies=tuple(hands), present=people))
            elif kind == "none":
                scores.append(ScoreInput(indicator, group, draw(st.sampled_from(UNSCORED)), present=people))
    chosen = rule or draw(st.sampled_from(list(Rule)))
    villages = {group: draw(st.sampled_from(["Amont", "amont ", "Aval", ""])) for group in groups}
    return {"scale": scale, "groups": groups, "indicators": indicators, "rule": chosen, "villages": villages}, scores


@given(cards(), st.randoms())
@settings(max_examples=80, deadline=None)
def test_the_order_of_the_scores_changes_nothing(made: tuple, random: object) -> None:
    arguments, scores = made
    shuffled = list(scores)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scoring.build_card(**arguments, scores=scores) == scoring.build_card(**arguments, scores=shuffled)


@given(cards())
@settings(max_examples=80, deadline=None)
def test_every_figure_is_inside_the_scale_and_missing_has_none(made: tuple) -> None:
    arguments, scores = made
    scale = arguments["scale"]
    card = scoring.build_card(**arguments, scores=scores)
    for row in card.rows:
        for cell in (*row.groups, row.users, row.provider):
            assert (cell.mean is None) == (cell.status is not Status.SCORED)
            if cell.mean is not None:
                assert scale.minimum <= cell.mean <= scale.maximum
                assert scale.band(cell.mean) in scale.faces
            if cell.median is not None:
                assert scale.minimum <= cell.median <= scale.maximum
        assert (row.gap is None) == (row.users.mean is None or row.provider.mean is None)
    for side in (card.users, card.provider):
        assert side.mean is None or scale.minimum <= side.mean <= scale.maximum


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any))
def test_an_even_median_lies_between_its_neighbours_exactly(hands: list[int]) -> None:
    scale = SCALES["faces"]
    ordered = sorted(level for level, count in enumerate(hands, 1) for _ in range(count))
    expected = (
        D(ordered[len(ordered) // 2])
        if len(ordered) % 2
        else D(ordered[len(ordered) // 2 - 1] + ordered[len(ordered) // 2]) / 2
    )
    assert scoring.tally_median(hands, scale) == expected


@given(st.lists(st.tuples(st.integers(0, 20).map(lambda n: D(n) / 2), st.integers(1, 60)), min_size=1, max_size=6))
def test_weighted_mean_is_the_mean_of_all_people(groups: list[tuple[D, int]]) -> None:
    cells = [scoring.Cell(Status.SCORED, value, people) for value, people in groups]
    made = scoring.consolidate(cells, Rule.WEIGHTED_BY_PRESENT)
    everyone = [Fraction(value) for value, people in groups for _ in range(people)]
    assert made.mean == scoring.to_decimal(sum(everyone, Fraction(0)) / len(everyone))


def _shown(card: Card) -> list[list[bool]]:
    return [[cell.status is not Status.TOO_FEW for cell in (*row.groups, row.users)] for row in card.rows]


@given(cards(), st.integers(2, 12))
@settings(max_examples=150, deadline=None)
def test_what_is_hidden_cannot_be_found_by_subtraction(made: tuple, minimum: int) -> None:
    """Where the users' figure stays, the hidden groups are two at least and stand for enough people together;
    where it goes, the side's mean goes too."""
    arguments, scores = made
    card = scoring.build_card(**arguments, scores=scores)
    public = scoring.suppress(card, minimum)
    for full, shown in zip(card.rows, public.rows, strict=True):
        for before, after in zip(full.groups, shown.groups, strict=True):
            if before.is_scored and before.people is not None and before.people < minimum:
                assert after.status is Status.TOO_FEW
            assert after.status is Status.TOO_FEW or after.mean == before.mean
        hidden = [
            cell for cell, after in zip(full.groups, shown.groups, strict=True) if after.status is Status.TOO_FEW
        ]
        if hidden and shown.users.mean is not None:
            assert len(hidden) >= 2
            counted = [cell.people for cell in hidden]
            assert None in counted or sum(people for people in counted if people is not None) >= minimum
        if shown.users.status is Status.TOO_FEW:
            assert shown.gap is None
            assert public.users.mean is None


@given(cards(), st.integers(2, 12))
@settings(max_examples=60, deadline=None)
def test_hiding_twice_hides_no_more(made: tuple, minimum: int) -> None:
    arguments, scores = made
    once = scoring.suppress(scoring.build_card(**arguments, scores=scores), minimum)
    assert _shown(scoring.suppress(once, minimum)) == _shown(once)


@given(cards())
@settings(max_examples=60, deadline=None)
def test_the_agenda_names_every_indicator_once(made: tuple) -> None:
    arguments, scores = made
    card = scoring.build_card(**arguments, scores=scores)
    agenda = scoring.agenda_order(card)
    assert sorted(agenda) == sorted(arguments["indicators"])
    lows = [card.row(code).lowest for code in agenda]  # type: ignore[union-attr]
    known = [low for low in lows if low is not None]
    assert known == sorted(known)
    assert lows[: len(known)] == known
