"""The protected channel's forms. No file, no name, no contact: what isn't asked can't be taken."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import BoundedTextField, Form, VersionField
from directory.models import Organization, ServicePoint
from scorecards.enums import SensitiveKind, SensitiveState
from scorecards.services.sensitive import LONGEST, MOST_BREAKS


def _text(label: Any, **options: Any) -> BoundedTextField:
    field = BoundedTextField(label=label, max_length=LONGEST, max_breaks=MOST_BREAKS, rows=8, **options)
    # The browser keeps nothing of it, and corrects nothing by asking somebody else's server.
    field.widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"})
    return field


class SensitiveForm(Form):
    """A report: what it is about, where if that may be said, and the text."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=SensitiveKind, widget=forms.RadioSelect)
    service_point = forms.ModelChoiceField(
        queryset=ServicePoint.objects.none(),
        label=_("Service"),
        required=False,
        empty_label=_("I would rather not say, or another one"),
    )
    text = _text(
        _("What happened"),
        help_text=_("What, where, since when. Leave out what only you could know: it would tell who you are."),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, capfirst(kind.label)) for kind in SensitiveKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        points = ServicePoint.objects.filter(Q(cycles__organization=organization) | Q(registered_by=organization))
        self.fields["service_point"].queryset = points.distinct().order_by("name")  # type: ignore[attr-defined]


class ReceiptForm(Form):
    """The twenty digits, however they are typed."""

    receipt = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("Twenty digits, with or without spaces."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class ReplyForm(Form):
    """A message of the exchange, from either side."""

    text = _text(_("Your message"))


class ReportStateForm(Form):
    state = forms.ChoiceField(choices=SensitiveState)
    version = VersionField()


class ChannelForm(Form):
    """The organisation's channel."""

    is_open = forms.BooleanField(label=_("Take protected reports in"), required=False)
    contacts = BoundedTextField(
        label=_("Emergency and local contacts"),
        required=False,
        rows=5,
        help_text=_("Shown before people write: emergency numbers, a listening centre, an ombudsman, a lawyer."),
    )
    version = VersionField()


class ReferentForm(Form):
    """One more referent, among the members of the organisation."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Person"), empty_label=_("Choose…"))

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(
            is_active=True, memberships__organization=organization, memberships__is_active=True
        ).exclude(sensitive_duties__organization=organization)
        self.fields["user"].queryset = members.distinct().order_by("full_name", "email")  # type: ignore[attr-defined]
