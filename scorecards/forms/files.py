"""A card file on its way in: where it goes, which scale, and the file itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.csvread import Problem
from core.csvtext import MAX_BYTES, TextProblem, decode
from core.forms import DayField, Form
from directory.enums import Sector
from directory.models import Organization, ServicePoint, Territory
from scorecards.enums import Scale
from scorecards.forms.cycles import SCALE_EXAMPLES
from scorecards.services.filewords import sentence

NEW_FIELDS = ("service_name", "sector", "territory", "operator")


class CardImportForm(Form):
    """The service point, there already or new; the scale; the date of the last round; the file."""

    service_point = forms.ModelChoiceField(
        queryset=ServicePoint.objects.none(),
        label=_("Service point"),
        required=False,
        empty_label=_("It is new: I name it below"),
    )
    service_name = forms.CharField(label=_("Its name"), max_length=200, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose…")), *Sector.choices], required=False)
    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("Choose…")
    )
    operator = forms.ModelChoiceField(
        queryset=Organization.objects.none(),
        label=_("Operated by"),
        required=False,
        empty_label=_("Not known yet: our organisation"),
        help_text=_("The organisation whose staff delivers the service."),
    )
    scale = forms.ChoiceField(
        label=_("Scale of the scores"), choices=list(SCALE_EXAMPLES.items()), widget=forms.RadioSelect
    )
    last_round_on = DayField(
        label=_("Date of the last round"),
        required=False,
        help_text=_("Only when the file doesn't give the dates itself. Empty: today."),
    )
    file = forms.FileField(
        label=_("Card file"),
        help_text=_("CSV in UTF-8, 2 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        points = ServicePoint.objects.visible_to(user).select_related("territory").order_by("name")
        self.fields["service_point"].queryset = points
        self.fields["service_point"].label_from_instance = lambda point: f"{point.name} ({point.territory.name})"
        self.fields["territory"].queryset = Territory.objects.select_related("parent").order_by("path")
        self.fields["territory"].label_from_instance = _with_parent
        self.fields["operator"].queryset = Organization.objects.visible_to(user).order_by("name")

    def clean_last_round_on(self) -> Any:
        day = self.cleaned_data["last_round_on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This date is still to come. Write the day of a round that took place."))
        return day

    def clean_file(self) -> str:
        """The text of the file: at most two megabytes are ever read."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            text = decode(upload.read(MAX_BYTES + 1))
            if "\x00" in text:
                raise TextProblem(text.count("\n", 0, text.index("\x00")) + 1, "nul")
        except TextProblem as problem:
            words = sentence(Problem(problem.line, problem.code, problem.read, problem.params))
            where = _("Line %(number)d: ") % {"number": problem.line} if problem.line else ""
            raise ValidationError(f"{where}{words}") from problem
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.user.organization is None:
            raise ValidationError(_("Choose an organisation to act for first."))
        if "service_point" in self.errors:
            return cleaned
        if cleaned.get("service_point") is not None:
            if cleaned.get("service_name"):
                self.add_error("service_name", _("Choose a service point above, or name a new one: not both."))
            return cleaned
        for name, words in (
            ("service_name", _("Choose a service point, or name a new one.")),
            ("sector", _("Choose the sector of the new service point.")),
            ("territory", _("Choose where the new service point is.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        self._refuse_known_name(cleaned)
        return cleaned

    def _refuse_known_name(self, cleaned: dict[str, Any]) -> None:
        name, territory = cleaned.get("service_name"), cleaned.get("territory")
        if name and territory and ServicePoint.objects.filter(name__iexact=name, territory=territory).exists():
            self.add_error("service_name", _("This service point is there already: choose it in the list above."))

    def kept_fields(self) -> dict[str, Any]:
        """What is kept of the upload: of a new service point only when none was chosen."""
        chosen = self.cleaned_data["service_point"]
        fields = {"service_point": chosen, "scale": Scale(self.cleaned_data["scale"]).value}
        fields |= {name: self.cleaned_data[name] for name in NEW_FIELDS} if chosen is None else {}
        fields["last_round_on"] = self.cleaned_data["last_round_on"]
        return fields


def _with_parent(territory: Territory) -> str:
    return f"{territory.name} ({territory.parent.name})" if territory.parent else territory.name
