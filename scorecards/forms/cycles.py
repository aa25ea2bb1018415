"""Forms of the cycle: its frame, its groups, its indicators, its committee, and a reason where one is asked."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import BoundedTextField, DayField, Form, ModelForm, VersionField
from core.personal import PersonalTextMixin
from directory.enums import Sector
from directory.models import ServicePoint
from scorecards.enums import About, AskedOf, GroupKind, Scale, Variant
from scorecards.forms.pictograms import PictogramField
from scorecards.models import Cycle, Group, IndicatorTemplate
from scorecards.services.cycles import has_begun, open_cycle_of
from scorecards.services.moderation import known_words

SCALE_EXAMPLES = {
    Scale.FACES: _("1 to 5, faces: from very poor to very good. Understood everywhere, also without reading."),
    Scale.TEN: _("0 to 10, half points allowed: 7.5. For people used to school marks out of ten."),
    Scale.HUNDRED: _("0 to 100: 50 is just enough, as at school. Easy to negotiate up or down."),
    Scale.COLOURS: _("Three colours: red, yellow, green. The simplest, for large groups or few minutes."),
}


class CycleForm(ModelForm):
    """Service point, period and scale. The scale says what it looks like, and is locked once scoring has begun."""

    service_point = forms.ModelChoiceField(
        queryset=ServicePoint.objects.none(), label=_("Service to score"), empty_label=_("Choose…")
    )
    starts_on = DayField(label=_("Start of the period"))
    ends_on = DayField(
        label=_("End of the period"), required=False, help_text=_("Leave empty when you don't know it yet.")
    )
    scale = forms.ChoiceField(
        label=_("Scale"), choices=list(SCALE_EXAMPLES.items()), widget=forms.RadioSelect, initial=Scale.FACES
    )
    variant = forms.ChoiceField(
        label=_("Instrument"),
        choices=[
            (Variant.ESSENTIAL, _("Essential: straight to the scores. Whatever goes further stays one click away.")),
            (
                Variant.FULL,
                _("Full: the checklist, the input tracking and the briefing of both sides come first."),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Variant.ESSENTIAL,
        required=False,
    )
    version = VersionField(required=False)

    class Meta:
        model = Cycle
        fields = ["service_point", "starts_on", "ends_on", "scale", "variant"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        points = ServicePoint.objects.visible_to(user).select_related("territory").order_by("name")
        self.fields["service_point"].queryset = points
        self.fields["service_point"].label_from_instance = lambda point: f"{point.name} ({point.territory.name})"
        if self.instance._state.adding:
            del self.fields["version"]
        else:
            self.fields["version"].initial = self.instance.version
            if has_begun(self.instance):
                self._lock("scale", "service_point")

    def _lock(self, *names: str) -> None:
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Fixed: scoring has begun.")

    def clean_variant(self) -> str:
        """A form that doesn't ask (an older page, a script) keeps what is there."""
        return self.cleaned_data["variant"] or self.instance.variant

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The period ends before it starts. Correct one of the two dates."))
        point = data.get("service_point")
        if point is not None and self.user.organization is not None and point.pk != self.instance.service_point_id:
            there = open_cycle_of(organization=self.user.organization, service_point=point)
            if there is not None:
                self.open_cycle = there
                self.add_error(
                    "service_point",
                    _("A cycle is already open for %(service)s. Close it before you open another.")
                    % {"service": point.name},
                )
        return data

    #: The cycle that is in the way, for the page to link to it.
    open_cycle: Cycle | None = None

    def _post_clean(self) -> None:
        """Rules that span rows are the service's: nothing is written on the instance here."""


class GroupForm(ModelForm):
    """A group that scores together. Only the kind is needed."""

    kind = forms.ChoiceField(label=_("Group"), choices=[("", _("Choose…")), *GroupKind.choices])
    size = forms.IntegerField(
        label=_("People expected"),
        help_text=_("About how many: it helps to prepare, nothing is computed from it."),
        min_value=0,
        max_value=100_000,
        required=False,
    )

    class Meta:
        model = Group
        fields = ["kind", "village", "size", "label"]
        labels = {"village": _("Village"), "label": _("Name")}
        help_texts = {
            "label": _("Only if the group has a name of its own, for example “Young women of Aït Ali”."),
        }

    def _post_clean(self) -> None:
        """The service refuses a second group of the same name, with its sentence."""


class OwnIndicatorForm(PersonalTextMixin, Form):
    """An indicator in the team's own words: everybody will read them."""

    free_texts = ("label", "hint")
    label = forms.CharField(
        label=_("Indicator"), max_length=200, help_text=_("A few words, for example “Waiting time”.")
    )
    hint = forms.CharField(
        label=_("Question to ask"),
        max_length=300,
        required=False,
        help_text=_("As the facilitator says it: “Do you wait a long time before you are received?”"),
    )
    asked_of = forms.ChoiceField(label=_("Asked of"), choices=AskedOf, initial=AskedOf.BOTH)
    about = forms.ChoiceField(label=_("It speaks of"), choices=About, initial=About.PROVIDER)
    pictogram = PictogramField()

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)


class AskedOfForm(forms.Form):
    """Whom one indicator is asked of."""

    asked_of = forms.ChoiceField(choices=AskedOf)


class LibraryForm(forms.Form):
    """Ticks in the library: ``pick`` holds template codes, ``asked-CODE`` whom each is asked of."""

    def __init__(self, *args: Any, templates: QuerySet[IndicatorTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {template.code: template for template in templates}

    def clean(self) -> dict[str, Any]:
        codes = [code for code in self.data.getlist("pick") if code in self.templates]  # type: ignore[attr-defined]
        if not codes:
            raise forms.ValidationError(_("Tick at least one indicator of the library."))
        asked = {code: self.data.get(f"asked-{code}", "") for code in codes}
        return {
            "templates": [self.templates[code] for code in codes],
            "asked_of": {code: side for code, side in asked.items() if side in AskedOf.values},
        }


class SectorForm(forms.Form):
    """Which part of the library is shown; the service's own sector unless another is asked for."""

    sector = forms.ChoiceField(choices=Sector, required=False)

    def chosen(self, default: str) -> str:
        return (self.is_valid() and self.cleaned_data["sector"]) or default


class ReasonForm(PersonalTextMixin, Form):
    """Why: the sentence stays on the page."""

    free_texts = ("reason",)
    reason = BoundedTextField(
        label=_("Why"), max_length=500, help_text=_("A sentence. It stays visible in the history of the cycle.")
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle

    def known_functions(self) -> tuple[str, ...]:
        return known_words(self.cycle)


class CommitteeForm(Form):
    """Who follows the plan: people who hold the committee role in the organisation."""

    members = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(), label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people
