"""Who does what: each step has one in charge, and the page and the paper show it."""

from typing import Any

import pytest
from django.urls import reverse

from scorecards.rolematrix import ROLE_STEPS, WHO_WORDS, RoleStep, Who
from tests.conftest import World


def test_the_steps_of_a_cycle_in_their_order() -> None:
    codes = [step.code for step in ROLE_STEPS]
    assert codes == ["prepare", "score", "self_evaluate", "review", "meet", "carry_out", "follow_up"]
    assert list(WHO_WORDS) == list(Who)


@pytest.mark.parametrize("step", ROLE_STEPS, ids=lambda step: step.code)
def test_each_step_has_one_in_charge_who_has_something_to_do(step: RoleStep) -> None:
    leading = [str(words) for _head, words, leads in step.cells if leads]
    assert len(leading) == 1
    assert leading[0]
    assert len(step.cells) == len(Who)


def test_everybody_is_in_charge_of_something() -> None:
    assert {step.in_charge for step in ROLE_STEPS} == set(Who)


def test_the_page_shows_it_for_everybody(world: World, signed_in: Any) -> None:
    url = reverse("scorecards:service_rights", args=[world.service_point.pk])
    for person in (world.facilitator, world.officer, world.provider):
        page = signed_in(person).get(url)
        shown = page.content.decode()
        assert page.status_code == 200
        assert "Qui fait quoi" in shown
        assert shown.count("(responsable)") == len(ROLE_STEPS)
        for step in ROLE_STEPS:
            assert str(step.title) in shown
            assert all(str(words) in shown for words in step.parts.values())
