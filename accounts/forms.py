from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.permissions import INTO_OWN, INTO_REGISTERED
from core.forms import Form, ModelForm
from directory.models import Organization


class InviteForm(Form):
    """Who, where, as what. The rules between the three are the service's; it answers with a sentence."""

    email = forms.EmailField(label=_("E-mail address"), max_length=Invitation._meta.get_field("email").max_length)
    organization = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organization.objects.none(),
        help_text=_("Yours, or one that your organisation registered."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = user.is_superuser
        own = user.organization
        queryset = Organization.objects.all()
        if not everywhere:
            queryset = queryset.filter(Q(pk=own and own.pk) | Q(registered_by=own)) if own else queryset.none()
        self.fields["organization"].queryset = queryset.select_related("territory")
        allowed = set(Role) if everywhere else {*INTO_OWN, *INTO_REGISTERED}
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in allowed]
        self.fields["email"].widget.attrs.update(autocomplete="off", inputmode="email")


class OpenAccountForm(Form):
    """What an invited person gives to open their account."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=150, help_text=_("As your colleagues know you. It signs what you enter.")
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more, not only digits, not a common word, nothing like your name."),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        elif first:
            person = User(email=self.email, full_name=data.get("full_name", ""))
            try:
                validate_password(first, person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data


class ProfileForm(ModelForm):
    class Meta:
        model = User
        fields = ["full_name"]
        labels = {"full_name": _("Your name")}
        help_texts = {"full_name": _("As your colleagues know you. It signs what you enter.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
