"""The forms of what follows the text: deliveries, promises, measures, documents, versions, amendments, signatures."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.forms import BoundedTextField, DayField, DecimalInputField, Form, VersionField
from partnerships.enums import CommitmentState
from partnerships.forms.base import OwnTextMixin
from partnerships.models import ActionLink, Partnership, Party, SharedResult
from partnerships.services.documents import KINDS, check_file
from partnerships.services.frame import place_version


class DeliveryForm(OwnTextMixin, Form):
    on = DayField(label=gettext_lazy("When it arrived"))
    percent = forms.IntegerField(
        label=gettext_lazy("How much of it, in percent"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A receipt, a photo, a report: where it is kept."),
    )
    free_texts = ("evidence",)


class CloseForm(OwnTextMixin, Form):
    state = forms.ChoiceField(label=gettext_lazy("Where this promise stands"), choices=CommitmentState)
    closed_on = DayField(label=gettext_lazy("Since when"), required=False)
    evidence = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A receipt, a photo, a report: where it is kept."),
    )
    version = VersionField()
    free_texts = ("evidence",)


class MeasureForm(Form):
    reached = DecimalInputField(label=gettext_lazy("Value reached"), max_digits=14, decimal_places=2, required=False)
    reached_on = DayField(label=gettext_lazy("Measured on"), required=False)
    version = VersionField()


class ActionPlaceForm(OwnTextMixin, Form):
    result = forms.ModelChoiceField(
        queryset=SharedResult.objects.none(),
        label=gettext_lazy("Shared result that it serves"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    contributors = forms.ModelMultipleChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Who contributes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    after_end = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Who goes on after the end of the agreement"),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )
    after_end_means = forms.CharField(
        label=gettext_lazy("With which means"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("A budget line, a team, a fee."),
    )
    version = VersionField(required=False)
    free_texts = ("after_end_means",)

    def __init__(self, *args: Any, partnership: Partnership, link: ActionLink | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"version": place_version(link)}
        if link is not None:
            initial |= {name: getattr(link, name) for name in ("result", "after_end", "after_end_means")}
            initial["contributors"] = list(link.contributors.all())
        super().__init__(*args, initial=initial, **kwargs)
        parties = partnership.parties.filter(left_on=None).select_related("organization")
        self.fields["result"].queryset = partnership.results.all()
        self.fields["contributors"].queryset = self.fields["after_end"].queryset = parties


class DocumentForm(OwnTextMixin, Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, image, text or spreadsheet, 5 MB at most."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Or where it is kept"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("An address, an office, a register."),
    )
    dated_on = DayField(label=gettext_lazy("Date of the document"), required=False)
    restricted_because = forms.CharField(
        label=gettext_lazy("The other parties can't open it, because"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Leave empty: documents are open to every party. All read this reason."),
    )
    free_texts = ("title", "reference", "restricted_because")

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file:
            try:
                check_file(file)
            except Refusal as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return file or None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("file") and not data.get("reference") and not {"file", "reference"} & set(self.errors):
            self.add_error("file", _("Choose a file, or write where the document is kept."))
        return data


class FreezeForm(OwnTextMixin, Form):
    reason = forms.CharField(
        label=gettext_lazy("Why we keep this version"),
        max_length=300,
        help_text=gettext_lazy("For example “after the workshop of March”."),
    )
    free_texts = ("reason",)


class AmendmentForm(OwnTextMixin, Form):
    what = BoundedTextField(
        label=gettext_lazy("What changes"),
        help_text=gettext_lazy("In plain words; the text is written together after."),
    )
    why = BoundedTextField(label=gettext_lazy("Why"))
    free_texts = ("what", "why")


class SignForm(OwnTextMixin, Form):
    """``sha256``: the fingerprint of the text that the page shows."""

    function = forms.CharField(
        label=gettext_lazy("Function of the person who signs"),
        max_length=150,
        help_text=gettext_lazy("A function that commits your organisation, never a name: “president”."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, required=False)
    signed_on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)
    commits = forms.BooleanField(
        label=gettext_lazy("We have read this text and our organisation commits to it."),
        error_messages={"required": gettext_lazy("Tick this box to sign: it says that you read the text.")},
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    free_texts = ("function",)
