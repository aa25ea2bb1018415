"""The life of a rating: who may write what, when, and what is refused."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from actionplans.models import Action
from core.errors import Refusal
from partnerships.enums import CampaignState, Recommendation, State
from partnerships.models import ActionLink, Campaign, EvaluationPlan, Partnership, RatingAnswer, Workshop
from partnerships.reports.rating import build_rating
from partnerships.reports.ratingcounts import criterion_scores
from partnerships.reports.ratingdetail import build_detail
from partnerships.reports.reviews import build_over_time
from partnerships.services.followups import note_follow_up, open_workshop, plan_action
from partnerships.services.gates import missing_for
from partnerships.services.rating import (
    answer_publication,
    change_campaign,
    close_campaign,
    remove_campaign,
    start_campaign,
)
from partnerships.services.ratingextras import benefits_stamp, save_benefits, save_trust, trust_stamp
from partnerships.services.reviews import change_review, plan_calendar, plan_review, remove_review, save_balance
from partnerships.services.sheets import make_link, save_joint_sheet, save_sheet, send_by_link, set_link
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of
from tests.partnerships.ratings import answers, closed, open_campaign, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.ACTIVE)


def rated(three: Partnership, world: World, *levels: Any, **fields: Any) -> Campaign:
    """A closed rating with the sheets of the programme, the town hall and the cooperative, in this order."""
    campaign = open_campaign(three, world.facilitator, **fields)
    people = (world.facilitator, world.officer, world.representative)
    for party, person, level in zip(three.parties.order_by("position"), people, levels, strict=False):
        send(campaign, party, level, person)
    return closed(campaign, world.facilitator)


def test_the_reading_of_three_parties(three: Partnership, world: World) -> None:
    """C9: 4, 1, 2 → mean 2.3333, range 3, variance 1.5556 ÷ 2.25 → r* 0.3086: a disagreement. C7: 2, 2, 1."""
    campaign = rated(three, world, {"C9": 4, "C7": 2}, {"C9": 1, "C7": 2}, {"C9": 2, "C7": 1})
    report = build_rating(campaign)
    line = next(line for line in report.criteria if line.code == "C9")
    assert (line.mean, line.extent, line.agreement) == (Decimal("2.3333"), Decimal(3), Decimal("0.3086"))
    assert line.box == "to_open"
    weak = next(line for line in report.criteria if line.code == "C7")
    assert (weak.mean, weak.box) == (Decimal("1.6667"), "shared_weakness")
    assert criterion_scores(three)["C9"] == Decimal("0.4444")
    assert "Transparen" in report.finding


def test_one_party_alone_cannot_be_read(three: Partnership, world: World) -> None:
    report = build_rating(rated(three, world, 4))
    assert {line.mean for line in report.criteria} == {None}
    assert all("non publiable" in line.why for line in report.criteria)
    assert len(report.unread) == 11


def test_a_sheet_must_be_whole_before_it_leaves(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    party = party_of(three, world.ngo)
    some = {code: row for code, row in answers(3).items() if code != "C5.2"}
    common: dict[str, Any] = {"campaign": campaign, "party": party, "by": world.facilitator}
    with pytest.raises(Refusal, match=r"5\.2"):
        save_sheet(answers=some, send=True, version=0, **common)
    kept = save_sheet(answers=some, send=False, version=0, **common)
    assert (kept.sent_at, kept.answers.count()) == (None, 32)
    sent = save_sheet(answers=answers(3), send=True, version=kept.version, **common)
    with pytest.raises(Refusal, match=r"5\.2"):
        save_sheet(answers=some, send=False, version=sent.version, **common)


def test_a_low_answer_says_what_would_help(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    rows = answers({"C1.1": 1})
    rows["C1.1"] = type(rows["C1.1"])(status="rated", level=1)
    with pytest.raises(Refusal, match=r"1\.1"):
        save_sheet(campaign=campaign, party=party_of(three, world.ngo), answers=rows, send=True, version=0,
                   by=world.facilitator)  # fmt: skip


def test_a_stale_sheet_is_refused(three: Partnership, world: World) -> None:
    campaign, party = open_campaign(three, world.facilitator), party_of(three, world.ngo)
    send(campaign, party, 3, world.facilitator)
    with pytest.raises(Refusal, match="entre-temps"):
        send(campaign, party, 4, world.facilitator)
    assert RatingAnswer.objects.filter(level=3).count() == 33


def test_a_person_answers_once_for_one_party(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    send(campaign, party_of(three, world.ngo), 3, world.facilitator)
    with pytest.raises(Refusal, match="autre partie"):
        send(campaign, party_of(three, world.partner), 3, world.facilitator)


def test_nothing_is_taken_after_the_last_day(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    link = make_link(campaign=campaign, party=party_of(three, world.ngo), by=world.facilitator)
    Campaign.objects.update(closes_on=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(Refusal):
        send(campaign, party_of(three, world.ngo), 3, world.facilitator)
    with pytest.raises(Refusal):
        send_by_link(link=link, answers=answers(3), key="k")


def test_the_same_page_sent_twice_is_one_sheet(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    link = make_link(campaign=campaign, party=party_of(three, world.ngo), by=world.facilitator)
    first = send_by_link(link=link, answers=answers(3), key="k")
    assert send_by_link(link=link, answers=answers(4), key="k").pk == first.pk
    send_by_link(link=link, answers=answers(2), key="autre")
    assert campaign.sheets.count() == 2
    set_link(link=link, is_open=False, by=world.facilitator)
    with pytest.raises(Refusal, match="lien est fermé"):
        send_by_link(link=link, answers=answers(3), key="x")


def test_two_ratings_are_never_open_at_once(three: Partnership, world: World) -> None:
    open_campaign(three, world.facilitator)
    with pytest.raises(Refusal, match="encore ouverte"):
        open_campaign(three, world.facilitator)


def test_settings_freeze_when_it_opens(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    values: dict[str, Any] = {"title": "T", "confidentiality": "parties", "lettered": False, "closes_on": None}
    with pytest.raises(Refusal, match="titre"):
        change_campaign(campaign=campaign, mode="together", version=campaign.version, by=world.facilitator, **values)
    held = change_campaign(
        campaign=campaign, mode=campaign.mode, version=campaign.version, by=world.facilitator, **values
    )
    assert held.title == "T"
    with pytest.raises(Refusal, match="entre-temps"):
        change_campaign(campaign=campaign, mode=campaign.mode, version=1, by=world.facilitator, **values)


def test_closing_needs_a_sheet_and_dropping_needs_a_draft(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator)
    with pytest.raises(Refusal, match="Personne"):
        close_campaign(campaign=campaign, by=world.facilitator)
    with pytest.raises(Refusal, match="reste"):
        remove_campaign(campaign=campaign, by=world.facilitator)
    with pytest.raises(Refusal, match="déjà ouverte"):
        start_campaign(campaign=campaign, by=world.facilitator)


def test_a_partnership_that_is_over_takes_nothing(three: Partnership, world: World) -> None:
    Partnership.objects.update(state=State.CLOSED)
    with pytest.raises(Refusal, match="terminé"):
        open_campaign(three, world.facilitator)


def test_the_common_sheet_stands_beside_the_figures(three: Partnership, world: World) -> None:
    campaign = rated(three, world, 2, 4)
    before = build_rating(campaign).criteria[0].mean
    save_joint_sheet(campaign=campaign, answers=answers(4), send=True, version=0, by=world.officer)
    line = build_rating(campaign).criteria[0]
    assert (line.mean, line.joint) == (before, "4")


def test_together_reads_one_sheet_without_divergence(three: Partnership, world: World) -> None:
    campaign = open_campaign(three, world.facilitator, mode="together")
    with pytest.raises(Refusal, match="ensemble"):
        send(campaign, party_of(three, world.ngo), 3, world.facilitator)
    save_joint_sheet(campaign=campaign, answers=answers({"C7": 1}), send=True, version=0, by=world.officer)
    report = build_rating(close_campaign(campaign=campaign, by=world.facilitator))
    line = next(line for line in report.criteria if line.code == "C7")
    assert (line.mean, line.agreement, line.box) == (Decimal(1), None, "shared_weakness")


def test_answers_of_few_people_are_never_told_apart(three: Partnership, world: World) -> None:
    """Four through the link: only the mean. Five: how many per level, still without who."""
    campaign = open_campaign(three, world.facilitator)
    own, other = party_of(three, world.ngo), party_of(three, world.partner)
    link = make_link(campaign=campaign, party=other, by=world.representative)
    for key in range(4):
        send_by_link(link=link, answers=answers(4), key=str(key))
    send(campaign, own, 3, world.facilitator)
    Campaign.objects.update(state=CampaignState.CLOSED)
    campaign.refresh_from_db()
    detail = build_detail(campaign, "C1", own, world.facilitator)
    assert [part.votes for part in detail.parts] == [(), (), ()]
    assert set(detail.hidden) == {world.ngo.name, world.partner.name}
    Campaign.objects.update(state=CampaignState.OPEN)
    send_by_link(link=link, answers=answers(2), key="5")
    Campaign.objects.update(state=CampaignState.CLOSED)
    votes = build_detail(campaign, "C1", own, world.facilitator).parts[0].votes
    assert [(row.party.name, row.levels) for row in votes] == [(world.partner.name, (0, 1, 0, 4))]
    Campaign.objects.update(lettered=True)
    campaign.refresh_from_db()
    lettered = build_detail(campaign, "C1", own, world.facilitator)
    assert all(part.votes == () for part in lettered.parts)
    assert all(party.name.startswith("Partie ") for party in lettered.report.parties)


def test_the_summary_is_published_when_all_agree(three: Partnership, world: World) -> None:
    campaign = rated(three, world, 3, 3, confidentiality="published")
    parties = list(three.parties.all())
    for party in parties:
        campaign = answer_publication(campaign=campaign, party=party, agrees=True, by=world.facilitator)
    assert campaign.published_at is not None
    campaign = answer_publication(campaign=campaign, party=parties[0], agrees=False, by=world.facilitator)
    assert campaign.published_at is None


def test_a_self_evaluation_is_never_published(three: Partnership, world: World) -> None:
    campaign = rated(three, world, 3, 3)
    with pytest.raises(Refusal, match="réservée aux parties"):
        answer_publication(campaign=campaign, party=party_of(three, world.ngo), agrees=True, by=world.facilitator)


def test_trust_and_benefits(three: Partnership, world: World) -> None:
    campaign, own = open_campaign(three, world.facilitator), party_of(three, world.ngo)
    other = party_of(three, world.partner)
    seen = trust_stamp(campaign, own)
    levels = {(other.pk, "reliability"): 4, (other.pk, "openness"): 2, (other.pk, "benevolence"): None}
    save_trust(campaign=campaign, party=own, levels=levels, seen=seen, by=world.facilitator)
    with pytest.raises(Refusal, match="entre-temps"):
        save_trust(campaign=campaign, party=own, levels=levels, seen=seen, by=world.facilitator)
    now = trust_stamp(campaign, own)
    with pytest.raises(Refusal, match="pas elle-même"):
        save_trust(campaign=campaign, party=own, levels={(own.pk, "openness"): 4}, seen=now, by=world.facilitator)
    own.benefits.create(code="B5")
    stamp = benefits_stamp(campaign, own)
    with pytest.raises(Refusal, match="un bénéfice"):
        save_benefits(campaign=campaign, party=own, felt={}, drawbacks=[], seen=stamp, by=world.facilitator)
    save_benefits(
        campaign=campaign, party=own, felt={"B5": 4}, drawbacks=[("Temps", 2)], seen=stamp, by=world.facilitator
    )
    report = build_rating(campaign)
    assert report.trust.mean == Decimal(3)
    row = next(row for row in report.benefits if row.party.pk == own.pk)
    assert (row.declared, row.felt, row.realised, row.net) == (1, 1, Decimal(1), Decimal("0.5"))
    assert next(row for row in report.benefits if row.party.pk == other.pk).net is None


def test_what_follows_a_result(three: Partnership, world: World) -> None:
    campaign = rated(three, world, {"C9": 4}, {"C9": 1})
    common: dict[str, Any] = {"campaign": campaign, "box": "to_open", "by": world.facilitator}
    note_follow_up(code="C9", note="La commune n’a pas vu le budget.", **common)
    own = party_of(three, world.ngo)
    action = plan_action(code="C9.1", what="Envoyer le budget", party=own, responsible="comptable",
                         due_on=timezone.localdate(), **common)  # fmt: skip
    assert Action.objects.get(pk=action.pk).carrier == world.ngo
    assert ActionLink.objects.get(action=action).criterion == "C9"
    workshop = open_workshop(code="C9", planned_on=None, **common)
    assert Workshop.objects.get(pk=workshop.pk).steps.count() == 4
    detail = build_detail(campaign, "C9", own, world.facilitator)
    assert [row.text for row in detail.parts[0].opened] == ["Envoyer le budget"]
    assert [row.is_action for row in detail.criterion.opened] == [False]
    with pytest.raises(Refusal):
        note_follow_up(code="C99", note="x", **common)


def test_gates_ask_for_a_baseline_and_for_each_balance(three: Partnership, world: World) -> None:
    assert any("t0" in sentence for sentence in missing_for(three, State.TO_SIGN))
    rated(three, world, 3, 3)
    assert not any("t0" in sentence for sentence in missing_for(three, State.TO_SIGN))
    assert sum("bilan" in sentence for sentence in missing_for(three, State.RENEWED)) == 3
    save_balance(party=party_of(three, world.ngo), worked="A", missed="B", continues="C",
                 recommendation=Recommendation.RENEW, send=True, version=0, by=world.facilitator)  # fmt: skip
    assert sum("bilan" in sentence for sentence in missing_for(three, State.RENEWED)) == 2


def test_ratings_side_by_side(three: Partnership, world: World) -> None:
    rated(three, world, {"C9": 2}, {"C9": 2})
    rated(three, world, {"C9": 4}, {"C9": 3})
    over_time = build_over_time(three)
    row = next(row for row in over_time.rows if row.code == "C9")
    assert (over_time.labels, row.means) == (("t0", "t1"), (Decimal(2), Decimal("3.5")))
    assert (row.change, row.way) == (Decimal("1.5"), "up")


def test_the_calendar_of_reviews(three: Partnership, world: World) -> None:
    """31 January, every six months until the end of July next year: 31 July, 31 January, 31 July."""
    with pytest.raises(Refusal, match="plan d’évaluation"):
        plan_calendar(partnership=three, by=world.facilitator)
    EvaluationPlan.objects.create(partnership=three, every_months=6)
    with pytest.raises(Refusal, match="début et la fin"):
        plan_calendar(partnership=three, by=world.facilitator)
    Partnership.objects.update(starts_on=datetime.date(2026, 1, 31), ends_on=datetime.date(2027, 7, 31))
    rows = plan_calendar(partnership=three, by=world.facilitator)
    days = [datetime.date(2026, 7, 31), datetime.date(2027, 1, 31), datetime.date(2027, 7, 31)]
    assert [row.planned_on for row in rows] == days
    with pytest.raises(Refusal, match="déjà"):
        plan_calendar(partnership=three, by=world.facilitator)


def test_a_review_is_held_with_its_words(three: Partnership, world: World) -> None:
    today = timezone.localdate()
    review = plan_review(partnership=three, planned_on=today, by=world.facilitator)
    common: dict[str, Any] = {"review": review, "planned_on": today, "by": world.officer}
    with pytest.raises(Refusal, match="à venir"):
        change_review(held_on=today + datetime.timedelta(days=1), notes="x", version=1, **common)
    with pytest.raises(Refusal, match="dit et décidé"):
        change_review(held_on=today, notes="", version=1, **common)
    change_review(held_on=today, notes="On continue.", version=1, **common)
    with pytest.raises(Refusal, match="entre-temps"):
        change_review(held_on=today, notes="Autre", version=1, **common)
    with pytest.raises(Refusal, match="elle reste"):
        remove_review(review=review, by=world.facilitator)
