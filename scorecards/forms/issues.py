"""Issues of a group, its votes, and the themes made of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, VersionField
from core.personal import PersonalTextMixin
from scorecards.enums import About, AskedOf
from scorecards.forms.preparation import CycleTextForm, whole_field
from scorecards.models import Cluster, Cycle, Indicator, IndicatorTemplate, Issue
from scorecards.services.issues import SENTENCE_MAX, Vote
from scorecards.services.themes import LABEL_MAX

MOST_HANDS = 9999


class IssueForm(CycleTextForm):
    """One line of the list. The cursor starts in the sentence: Enter adds it, and the page waits for the next."""

    text = forms.CharField(
        label=gettext_lazy("What the group agrees on"),
        max_length=SENTENCE_MAX,
        help_text=gettext_lazy("One fact about the service, in the group's words: “The water runs two hours a day”."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    suggestion = forms.CharField(
        label=gettext_lazy("Suggestion"),
        max_length=SENTENCE_MAX,
        required=False,
        help_text=gettext_lazy("What the group proposes, if it does."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_strength = forms.BooleanField(
        label=gettext_lazy("It is a strong point: something that works well"), required=False
    )
    version = VersionField(required=False)
    free_texts = ("text", "suggestion")

    def __init__(self, *args: Any, cycle: Cycle, issue: Issue | None = None, **kwargs: Any) -> None:
        names = ("text", "suggestion", "is_strength", "version")
        first = {name: getattr(issue, name) for name in names} if issue else {}
        super().__init__(*args, cycle=cycle, initial=first, **kwargs)
        if issue is None:
            del self.fields["version"]


class VotesForm(CycleTextForm):
    """Hands and a reason for each difficulty of a group."""

    def __init__(self, *args: Any, cycle: Cycle, issues: Sequence[Issue], people: int | None, **kwargs: Any) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        self.issues, self.people = issues, people
        for issue in issues:
            hands, reason = f"votes-{issue.pk}", f"reason-{issue.pk}"
            self.fields[hands] = whole_field(gettext_lazy("Hands"), MOST_HANDS, required=False, initial=issue.votes)
            self.fields[reason] = forms.CharField(
                label=gettext_lazy("Why it comes first"), max_length=300, required=False, initial=issue.reason
            )
        self.free_texts = tuple(f"reason-{issue.pk}" for issue in issues)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for issue in self.issues:
            hands = data.get(f"votes-{issue.pk}")
            if self.people is not None and hands is not None and hands > self.people:
                words = _("%(hands)d hands for %(people)d people. Take some back, or correct the people of the group.")
                self.add_error(f"votes-{issue.pk}", words % {"hands": hands, "people": self.people})
        return data

    @property
    def lines(self) -> list[tuple[Issue, Any, Any]]:
        """Each difficulty with its two fields, for the page to lay out."""
        return [(issue, self[f"votes-{issue.pk}"], self[f"reason-{issue.pk}"]) for issue in self.issues]

    def votes(self) -> dict[str, Vote]:
        data = self.cleaned_data
        return {str(issue.pk): Vote(data[f"votes-{issue.pk}"], data[f"reason-{issue.pk}"]) for issue in self.issues}


class GatherForm(PersonalTextMixin, Form):
    """What is ticked among the issues of all groups, and where it goes: a new theme, or one that is there."""

    label = forms.CharField(
        label=gettext_lazy("New theme"),
        max_length=LABEL_MAX,
        required=False,
        help_text=gettext_lazy("A few words, for example “Water at the centre”."),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Or into this theme"), required=False)
    free_texts = ("label",)

    def __init__(self, *args: Any, issues: Sequence[Issue], themes: Sequence[Cluster], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issues = {str(issue.pk): issue for issue in issues}
        self.themes = {str(theme.pk): theme for theme in themes}
        choices = [("", _("Choose…")), *((key, theme.label) for key, theme in self.themes.items())]
        self.fields["theme"].choices = [*choices, ("none", _("no theme: back among the others"))]

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("issue")) & set(self.issues) if self.is_bound else set()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.ticked:
            raise ValidationError(_("Tick at least one line."))
        if bool(data.get("label")) == bool(data.get("theme")) and not self.errors:
            self.add_error("label", _("Name a new theme, or choose one below: not both."))
        return data

    @property
    def chosen(self) -> list[Issue]:
        return [issue for key, issue in self.issues.items() if key in self.ticked]


class ThemeForm(CycleTextForm):
    label = forms.CharField(label=gettext_lazy("Theme"), max_length=LABEL_MAX)
    free_texts = ("label",)


class MergeForm(Form):
    """Another theme of the cycle."""

    into = forms.ModelChoiceField(
        queryset=Cluster.objects.none(), label=gettext_lazy("Merge with"), empty_label=gettext_lazy("Choose…")
    )

    def __init__(self, *args: Any, theme: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Cluster.objects.filter(cycle=theme.cycle_id).exclude(pk=theme.pk)


class DissolveForm(forms.Form):
    """Nothing to fill in: the button says it."""


class LinkForm(Form):
    """An indicator of the cycle that isn't in the theme yet."""

    indicator = forms.ModelChoiceField(
        queryset=Indicator.objects.none(),
        label=gettext_lazy("Indicator of the cycle"),
        empty_label=gettext_lazy("Choose…"),
    )

    def __init__(self, *args: Any, theme: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(cycle=theme.cycle_id).exclude(clusters=theme)


class FromLibraryForm(Form):
    """One indicator of the library, in the sector of the service."""

    template = forms.ModelChoiceField(
        queryset=IndicatorTemplate.objects.none(),
        label=gettext_lazy("From the library"),
        empty_label=gettext_lazy("Choose…"),
        to_field_name="code",
    )

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates


class WrittenForm(CycleTextForm):
    """An indicator in the team's own words, derived from a theme."""

    label = forms.CharField(
        label=gettext_lazy("Indicator"), max_length=200, help_text=gettext_lazy("A few words that people can score.")
    )
    hint = forms.CharField(label=gettext_lazy("Question to ask"), max_length=300, required=False)
    asked_of = forms.ChoiceField(label=gettext_lazy("Asked of"), choices=AskedOf, initial=AskedOf.BOTH)
    about = forms.ChoiceField(label=gettext_lazy("It speaks of"), choices=About, initial=About.PROVIDER)
    free_texts = ("label", "hint")
