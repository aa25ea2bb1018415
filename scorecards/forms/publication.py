"""What becomes public of a cycle, and the lines of the sheet of rights and duties."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, Form
from core.personal import PersonalTextMixin
from directory.models import Organization, ServicePoint
from scorecards.enums import RightKind
from scorecards.models import Cycle, Publication, RightOrDuty
from scorecards.services import rights
from scorecards.services.moderation import known_words
from scorecards.services.publication import MESSAGE_MAX


class PublicationForm(PersonalTextMixin, Form):
    """The choice of one cycle."""

    show_card = forms.BooleanField(
        label=_("The card"),
        required=False,
        help_text=_("The consolidated figures of both sides. No group's figure, no reason, nobody's words."),
    )
    show_promises = forms.BooleanField(
        label=_("The promises"),
        required=False,
        help_text=_("What, who (a function), by when, where it stands, and what the committee saw."),
    )
    message = BoundedTextField(
        label=_("A word to the readers"),
        max_length=MESSAGE_MAX,
        max_breaks=3,
        rows=2,
        required=False,
        help_text=_("For example when and where the next open meeting is held."),
    )
    free_texts = ("message",)

    def __init__(self, *args: Any, cycle: Cycle, chosen: Publication | None, **kwargs: Any) -> None:
        first = chosen or Publication(cycle=cycle)
        initial = {name: getattr(first, name) for name in ("show_card", "show_promises", "message")}
        super().__init__(*args, initial=initial, **kwargs)
        self.cycle = cycle

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("show_card") or data.get("show_promises")):
            raise ValidationError(_("Choose the card, the promises or both."))
        return data


class KeeperForm(Form):
    """To whom the sheet of rights and duties passes."""

    organization = forms.ModelChoiceField(
        queryset=Organization.objects.none(),
        label=_("Hand the sheet over to"),
        help_text=_("An organisation that runs a cycle at this service. Its team writes the sheet from then on."),
    )

    def __init__(self, *args: Any, among: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.filter(pk__in=[row.pk for row in among])


class RightForm(Form):
    """One line of the sheet."""

    kind = forms.ChoiceField(label=_("It is"), choices=(), widget=forms.RadioSelect, initial=RightKind.RIGHT)
    text = forms.CharField(
        label=_("In one sentence"),
        max_length=rights.TEXT_MAX,
        help_text=_("For example “Pregnant women are seen free of charge.”"),
    )
    source = forms.CharField(
        label=_("Which rule says so"),
        max_length=rights.SOURCE_MAX,
        required=False,
        help_text=_("A law, a charter, a notice of the ministry. Leave empty if you don't know."),
    )

    def __init__(self, *args: Any, point: ServicePoint, row: RightOrDuty | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in ("kind", "text", "source")}
        super().__init__(*args, **kwargs)
        self.point = point
        self.fields["kind"].choices = [
            (RightKind.RIGHT, _("a right: what users may expect")),
            (RightKind.DUTY, _("a duty: what is asked of users")),
        ]
