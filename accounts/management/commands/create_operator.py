"""Create the account that operates the platform."""

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.models import User


class Command(BaseCommand):
    help = (
        "Creates the account that operates the platform (pages at /operator/). "
        "The password is read from OPERATOR_PASSWORD, or asked for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        user = User(email=email, full_name=options["name"])
        password = os.environ.get("OPERATOR_PASSWORD") or getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            with transaction.atomic():
                User.objects.create_superuser(email, password, full_name=options["name"])
        except IntegrityError as error:
            raise CommandError(f"{email} already has an account.") from error
        self.stdout.write(f"{email} can sign in and operate the platform at /operator/.")
