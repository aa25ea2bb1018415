"""Register the first organisation and invite its administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts import services
from accounts.enums import Role
from accounts.invitations import path_of, send_letter
from accounts.models import User
from core.errors import Refusal
from directory.enums import ActorKind, TerritoryLevel
from directory.models import Organization, Territory
from directory.services import save_organization, save_territory


class Command(BaseCommand):
    help = (
        "Registers an organisation, vouched for by the platform, and invites its first programme administrator: "
        "prints the link to hand over. Needs an operator's account (create_operator). May be run again: what exists "
        "is kept, an invitation that waits is renewed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", required=True, help="name of the organisation")
        parser.add_argument("--kind", default=ActorKind.ASSOCIATION.value, choices=ActorKind.values)
        parser.add_argument("--territory", required=True, help="code of its territory; a new code becomes a country")
        parser.add_argument("--territory-name", default="", help="name of the country, when the code is new")
        parser.add_argument("--email", required=True, help="address of the administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        operator = User.objects.filter(is_superuser=True, is_active=True).order_by("date_joined").first()
        if operator is None:
            raise CommandError("No operator yet: run create_operator first.")
        try:
            validate_email(options["email"])
            invitation = self._set_up(operator, options)
        except (Refusal, ValidationError) as refusal:
            raise CommandError("; ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        link = settings.BASE_URL.rstrip("/") + path_of(invitation)
        send_letter(invitation, link)
        self.stdout.write(f"{invitation.organization}: {invitation.email} opens an account at\n{link}")

    @transaction.atomic
    def _set_up(self, operator: User, options: dict[str, Any]) -> Any:
        code = options["territory"]
        territory = Territory.objects.filter(code=code).first()
        if territory is None:
            name = options["territory_name"] or code
            territory = save_territory(name=name, level=TerritoryLevel.COUNTRY, parent=None, code=code, by=operator)
        found = Organization.objects.filter(name__iexact=options["organization"], territory=territory).first()
        organization = found or save_organization(
            name=options["organization"], kind=ActorKind(options["kind"]), territory=territory, by=operator
        )
        waiting = organization.invitations.pending().filter(email__iexact=options["email"], role=Role.ADMINISTRATOR)
        if waiting.exists():
            return services.renew(invitation=waiting.get(), by=operator)
        return services.invite(email=options["email"], role=Role.ADMINISTRATOR, organization=organization, by=operator)
