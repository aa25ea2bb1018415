"""Words that seem personal: stopped once, kept if wished, masked outside the team until decided."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from core.personal import keep_token
from scorecards.enums import CycleState, ModerationState, Suspicion
from scorecards.models import Cycle, ModerationItem, Score
from scorecards.reports.card import build_card
from scorecards.reports.dossier import build_dossier
from scorecards.services.agreed import agree_score
from scorecards.services.inputs import say_nothing_to_track
from scorecards.services.moderation import decide, mask_of, watch
from scorecards.services.preparation import choose_indicators
from scorecards.services.reopening import ask_reopen, decide_reopen
from scorecards.services.sessions import record_score, reopen_session
from scorecards.services.workflow import skip_provider
from tests.conftest import World
from tests.factories import ActionFactory, IndicatorTemplateFactory, release

NAMED = "Mme Alaoui crie sur les patientes."
PLAIN = "Le centre ouvre trop tard."
MASKED = "texte en cours de relecture par l’équipe"


@pytest.fixture
def cycle(world: World) -> Cycle:
    """Every group has scored; the sessions are open again."""
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    cycle.sessions.update(state="open")
    return cycle


def _score(cycle: Cycle) -> Score:
    score = Score.objects.filter(session__cycle=cycle, session__side="users", status="scored").first()
    assert score is not None
    return score


def _record(score: Score, world: World, reason: str) -> Score:
    return record_score(
        session=score.session, indicator=score.indicator, status="scored", mode=score.mode, value=score.value,
        tallies=score.tallies, reason=reason, version=score.version, by=world.facilitator,
    )  # fmt: skip


def _typed(score: Score, reason: str, **more: str) -> dict[str, str]:
    typed = {"how": score.mode, "reason": reason, "version": str(score.version), "suggestion": "", **more}
    if score.tallies is not None:
        typed |= {f"hands_{index}": str(count) for index, count in enumerate(score.tallies)}
        typed["confirm"] = f"{sum(score.tallies)}/{score.session.people_present}"
    else:
        typed["value"] = str(score.value)
    return typed


def test_a_suspect_text_is_asked_about_once_and_kept_on_demand(world: World, cycle: Cycle, signed_in: Any) -> None:
    score = _score(cycle)
    url = reverse("scorecards:session_score", args=[score.session_id, score.indicator_id])
    client = signed_in(world.facilitator)
    first = client.post(url, _typed(score, NAMED))
    page = first.content.decode()
    assert first.status_code == 422
    for words in ("Mme Alaoui", "Parlez du service, pas d’une personne", "Garder ce texte", NAMED, keep_token(NAMED)):
        assert words in page
    kept = client.post(url, _typed(score, NAMED, **{"reason-keep": keep_token(NAMED)}))
    assert kept.status_code == 302
    item = ModerationItem.objects.get()
    assert (item.text, item.suspicion, item.state, item.kept_by) == (
        NAMED, Suspicion.NAME, ModerationState.WAITING, world.facilitator,
    )  # fmt: skip


def test_the_box_speaks_of_one_text_only(world: World, cycle: Cycle, signed_in: Any) -> None:
    score = _score(cycle)
    url = reverse("scorecards:session_score", args=[score.session_id, score.indicator_id])
    other = _typed(score, "M. Tazi crie aussi.", **{"reason-keep": keep_token(NAMED)})
    assert signed_in(world.facilitator).post(url, other).status_code == 422


def test_nothing_is_asked_when_nothing_is_suspect_or_when_it_was_kept_before(
    world: World, cycle: Cycle, signed_in: Any
) -> None:
    score = _score(cycle)
    url = reverse("scorecards:session_score", args=[score.session_id, score.indicator_id])
    client = signed_in(world.facilitator)
    assert client.post(url, _typed(score, PLAIN)).status_code == 302
    score.refresh_from_db()
    kept = _record(score, world, NAMED)
    assert client.post(url, _typed(kept, NAMED, suggestion="Ouvrir plus tôt")).status_code == 302


def test_masked_outside_the_team_until_kept(world: World, cycle: Cycle) -> None:
    score = _record(_score(cycle), world, NAMED)
    row = next(row for row in build_card(cycle, audience="public").rows if row.pk == str(score.indicator_id))
    said = {reason.text for reason in row.reasons}
    assert NAMED not in said
    if said:
        assert MASKED in said
    team = next(row for row in build_card(cycle, audience="team").rows if row.pk == str(score.indicator_id))
    assert NAMED in {reason.text for reason in team.reasons}
    mask = mask_of(cycle)
    assert (mask(NAMED), mask(PLAIN), mask("")) == (MASKED, PLAIN, "")
    decide(item=ModerationItem.objects.get(), state="kept", by=world.administrator)
    assert mask_of(cycle)(NAMED) == NAMED
    decide(item=ModerationItem.objects.get(), state="masked", note="Dites « l’infirmière ».", by=world.administrator)
    assert mask_of(cycle)(NAMED) == MASKED


def test_the_frozen_card_and_the_printed_dossier_are_masked_too(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    score = _score(cycle)
    Score.objects.filter(pk=score.pk).update(reason=NAMED)
    watch(cycle=cycle, texts={f"score:{score.pk}:reason": NAMED}, by=world.facilitator)
    release(cycle, world.facilitator)
    loaded = Cycle.objects.with_context().get(pk=cycle.pk)
    assert NAMED not in repr(build_dossier(loaded, "public"))
    assert NAMED in repr(build_dossier(loaded, "team"))


def test_an_agreed_reason_is_watched(world: World, cycle: Cycle) -> None:
    indicator = cycle.indicators.filter(asked_of__in=["users", "both"]).first()
    assert indicator is not None
    agree_score(cycle=cycle, indicator=indicator, value=Decimal(3), reason=NAMED, version=0, by=world.facilitator)
    assert ModerationItem.objects.get().place.startswith("agreed:")


def test_the_plan_is_watched_and_masked(world: World, signed_in: Any) -> None:
    from actionplans.services import change_action

    cycle = world.make_cycle(state=CycleState.FOLLOW_UP)
    action = ActionFactory(plan=cycle.action_plan)
    change_action(action=action, version=action.version, by=world.facilitator, problem=NAMED)
    assert ModerationItem.objects.get().place == f"action:{action.pk}:problem"
    for person, is_masked in ((world.officer, True), (world.committee, True), (world.facilitator, False)):
        for address in (action.get_absolute_url(), cycle.action_plan.get_absolute_url()):
            page = signed_in(person).get(address).content.decode()
            assert (NAMED not in page) is is_masked or (not is_masked and "Alaoui" not in page), (person, address)
    from actionplans.reports import build_plan

    assert NAMED not in repr(build_plan(cycle.action_plan)), "papers and public pages are masked"


def test_a_changed_text_leaves_the_queue_before_release(world: World, cycle: Cycle) -> None:
    score = _record(_score(cycle), world, NAMED)
    _record(score, world, PLAIN)
    assert not ModerationItem.objects.exists()


def test_masking_needs_advice_and_choices_are_known(world: World, cycle: Cycle) -> None:
    _record(_score(cycle), world, NAMED)
    item = ModerationItem.objects.get()
    for state, note in (("masked", " "), ("waiting", ""), ("made-up", ""), ("masked", "x" * 301)):
        with pytest.raises(Refusal):
            decide(item=item, state=state, note=note, by=world.administrator)
    assert ModerationItem.objects.get().state == ModerationState.WAITING


def test_the_queue_page(world: World, cycle: Cycle, signed_in: Any) -> None:
    _record(_score(cycle), world, NAMED)
    item = ModerationItem.objects.get()
    client = signed_in(world.facilitator)
    page = client.get(reverse("scorecards:moderation_list")).content.decode()
    assert "<mark>Mme Alaoui</mark>" in page
    assert "1 texte" in client.get(cycle.get_absolute_url()).content.decode()
    url = reverse("scorecards:moderation_decide", args=[item.pk])
    assert client.post(url, {"state": "masked"}).status_code == 422
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"state": "masked", "note": "Dites « l’infirmière »."}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.decided_by) == (ModerationState.MASKED, world.facilitator)
    shown = client.get(reverse("scorecards:moderation_list") + "?show=masked").content.decode()
    assert "Dites « l’infirmière »." in shown
    assert signed_in(world.stranger).post(url, {"state": "kept"}).status_code == 404
    assert signed_in(world.officer).get(reverse("scorecards:moderation_list")).status_code == 403


def test_the_municipality_contests_a_service_not_a_person(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    score = Score.objects.filter(session__cycle=cycle, session__side="provider", status="scored").first()
    assert score is not None
    score.reviews.all().delete()
    url = reverse("scorecards:cycle_review", args=[cycle.pk])
    typed = {f"decision-{score.pk}": "contest", f"sentence-{score.pk}": NAMED, f"version-{score.pk}": score.version}
    client = signed_in(world.officer)
    page = client.post(url, typed)
    assert page.status_code == 422
    assert "Garder ce texte" in page.content.decode()
    assert client.post(url, {**typed, f"sentence-{score.pk}-keep": keep_token(NAMED)}).status_code == 302
    assert ModerationItem.objects.get().place.startswith("review:")
    assert NAMED in client.get(url).content.decode(), "its author reads it"
    assert NAMED not in signed_in(world.provider).get(url).content.decode()


class TestReasons:
    """Why a phase or a session is opened again, why the provider takes no part: read again like any other text."""

    def test_a_reason_is_asked_about_then_waits(self, world: World, cycle: Cycle, signed_in: Any) -> None:
        client, url = signed_in(world.facilitator), reverse("scorecards:cycle_reopen", args=[cycle.pk])
        asked = client.post(url, {"reason": NAMED})
        assert asked.status_code == 422
        assert keep_token(NAMED) in asked.content.decode()
        assert client.post(url, {"reason": NAMED, "reason-keep": keep_token(NAMED)}).status_code == 302
        item = ModerationItem.objects.get()
        assert (item.text, item.state) == (NAMED, ModerationState.WAITING)
        queue = client.get(reverse("scorecards:moderation_list")).content.decode()
        assert "un motif dans l’historique" in queue
        assert reverse("scorecards:cycle_history", args=[cycle.pk]) in queue

    def test_a_sessions_reason_waits_once_and_its_place_is_no_person(self, world: World, cycle: Cycle) -> None:
        session = cycle.sessions.filter(side="users").first()
        cycle.sessions.update(state="closed", closed_at=timezone.now())
        reopen_session(session=session, reason=NAMED, by=world.facilitator)
        assert [item.text for item in ModerationItem.objects.all()] == [NAMED]

    def test_a_request_that_is_accepted_waits_once(self, world: World, cycle: Cycle) -> None:
        session = cycle.sessions.get(side="provider")
        cycle.sessions.update(state="closed", closed_at=timezone.now())
        asked = ask_reopen(session=session, reason=NAMED, by=world.provider)
        decide_reopen(request=asked, accepts=True, answer="", by=world.facilitator)
        assert [item.text for item in ModerationItem.objects.all()] == [NAMED]

    def test_why_the_provider_takes_no_part_is_masked_outside_the_team(
        self, world: World, cycle: Cycle, signed_in: Any
    ) -> None:
        Score.objects.filter(session__side="provider").delete()
        skip_provider(cycle=cycle, reason=NAMED, by=world.facilitator)
        release(cycle, world.facilitator)
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE)
        pages = [reverse(f"scorecards:{name}", args=[cycle.pk]) for name in ("cycle_card", "cycle_detail")]
        for page in pages:
            assert NAMED in signed_in(world.facilitator).get(page).content.decode()
            outside = signed_in(world.officer).get(page).content.decode()
            assert NAMED not in outside
            assert MASKED in outside
        decide(item=ModerationItem.objects.get(), state=ModerationState.KEPT, by=world.administrator)
        assert NAMED in signed_in(world.officer).get(pages[0]).content.decode()

    def test_why_nothing_is_tracked_and_an_own_indicator_wait_too(self, world: World) -> None:
        cycle = world.make_cycle()
        say_nothing_to_track(cycle=cycle, note=NAMED, by=world.facilitator)
        own = IndicatorTemplateFactory(owner=world.ngo, label_fr="Accueil par Mme Alaoui")
        common = IndicatorTemplateFactory(label_fr="Accueil par Mme Bennani")
        choose_indicators(cycle=cycle, templates=[own, common], by=world.facilitator)
        assert set(ModerationItem.objects.values_list("text", flat=True)) == {NAMED, "Accueil par Mme Alaoui"}

    def test_the_library_asks_before_it_keeps_a_name(self, world: World, signed_in: Any) -> None:
        page = signed_in(world.facilitator).post(
            reverse("scorecards:library_new"),
            {"code": "accueil", "sector": "health", "about": "provider", "asked_of": "both",
             "label_fr": "Accueil par Mme Alaoui"},
        )  # fmt: skip
        assert page.status_code == 422
        assert "Mme Alaoui" in page.content.decode()
        assert keep_token("Accueil par Mme Alaoui") in page.content.decode()
