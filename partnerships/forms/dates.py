"""A date of the calendar that was kept."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DayField, VersionField
from partnerships.forms.base import PartnershipTextForm
from partnerships.models import Document


class KeptDateForm(PartnershipTextForm):
    done_on = DayField(label=gettext_lazy("Done on"))
    document = forms.ModelChoiceField(
        queryset=Document.objects.none(),
        label=gettext_lazy("Document that shows it"),
        required=False,
        empty_label=gettext_lazy("none of these"),
        help_text=gettext_lazy("Among the documents of the partnership. You can add one from the page “Documents”."),
    )
    note = forms.CharField(
        label=gettext_lazy("Or what shows it, in a few words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example “sent by letter, registered under no. 214”."),
    )
    version = VersionField()
    free_texts = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = self.partnership.documents.all()  # type: ignore[attr-defined]

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This date is still to come. Write the day it happened."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("document") and not data.get("note") and not {"document", "note"} & set(self.errors):
            self.add_error("document", _("Choose the document, or write in a few words what shows it."))
        return data
