"""Shared shapes of the partnerships' forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BoundedTextField, Form, VersionField
from core.personal import PersonalTextMixin
from partnerships.models import Partnership


class OwnTextMixin(PersonalTextMixin):
    """A partnership has no second reader: who writes confirms, and the text is kept as it is."""

    keep_label = _("Keep this text: I confirm that it speaks of no person")


class PartnershipTextForm(OwnTextMixin, Form):
    """Free texts are read with the names of the partnership's organisations and zone in mind."""

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership = partnership

    def known_functions(self) -> tuple[str, ...]:
        names = self.partnership.parties.values_list("organization__name", flat=True)
        return (self.partnership.name, self.partnership.territory.name, *names)


class VersionedForm(PartnershipTextForm):
    """A form of a row that changes; a stale one is refused by the service."""

    version = VersionField(required=False)


class SentenceForm(PartnershipTextForm):
    """A reason or an answer, in a sentence."""

    sentence = BoundedTextField(label=_("In a sentence"), max_length=500, rows=2, required=False)
    free_texts = ("sentence",)


def renew_version(form: forms.BaseForm, version: int) -> None:
    """Put the version in force into a form that came too late, so that saving again is a choice; the words stay."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
