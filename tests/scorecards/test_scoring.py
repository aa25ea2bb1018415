"""The arithmetic of a card against tables computed by hand."""

from decimal import Decimal as D

import pytest

from scorecards import scoring
from scorecards.scales import SCALES
from scorecards.scoring import ABSENT, Cell, GapClass, Move, Row, Rule, ScoreInput, Status

TEN, FACES, HUNDRED, COLOURS = (SCALES[code] for code in ("ten", "faces", "hundred", "colours"))


def cell(mean: object = None, people: int | None = None, status: Status = Status.SCORED) -> Cell:
    return Cell(status, None if mean is None else D(str(mean)), people)


def score(indicator: str, group: str | None, value: object = None, **fields: object) -> ScoreInput:
    status = fields.pop("status", Status.SCORED)
    return ScoreInput(indicator, group, status, None if value is None else D(str(value)), **fields)  # type: ignore[arg-type]


class TestScales:
    @pytest.mark.parametrize(
        ("value", "face"),
        [(0, 1), (2, 1), ("2.000000000001", 2), (4, 2), ("4.5", 3), (6, 3), ("6.1", 4), (8, 4), ("8.5", 5), (10, 5)],
    )
    def test_bands_of_ten_are_closed_at_their_upper_end(self, value: object, face: int) -> None:
        assert TEN.band(D(str(value))) == face

    @pytest.mark.parametrize(
        ("scale", "value", "face"),
        [
            (FACES, "1", 1), (FACES, "1.49", 1), (FACES, "1.5", 2), (FACES, "4.5", 5), (FACES, "5", 5),
            (COLOURS, "1", 1), (COLOURS, "1.5", 3), (COLOURS, "2.4", 3), (COLOURS, "2.5", 5), (COLOURS, "3", 5),
            (HUNDRED, "0", 1), (HUNDRED, "20", 1), (HUNDRED, "21", 2), (HUNDRED, "100", 5),
        ],
    )  # fmt: skip
    def test_faces_of_the_other_scales(self, scale: object, value: str, face: int) -> None:
        assert scale.band(D(value)) == face  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("scale", "value", "allowed"),
        [
            (TEN, "3.5", True), (TEN, "3.7", False), (TEN, "0", True), (TEN, "-0.5", False), (TEN, "10.5", False),
            (FACES, "0", False), (FACES, "3", True), (FACES, "3.5", False), (HUNDRED, "47", True),
            (COLOURS, "4", False),
        ],
    )  # fmt: skip
    def test_grid(self, scale: object, value: str, allowed: bool) -> None:
        assert scale.allows(D(value)) is allowed  # type: ignore[attr-defined]


class TestHands:
    @pytest.mark.parametrize(
        ("tallies", "mean", "median"),
        [
            ((0, 0, 1, 1, 0), "3.5", "3.5"),  # an even count: 3 and 4 give 3.5, neither 3 nor 4
            ((1, 1, 1, 1, 1), "3", "3"),
            ((5, 3, 4, 2, 0), "2.214285714286", "2"),  # 14 hands: 5 + 6 + 12 + 8 = 31
            ((1, 2, 5, 6, 2), "3.375", "3.5"),  # 16 hands: 1 + 4 + 15 + 24 + 10 = 54
            ((1, 0, 0, 0, 1), "3", "3"),
            ((0, 0, 0, 0, 7), "5", "5"),
        ],
    )
    def test_mean_and_median(self, tallies: tuple[int, ...], mean: str, median: str) -> None:
        made = scoring.cell_of(ScoreInput("a", "g", Status.SCORED, tallies=tallies, present=40), FACES)
        assert (made.mean, made.median, made.people) == (D(mean), D(median), sum(tallies))

    def test_no_hand_is_no_score(self) -> None:
        made = scoring.cell_of(ScoreInput("a", "g", Status.SCORED, tallies=(0, 0, 0, 0, 0)), FACES)
        assert (made.status, made.mean) == (Status.NOT_SCORED, None)

    def test_counts_follow_the_levels_of_the_scale(self) -> None:
        with pytest.raises(ValueError, match="zip"):
            scoring.tally_mean((1, 2, 3), FACES)


class TestMeans:
    def test_half_up_away_from_zero(self) -> None:
        assert scoring.rounded(D("7.8885"), 3) == D("7.889")
        assert scoring.rounded(D("0.05"), 1) == D("0.1")
        assert scoring.rounded(D("-0.05"), 1) == D("-0.1")

    def test_nothing_has_no_mean(self) -> None:
        assert scoring.mean([]) is None

    def test_zero_is_a_score_and_not_scored_is_not_zero(self) -> None:
        card = scoring.build_card(
            scale=TEN,
            indicators=["ambulance", "toilettes", "eau"],
            groups=["f", "h"],
            scores=[
                score("ambulance", "f", 0), score("ambulance", "h", 4),
                score("toilettes", "f", status=Status.NOT_SCORED), score("toilettes", "h", 8),
                score("eau", "f", status=Status.NOT_APPLICABLE), score("eau", "h", status=Status.NOT_APPLICABLE),
            ],
        )  # fmt: skip
        assert [row.users.mean for row in card.rows] == [D(2), D(8), None]
        assert card.row("eau").users.status is Status.NOT_APPLICABLE  # type: ignore[union-attr]
        assert (card.users.mean, card.users.n) == (D(5), 2)
        assert (card.provider.mean, card.provider.n, card.provider.status) == (None, 0, Status.NOT_SCORED)

    def test_simple_mean_counts_each_group_once_weighted_counts_people(self) -> None:
        groups = [cell(2, 30), cell(10, 10)]
        assert scoring.consolidate(groups).mean == D(6)
        weighted = scoring.consolidate(groups, Rule.WEIGHTED_BY_PRESENT)
        assert (weighted.mean, weighted.people) == (D(4), 40)

    def test_weights_need_every_group_counted(self) -> None:
        groups = [cell(2, 30), cell(10, None)]
        made = scoring.consolidate(groups, Rule.WEIGHTED_BY_PRESENT)
        assert (made.mean, made.people) == (D(6), None)

    @pytest.mark.parametrize(
        ("villages", "means", "expected"),
        [
            # Amont (2 + 4) ÷ 2 = 3, Aval 9: (3 + 9) ÷ 2 = 6; the simple mean is 5.
            (("Amont", "Amont", "Aval"), (2, 4, 9), "6"),
            # One village, or none written: the simple mean, 15 ÷ 3.
            (("Amont", "Amont", "Amont"), (2, 4, 9), "5"),
            (("", "", ""), (2, 4, 9), "5"),
            ((), (2, 4, 9), "5"),
            # Amont 2, no village (4 + 9) ÷ 2 = 6.5: (2 + 6.5) ÷ 2 = 4.25.
            (("Amont", "", " "), (2, 4, 9), "4.25"),
            # The same village, spelled twice: (3 + 9) ÷ 2.
            (("Imi n’Tala", " imi  n’tala ", "Aval"), (2, 4, 9), "6"),
            # A group that didn't score leaves its village to the other one: Amont 4, Aval 9.
            (("Amont", "Amont", "Aval"), (None, 4, 9), "6.5"),
            # A village where nobody scored counts for nothing: Amont (2 + 4) ÷ 2.
            (("Amont", "Amont", "Aval"), (2, 4, None), "3"),
            # Thirds are exact: Amont (1 + 1 + 2) ÷ 3 = 4/3, Aval 2: 10/6.
            (("Amont", "Amont", "Amont", "Aval"), (1, 1, 2, 2), "1.666666666667"),
        ],
    )
    def test_each_village_counts_once(self, villages: tuple[str, ...], means: tuple, expected: str) -> None:
        groups = [Cell(Status.REFUSED) if value is None else cell(value, 10) for value in means]
        made = scoring.consolidate(groups, Rule.VILLAGE_MEAN, villages)
        assert made.mean == D(expected)
        assert made.people == 10 * sum(value is not None for value in means)

    def test_no_village_scored_says_why(self) -> None:
        made = scoring.consolidate([Cell(Status.REFUSED)] * 2, Rule.VILLAGE_MEAN, ("Amont", "Aval"))
        assert (made.status, made.mean) == (Status.REFUSED, None)

    def test_the_card_of_villages_and_its_villages_agree(self) -> None:
        card = scoring.build_card(
            scale=TEN, indicators=["eau"], groups=["f", "h", "j"], rule=Rule.VILLAGE_MEAN,
            scores=[score("eau", "f", 2), score("eau", "h", 4), score("eau", "j", 9)],
            villages={"f": "Amont", "h": "Amont"},
        )  # fmt: skip
        assert card.rows[0].users.mean == D(6)
        named = {name: cells[0].mean for name, cells in scoring.by_village(card, Rule.VILLAGE_MEAN)}
        assert named == {"Amont": D(3), "": D(9)}
        assert [name for name, _cells in scoring.by_village(card)] == ["Amont"]

    @pytest.mark.parametrize(
        ("statuses", "why"),
        [
            ([Status.REFUSED, Status.REFUSED], Status.REFUSED),
            ([Status.REFUSED, Status.NOT_SCORED], Status.NOT_SCORED),
            ([Status.ABSENT, Status.NOT_APPLICABLE], Status.NOT_APPLICABLE),
            ([Status.ABSENT], Status.ABSENT),
            ([], Status.ABSENT),
        ],
    )
    def test_why_no_group_scored(self, statuses: list[Status], why: Status) -> None:
        assert scoring.consolidate([Cell(status) for status in statuses]).status is why

    def test_hands_add_up_only_when_every_group_raised_them(self) -> None:
        one, two = (
            scoring.cell_of(ScoreInput("a", g, Status.SCORED, tallies=(1, 0, 0, 0, 2)), FACES) for g in ("f", "h")
        )
        assert scoring.consolidate([one, two]).tallies == (2, 0, 0, 0, 4)
        assert scoring.consolidate([one, cell(4, 9)]).tallies is None


class TestGap:
    @pytest.mark.parametrize(
        ("gap", "scale", "expected"),
        [
            ("1.25", TEN, GapClass.AGREEMENT), ("-1.25", TEN, GapClass.AGREEMENT), ("1.26", TEN, GapClass.GAP),
            ("2.49", TEN, GapClass.GAP), ("2.5", TEN, GapClass.STRONG), ("-9", TEN, GapClass.STRONG),
            ("0.5", FACES, GapClass.AGREEMENT), ("0.9", FACES, GapClass.GAP), ("1", FACES, GapClass.STRONG),
            ("25", HUNDRED, GapClass.STRONG), ("0.25", COLOURS, GapClass.AGREEMENT),
        ],
    )  # fmt: skip
    def test_classes(self, gap: str, scale: object, expected: GapClass) -> None:
        assert scoring.classify_gap(D(gap), scale) is expected  # type: ignore[arg-type]

    def test_only_where_both_scored(self) -> None:
        row = scoring.row_of("a", (), cell(7), ABSENT, TEN)
        assert (row.gap, row.gap_class, row.lowest) == (None, None, D(7))


class TestTrend:
    @pytest.mark.parametrize(
        ("before", "after", "move", "change"),
        [
            (cell(5), cell(10), Move.UP, D(5)),
            (cell(7), cell(6), Move.DOWN, D(-1)),
            (cell(10), cell(10), Move.STABLE, D(0)),
            (cell(0), cell(0), Move.STABLE, D(0)),
            (None, cell(6), Move.NEW, None),
            (ABSENT, cell(6), Move.NEW, None),
            (cell(6), None, Move.DROPPED, None),
            (cell(status=Status.NOT_SCORED), cell(6), Move.NO_FIGURE, None),
            (cell(6), cell(status=Status.REFUSED), Move.NO_FIGURE, None),
        ],
    )
    def test_moves(self, before: Cell | None, after: Cell | None, move: Move, change: D | None) -> None:
        trend = scoring.trend_of("a", before, after)
        assert (trend.move, trend.change) == (move, change)


def test_agenda_lowest_then_largest_gap_then_card_order() -> None:
    def row(code: str, users: object, provider: object) -> Row:
        sides = [cell(value) if value is not None else ABSENT for value in (users, provider)]
        return scoring.row_of(code, (), sides[0], sides[1], TEN)

    card = scoring.card_of(
        (),
        [row("e", None, None), row("a", 6, 6), row("b", 3, 4), row("c", 9, 3), row("d", 6, None), row("z", 0, None)],
    )
    assert scoring.agenda_order(card) == ("z", "c", "b", "a", "d", "e")


class TestSuppression:
    def row(self, *groups: tuple[object, int | None], provider: tuple[object, int] = (4, 2)) -> Row:
        cells = tuple(cell(mean, people) for mean, people in groups)
        return scoring.row_of("a", cells, scoring.consolidate(cells), cell(*provider), TEN)

    def hidden(self, row: Row) -> list[bool]:
        card = scoring.suppress(scoring.card_of([str(n) for n in range(len(row.groups))], [row]), 5)
        return [made.status is Status.TOO_FEW for made in (*card.rows[0].groups, card.rows[0].users)]

    def test_table(self) -> None:
        assert self.hidden(self.row((3, 12), (4, 9))) == [False, False, False]
        # one small group takes the next smallest with it
        assert self.hidden(self.row((3, 4), (4, 9), (5, 30))) == [True, True, False, False]
        # two small ones of 2 people each would still speak for 4: the third goes too
        assert self.hidden(self.row((3, 2), (4, 2), (5, 30))) == [True, True, True, False]
        # a lone small group hides the users' figure as well
        assert self.hidden(self.row((3, 4))) == [True, True]
        # nobody counted: not known to be small
        assert self.hidden(self.row((3, None))) == [False, False]

    def test_everything_derived_goes_with_it(self) -> None:
        card = scoring.suppress(scoring.card_of(["g"], [self.row((3, 4)), self.row((9, 40))]), 5)
        assert (card.rows[0].gap, card.rows[0].gap_class) == (None, None)
        assert (card.users.mean, card.users.status) == (None, Status.TOO_FEW)

    def test_the_services_own_statement_stays_without_its_votes(self) -> None:
        staff = scoring.cell_of(ScoreInput("a", None, Status.SCORED, tallies=(0, 0, 1, 1, 0)), FACES)
        users = (cell(4, 20),)
        row = scoring.row_of("a", users, scoring.consolidate(users), staff, FACES)
        made = scoring.suppress(scoring.card_of(["g"], [row]), 5).rows[0].provider
        assert (made.mean, made.tallies, made.median) == (D("3.5"), None, None)

    def test_words_of_a_few_people_go_too(self) -> None:
        few = Cell(Status.REFUSED, people=3, reason="Nous avons peur.")
        row = Row("a", (few,), Cell(Status.REFUSED), ABSENT, None, None)
        made = scoring.suppress(scoring.card_of(["g"], [row]), 5).rows[0].groups[0]
        assert (made.status, made.reason) == (Status.REFUSED, "")
