"""The list, the guided page, preparation and the transitions, as the browser meets them."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from directory.enums import Sector
from scorecards.enums import CycleState, Scale, SessionState, Side
from scorecards.models import Cycle, IndicatorTemplate, ModerationItem
from tests.factories import (
    ActionFactory,
    GroupFactory,
    IndicatorFactory,
    IndicatorTemplateFactory,
    ServicePointFactory,
    UserFactory,
    full_cycle,
)


@pytest.fixture
def team(world: Any, signed_in: Any) -> Client:
    browser: Client = signed_in(world.facilitator)
    return browser


def url(name: str, cycle: Cycle, *more: Any) -> str:
    return reverse(f"scorecards:{name}", args=[cycle.pk, *more])


def text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'").replace("’", "'")


class TestList:
    def test_an_empty_list_says_what_to_do_first(self, team: Client) -> None:
        page = text(team.get(reverse("scorecards:cycle_list")))
        assert "Aucun cycle. Commencez par choisir le service à noter." in page
        assert reverse("scorecards:cycle_create") in page

    def test_it_names_service_round_and_phase(self, team: Client, world: Any) -> None:
        world.make_cycle(state="provider", number=2)
        page = text(team.get(reverse("scorecards:cycle_list")))
        for words in ("Centre de santé de Siadara", "Tour 2", "Siadara", 'class="mini"'):
            assert words in page
        assert "École d'Amont" not in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=siadara", 2),
            ("q=nulle+part", 0),
            ("state=preparation", 1),
            ("sector=water", 1),
            ("state=oups", 2),
            ("service=not-an-id", 2),
        ],
    )
    def test_filters(self, team: Client, world: Any, query: str, found: int) -> None:
        world.make_cycle(state="community")
        world.make_cycle(
            service_point=ServicePointFactory(
                name="Puits de Siadara", sector=Sector.WATER, operator=world.service, territory=world.village
            )
        )
        response = team.get(f"{reverse('scorecards:cycle_list')}?{query}")
        assert response.status_code == 200
        assert len(response.context["table"].rows) == found

    @pytest.mark.parametrize("sort", ["service", "-starts_on", "state", "-state", "number", "territory", "hack"])
    def test_sorting(self, team: Client, world: Any, sort: str) -> None:
        for state in ("closed", "community"):
            point = ServicePointFactory(operator=world.service, territory=world.village)
            world.make_cycle(state=state, service_point=point)
        response = team.get(f"{reverse('scorecards:cycle_list')}?sort={sort}")
        phases = [row.record.state for row in response.context["table"].rows]
        if sort.endswith("state"):
            assert phases == (["community", "closed"] if sort == "state" else ["closed", "community"])

    def test_exports_hold_what_the_filters_hold(self, team: Client, world: Any) -> None:
        world.make_cycle(state="community")
        world.make_cycle(service_point=ServicePointFactory(name="=HYPERLINK(1)", territory=world.village))
        address = reverse("scorecards:cycle_list_export", args=["csv"])
        lines = team.get(f"{address}?state=preparation").content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("'=HYPERLINK")
        book = load_workbook(io.BytesIO(team.get(reverse("scorecards:cycle_list_export", args=["xlsx"])).content))
        assert book.worksheets[0].max_row == 3
        assert team.get(reverse("scorecards:cycle_list_export", args=["pdf"])).status_code == 404

    def test_the_same_queries_for_2_and_12(
        self, team: Client, world: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                world.make_cycle(service_point=ServicePointFactory(operator=world.service, territory=world.village))

        address = reverse("scorecards:cycle_list")
        add(2)
        with django_assert_max_num_queries(12) as before:
            team.get(address)
        add(10)
        with django_assert_num_queries(len(before)):
            team.get(address)


class TestOpening:
    def data(self, world: Any, **fields: Any) -> dict[str, Any]:
        return {"service_point": world.service_point.pk, "starts_on": "2026-03-02", "scale": "ten", **fields}

    def test_the_page_opens_a_cycle_and_leads_to_it(self, team: Client, world: Any) -> None:
        response = team.post(reverse("scorecards:cycle_create"), self.data(world, ends_on="02/06/2026"))
        cycle = Cycle.objects.get(organization=world.ngo)
        assert response.url == cycle.get_absolute_url()
        assert (cycle.scale, str(cycle.ends_on), cycle.created_by) == ("ten", "2026-06-02", world.facilitator)

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"starts_on": "2026-02-30"}, "Écrivez une date"),
            ({"starts_on": ""}, "obligatoire"),
            ({"ends_on": "2026-03-01"}, "La période finit avant de commencer"),
            ({"scale": "stars"}, "stars"),
            ({"service_point": "0"}, "liste"),
        ],
    )
    def test_each_bad_input_has_its_sentence(
        self, team: Client, world: Any, fields: dict[str, Any], sentence: str
    ) -> None:
        response = team.post(reverse("scorecards:cycle_create"), self.data(world, **fields))
        assert response.status_code == 422
        assert sentence in text(response)
        assert not Cycle.objects.filter(organization=world.ngo).exists()

    def test_an_open_cycle_is_in_the_way_and_linked(self, team: Client, world: Any) -> None:
        there = world.make_cycle()
        response = team.post(reverse("scorecards:cycle_create"), self.data(world))
        assert response.status_code == 422
        assert "Un cycle est déjà ouvert pour Centre de santé de Siadara" in text(response)
        assert there.get_absolute_url() in text(response)

    def test_each_scale_shows_an_example(self, team: Client) -> None:
        page = text(team.get(reverse("scorecards:cycle_create")))
        for words in ("1 à 5, visages", "demi-points permis : 7,5", "50 est juste suffisant", "Trois couleurs"):
            assert words in page

    def test_a_change_after_scoring_keeps_the_scale(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="community")
        Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.PREPARATION)
        response = team.post(
            url("cycle_edit", cycle), {"starts_on": "2026-03-02", "scale": "faces", "version": cycle.version}
        )
        assert response.status_code == 302
        assert Cycle.objects.get(pk=cycle.pk).scale == Scale.TEN

    def test_a_stale_form_comes_back_with_what_was_typed(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle()
        data = self.data(world, version=cycle.version, starts_on="2026-04-04")
        team.post(url("cycle_edit", cycle), data)
        response = team.post(url("cycle_edit", cycle), {**data, "starts_on": "2026-05-05"})
        assert response.status_code == 422
        assert "entre-temps" in text(response)
        assert 'value="2026-05-05"' in text(response)

    def test_after_preparation_the_refusal_says_what_to_do(self, team: Client, world: Any) -> None:
        response = team.get(url("cycle_edit", world.make_cycle(state="community")))
        assert response.status_code == 403
        assert "rouvrez-la" in text(response)


class TestGuidedPage:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("preparation", ["Lancer la notation", "3 indicateurs"]),
            ("community", ["Continuer la séance : Femmes", "0 sur 3"]),
            ("provider", ["auto-évaluation", "Le prestataire ne participe pas", "Carte consolidée", "moyenne"]),
            ("interface", ["Fixer la réunion d'interface", "il reste à se réunir"]),
            ("follow_up", ["Suivre le plan d'action", "Refaire le cycle"]),
            ("closed", ["Refaire le cycle"]),
        ],
    )
    def test_the_team_sees_one_thing_to_do(self, team: Client, world: Any, state: str, words: list[str]) -> None:
        response = team.get(world.make_cycle(state=state).get_absolute_url())
        assert response.status_code == 200
        for expected in words:
            assert expected in text(response)
        assert text(response).count("btn-primary") == 1

    def test_what_is_missing_is_listed_with_its_link(self, team: Client, world: Any) -> None:
        cycle = full_cycle(organization=world.ngo, service_point=world.service_point, indicators=0, kinds=())
        page = text(team.get(cycle.get_absolute_url()))
        assert "Dire quels groupes noteront" in page
        assert "Aucun indicateur : choisissez-les" in page
        assert url("cycle_indicators", cycle) in page

    def test_each_role_sees_their_own_part(self, world: Any, signed_in: Any) -> None:
        cycle = world.make_cycle(state="provider")
        address = cycle.get_absolute_url()
        provider = text(signed_in(world.provider).get(address))
        assert "Continuer la séance : auto-évaluation" in provider
        assert "Femmes" not in provider
        assert "Rien à faire pour l'instant" in text(signed_in(world.officer).get(address))
        assert "Rien à faire pour l'instant" in text(signed_in(world.committee).get(address))
        assert signed_in(world.observer).get(address).status_code == 404

    def test_the_officer_is_led_to_the_review(self, world: Any, signed_in: Any) -> None:
        cycle = world.make_cycle(state="interface")
        page = text(signed_in(world.officer).get(cycle.get_absolute_url()))
        assert "Relire les notes du prestataire" in page
        assert url("cycle_review", cycle) in page

    @pytest.mark.parametrize("role", [Role.COMMITTEE, Role.OBSERVER])
    def test_readers_are_led_to_the_card_then_to_the_plan(self, world: Any, signed_in: Any, role: str) -> None:
        browser = signed_in(world.person(role))
        assert "Lire la carte" in text(browser.get(world.make_cycle(state="interface").get_absolute_url()))
        point = ServicePointFactory(operator=world.service, territory=world.village)
        followed = world.make_cycle(state="follow_up", service_point=point)
        assert "Ouvrir le plan d'action" in text(browser.get(followed.get_absolute_url()))

    def test_a_closed_round_that_was_followed_leads_to_the_next(self, team: Client, world: Any) -> None:
        first = world.make_cycle(state="closed")
        team.post(url("cycle_repeat", first))
        after = Cycle.objects.get(previous=first)
        page = text(team.get(first.get_absolute_url()))
        assert "Ouvrir le tour 2" in page
        assert after.get_absolute_url() in page
        assert url("cycle_repeat", first) not in page, "a button that would be refused isn't offered"

    def test_rounds_show_means_and_promises(self, team: Client, world: Any) -> None:
        first = world.make_cycle(state="closed")
        ActionFactory(plan=first.action_plan, number=1, state="done")
        ActionFactory(plan=first.action_plan, number=2)
        team.post(url("cycle_repeat", first))
        page = text(team.get(Cycle.objects.get(previous=first).get_absolute_url()))
        for words in ("Les tours à ce jour", "5,0", "3,0", "1 / 2", "à décider"):
            assert words in page

    def test_queries_do_not_grow_with_groups_and_indicators(
        self, team: Client, world: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
    ) -> None:
        kinds = ("women", "men", "youth", "girls", "boys", "elders", "leaders", "disabled", "committee")
        small = world.make_cycle(state="provider", kinds=kinds[:2], indicators=2)
        large = world.make_cycle(
            state="provider", kinds=kinds, indicators=12,
            service_point=ServicePointFactory(operator=world.service, territory=world.village),
        )  # fmt: skip
        with django_assert_max_num_queries(55) as before:
            team.get(small.get_absolute_url())
        with django_assert_num_queries(len(before)):
            team.get(large.get_absolute_url())

    def test_a_foreign_cycle_does_not_exist(self, team: Client, world: Any) -> None:
        assert team.get(world.foreign_cycle.get_absolute_url()).status_code == 404
        assert team.post(url("cycle_advance", world.foreign_cycle, "launch")).status_code == 404


class TestTransitions:
    def test_each_is_a_post(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle()
        assert team.get(url("cycle_advance", cycle, "launch")).status_code == 405
        assert team.post(url("cycle_advance", cycle, "launch")).url == cycle.get_absolute_url()
        assert Cycle.objects.get(pk=cycle.pk).state == CycleState.COMMUNITY

    def test_a_refusal_shows_the_page_with_its_sentence(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="community")
        response = team.post(url("cycle_advance", cycle, "finish_community"))
        assert response.status_code == 409
        assert "n'ont pas encore de réponse" in text(response)

    def test_posted_twice_it_says_that_it_is_done(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle()
        team.post(url("cycle_advance", cycle, "launch"))
        response = team.post(url("cycle_advance", cycle, "launch"))
        assert response.status_code == 409
        assert "déjà faite" in text(response)

    def test_an_unknown_transition_is_no_page(self, team: Client, world: Any) -> None:
        assert team.post(url("cycle_advance", world.make_cycle(), "explode")).status_code == 404

    def test_a_refused_reason_comes_back(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        response = team.post(url("cycle_advance", cycle, "release"), {"reason": "La commune ne répond pas"})
        assert response.status_code == 409
        assert "La commune ne répond pas" in text(response)
        assert team.post(url("cycle_advance", cycle, "release"), {"reason": " "}).status_code == 422

    def test_without_the_provider(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="provider")
        assert team.post(url("cycle_provider", cycle), {"reason": ""}).status_code == 422
        team.post(url("cycle_provider", cycle), {"reason": "Personnel en grève"})
        page = text(team.get(cycle.get_absolute_url()))
        assert "Le prestataire ne participe pas : Personnel en grève" in page
        assert "Publier la carte" in page
        team.post(url("cycle_provider", cycle))
        assert Cycle.objects.get(pk=cycle.pk).provider_note == ""

    def test_reopening_asks_why_and_leaves_a_trace_on_the_page(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="interface")
        assert "est retirée jusqu'à" in text(team.get(url("cycle_reopen", cycle)))
        assert team.post(url("cycle_reopen", cycle), {"reason": ""}).status_code == 422
        team.post(url("cycle_reopen", cycle), {"reason": "Une séance oubliée"})
        assert "« Une séance oubliée »" in text(team.get(cycle.get_absolute_url()))

    def test_reopening_a_round_that_has_a_follower_keeps_the_reason(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="closed")
        team.post(url("cycle_repeat", cycle))
        response = team.post(url("cycle_reopen", cycle), {"reason": "Une erreur"})
        assert response.status_code == 422
        assert "Un tour suivant existe" in text(response)
        assert "Une erreur</textarea>" in text(response)

    def test_a_new_round_twice(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle(state="closed")
        assert team.post(url("cycle_repeat", cycle)).status_code == 302
        response = team.post(url("cycle_repeat", cycle))
        assert response.status_code == 409
        assert "existe déjà" in text(response)


class TestPreparation:
    def test_groups_are_added_changed_and_removed(self, team: Client, world: Any) -> None:
        cycle = full_cycle(organization=world.ngo, service_point=world.service_point, kinds=())
        team.post(url("cycle_groups", cycle), {"kind": "women", "village": "Siadara", "size": "20"})
        group = cycle.groups.get()
        team.post(url("group_edit", cycle, group.pk), {"kind": "women", "village": "Siadara", "size": "25"})
        assert cycle.groups.get().size == 25
        assert "ne notera plus" in text(team.get(url("group_remove", cycle, group.pk)))
        team.post(url("group_remove", cycle, group.pk))
        assert not cycle.groups.exists()

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [({"kind": ""}, "obligatoire"), ({"size": "-3"}, "supérieur"), ({"size": "vingt"}, "nombre"), ({}, "déjà")],
    )
    def test_bad_groups_have_their_sentence(
        self, team: Client, world: Any, fields: dict[str, str], sentence: str
    ) -> None:
        cycle = world.make_cycle()
        GroupFactory(cycle=cycle, kind="youth", village="Haut")
        response = team.post(url("cycle_groups", cycle), {"kind": "youth", "village": "Haut", **fields})
        assert response.status_code == 422
        assert sentence in text(response)
        assert 'value="Haut"' in text(response)

    def test_another_cycles_group_is_not_there(self, team: Client, world: Any) -> None:
        assert team.get(url("group_edit", world.make_cycle(), GroupFactory().pk)).status_code == 404

    def test_the_library_of_the_sector_is_ticked(self, team: Client, world: Any) -> None:
        IndicatorTemplate.objects.all().update(is_active=False)
        wanted, water = IndicatorTemplateFactory(), IndicatorTemplateFactory(sector=Sector.WATER)
        foreign = IndicatorTemplateFactory(owner=world.foreign_ngo)
        cycle = world.make_cycle()
        page = text(team.get(url("cycle_indicators", cycle)))
        assert wanted.label in page
        assert water.label not in page
        assert foreign.label not in page
        assert water.label in text(team.get(f"{url('cycle_indicators', cycle)}?sector=water"))
        team.post(
            url("cycle_indicators", cycle), {"pick": [wanted.code, foreign.code], f"asked-{wanted.code}": "users"}
        )
        assert cycle.indicators.get(code=wanted.code).asked_of == "users"
        assert not cycle.indicators.filter(code=foreign.code).exists()

    def test_nothing_ticked_is_said(self, team: Client, world: Any) -> None:
        response = team.post(url("cycle_indicators", world.make_cycle()))
        assert response.status_code == 422
        assert "Cochez au moins un indicateur" in text(response)

    def test_own_words(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle()
        data = {"label": "Accueil de nuit", "hint": "Quelqu’un répond-il ?", "asked_of": "users", "about": "provider"}
        assert team.post(url("indicator_write", cycle), data).status_code == 302
        response = team.post(url("indicator_write", cycle), data)
        assert response.status_code == 422
        assert "déjà dans le cycle" in text(response)
        assert "Quelqu'un répond-il" in text(response)

    def test_rows_move_change_side_and_go(self, team: Client, world: Any) -> None:
        cycle = world.make_cycle()
        second = cycle.indicators.get(code="point-2")
        for act in ({"act": "up"}, {"asked_of": "users"}):
            team.post(url("indicator_change", cycle, second.pk), act)
        assert cycle.indicators.first() == second
        second.refresh_from_db()
        assert second.asked_of == "users"
        team.post(url("indicator_change", cycle, second.pk), {"act": "remove"})
        assert cycle.indicators.count() == 2
        assert team.post(url("indicator_change", cycle, IndicatorFactory().pk), {"act": "up"}).status_code == 404

    def test_the_committee_is_named_by_the_administrator(self, world: Any, signed_in: Any) -> None:
        cycle = world.make_cycle()
        browser = signed_in(world.administrator)
        other = UserFactory(role=Role.COMMITTEE, organization=world.ngo, full_name="Deuxième membre")
        stranger = UserFactory(role=Role.COMMITTEE, organization=world.foreign_ngo)
        assert "Deuxième membre" in text(browser.get(url("cycle_committee", cycle)))
        assert browser.post(url("cycle_committee", cycle), {"members": [stranger.pk]}).status_code == 422
        browser.post(url("cycle_committee", cycle), {"members": [other.pk]})
        assert list(cycle.action_plan.followers.all()) == [other]
        assert signed_in(world.facilitator).get(url("cycle_committee", cycle)).status_code == 403


class TestNothingOfferedInVain:
    """A link that the page shows never ends in a refusal, and a refusal never loses what was ticked."""

    def test_a_paused_cycle_keeps_the_ticks(self, world: Any, team: Client) -> None:
        cycle = world.make_cycle(state="preparation")
        template = IndicatorTemplateFactory(sector=cycle.service_point.sector)
        Cycle.objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
        page = team.post(url("cycle_indicators", cycle), {"pick": template.code})
        assert page.status_code == 422
        assert f'id="pick-{template.code}" data-bulk checked' in text(page)
        assert not cycle.indicators.filter(template=template).exists()

    @pytest.mark.parametrize(("person", "shown"), [("facilitator", True), ("provider", False)])
    def test_the_rounds_are_linked_for_who_may_read_them(
        self, world: Any, signed_in: Any, person: str, shown: bool
    ) -> None:
        first = world.make_cycle(state="closed")
        cycle = world.make_cycle(state="provider", number=2, previous=first)
        page = text(signed_in(getattr(world, person)).get(url("cycle_detail", cycle)))
        assert (url("cycle_rounds", cycle) in page) is shown

    def test_a_closed_session_offers_to_reopen_to_who_may(self, world: Any, signed_in: Any) -> None:
        cycle = world.make_cycle(state="provider")
        session = cycle.sessions.get(side=Side.PROVIDER)
        session.state = SessionState.CLOSED
        session.save()
        where = reverse("scorecards:session_score", args=[session.pk, cycle.indicators.first().pk])
        reopen = reverse("scorecards:session_reopen", args=[session.pk])
        assert reopen in text(signed_in(world.facilitator).get(where))
        assert reopen not in text(signed_in(world.provider).get(where))

    def test_an_operator_without_organisation_opens_no_cycle(self, world: Any, signed_in: Any) -> None:
        operator = UserFactory(role=None, is_superuser=True)
        page = text(signed_in(operator).get(reverse("scorecards:cycle_list")))
        assert reverse("scorecards:cycle_create") not in page
        assert reverse("scorecards:facilitator_list") not in page

    def test_a_group_of_unbelievable_size_is_refused(self, world: Any, team: Client) -> None:
        cycle = world.make_cycle(state="preparation")
        page = team.post(url("cycle_groups", cycle), {"kind": "elders", "size": "99999999999"})
        assert page.status_code == 422

    def test_an_indicator_that_names_a_person_is_stopped_once(self, world: Any, team: Client) -> None:
        cycle = world.make_cycle(state="preparation")
        typed = {"label": "Mme Fatima Benali, 06 61 23 45 67", "asked_of": "both", "about": "provider"}
        page = team.post(url("indicator_write", cycle), typed)
        assert page.status_code == 422
        keep = re.search(r'name="label-keep" id="id_label-keep" value="(\w+)"', text(page))
        assert keep is not None
        assert team.post(url("indicator_write", cycle), typed | {"label-keep": keep[1]}).status_code == 302
        assert ModerationItem.objects.filter(cycle=cycle, text=typed["label"]).exists()

    @pytest.mark.parametrize("day", ["0001-01-01", "0026-11-22", "9999-12-31"])
    def test_a_year_typed_by_halves_is_refused(self, world: Any, team: Client, day: str) -> None:
        typed = {"service_point": world.service_point.pk, "starts_on": day, "scale": "faces", "variant": "essential"}
        page = team.post(reverse("scorecards:cycle_create"), typed)
        assert page.status_code == 422
        assert "starts_on" in page.context["form"].errors
