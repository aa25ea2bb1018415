"""The phone's arithmetic against the server's: the same card to the last decimal, over many generated cycles."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser

from scorecards.reports.package import scale_of
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import Card, Cell, Rule, ScoreInput, Status, build_card, trend_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CASES = 400
SEED = 20261122
COMPUTE = """
async (cases) => {
  const s = await import('/static/js/field/scoring.js');
  const cell = (one, scale) => [one.status, s.text(one.mean), one.people, s.text(one.median), one.tallies, one.mean === null ? null : s.band(scale, one.mean)];
  return cases.map((given) => {
    const scale = s.scaleOf(given.scale);
    const card = s.buildCard({ ...given, scale });
    const rows = card.rows.map((row) => ({ cells: row.groups.map((one) => cell(one, scale)), users: cell(row.users, scale), provider: cell(row.provider, scale), gap: s.text(row.gap), gapClass: row.gapClass }));
    const moves = card.rows.map((row, at) => { const t = s.trend(card.rows[(at + 1) % card.rows.length].users, row.users); return [t.move, s.text(t.change)]; });
    return { rows, moves, users: [s.text(card.users.mean), card.users.n], provider: [s.text(card.provider.mean), card.provider.n] };
  });
}
"""  # noqa: E501 - a script reads better unfolded


def _value(rng: random.Random, scale: ScaleSpec) -> Decimal:
    steps = int(scale.span / scale.step)
    return scale.minimum + scale.step * rng.randint(0, steps)


def _score(rng: random.Random, scale: ScaleSpec, indicator: str, group: str | None) -> ScoreInput | None:
    present = rng.choice([None, 0, 1, 4, 5, 12, 137])
    kind = rng.random()
    if kind < 0.12:
        return None
    if kind < 0.3:
        status = rng.choice([Status.NOT_SCORED, Status.NOT_APPLICABLE, Status.REFUSED])
        return ScoreInput(indicator, group, status, present=present)
    if kind < 0.6:
        return ScoreInput(indicator, group, Status.SCORED, value=_value(rng, scale), present=present)
    hands = tuple(rng.choice([0, 0, 1, 2, 7, 31]) for _ in scale.levels)
    return ScoreInput(indicator, group, Status.SCORED, tallies=hands, present=present)


def _case(rng: random.Random) -> dict[str, Any]:
    scale = SCALES[rng.choice(list(SCALES))]
    indicators = [f"i{n}" for n in range(rng.randint(1, 6))]
    groups = [f"g{n}" for n in range(rng.randint(0, 7))]
    scores = [_score(rng, scale, indicator, group) for indicator in indicators for group in (*groups, None)]
    return {
        "scale": scale,
        "indicators": indicators,
        "groups": groups,
        "scores": [score for score in scores if score is not None],
        "rule": rng.choice(list(Rule)),
        "villages": {group: rng.choice(["", "Siadara", " siadara ", "Tighremt", "Straße"]) for group in groups},
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.12f}"


def _cell(cell: Cell, scale: ScaleSpec) -> list[Any]:
    tallies = None if cell.tallies is None else list(cell.tallies)
    level = None if cell.mean is None else scale.band(cell.mean)
    return [cell.status.value, _plain(cell.mean), cell.people, _plain(cell.median), tallies, level]


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    card: Card = build_card(**case)
    scale = case["scale"]
    rows = [
        {
            "cells": [_cell(cell, scale) for cell in row.groups],
            "users": _cell(row.users, scale),
            "provider": _cell(row.provider, scale),
            "gap": _plain(row.gap),
            "gapClass": row.gap_class.value if row.gap_class else None,
        }
        for row in card.rows
    ]
    count = len(card.rows)
    trends = [trend_of("i", card.rows[(at + 1) % count].users, row.users) for at, row in enumerate(card.rows)]
    return {
        "rows": rows,
        "moves": [[trend.move.value, _plain(trend.change)] for trend in trends],
        "users": [_plain(card.users.mean), card.users.n],
        "provider": [_plain(card.provider.mean), card.provider.n],
    }


def _wire(case: dict[str, Any]) -> dict[str, Any]:
    """What the phone gets: numbers as strings, as the package writes them."""
    scores = [
        {
            "indicator": score.indicator,
            "group": score.group,
            "status": score.status.value,
            "value": None if score.value is None else str(score.value),
            "tallies": None if score.tallies is None else list(score.tallies),
            "present": score.present,
        }
        for score in case["scores"]
    ]
    return {**case, "scale": scale_of(case["scale"]), "scores": scores, "rule": case["rule"].value}


@pytest.fixture
def compute(browser: Browser, live_server: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    page = browser.new_page(base_url=live_server.url)
    page.goto("/field/")
    return lambda cases: list(page.evaluate(COMPUTE, cases))


def test_the_same_card_to_the_last_decimal(compute: Callable[..., Any]) -> None:
    rng = random.Random(SEED)  # noqa: S311 - cases, not secrets
    cases = [_case(rng) for _ in range(CASES)]
    for case, found in zip(cases, compute([_wire(case) for case in cases]), strict=True):
        assert found == _expected(case), case


def test_halves_go_away_from_zero_in_both(compute: Callable[..., Any]) -> None:
    """A third of 10 and two thirds, the smallest step, the middle of an even count."""
    scale = SCALES["ten"]
    rows = [(Decimal(10), Decimal(0), Decimal(0)), (Decimal(10), Decimal(10), Decimal(0)), (Decimal("0.5"),) * 3]
    scores = [
        ScoreInput(f"i{at}", f"g{place}", Status.SCORED, value=value)
        for at, values in enumerate(rows)
        for place, value in enumerate(values)
    ]
    case = {"scale": scale, "indicators": ["i0", "i1", "i2"], "groups": ["g0", "g1", "g2"], "scores": scores}
    case["rule"] = Rule.SIMPLE_MEAN
    found = compute([_wire(case)])[0]
    assert found == _expected(case)
    assert [row["users"][1] for row in found["rows"]] == ["3.333333333333", "6.666666666667", "0.500000000000"]
