"""The pages of the full preparation: reached from the cycle, empty, wrong input, right input, many rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.enums import Role
from scorecards.enums import CycleState, GroupKind, ReadinessKey, Variant
from scorecards.models import (
    Briefing,
    Cycle,
    FacilitatorProfile,
    GroupTeam,
    InputItem,
    Pulse,
    ReadinessCheck,
    SocialMapEntry,
    StepHours,
)
from scorecards.reports.dossier import build_dossier
from scorecards.script import STEPS, script, scripts
from tests.conftest import World
from tests.factories import UserFactory, full_cycle

PAGES = ("readiness", "team", "briefings", "inputs", "map", "hours", "hands", "script")


def _url(cycle: Cycle, name: str, *more: Any) -> str:
    return reverse(f"scorecards:{name}", args=[cycle.pk, *more])


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle()


@pytest.fixture
def client(world: World, signed_in: Any) -> Any:
    return signed_in(world.facilitator)


def test_every_page_is_one_click_from_the_cycle_and_stands_empty(cycle: Cycle, client: Any) -> None:
    page = client.get(cycle.get_absolute_url()).content.decode()
    for name in PAGES:
        assert _url(cycle, f"cycle_{name}") in page
        assert client.get(_url(cycle, f"cycle_{name}")).status_code == 200


def test_the_short_path_is_not_a_click_longer(cycle: Cycle, client: Any) -> None:
    """In the essential instrument, one button of the cycle's page starts the scoring."""
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert _url(cycle, "cycle_advance", "launch") in page
    client.post(_url(cycle, "cycle_advance", "launch"))
    assert Cycle.objects.get(pk=cycle.pk).state == CycleState.COMMUNITY


def test_the_checklist_keeps_what_was_typed(cycle: Cycle, client: Any) -> None:
    data = {f"{key}-state": "todo" for key in ReadinessKey} | {f"{key}-note": "" for key in ReadinessKey}
    bad = client.post(_url(cycle, "cycle_readiness"), {**data, "place-state": "not_needed", "consent-note": "Bientôt"})
    assert bad.status_code == 422
    assert "pourquoi cette ligne" in bad.content.decode()
    assert "Bientôt" in bad.content.decode()
    assert not ReadinessCheck.objects.exists()
    named = client.post(_url(cycle, "cycle_readiness"), {**data, "provider-note": "Appeler Mme Alaoui"})
    assert named.status_code == 422, "no person's name without asking"
    saved = client.post(_url(cycle, "cycle_readiness"), {**data, "place-state": "done"}, follow=True)
    assert "1 ligne sur 6 est réglée" in saved.content.decode()


def test_hours_take_a_comma_and_refuse_words(cycle: Cycle, client: Any) -> None:
    bad = client.post(_url(cycle, "cycle_hours"), {"community-planned": "beaucoup", "community-spent": "1,5"})
    assert bad.status_code == 422
    assert "beaucoup" in bad.content.decode()
    assert client.post(_url(cycle, "cycle_hours"), {"community-planned": "12,5"}).status_code == 302
    assert StepHours.objects.get().planned * 2 == 25


def test_teams_keep_a_refusal_under_its_group(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(variant=Variant.FULL)
    first, second = cycle.groups.all()
    FacilitatorProfile.objects.create(user=world.administrator, training="Cinq jours")
    data = {f"{first.pk}-lead": world.facilitator.pk, f"{second.pk}-lead": world.administrator.pk}
    bad = signed_in(world.facilitator).post(_url(cycle, "cycle_team"), data)
    assert bad.status_code == 422
    assert "ne peut pas encore animer" in bad.content.decode()
    assert GroupTeam.objects.get().group == second, "what can be saved is saved"


def test_one_briefing_at_a_time_is_the_main_action(cycle: Cycle, client: Any) -> None:
    page = client.get(_url(cycle, "cycle_briefings")).content.decode()
    assert page.count("btn-primary") == 1, "two sides are to be briefed: the community comes first"
    client.post(_url(cycle, "briefing_edit", "users"), {"held_on": "2026-09-01", "people": "12", "notes": ""})
    assert client.get(_url(cycle, "cycle_briefings")).content.decode().count("btn-primary") <= 1


def test_a_briefing_is_recorded_and_corrected(cycle: Cycle, client: Any) -> None:
    url = _url(cycle, "briefing_edit", "users")
    bad = client.post(url, {"held_on": "2999-01-01", "notes": "Beaucoup de questions"})
    assert bad.status_code == 422
    assert "Beaucoup de questions" in bad.content.decode()
    client.post(url, {"held_on": "2026-11-02", "people": "12", "notes": "Pourquoi nous ?"})
    client.post(url, {"held_on": "2026-11-03", "people": "", "notes": "Pourquoi nous ?"})
    assert Briefing.objects.get().people is None
    assert client.get(_url(cycle, "briefing_edit", "mayor")).status_code == 404


def test_hands_are_counted_on_both_sides(cycle: Cycle, client: Any) -> None:
    url = _url(cycle, "hands_edit", "before")
    bad = client.post(url, {"users-relation-yes": "9", "users-relation-asked": "8", "provider-rights-yes": "2"})
    assert bad.status_code == 422
    assert "Plus de mains" in bad.content.decode()
    assert "combien de personnes" in bad.content.decode()
    client.post(url, {"users-relation-yes": "9", "users-relation-asked": "18"})
    assert Pulse.objects.get().yes == 9
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert "Ce que disent les mains" in page
    assert "50\u00a0%" in page


def test_the_map_adds_changes_and_takes_out(cycle: Cycle, client: Any) -> None:
    bad = client.post(_url(cycle, "cycle_map"), {"label": "Camp", "is_absent": "on", "how_heard": ""})
    assert bad.status_code == 422
    assert "Camp" in bad.content.decode()
    client.post(_url(cycle, "cycle_map"), {"label": "Camp", "households": "9"})
    part = SocialMapEntry.objects.get()
    client.post(_url(cycle, "map_part", part.pk), {"label": "Camp du haut", "households": "9"})
    assert SocialMapEntry.objects.get().label == "Camp du haut"
    client.post(_url(cycle, "map_part", part.pk), {"remove": "1"})
    assert not SocialMapEntry.objects.exists()


def test_an_input_is_written_read_and_removed(cycle: Cycle, client: Any) -> None:
    bad = client.post(_url(cycle, "input_create"), {"label": "Budget", "is_money": "on", "planned": "mille"})
    assert bad.status_code == 422
    assert "mille" in bad.content.decode()
    fields = {"label": "Lits", "entitlement": "12, carte sanitaire", "planned": "12,0", "observed": "9"}
    client.post(_url(cycle, "input_create"), fields)
    item = InputItem.objects.get()
    page = client.get(_url(cycle, "cycle_inputs")).content.decode()
    assert "75\u00a0%" in page
    assert "inconnu" in page, "received is not known: not zero"
    stale = client.post(_url(cycle, "input_edit", item.pk), {**fields, "observed": "3", "version": 7})
    assert stale.status_code == 422
    client.post(_url(cycle, "input_edit", item.pk), {**fields, "observed": "10", "version": 1})
    assert InputItem.objects.get().observed == 10
    client.post(_url(cycle, "input_edit", item.pk), {"remove": "1"})
    client.post(_url(cycle, "inputs_none"), {"note": "Tout vient des usagers."})
    assert "Tout vient des usagers" in client.get(_url(cycle, "cycle_inputs")).content.decode()


def test_entitlements_and_words_to_read_stand_in_the_session(world: World, client: Any) -> None:
    cycle = world.make_cycle(state=CycleState.COMMUNITY)
    InputItem.objects.create(cycle=cycle, label="Ambulance", entitlement="Aucun droit à ce niveau")
    session = cycle.sessions.exclude(group=None)[0]
    page = client.get(session.get_absolute_url()).content.decode()
    assert "Aucun droit à ce niveau" in page
    assert script("ground_rules").lines[0] in page


def test_the_dossier_holds_the_inputs_masked_outside_the_team(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    InputItem.objects.create(cycle=cycle, label="Lits", planned=12, observed=9, evidence="Registre")
    dossier = build_dossier(Cycle.objects.with_context().get(pk=cycle.pk), "public")
    (row,) = dossier.inputs.rows
    assert (row.words.achieved, row.evidence) == ("75\u00a0%", "Registre")


def test_released_inputs_are_read_by_the_others_and_written_by_the_team(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    InputItem.objects.create(cycle=cycle, label="Lits", planned=12, observed=9)
    officer = signed_in(world.officer)
    assert "Lits" in officer.get(_url(cycle, "cycle_inputs")).content.decode()
    assert _url(cycle, "cycle_inputs") in officer.get(cycle.get_absolute_url()).content.decode()
    assert officer.post(_url(cycle, "input_create"), {"label": "Faux"}).status_code == 403
    assert InputItem.objects.count() == 1


def test_the_script_is_whole_in_three_languages() -> None:
    for language in ("fr", "en", "ar"):
        read = scripts(language)
        assert [item.step for item in read] == list(STEPS)
        assert all(item.title and item.when and len(item.lines) >= 4 for item in read)
    assert script("meeting", "ar").title != script("meeting", "fr").title
    with translation.override("de"):
        assert script("meeting") == script("meeting", "fr"), "a language without a script reads French"
    with pytest.raises(KeyError):
        script("dance")


def test_a_facilitator_reads_their_own_profile_only(world: World, signed_in: Any, client: Any) -> None:
    other = UserFactory(role=Role.FACILITATOR, organization=world.ngo)
    mine = reverse("scorecards:facilitator_edit", args=[world.facilitator.pk])
    assert client.get(mine).status_code == 200
    assert client.post(mine, {"training": "Auto", "version": "0"}).status_code == 403
    assert client.get(reverse("scorecards:facilitator_edit", args=[other.pk])).status_code == 403
    admin = signed_in(world.administrator)
    assert admin.post(mine, {"training": "Cinq jours", "trained_on": "hier", "version": "0"}).status_code == 422
    assert admin.post(mine, {"training": "Cinq jours", "version": "0"}).status_code == 302
    assert "Cinq jours" in admin.get(reverse("scorecards:facilitator_list")).content.decode()
    assert signed_in(world.stranger).get(mine).status_code == 404


def _queries(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def _fill(cycle: Cycle, many: int, world: World) -> None:
    for number, group in enumerate(cycle.groups.all()):
        GroupTeam.objects.create(group=group, lead=world.facilitator, note_taker=world.administrator)
        SocialMapEntry.objects.create(cycle=cycle, label=f"Part {number}", households=5, group=group)
    for number in range(many):
        InputItem.objects.create(cycle=cycle, label=f"Intrant {number}", entitlement="Dû", planned=2, observed=1)


@pytest.mark.parametrize("name", ["cycle_detail", "cycle_team", "cycle_map", "cycle_inputs", "cycle_readiness"])
def test_as_many_queries_for_two_as_for_twelve(world: World, client: Any, name: str) -> None:
    few = world.make_cycle(kinds=(GroupKind.WOMEN, GroupKind.MEN))
    _fill(few, 2, world)
    point = type(world.service_point).objects.create(
        name="Autre", sector="health", territory=world.village, operator=world.service
    )
    kinds = tuple(kind for kind in GroupKind.values)
    many = full_cycle(organization=world.ngo, service_point=point, kinds=kinds, by=world.facilitator)
    _fill(many, 12, world)
    assert _queries(client, _url(few, name)) == _queries(client, _url(many, name))


def test_as_many_queries_for_two_facilitators_as_for_twelve(world: World, signed_in: Any) -> None:
    client, url = signed_in(world.administrator), reverse("scorecards:facilitator_list")
    before = _queries(client, url)
    for _n in range(10):
        FacilitatorProfile.objects.create(user=UserFactory(role=Role.FACILITATOR, organization=world.ngo))
    assert _queries(client, url) - before <= 1, "the feedback of the profiles that appeared, once"


def test_entitlements_stand_before_the_issues(world: World, client: Any, cycle: Cycle) -> None:
    InputItem.objects.create(cycle=cycle, label="Ambulance", entitlement="Aucun droit à ce niveau")
    page = client.get(_url(cycle, "group_issues", cycle.groups.all()[0].pk)).content.decode()
    assert page.index("Aucun droit à ce niveau") < page.index('id="add"')
    assert script("issues").lines[0] in page
