"""Who meets what: ratings, their sheets and links, what follows them, reviews, the balance sheet."""

from typing import Any

from django.utils import timezone

from partnerships.enums import CampaignState
from partnerships.models import Campaign, LearningQuestion, PartyLink, Review
from tests.access import COMMITTEE, OBSERVER, Row, everyone
from tests.access.world import World
from tests.partnerships.factories import party_of

#: Nothing is published: a committee member and an observer meet nothing, whatever their organisation.
PARTIES = {**everyone(), COMMITTEE: 404, OBSERVER: 404}
#: The programme's own people coordinate in the world.
KEEPERS = {**PARTIES, "officer": 403, "provider": 403, "representative": 403}


def _of(world: World) -> dict[str, Any]:
    return {"pk": world.partnership.pk}


def _campaign(world: World, state: str, **fields: Any) -> dict[str, Any]:
    rows = Campaign.objects.filter(partnership=world.partnership)
    row = rows.filter(state=state).first() or rows.create(
        partnership=world.partnership, number=rows.count(), state=state, opened_at=timezone.now(), **fields
    )
    return {"pk": row.pk}


def _draft(world: World) -> dict[str, Any]:
    return _campaign(world, CampaignState.DRAFT)


def _open(world: World) -> dict[str, Any]:
    return _campaign(world, CampaignState.OPEN)


def _together(world: World) -> dict[str, Any]:
    return _campaign(world, CampaignState.OPEN, mode="together")


def _closed(world: World) -> dict[str, Any]:
    return _campaign(world, CampaignState.CLOSED, closed_at=timezone.now(), confidentiality="published")


def _export(world: World) -> dict[str, Any]:
    return {**_closed(world), "kind": "rating_xlsx"}


def _criterion(world: World) -> dict[str, Any]:
    return {**_closed(world), "code": "C9"}


def _statement(world: World) -> dict[str, Any]:
    return {**_closed(world), "code": "C9.2"}


def _secret(world: World) -> dict[str, Any]:
    campaign = Campaign.objects.get(pk=_open(world)["pk"])
    party = party_of(world.partnership, world.home.ngo)
    by = world.home.people["facilitator"]
    PartyLink.objects.get_or_create(campaign=campaign, party=party, defaults={"secret": "un-secret", "made_by": by})
    return {"secret": "un-secret"}


def _review(world: World) -> dict[str, Any]:
    row, _made = Review.objects.get_or_create(
        partnership=world.partnership, number=0, defaults={"planned_on": timezone.localdate()}
    )
    return {"pk": row.pk}


def _question(world: World) -> dict[str, Any]:
    row, _made = LearningQuestion.objects.get_or_create(partnership=world.partnership, text="Qui vient, et pourquoi ?")
    return {"pk": row.pk}


ROWS: dict[str, Row] = {
    "partnerships:rating": Row(own=PARTIES, kwargs=_of),
    "partnerships:campaign_create": Row(own=KEEPERS, kwargs=_of),
    "partnerships:campaign_detail": Row(own=PARTIES, kwargs=_closed),
    "partnerships:campaign_edit": Row(own=KEEPERS, kwargs=_draft),
    "partnerships:campaign_open": Row(own=KEEPERS, kwargs=_draft, method="POST"),
    "partnerships:campaign_close": Row(own=KEEPERS, kwargs=_open, method="POST"),
    "partnerships:campaign_remove": Row(own=KEEPERS, kwargs=_draft, method="POST"),
    "partnerships:campaign_publish": Row(own=PARTIES, kwargs=_closed, method="POST"),
    "partnerships:campaign_export": Row(own=PARTIES, kwargs=_export, method="POST"),
    "partnerships:campaign_sheet": Row(own=PARTIES, kwargs=_open),
    "partnerships:campaign_joint": Row(own=PARTIES, kwargs=_together),
    "partnerships:campaign_trust": Row(own=PARTIES, kwargs=_open),
    "partnerships:campaign_benefits": Row(own=PARTIES, kwargs=_open),
    "partnerships:campaign_link": Row(own=PARTIES, kwargs=_open),
    "partnerships:campaign_link_state": Row(own=PARTIES, kwargs=_open, method="POST"),
    "partnerships:campaign_criterion": Row(own=PARTIES, kwargs=_criterion),
    "partnerships:follow_note": Row(own=PARTIES, kwargs=_statement),
    "partnerships:follow_action": Row(own=PARTIES, kwargs=_statement),
    "partnerships:follow_workshop": Row(own=PARTIES, kwargs=_statement),
    # The link is the only key: whoever holds it answers, and nothing else is told.
    "partnerships:answer": Row(own=everyone(200), kwargs=_secret, foreign=everyone(200), nobody=200, public=True),
    "partnerships:reviews": Row(own=PARTIES, kwargs=_of),
    "partnerships:reviews_calendar": Row(own=KEEPERS, kwargs=_of, method="POST"),
    "partnerships:review_edit": Row(own=PARTIES, kwargs=_review),
    "partnerships:review_remove": Row(own=KEEPERS, kwargs=_review, method="POST"),
    "partnerships:review_question": Row(own=PARTIES, kwargs=_question),
    "partnerships:balance": Row(own=PARTIES, kwargs=_of),
    "partnerships:balance_write": Row(own=PARTIES, kwargs=_of),
    "partnerships:balance_export": Row(own=PARTIES, kwargs=_of, method="POST"),
}
