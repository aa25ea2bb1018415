"""Invitations: who may invite whom, the letter, the link that serves once, and every way it can be dead."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.enums import Role
from accounts.invitations import make_token, path_of
from accounts.models import Invitation, Membership, User
from accounts.permissions import INTO_OWN, INTO_REGISTERED, invitable_roles
from core.errors import Refusal
from directory.enums import ActorKind
from tests.factories import PASSWORD, OrganizationFactory, UserFactory

EMAIL = "nouvelle@example.org"
ACCOUNT = {"full_name": "Amina B.", "password1": "trois-puits-de-plus", "password2": "trois-puits-de-plus"}


@pytest.fixture
def invitation(world: Any) -> Invitation:
    return services.invite(email=EMAIL, role=Role.OFFICER, organization=world.town_hall, by=world.administrator)


def invite_page(client: Client, **data: Any) -> Any:
    return client.post(reverse("accounts:member_invite"), data)


class TestWhoInvitesWhom:
    def test_into_ones_own_organisation(self, world: Any) -> None:
        assert invitable_roles(world.administrator, world.ngo) == tuple(role for role in Role if role in INTO_OWN)

    def test_into_a_registered_commune(self, world: Any) -> None:
        assert invitable_roles(world.administrator, world.town_hall) == (
            Role.OFFICER,
            Role.OBSERVER,
            Role.REPRESENTATIVE,
        )

    def test_into_a_registered_service(self, world: Any) -> None:
        assert set(invitable_roles(world.administrator, world.service)) == set(INTO_REGISTERED)

    def test_never_into_a_foreign_organisation(self, world: Any) -> None:
        assert invitable_roles(world.administrator, world.foreign_ngo) == ()

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_only_administrators(self, world: Any, role: Role) -> None:
        assert invitable_roles(world.person(role.value), world.ngo) == ()

    def test_the_operator_invites_anywhere(self, world: Any) -> None:
        operator = UserFactory(is_superuser=True)
        assert set(invitable_roles(operator, world.service)) == set(Role)
        assert Role.OFFICER not in invitable_roles(operator, world.foreign_ngo)

    @pytest.mark.parametrize(
        ("role", "where", "sentence"),
        [
            (Role.OFFICER, "ngo", "Un agent communal appartient à l’État"),
            (Role.PROVIDER, "ngo", "inscrivez d’abord le point de service"),
            (Role.FACILITATOR, "town_hall", "Dans une autre organisation"),
            (Role.PROVIDER, "town_hall", "inscrivez d’abord le point de service"),
            (Role.OBSERVER, "foreign_ngo", "pas ailleurs"),
        ],
    )
    def test_the_service_says_why(self, world: Any, role: Role, where: str, sentence: str) -> None:
        with pytest.raises(Refusal, match=sentence):
            services.invite(email=EMAIL, role=role, organization=getattr(world, where), by=world.administrator)

    def test_an_authority_of_ones_own_gets_its_officers_from_elsewhere(self, world: Any) -> None:
        state = OrganizationFactory(kind=ActorKind.STATE)
        boss = UserFactory(role=Role.ADMINISTRATOR, organization=state)
        with pytest.raises(Refusal, match="dans leur propre organisation"):
            services.invite(email=EMAIL, role=Role.OFFICER, organization=state, by=boss)


class TestTheLetter:
    def test_speaks_french_and_holds_the_link(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        response = invite_page(client, email=EMAIL.upper(), role="officer", organization=world.town_hall.pk)
        invitation = Invitation.objects.get()
        assert invitation.email == EMAIL
        assert response["Location"] == reverse("accounts:invitation_detail", args=[invitation.pk])
        letter = mail.outbox[0]
        assert letter.to == [EMAIL]
        assert letter.subject.startswith("Mairie d’Aval vous invite sur")
        assert "comme agent communal" in letter.body
        assert "http://testserver/people/join/" in letter.body
        assert "&" not in letter.body
        page = client.get(response["Location"]).content.decode()
        assert "http://testserver/people/join/" in page

    def test_a_mail_server_that_is_down_loses_nothing(
        self, signed_in: Any, world: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(self: Any, messages: Any) -> int:
            raise smtplib.SMTPServerDisconnected("down")

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        client = signed_in(world.administrator)
        response = client.post(
            reverse("accounts:member_invite"),
            {"email": EMAIL, "role": "observer", "organization": world.ngo.pk},
            follow=True,
        )
        assert "copiez le lien ci-dessous" in response.content.decode()
        assert Invitation.objects.pending().count() == 1

    @pytest.mark.parametrize("email", ["", "pas une adresse", "a@b\r\nBcc: x@example.org", "x" * 260 + "@example.org"])
    def test_a_bad_address_is_named_and_kept(self, signed_in: Any, world: Any, email: str) -> None:
        response = invite_page(signed_in(world.administrator), email=email, role="observer", organization=world.ngo.pk)
        assert response.status_code == 422
        assert mail.outbox == []

    def test_a_foreign_organisation_is_not_among_the_choices(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        response = invite_page(client, email=EMAIL, role="observer", organization=world.foreign_ngo.pk)
        assert response.status_code == 422
        assert world.foreign_ngo.name not in client.get(reverse("accounts:member_invite")).content.decode()

    def test_twice_by_mistake_invites_once(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        data = {"email": EMAIL, "role": "observer", "organization": world.ngo.pk}
        invite_page(client, **data)
        again = invite_page(client, **data)
        assert again.status_code == 422
        assert "attend déjà" in again.content.decode()
        assert Invitation.objects.count() == 1

    def test_a_member_is_not_invited_again(self, world: Any) -> None:
        with pytest.raises(Refusal, match="a déjà ce rôle"):
            services.invite(
                email=world.officer.email.upper(),
                role=Role.OFFICER,
                organization=world.town_hall,
                by=world.administrator,
            )


class TestTheLink:
    def test_opens_an_account_once(self, client: Client, invitation: Invitation) -> None:
        url = path_of(invitation)
        assert "Ouvrir mon compte" in client.get(url).content.decode()
        assert client.post(url, ACCOUNT)["Location"] == "/"
        user = User.objects.get(email=EMAIL)
        assert (user.full_name, user.role, user.organization) == ("Amina B.", Role.OFFICER, invitation.organization)
        assert client.get(reverse("accounts:profile")).status_code == 200
        second = Client().get(url)
        assert second.status_code == 410
        assert "a déjà servi" in second.content.decode()
        assert Client().post(url, ACCOUNT).status_code == 410

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"full_name": ""}, "obligatoire"),
            ({"password2": "autre"}, "Les deux mots de passe diffèrent"),
            ({"password1": "1234567890", "password2": "1234567890"}, "numérique"),
            ({"password1": "nouvelle", "password2": "nouvelle"}, "10 caractères"),
        ],
    )
    def test_refuses_a_weak_account_and_keeps_the_name(
        self, client: Client, invitation: Invitation, change: dict[str, str], words: str
    ) -> None:
        response = client.post(path_of(invitation), ACCOUNT | change)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not User.objects.filter(email=EMAIL).exists()
        assert Invitation.objects.pending().exists()

    def test_asks_an_existing_account_to_sign_in_then_adds_the_membership(
        self, client: Client, world: Any, invitation: Invitation
    ) -> None:
        user = UserFactory(email=EMAIL, role=Role.FACILITATOR, organization=world.foreign_ngo)
        url = path_of(invitation)
        page = client.get(url).content.decode()
        assert "Vous avez déjà un compte" in page
        assert client.post(url, ACCOUNT).status_code == 200
        assert not Membership.objects.filter(user=user, organization=world.town_hall).exists()
        client.post(f"/accounts/login/?next={url}", {"login": EMAIL, "password": PASSWORD})
        assert client.post(url)["Location"] == "/"
        user.refresh_from_db()
        assert user.organization == world.town_hall
        assert user.memberships.count() == 2

    def test_is_for_its_address_only(self, signed_in: Any, world: Any, invitation: Invitation) -> None:
        client = signed_in(world.observer)
        assert f"cette invitation est pour {EMAIL}".lower() in client.get(path_of(invitation)).content.decode().lower()
        response = client.post(path_of(invitation))
        assert response.status_code == 409
        assert Invitation.objects.pending().exists()

    def test_expires(self, client: Client, invitation: Invitation) -> None:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        response = client.get(path_of(invitation))
        assert response.status_code == 410
        assert "a expiré" in response.content.decode()

    def test_the_signature_expires_by_itself(self, client: Client, invitation: Invitation, settings: Any) -> None:
        url = path_of(invitation)
        settings.INVITATION_DAYS = -1
        assert client.get(url).status_code == 410

    def test_withdrawn(self, client: Client, world: Any, invitation: Invitation) -> None:
        url = path_of(invitation)
        services.revoke(invitation=invitation, by=world.administrator)
        response = client.get(url)
        assert response.status_code == 410
        assert "a été retirée" in response.content.decode()

    def test_altered(self, client: Client, invitation: Invitation) -> None:
        token = make_token(invitation)
        other = f"{'0' * 8}{token[8:]}"
        for broken in (token[:-1], token + "x", other, str(invitation.pk), "x", "::", "%00"):
            response = client.get(f"/people/join/{broken}/")
            assert response.status_code == 404, broken
        assert "Ce lien est incomplet" in client.get(f"/people/join/{token[:-2]}/").content.decode()

    def test_a_closed_membership_opens_again(self, world: Any, invitation: Invitation) -> None:
        user = UserFactory(email=EMAIL)
        closed = Membership.objects.create(user=user, organization=world.town_hall, role=Role.OFFICER, is_active=False)
        assert services.accept_invitation(invitation=invitation, by=user) == closed
        closed.refresh_from_db()
        assert closed.is_active


class TestTheList:
    def test_sends_again_and_withdraws(self, signed_in: Any, world: Any, invitation: Invitation) -> None:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
        client = signed_in(world.administrator)
        page = client.get(reverse("accounts:member_list")).content.decode()
        assert EMAIL in page
        assert "expirée" in page
        client.post(reverse("accounts:invitation_renew", args=[invitation.pk]))
        assert len(mail.outbox) == 1
        assert Invitation.objects.pending().count() == 1
        client.post(reverse("accounts:invitation_revoke", args=[invitation.pk]))
        client.get(reverse("accounts:member_list"))
        assert EMAIL not in client.get(reverse("accounts:member_list")).content.decode()

    def test_withdrawing_twice_changes_nothing(self, world: Any, invitation: Invitation) -> None:
        first = services.revoke(invitation=invitation, by=world.administrator).revoked_at
        assert services.revoke(invitation=invitation, by=world.administrator).revoked_at == first

    def test_what_is_accepted_is_neither_sent_again_nor_withdrawn(
        self, signed_in: Any, world: Any, invitation: Invitation
    ) -> None:
        services.open_account(invitation=invitation, full_name="A", password="trois-puits")
        client = signed_in(world.administrator)
        for name in ("invitation_renew", "invitation_revoke"):
            response = client.post(reverse(f"accounts:{name}", args=[invitation.pk]), follow=True)
            assert "a déjà été acceptée" in response.content.decode()
        assert mail.outbox == []
        assert (
            "Acceptée le" in client.get(reverse("accounts:invitation_detail", args=[invitation.pk])).content.decode()
        )

    def test_an_expired_one_is_renewed_by_inviting_again(self, world: Any, invitation: Invitation) -> None:
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
        again = services.invite(email=EMAIL, role=Role.OFFICER, organization=world.town_hall, by=world.administrator)
        assert again.pk == invitation.pk
        assert again.is_pending
