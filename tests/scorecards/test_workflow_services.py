"""The named transitions: what each waits for, what it does, the trace it leaves, and the way back."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.errors import Refusal
from scorecards.enums import AskedOf, CycleState, ReviewKind, SessionState, Side
from scorecards.models import (
    CardRelease,
    Cycle,
    CycleEvent,
    Discussion,
    Group,
    InterfaceMeeting,
    Review,
    Score,
    ScoringSession,
)
from scorecards.services import sessions, workflow
from tests.factories import ActionFactory, CycleFactory, GroupFactory, IndicatorFactory, SessionFactory, full_cycle


def lacks(cycle: Cycle, name: str) -> str:
    return " ".join(workflow.missing_for(cycle, name))


def event(cycle: Cycle) -> CycleEvent:
    return cycle.events.order_by("-at").first()


def close_provider(cycle: Cycle, world: Any) -> ScoringSession:
    """The provider's session scored and closed."""
    session = cycle.sessions.get(side=Side.PROVIDER)
    for indicator in cycle.indicators.all():
        sessions.record_score(
            session=session, indicator=indicator, status="refused", reason="Pas le temps", version=0, by=world.provider
        )
    return sessions.close_session(session=session, by=world.provider)


class TestLaunch:
    def test_it_says_all_that_is_missing(self, world: Any) -> None:
        cycle = CycleFactory(organization=world.ngo)
        assert [lack.about for lack in workflow.lacks_for(cycle, "launch")] == ["groups", "indicators"]
        with pytest.raises(Refusal, match="Aucun groupe.*Aucun indicateur"):
            workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        assert Cycle.objects.get(pk=cycle.pk).state == CycleState.PREPARATION

    def test_users_must_be_asked_something(self, world: Any) -> None:
        cycle = CycleFactory()
        GroupFactory(cycle=cycle)
        IndicatorFactory(cycle=cycle, asked_of=AskedOf.PROVIDER)
        assert "posé aux utilisateurs" in lacks(cycle, "launch")

    def test_a_session_opens_per_group_and_one_for_the_provider(self, world: Any) -> None:
        cycle = world.make_cycle()
        step = workflow.next_step(cycle)
        assert (step.name, step.missing) == ("launch", ())
        launched = workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        made = [(session.side, session.state) for session in launched.sessions.order_by("-side")]
        assert made == [("users", "planned"), ("users", "planned"), ("provider", "planned")]
        trace = event(cycle)
        assert (trace.name, trace.from_state, trace.to_state, trace.by) == (
            "launch", "preparation", "community", world.facilitator,
        )  # fmt: skip

    def test_nothing_asked_of_the_provider_makes_no_session(self, world: Any) -> None:
        cycle = CycleFactory()
        GroupFactory(cycle=cycle)
        IndicatorFactory(cycle=cycle, asked_of=AskedOf.USERS)
        launched = workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        assert [session.side for session in launched.sessions.all()] == ["users"]

    def test_a_double_click_is_told_that_it_is_done(self, world: Any) -> None:
        cycle = world.make_cycle()
        workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        with pytest.raises(Refusal, match="déjà faite"):
            workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        assert CycleEvent.objects.filter(cycle=cycle, name="launch").count() == 1

    def test_launched_again_after_reopening_it_adds_what_is_new_and_keeps_what_is_there(self, world: Any) -> None:
        cycle = world.make_cycle(state="community")
        kept = set(cycle.sessions.values_list("pk", flat=True))
        workflow.reopen(cycle=cycle, reason="Il manque les jeunes", by=world.facilitator)
        GroupFactory(cycle=cycle, kind="youth")
        workflow.advance(cycle=cycle, name="launch", by=world.facilitator)
        assert kept < set(cycle.sessions.values_list("pk", flat=True))
        assert cycle.sessions.count() == len(kept) + 1

    def test_an_unknown_name_is_a_mistake_of_the_caller(self, world: Any) -> None:
        with pytest.raises(ValueError, match="unknown transition"):
            workflow.advance(cycle=world.make_cycle(), name="explode", by=world.facilitator)


class TestCommunity:
    def test_every_group_must_have_closed(self, world: Any) -> None:
        cycle = world.make_cycle(state="community")
        ScoringSession.objects.filter(group__kind="men").update(state=SessionState.PLANNED)
        said = lacks(cycle, "finish_community")
        assert "Femmes : 3 indicateurs n’ont pas encore de réponse" in said.replace("\u00a0", " ")
        assert "Hommes : la séance n’est pas encore ouverte" in said.replace("\u00a0", " ")
        with pytest.raises(Refusal):
            workflow.advance(cycle=cycle, name="finish_community", by=world.facilitator)

    def test_an_answered_session_is_still_to_be_closed(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.COMMUNITY)
        cycle.sessions.filter(side=Side.USERS).update(state=SessionState.OPEN)
        assert "reste à clôturer" in lacks(cycle, "finish_community")

    def test_an_indicator_added_later_reopens_the_question(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        IndicatorFactory(cycle=cycle)
        assert "1 indicateur n’a pas encore" in lacks(cycle, "release")

    def test_all_closed_it_goes_on(self, world: Any) -> None:
        cycle = full_cycle(organization=world.ngo, service_point=world.service_point, state="provider")
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.COMMUNITY)
        assert workflow.advance(cycle=cycle, name="finish_community", by=world.facilitator).state == "provider"


class TestRelease:
    def test_the_provider_must_have_closed(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        assert "n’ont pas encore de réponse" in lacks(cycle, "release")
        with pytest.raises(Refusal):
            workflow.advance(cycle=cycle, name="release", by=world.facilitator)

    def test_it_freezes_the_card_and_opens_the_plan_to_readers(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        close_provider(cycle, world)
        released = workflow.advance(cycle=cycle, name="release", by=world.facilitator)
        assert (released.state, released.is_released) == (CycleState.INTERFACE, True)
        assert CardRelease.objects.get(cycle=cycle, is_current=True).by == world.facilitator
        released.action_plan.refresh_from_db()
        assert released.action_plan.published_at == released.released_at
        assert Cycle.objects.visible_to(world.observer).filter(pk=cycle.pk).exists()

    def test_unreviewed_scores_hold_it_back_unless_a_reason_is_written(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        session = cycle.sessions.get(side=Side.PROVIDER)
        for indicator in cycle.indicators.all():
            sessions.record_score(
                session=session, indicator=indicator, status="scored", value=Decimal(indicator.position), version=0,
                by=world.provider,
            )  # fmt: skip
        sessions.close_session(session=session, by=world.provider)
        cycle.refresh_from_db(fields=["review_due_on"])
        assert cycle.review_due_on == timezone.localdate() + timezone.timedelta(days=sessions.REVIEW_DAYS)
        assert "3 notes du prestataire à relire" in lacks(cycle, "release")
        with pytest.raises(Refusal, match="à relire"):
            workflow.advance(cycle=cycle, name="release", by=world.facilitator)
        workflow.advance(cycle=cycle, name="release", by=world.facilitator, reason="La commune ne répond pas")
        assert event(cycle).reason == "La commune ne répond pas"

    def test_a_contest_waits_for_the_answer(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        session = cycle.sessions.get(side=Side.PROVIDER)
        first = cycle.indicators.first()
        score = Score.objects.create(session=session, indicator=first, value=9)
        ScoringSession.objects.filter(pk=session.pk).update(state=SessionState.CLOSED)
        cycle.indicators.exclude(pk=first.pk).delete()
        made = {"score": score, "by": world.officer, "score_version": 1}
        Review.objects.create(kind=ReviewKind.CONTEST, sentence="La pharmacie est vide", **made)
        counts = workflow.review_counts(cycle)
        assert (counts.total, counts.waiting, counts.contested, counts.done) == (1, 0, 1, 1)
        assert "attend la réponse du prestataire" in lacks(cycle, "release")
        Review.objects.create(kind=ReviewKind.ANSWER, sentence="Livrée hier", **{**made, "by": world.provider})
        assert lacks(cycle, "release") == ""

    def test_without_the_provider_with_a_reason(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        with pytest.raises(Refusal, match="Écrivez pourquoi"):
            workflow.skip_provider(cycle=cycle, reason="  ", by=world.facilitator)
        workflow.skip_provider(cycle=cycle, reason="Personnel en grève", by=world.facilitator)
        released = workflow.advance(cycle=Cycle.objects.get(pk=cycle.pk), name="release", by=world.facilitator)
        assert released.provider_note == "Personnel en grève"
        assert CycleEvent.objects.get(cycle=cycle, name="skip_provider").reason == "Personnel en grève"

    def test_the_provider_may_come_back_in(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        workflow.skip_provider(cycle=cycle, reason="Personnel en grève", by=world.facilitator)
        assert workflow.include_provider(cycle=cycle, by=world.facilitator).provider_note == ""
        assert lacks(Cycle.objects.get(pk=cycle.pk), "release") != ""

    def test_once_they_scored_they_are_not_left_out(self, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        Score.objects.create(
            session=cycle.sessions.get(side=Side.PROVIDER), indicator=cycle.indicators.first(), value=5
        )
        with pytest.raises(Refusal, match="a déjà noté"):
            workflow.skip_provider(cycle=cycle, reason="Trop bas", by=world.facilitator)

    @pytest.mark.parametrize("act", [workflow.skip_provider, workflow.include_provider])
    def test_after_scoring_it_is_too_late(self, world: Any, act: Any) -> None:
        more = {"reason": "Grève"} if act is workflow.skip_provider else {}
        with pytest.raises(Refusal, match="finie"):
            act(cycle=world.make_cycle(state="interface"), by=world.facilitator, **more)


class TestMeeting:
    def test_it_needs_a_date_then_to_be_held_with_an_agenda(self, world: Any) -> None:
        cycle = world.make_cycle(state="interface")
        assert "pas encore de date" in lacks(cycle, "finish_meeting")
        meeting = InterfaceMeeting.objects.create(cycle=cycle, planned_on=timezone.localdate())
        assert [lack.about for lack in workflow.lacks_for(cycle, "finish_meeting")] == ["meeting", "agenda", "plan"]
        meeting.held_on = timezone.localdate()
        meeting.save()
        point = Discussion.objects.create(meeting=meeting, indicator=cycle.indicators.first())
        assert "1 point de l’ordre du jour" in lacks(cycle, "finish_meeting")
        point.outcome, point.agreement = "agreed", "Afficher les horaires"
        point.save()
        assert [lack.about for lack in workflow.lacks_for(cycle, "finish_meeting")] == ["plan"]

    def test_an_empty_plan_passes_with_a_reason_only(self, world: Any) -> None:
        cycle = self.held(world)
        with pytest.raises(Refusal, match="Le plan d’action est vide"):
            workflow.advance(cycle=cycle, name="finish_meeting", by=world.facilitator)
        workflow.advance(cycle=cycle, name="finish_meeting", by=world.facilitator, reason="Tout va bien")
        assert event(cycle).reason == "Tout va bien"

    def test_a_reason_does_not_stand_for_a_meeting(self, world: Any) -> None:
        with pytest.raises(Refusal, match="pas encore de date"):
            workflow.advance(
                cycle=world.make_cycle(state="interface"),
                name="finish_meeting",
                by=world.facilitator,
                reason="Pressés",
            )

    def test_then_it_is_followed_and_closed(self, world: Any) -> None:
        cycle = self.held(world)
        ActionFactory(plan=cycle.action_plan)
        assert workflow.advance(cycle=cycle, name="finish_meeting", by=world.facilitator).state == "follow_up"
        closed = workflow.advance(cycle=cycle, name="close", by=world.facilitator)
        assert closed.state == CycleState.CLOSED
        assert workflow.next_step(closed).name == "repeat"

    def held(self, world: Any) -> Cycle:
        cycle = world.make_cycle(state="interface")
        meeting = InterfaceMeeting.objects.create(cycle=cycle, held_on=timezone.localdate())
        Discussion.objects.create(meeting=meeting, indicator=cycle.indicators.first(), outcome="postponed")
        return cycle


class TestReopening:
    @pytest.mark.parametrize(
        ("state", "back"),
        [
            ("community", "preparation"),
            ("provider", "community"),
            ("interface", "provider"),
            ("follow_up", "interface"),
            ("closed", "follow_up"),
        ],
    )
    def test_one_phase_back_with_its_reason(self, world: Any, state: str, back: str) -> None:
        cycle = world.make_cycle(state=state)
        reopened = workflow.reopen(cycle=cycle, reason="Une erreur de saisie", by=world.facilitator)
        assert reopened.state == back
        trace = event(cycle)
        assert (trace.name, trace.from_state, trace.to_state, trace.reason) == (
            "reopen", state, back, "Une erreur de saisie",
        )  # fmt: skip

    def test_without_a_reason_nothing_moves(self, world: Any) -> None:
        cycle = world.make_cycle(state="closed")
        with pytest.raises(Refusal, match="Écrivez pourquoi"):
            workflow.reopen(cycle=cycle, reason=" \n", by=world.facilitator)
        assert Cycle.objects.get(pk=cycle.pk).state == CycleState.CLOSED

    def test_preparation_has_nothing_before_it(self, world: Any) -> None:
        with pytest.raises(Refusal, match="rien à rouvrir"):
            workflow.reopen(cycle=world.make_cycle(), reason="Pour voir", by=world.facilitator)

    def test_a_released_card_is_withdrawn_and_kept(self, world: Any) -> None:
        cycle = world.make_cycle(state="interface")
        reopened = workflow.reopen(cycle=cycle, reason="Une séance oubliée", by=world.facilitator)
        assert reopened.released_at is None
        assert [release.is_current for release in cycle.releases.all()] == [False]
        assert not Cycle.objects.visible_to(world.observer).filter(pk=cycle.pk).exists()

    def test_a_round_with_a_follower_stays_closed(self, world: Any) -> None:
        cycle = world.make_cycle(state="closed")
        CycleFactory(organization=world.ngo, service_point=world.service_point, number=2, previous=cycle)
        with pytest.raises(Refusal, match="Un tour suivant existe"):
            workflow.reopen(cycle=cycle, reason="Pour voir", by=world.facilitator)

    def test_another_open_cycle_keeps_it_closed(self, world: Any) -> None:
        cycle = world.make_cycle(state="closed")
        CycleFactory(organization=world.ngo, service_point=world.service_point, number=2)
        with pytest.raises(Refusal, match="Un autre cycle est ouvert"):
            workflow.reopen(cycle=cycle, reason="Pour voir", by=world.facilitator)


def test_lacks_cost_the_same_for_2_and_12_groups(world: Any, django_assert_max_num_queries: Any) -> None:
    for count in (2, 12):
        cycle = CycleFactory(community=True)
        for _ in range(count):
            SessionFactory(cycle=cycle)
        IndicatorFactory(cycle=cycle)
        with django_assert_max_num_queries(2):
            assert len(workflow.lacks_for(cycle, "finish_community")) == count
    assert Group.objects.count() >= 14
