"""What anybody reads without signing in: consolidated figures, promises, rights; light, and never about a person."""

import datetime
import gzip
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.confirmations import confirm_action
from actionplans.models import Action
from scorecards.enums import CycleState, GroupKind, RightKind
from scorecards.models import Cycle, Indicator, ModerationItem, Publication, RightOrDuty
from scorecards.reports.public import public_page
from scorecards.services.publication import choose_publication, publish
from tests import house
from tests.conftest import World
from tests.factories import ActionFactory, ServicePointFactory, full_cycle

KILO = 1024


def show(cycle: Cycle, world: World, **fields: Any) -> str:
    given = {"show_card": True, "show_promises": True, "message": "", **fields}
    choose_publication(cycle=cycle, by=world.facilitator, **given)
    publish(cycle=cycle, by=world.facilitator)
    return reverse("public:service", args=[cycle.service_point_id])


@pytest.fixture
def cycle(world: World) -> Cycle:
    made = world.make_cycle(state=CycleState.FOLLOW_UP)
    made.action_plan.opened_on = timezone.localdate() - datetime.timedelta(days=100)
    made.action_plan.save()
    return made


@pytest.fixture
def anybody() -> Client:
    return Client()


def test_an_unpublished_service_is_a_404(world: World, cycle: Cycle, anybody: Client) -> None:
    url = reverse("public:service", args=[cycle.service_point_id])
    assert anybody.get(url).status_code == 404
    assert anybody.get(reverse("public:service", args=[cycle.pk])).status_code == 404
    assert world.service_point.name not in anybody.get(reverse("public:index")).content.decode()


def test_card_promises_and_rate_without_signing_in(world: World, cycle: Cycle, anybody: Client) -> None:
    due = timezone.localdate() - datetime.timedelta(days=23)
    ActionFactory(plan=cycle.action_plan, due_on=due, what="Construire un incinérateur")
    RightOrDuty.objects.create(service_point=world.service_point, kind=RightKind.RIGHT, text="Être soigné sans payer.")
    url = show(cycle, world, message="Réunion le premier lundi.")
    shown = anybody.get(url).content.decode()
    for words in ("Point 1", "Construire un incinérateur", "responsable du centre", "23 jours de retard",
                  "0 promesse sur 1", "Être soigné sans payer", "Réunion le premier lundi"):  # fmt: skip
        assert words in shown.replace("\u00a0", " "), words
    assert url in anybody.get(reverse("public:index")).content.decode()


def test_only_what_was_chosen(world: World, cycle: Cycle, anybody: Client) -> None:
    ActionFactory(plan=cycle.action_plan, what="Construire un incinérateur")
    url = show(cycle, world, show_promises=False)
    shown = anybody.get(url).content.decode()
    assert "Point 1" in shown
    assert "incinérateur" not in shown


def test_no_group_figure_no_reason_nobody(world: World, cycle: Cycle, anybody: Client) -> None:
    action = ActionFactory(plan=cycle.action_plan)
    confirm_action(action=action, is_done=True, note="Vu la cuve neuve", on=timezone.localdate(), by=world.committee)
    shown = anybody.get(show(cycle, world)).content.decode()
    for words in ("Le médicament manque souvent", "Vu la cuve neuve", "Femmes", world.committee.get_full_name(),
                  world.facilitator.get_full_name(), "@example.org"):  # fmt: skip
        assert words not in shown, words
    assert "Le comité l’a vue faite" in shown


def test_figures_of_few_people_are_hidden(world: World, anybody: Client) -> None:
    cycle = world.make_cycle(state=CycleState.FOLLOW_UP, kinds=(GroupKind.WOMEN,))
    from scorecards.models import ReleasedScore

    ReleasedScore.objects.filter(release__cycle=cycle, side="users").update(people=3)
    show(cycle, world)
    page = public_page(cycle.service_point_id)
    assert page is not None
    assert page.card is not None
    assert page.card.report.users.value is None
    assert all(line.row.users.value is None for line in page.card.rows)


def test_texts_that_nobody_read_again_are_masked(world: World, cycle: Cycle, anybody: Client) -> None:
    """Even one that the queue never saw: written before, or straight in the database."""
    action = ActionFactory(plan=cycle.action_plan, what="Demander à Mme Alaoui de venir")
    url = show(cycle, world)
    assert "Alaoui" not in anybody.get(url).content.decode()
    from core.personal import fingerprint

    ModerationItem.objects.create(
        cycle=cycle, place=f"action:{action.pk}:what", text=action.what, text_sha256=fingerprint(action.what),
        suspicion="name", state="kept", kept_by=world.facilitator,
    )  # fmt: skip
    assert "Alaoui" in anybody.get(url).content.decode(), "the team read it again and kept it"
    ModerationItem.objects.update(state="masked")
    assert "Alaoui" not in anybody.get(url).content.decode()


def test_the_round_before_is_compared_only_once_public(world: World, anybody: Client) -> None:
    first = world.make_cycle(state=CycleState.CLOSED)
    second = world.make_cycle(state=CycleState.FOLLOW_UP, number=2, previous=first)
    url = show(second, world)
    page = public_page(second.service_point_id)
    assert page is not None
    assert page.card is not None
    assert not any(line.since for line in page.card.rows)
    show(first, world)
    page = public_page(second.service_point_id)
    assert page is not None
    assert page.card is not None
    assert all(line.since for line in page.card.rows)
    assert page.round_label == second.round_label, "the last round stays in front"
    assert anybody.get(url).status_code == 200


def test_a_promise_seen_not_done_is_flagged(world: World, cycle: Cycle, anybody: Client) -> None:
    action = ActionFactory(plan=cycle.action_plan, state="done")
    confirm_action(action=action, is_done=False, note="Rien", on=timezone.localdate(), by=world.committee)
    assert "Dite tenue, vue non faite" in anybody.get(show(cycle, world)).content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_three_languages_without_cookie_or_session(world: World, cycle: Cycle, anybody: Client, language: str) -> None:
    found = anybody.get(show(cycle, world), {"lang": language})
    assert f'lang="{language}"' in found.content.decode()
    assert ('dir="rtl"' in found.content.decode()) == (language == "ar")
    assert not found.cookies


def test_a_copy_is_checked_and_costs_nothing_when_it_is_good(world: World, cycle: Cycle, anybody: Client) -> None:
    url = show(cycle, world)
    first = anybody.get(url)
    assert "must-revalidate" in first["Cache-Control"]
    assert "max-age=0" in first["Cache-Control"]
    again = anybody.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Publication.objects.update(message="Nouveau")
    assert anybody.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200
    Publication.objects.update(published_at=None)
    assert anybody.get(url, headers={"if-none-match": first["ETag"]}).status_code == 404


def test_search_engines_are_kept_out_by_setting(anybody: Client, db: None, settings: Any) -> None:
    url = reverse("public:index")
    assert "X-Robots-Tag" not in anybody.get(url)
    settings.PUBLIC_INDEXED = False
    assert "noindex" in anybody.get(url)["X-Robots-Tag"]


def test_the_page_is_light_even_when_it_is_full(world: World, anybody: Client) -> None:
    """Twenty-four indicators, forty promises, twenty rights: 15 KB of HTML compressed, 10 KB of CSS, no script."""
    cycle = world.make_cycle(state=CycleState.FOLLOW_UP, indicators=24)
    for n, indicator in enumerate(Indicator.objects.filter(cycle=cycle)):
        indicator.label = f"Temps d’attente avant la consultation numéro {n}"
        indicator.save()
    for n in range(45):
        ActionFactory(plan=cycle.action_plan, what=f"Remplacer le matériel numéro {n} de la salle de soins")
    for n in range(20):
        RightOrDuty.objects.create(service_point=world.service_point, kind=RightKind.RIGHT, text=f"Droit numéro {n}.")
    url = show(cycle, world)
    sent = anybody.get(url, headers={"accept-encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip"
    assert len(sent.content) <= 15 * KILO
    html = gzip.decompress(sent.content).decode()
    assert "<script" not in html
    assert "style=" not in html
    assert html.count('<link rel="stylesheet"') == 1
    assert "Et 5 autres promesses" in html.replace("\u00a0", " ")
    assert len((Path(house.ROOT) / "static/css/public.css").read_bytes()) <= 10 * KILO


def test_as_many_queries_for_two_lines_as_for_twelve(
    world: World, anybody: Client, django_assert_max_num_queries: Any
) -> None:
    small = world.make_cycle(state=CycleState.FOLLOW_UP, indicators=2)
    ActionFactory(plan=small.action_plan)
    url = show(small, world)
    with django_assert_max_num_queries(40) as few:
        anybody.get(url)
    point = ServicePointFactory(territory=world.village, operator=world.service)
    large = full_cycle(
        organization=world.ngo, service_point=point, state=CycleState.FOLLOW_UP, indicators=12, by=world.facilitator
    )
    for _n in range(12):
        ActionFactory(plan=large.action_plan)
    url = show(large, world)
    with django_assert_max_num_queries(len(few)):
        anybody.get(url)


def test_the_index_asks_once_whatever_its_length(
    world: World, anybody: Client, django_assert_num_queries: Any
) -> None:
    for _n in range(3):
        point = ServicePointFactory(territory=world.village, operator=world.service)
        made = full_cycle(
            organization=world.ngo, service_point=point, state=CycleState.FOLLOW_UP, by=world.facilitator
        )
        show(made, world)
    with django_assert_num_queries(1):
        shown = anybody.get(reverse("public:index")).content.decode()
    assert shown.count("/public/") >= 4


def test_the_protected_report_is_named_when_its_channel_is_open(
    world: World, cycle: Cycle, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = show(cycle, world)
    link = reverse("protected:write", args=[world.ngo.pk])
    assert link not in anybody.get(url).content.decode()
    from directory.models import Organization
    from scorecards.reports import public

    monkeypatch.setattr(public, "open_organizations", Organization.objects.all)
    assert link in anybody.get(url).content.decode()


def test_an_action_without_follow_up_says_kept_without_a_date(world: World, cycle: Cycle) -> None:
    Action.objects.filter(plan=cycle.action_plan).delete()
    ActionFactory(plan=cycle.action_plan, state="done")
    show(cycle, world)
    page = public_page(cycle.service_point_id)
    assert page is not None
    assert page.plan is not None
    assert page.plan.rows[0].head == "Tenue"
