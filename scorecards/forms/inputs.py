"""Input tracking: one line, why there is none, and a file of many."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csvtext import MAX_BYTES
from core.forms import DecimalInputField, Form, VersionField
from scorecards.forms.preparation import CycleTextForm
from scorecards.inputfile import HEADER, InputsRead, parse_inputs
from scorecards.models import Cycle, InputItem
from scorecards.services.filewords import sentence
from scorecards.services.inputs import FIELDS, NOTE_MAX

#: Bad lines named on the page at most.
SHOWN = 100


def _amount(label: Any, help_text: Any = "") -> DecimalInputField:
    return DecimalInputField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text=help_text,
        error_messages={
            "min_value": gettext_lazy("An amount can't be negative."),
            "max_digits": gettext_lazy("This number is too large."),
            "max_whole_digits": gettext_lazy("This number is too large."),
            "max_decimal_places": gettext_lazy("Two digits after the comma are enough."),
        },
    )


class InputForm(CycleTextForm):
    """What is due, planned, received, observed, and what proves it. Only the name is needed."""

    label = forms.CharField(
        label=gettext_lazy("Input"),
        max_length=200,
        help_text=gettext_lazy("Medicines, midwives, school books, budget for repairs…"),
    )
    entitlement = forms.CharField(
        label=gettext_lazy("What is due, and by which rule"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "For example “one midwife per 3,000 inhabitants, health map”. It is read to the groups."
        ),
    )
    is_money = forms.BooleanField(
        label=gettext_lazy("It is money"),
        required=False,
        help_text=gettext_lazy("Then planned means budgeted, and observed means spent."),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit or currency"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Boxes, people, MAD… Only amounts of the same unit are added up."),
    )
    source = forms.CharField(
        label=gettext_lazy("Who pays or provides"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("State, municipality, association, users’ fees…"),
    )
    planned = _amount(gettext_lazy("Planned or budgeted"))
    received = _amount(gettext_lazy("Received"))
    observed = _amount(
        gettext_lazy("Observed or spent"), gettext_lazy("What was seen on the spot. Empty: nobody looked yet.")
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stock register of 3 May, photo of the shelf, delivery note…"),
    )
    remarks = forms.CharField(label=gettext_lazy("Remarks"), max_length=500, required=False)
    version = VersionField(required=False)
    free_texts = ("label", "source", "evidence", "remarks")

    def __init__(self, *args: Any, cycle: Cycle, item: InputItem | None = None, **kwargs: Any) -> None:
        first = {name: getattr(item, name) for name in (*FIELDS, "version")} if item else {}
        super().__init__(*args, cycle=cycle, initial=first, **kwargs)
        if item is None:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_money") and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Write the currency of this money."))
        return data


class NothingToTrackForm(CycleTextForm):
    """Why no input is tracked in this round."""

    note = forms.CharField(
        label=gettext_lazy("Nothing to track in this round, because"),
        max_length=NOTE_MAX,
        required=False,
        help_text=gettext_lazy("A sentence. Empty takes it back."),
    )
    free_texts = ("note",)


class InputsFileForm(Form):
    """A CSV file of inputs: all of its lines or none, every bad line named."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV in UTF-8, 2 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> InputsRead:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(limit)d MB.") % {"limit": MAX_BYTES // (1024 * 1024)})
        read = parse_inputs(file.read())
        if read.problems:
            raise ValidationError([_named(problem) for problem in read.problems[:SHOWN]])
        return read


def _named(problem: Any) -> str:
    words = sentence(problem, HEADER)
    if problem.line is None:
        return words
    return _("Line %(line)d: %(words)s") % {"line": problem.line, "words": words}
