"""allauth's forms in the house layout: label above, help under, no placeholder in place of a label."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from core.forms import LayoutMixin


class HouseForm(LayoutMixin):
    """Use first in the bases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.label = _("Code of six digits")
                field.widget.attrs.update(inputmode="numeric", dir="ltr")


class LoginForm(HouseForm, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")


class ResetPasswordForm(HouseForm, account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class ResetPasswordKeyForm(HouseForm, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(HouseForm, account.ChangePasswordForm):
    pass


class ReauthenticateForm(HouseForm, account.ReauthenticateForm):
    pass


class MfaAuthenticateForm(HouseForm, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A recovery code is typed here too.
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _("The six digits of your application, or one of your recovery codes.")


class MfaReauthenticateForm(MfaAuthenticateForm, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(HouseForm, totp.ActivateTOTPForm):
    pass


class DeactivateTOTPForm(HouseForm, totp.DeactivateTOTPForm):
    pass


class GenerateRecoveryCodesForm(HouseForm, recovery.GenerateRecoveryCodesForm):
    pass
