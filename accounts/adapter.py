from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: accounts open by invitation. Refusals say what to do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password don't go together. Check both."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or ask for a new password."),
        "incorrect_password": _("This isn't your password."),
        "enter_current_password": _("This isn't your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code isn't the one expected. Wait for the next one on your phone and type it."),
        "cannot_generate_recovery_codes": _("Switch on two-step sign-in first: the codes go with it."),
    }
