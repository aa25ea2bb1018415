"""The list of members, the memberships in force, closed and open again."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts import services
from accounts.enums import Role
from accounts.models import Membership, User
from core.errors import Refusal
from tests.factories import MembershipFactory, UserFactory

LIST = "/people/"


def content(response: Any) -> str:
    return response.content.decode().split("<main")[-1]


class TestTheList:
    def test_shows_mine_and_the_registered_ones(self, signed_in: Any, world: Any) -> None:
        page = content(signed_in(world.administrator).get(LIST))
        for person in (world.facilitator, world.officer, world.provider):
            assert person.email in page
        assert world.stranger.email not in page

    @pytest.mark.parametrize(
        ("query", "shown", "hidden"),
        [
            ("role=officer", "officer@", "provider@"),
            ("q=PROV", "provider@", "officer@"),
            ("state=closed", "committee@", "officer@"),
            ("state=active", "officer@", "committee@"),
        ],
    )
    def test_filters(self, signed_in: Any, world: Any, query: str, shown: str, hidden: str) -> None:
        Membership.objects.filter(user=world.committee).update(is_active=False)
        page = content(signed_in(world.administrator).get(f"{LIST}?{query}"))
        assert shown in page
        assert hidden not in page

    def test_filters_by_organisation(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        page = content(client.get(f"{LIST}?organization={world.service.pk}"))
        assert world.provider.email in page
        assert world.officer.email not in page
        foreign = client.get(f"{LIST}?organization={world.foreign_ngo.pk}")
        assert foreign.status_code == 200
        assert world.stranger.email not in content(foreign)

    @pytest.mark.parametrize("query", ["role=king", "sort=-person", "sort=hack", "page=99", "page=x", "q=%00"])
    def test_odd_addresses_are_pages(self, signed_in: Any, world: Any, query: str) -> None:
        assert signed_in(world.administrator).get(f"{LIST}?{query}").status_code == 200

    def test_sorts(self, signed_in: Any, world: Any) -> None:
        page = content(signed_in(world.administrator).get(f"{LIST}?sort=-role"))
        assert page.index(world.provider.email) < page.index(world.committee.email)

    def test_says_when_nobody_matches(self, signed_in: Any, world: Any) -> None:
        page = content(signed_in(world.administrator).get(f"{LIST}?q=zzz"))
        assert "Personne ne correspond" in page
        assert reverse("accounts:member_invite") in page

    def test_takes_the_same_queries_for_2_and_12(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST)
            return len(queries)

        few = count()
        for n in range(10):
            MembershipFactory(organization=world.ngo, role=Role.OBSERVER)
            services.invite(
                email=f"n{n}@example.org", role=Role.OBSERVER, organization=world.ngo, by=world.administrator
            )
        client.get(LIST)
        # One more: the invitations that were not there.
        assert count() <= few + 1

    def test_exports_what_is_filtered_safe_against_formulas(self, signed_in: Any, world: Any) -> None:
        User.objects.filter(pk=world.officer.pk).update(full_name="=cmd|' /C calc'!A0")
        client = signed_in(world.administrator)
        text = client.get(f"{LIST}export.csv?role=officer").content.decode("utf-8-sig")
        assert text.splitlines()[0].startswith("Nom;Adresse e-mail;Rôle")
        assert "'=cmd" in text
        assert len(text.splitlines()) == 2
        sheet = load_workbook(BytesIO(client.get(f"{LIST}export.xlsx?role=officer").content)).active
        assert sheet["A2"].data_type == "s"
        assert client.get(f"{LIST}export.pdf").status_code == 404


class TestSwitching:
    def test_acts_for_another_organisation(self, signed_in: Any, world: Any) -> None:
        other = Membership.objects.create(user=world.facilitator, organization=world.service, role=Role.PROVIDER)
        client = signed_in(world.facilitator)
        page = client.get(reverse("accounts:profile")).content.decode()
        assert world.service.name in page
        response = client.post(reverse("accounts:membership_switch", args=[other.pk]))
        assert response["Location"] == "/"
        world.facilitator.refresh_from_db()
        assert world.facilitator.role == Role.PROVIDER

    def test_neither_anothers_nor_a_closed_one(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.facilitator)
        foreign = world.stranger.current_membership
        assert client.post(reverse("accounts:membership_switch", args=[foreign.pk])).status_code == 404
        closed = Membership.objects.create(
            user=world.facilitator, organization=world.service, role=Role.PROVIDER, is_active=False
        )
        response = client.post(reverse("accounts:membership_switch", args=[closed.pk]))
        assert response.status_code == 302
        world.facilitator.refresh_from_db()
        assert world.facilitator.role == Role.FACILITATOR
        with pytest.raises(Refusal):
            services.switch_membership(membership=foreign, by=world.facilitator)

    def test_only_by_post(self, signed_in: Any, world: Any) -> None:
        url = reverse("accounts:membership_switch", args=[world.facilitator.current_membership_id])
        assert signed_in(world.facilitator).get(url).status_code == 405


class TestClosing:
    def close(self, client: Client, membership: Membership) -> Any:
        return client.post(reverse("accounts:membership_deactivate", args=[membership.pk]), follow=True)

    def test_ends_the_rights_at_once_and_keeps_the_rest(self, signed_in: Any, world: Any) -> None:
        theirs = signed_in(world.officer)
        assert theirs.get("/places/").status_code == 200
        response = self.close(signed_in(world.administrator), world.officer.current_membership)
        assert "Accès fermé" in response.content.decode()
        assert theirs.get("/places/").status_code == 403
        assert theirs.get(reverse("accounts:profile")).status_code == 200

    def test_goes_on_with_another_membership(self, world: Any) -> None:
        other = Membership.objects.create(user=world.officer, organization=world.service, role=Role.PROVIDER)
        services.deactivate_membership(membership=world.officer.current_membership, by=world.administrator)
        world.officer.refresh_from_db()
        assert world.officer.current_membership == other

    def test_never_the_last_administrator(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        response = self.close(client, world.administrator.current_membership)
        assert "Nommez d’abord quelqu’un d’autre" in response.content.decode()
        assert Membership.objects.get(user=world.administrator).is_active
        second = UserFactory(role=Role.ADMINISTRATOR, organization=world.ngo)
        self.close(client, world.administrator.current_membership)
        assert not Membership.objects.get(user=world.administrator).is_active
        with pytest.raises(Refusal, match="Nommez d’abord"):
            services.deactivate_membership(membership=second.current_membership, by=second)

    def test_twice_by_mistake(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        for _time in range(2):
            assert self.close(client, world.officer.current_membership).status_code == 200

    def test_opens_again(self, signed_in: Any, world: Any) -> None:
        membership = world.officer.current_membership
        services.deactivate_membership(membership=membership, by=world.administrator)
        client = signed_in(world.administrator)
        client.post(reverse("accounts:membership_reactivate", args=[membership.pk]))
        world.officer.refresh_from_db()
        assert world.officer.role == Role.OFFICER

    def test_not_a_strangers(self, world: Any) -> None:
        with pytest.raises(Refusal, match="pas des autres"):
            services.deactivate_membership(membership=world.stranger.current_membership, by=world.administrator)
        with pytest.raises(Refusal):
            services.reactivate_membership(membership=world.stranger.current_membership, by=world.administrator)

    def test_never_comes_back_to_an_outside_address(self, signed_in: Any, world: Any) -> None:
        url = reverse("accounts:membership_deactivate", args=[world.officer.current_membership_id])
        response = signed_in(world.administrator).post(url, {"next": "https://evil.example/"})
        assert response["Location"] == LIST


class TestProfile:
    def test_changes_the_name(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.observer)
        assert client.post(reverse("accounts:profile"), {"full_name": " Awa "}).status_code == 302
        world.observer.refresh_from_db()
        assert str(world.observer) == "Awa"

    @pytest.mark.parametrize("name", ["", " ", "x" * 151])
    def test_refuses_none_and_too_long(self, signed_in: Any, world: Any, name: str) -> None:
        response = signed_in(world.observer).post(reverse("accounts:profile"), {"full_name": name})
        assert response.status_code == 422

    def test_without_membership_says_what_to_do(self, signed_in: Any, db: None) -> None:
        page = signed_in(UserFactory()).get(reverse("accounts:profile")).content.decode()
        assert "Demandez une invitation" in page
