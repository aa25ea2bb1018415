"""The demonstration: whole, alive at every phase, and the same after a second run."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from accounts import demo as people
from accounts.enums import Role
from accounts.models import User
from actionplans.enums import ActionState
from actionplans.models import Action, ActionUpdate
from scorecards.demo.safeguards import RECEIPTS
from scorecards.enums import ConsolidationRule, CycleState, Outcome, Scale, SessionState, SubmissionState
from scorecards.models import (
    BallotBox,
    Cycle,
    CycleEvent,
    Discussion,
    Incident,
    ModerationItem,
    Review,
    Score,
    ScoringSession,
    SensitiveReport,
    Submission,
)
from scorecards.reports.card import build_card
from scorecards.reports.differences import build_differences
from scorecards.reports.talk import build_talk
from scorecards.services.review import provider_scores, state_of
from scorecards.services.sensitive import conversation, find_report

pytestmark = pytest.mark.django_db


def demo(*options: str) -> str:
    out = io.StringIO()
    call_command("demo_data", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Played once; every test looks at it, and it is gone afterwards."""
    with django_db_blocker.unblock():
        transaction.set_autocommit(False)
        try:
            with translation.override("fr"):
                yield demo()
        finally:
            transaction.rollback()
            transaction.set_autocommit(True)


def test_every_phase_and_every_scale_has_a_cycle(loaded: str) -> None:
    assert set(Cycle.objects.values_list("state", flat=True)) == set(CycleState.values)
    assert set(Cycle.objects.values_list("scale", flat=True)) == set(Scale.values)


def test_logins_are_one_per_role_and_open_the_door(loaded: str) -> None:
    assert demo("--logins") == loaded
    assert len(people.logins()) == len(Role)
    for _role, email in people.logins():
        assert email in loaded
        assert Client().login(username=email, password=people.PASSWORD)
        assert User.objects.get(email=email).role is not None


def test_siadara_shows_the_published_means(loaded: str) -> None:
    cycles = Cycle.objects.filter(service_point__name__contains="Siadara").order_by("number")
    releases = [cycle.releases.get(is_current=True) for cycle in cycles]
    assert [f"{release.provider_mean:.3f}" for release in releases] == ["7.889", "9.056", "9.500"]
    assert [f"{release.users_mean:.1f}" for release in releases] == ["8.0", "9.6", "10.0"]
    assert not any(cycle.is_demo for cycle in cycles)
    last = cycles.last()
    actions = last.action_plan.actions
    assert last.state == CycleState.FOLLOW_UP
    assert actions.count() == 12
    assert set(actions.values_list("state", flat=True)) == set(ActionState.values)
    assert actions.late().count() >= 2
    assert not Discussion.objects.filter(meeting__cycle=last, outcome="").exists()
    assert last.action_plan.followers.exists()


def test_what_was_constructed_says_so(loaded: str) -> None:
    assert all(Cycle.objects.exclude(service_point__name__contains="Siadara").values_list("is_demo", flat=True))


def test_the_review_is_half_done_and_the_meeting_half_written(loaded: str) -> None:
    school = Cycle.objects.get(state=CycleState.PROVIDER)
    states = {str(state_of(score, score.reviews.all())) for score in provider_scores(school)}
    assert states == {"to_review", "confirmed", "contested", "answered"}
    pump = Discussion.objects.filter(meeting__cycle__state=CycleState.INTERFACE)
    assert pump.filter(outcome="").exists()
    assert pump.filter(outcome=Outcome.DISAGREEMENT).exists()
    sessions = ScoringSession.objects.filter(cycle__service_point__name__contains="Maison communale")
    assert set(sessions.values_list("state", flat=True)) == set(SessionState.values)


def test_the_story_is_told_on_its_own_days(loaded: str) -> None:
    today = timezone.localdate()
    first = Cycle.objects.get(service_point__name__contains="École primaire", number=1)
    assert first.events.earliest("at").at.date() == first.starts_on
    assert (today - first.starts_on).days == 330
    assert not CycleEvent.objects.filter(at__gt=timezone.now()).exists()
    assert not ActionUpdate.objects.filter(on__gt=today).exists()
    assert not Action.objects.filter(plan__cycle__starts_on__gt=today).exists()
    review = Review.objects.filter(score__session__cycle=first).earliest("at")
    assert (today - review.at.date()).days > 300
    event = Score.pgh_event_model.objects.filter(pgh_obj__session__cycle=first).earliest("pgh_created_at")
    assert (today - event.pgh_created_at.date()).days > 300
    assert event.pgh_context.metadata["user"]


def test_every_card_can_be_drawn(loaded: str) -> None:
    for cycle in Cycle.objects.with_context():
        for audience in ("team", "public"):
            assert build_card(cycle, audience=audience).rows


def test_who_spoke_and_the_villages_show(loaded: str) -> None:
    """Turns counted in each round of the school and at the pump, whose villages count once each."""
    school = Cycle.objects.filter(service_point__name__contains="École primaire").order_by("number")
    pump = Cycle.objects.get(state=CycleState.INTERFACE)
    spoken = [build_talk(cycle, audience="public").lines for cycle in (*school[:2], pump)]
    assert [len(lines) for lines in spoken] == [1, 1, 1]
    assert all(line.difference for (line,) in spoken)
    assert pump.releases.get(is_current=True).rule == ConsolidationRule.VILLAGE_MEAN
    villages = build_differences(pump, audience="public").villages
    assert len(villages.names) == 2
    assert "chacun compte une fois" in villages.how


def test_the_protections_show_each_state(loaded: str) -> None:
    """A text to read again, an incident closed, a round paused, two protected reports and one exchange."""
    assert list(ModerationItem.objects.filter(state="waiting").values_list("suspicion", flat=True)) == ["name"]
    assert set(Incident.objects.values_list("state", flat=True)) == {"open", "closed"}
    paused = Cycle.objects.get(paused_at__isnull=False)
    assert CycleEvent.objects.filter(cycle=paused, name="pause").exists()
    assert SensitiveReport.objects.count() == 2
    exchange = conversation(find_report(typed=RECEIPTS[0]))
    assert [said.from_referent for said in exchange] == [False, True]
    admin, referent = (User.objects.get(email=f"{name}@exemple.org") for name in ("admin", "animateur"))
    assert not SensitiveReport.objects.visible_to(admin).exists()
    assert SensitiveReport.objects.visible_to(referent).count() == 2


def test_the_field_has_a_tablet_a_conflict_and_an_open_vote(loaded: str) -> None:
    conflict = Submission.objects.get(state=SubmissionState.CONFLICT)
    assert conflict.cells.filter(choice="").count() == 1
    assert conflict.device.name == "Tablette de l’équipe"
    assert Submission.objects.filter(state=SubmissionState.APPLIED).exists()
    box = BallotBox.objects.get()
    assert (box.is_open, box.received, box.session.is_open) == (True, 7, True)
