"""Who meets what: surveys, answers read, sittings observed, contributions and their follow-up; the public pages."""

from typing import Any

from django.utils import timezone

from tests.access import ADMINISTRATOR, FACILITATOR, OFFICER, OK, Row, everyone
from tests.access.world import World

#: The town hall's officer runs the device, the programme's people accompany it; the others see nothing of it.
KEEPERS = {**everyone(404), FACILITATOR: OK, ADMINISTRATOR: OK, OFFICER: OK}


def _edition(world: World) -> dict[str, Any]:
    return {"pk": world.edition.pk}


def _survey(world: World) -> Any:
    row, _made = world.edition.surveys.get_or_create(audience="participants", moment="during", secret="un-secret")
    return row


def _of_survey(world: World) -> dict[str, Any]:
    return {"pk": _survey(world).pk}


#: Publishing is of those who run the device.
RUNNERS = {**everyone(404), FACILITATOR: 403, ADMINISTRATOR: 403, OFFICER: OK}


def _contribution(world: World) -> dict[str, Any]:
    row, _made = world.edition.contributions.get_or_create(number=1, defaults={"text": "Une passerelle"})
    return {"pk": row.pk}


def _said(world: World) -> dict[str, Any]:
    device = world.edition.device
    device.published_at = device.public_page_at = timezone.now()
    device.save()
    return {"pk": device.pk}


def _answer(world: World) -> dict[str, Any]:
    response, _made = _survey(world).responses.get_or_create(on=timezone.localdate())
    row, _made = response.open_answers.get_or_create(question="change", text="Les horaires")
    return {"pk": row.pk}


def _sitting(world: World) -> dict[str, Any]:
    row, _made = world.edition.sittings.get_or_create(held_on=timezone.localdate())
    return {"pk": row.pk}


ROWS: dict[str, Row] = {
    "concertation:surveys": Row(own=KEEPERS, kwargs=_edition),
    "concertation:survey_detail": Row(own=KEEPERS, kwargs=_of_survey),
    "concertation:survey_toggle": Row(own=KEEPERS, kwargs=_of_survey, method="POST", data=lambda w: {"to": "closed"}),
    "concertation:survey_paper": Row(own=KEEPERS, kwargs=_of_survey),
    "concertation:survey_sheet": Row(own=KEEPERS, kwargs=_of_survey),
    # The link is the only key: whoever holds it answers, and nothing else is told.
    "voices:survey": Row(
        own=everyone(200),
        kwargs=lambda w: {"secret": _survey(w).secret},
        foreign=everyone(200),
        nobody=200,
        public=True,
    ),
    "voices:device": Row(own=everyone(200), kwargs=_said, foreign=everyone(200), nobody=200, public=True),
    "concertation:contributions": Row(own=KEEPERS, kwargs=_edition),
    "concertation:contribution_create": Row(own=KEEPERS, kwargs=_edition),
    "concertation:contributions_group": Row(own=KEEPERS, kwargs=_edition, method="POST"),
    "concertation:contributions_publish": Row(own=RUNNERS, kwargs=_edition, method="POST"),
    "concertation:commitments": Row(own=KEEPERS, kwargs=_edition),
    "concertation:public_page": Row(own=RUNNERS, kwargs=_edition, method="POST", data=lambda w: {"shown": "no"}),
    "concertation:said_poster": Row(own=KEEPERS, kwargs=_edition, method="POST"),
    "concertation:contribution_follow": Row(own=KEEPERS, kwargs=_contribution),
    "concertation:contribution_hide": Row(
        own=KEEPERS, kwargs=_contribution, method="POST", data=lambda w: {"shown": "no"}
    ),
    "concertation:coding": Row(own=KEEPERS, kwargs=_edition),
    "concertation:answer_read": Row(own=KEEPERS, kwargs=_answer, method="POST"),
    "concertation:observation": Row(own=KEEPERS, kwargs=_edition),
    "concertation:sitting_speech": Row(own=KEEPERS, kwargs=_sitting),
    "concertation:sitting_grid": Row(own=KEEPERS, kwargs=lambda w: {**_sitting(w), "observer": 1}),
}
