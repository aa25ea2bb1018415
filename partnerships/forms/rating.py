"""Forms of a rating: its settings, the sheet, trust, benefits, what is done of a result."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import BoundedTextField, DayField, Form, VersionField
from partnerships.criteria import BENEFITS
from partnerships.enums import CampaignState, Confidentiality, RatingMode, TrustFacet
from partnerships.models import Campaign, Party, Review
from partnerships.services.ratingextras import DRAWBACKS

MODES = (
    (
        RatingMode.ALONE_THEN_TOGETHER,
        gettext_lazy("Each alone, then together: the answers are compared, discussed, and a common sheet is filled"),
    ),
    (RatingMode.ALONE, gettext_lazy("Each alone: the answers are compared")),
    (RatingMode.TOGETHER, gettext_lazy("Together, on one sheet: quick, but nobody sees who thinks otherwise")),
)
PRIVACY = (
    (Confidentiality.PARTIES, gettext_lazy("For the parties only: a self-evaluation, never shown to a funder")),
    (Confidentiality.PUBLISHED, gettext_lazy("A summary may be published, if all parties agree to it afterwards")),
)
#: Strengths of trust and of benefits, in the words of people.
TRUST_LEVELS = (
    (1, pgettext_lazy("trust", "no")),
    (2, pgettext_lazy("trust", "a little")),
    (3, pgettext_lazy("trust", "mostly")),
    (4, pgettext_lazy("trust", "fully")),
    ("", pgettext_lazy("trust", "I don't know")),
)
FELT_LEVELS = (
    ("", pgettext_lazy("benefit", "no answer")),
    (1, pgettext_lazy("benefit", "not at all")),
    (2, pgettext_lazy("benefit", "a little")),
    (3, pgettext_lazy("benefit", "clearly")),
    (4, pgettext_lazy("benefit", "strongly")),
)
WEIGHTS = (
    (1, pgettext_lazy("drawback", "light")),
    (2, pgettext_lazy("drawback", "noticeable")),
    (3, pgettext_lazy("drawback", "heavy")),
    (4, pgettext_lazy("drawback", "very heavy")),
)


class CampaignForm(Form):
    """The settings of a rating; once it is open, its title and its last day."""

    mode = forms.ChoiceField(label=gettext_lazy("How do you answer?"), choices=MODES, widget=forms.RadioSelect)
    closes_on = DayField(
        label=gettext_lazy("Last day to answer"),
        required=False,
        help_text=gettext_lazy("Three weeks leave time for everybody. Empty: until you close it."),
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Who reads the result?"), choices=PRIVACY, widget=forms.RadioSelect
    )
    lettered = forms.BooleanField(
        label=gettext_lazy("Show the parties as letters (A, B, C)"),
        required=False,
        help_text=gettext_lazy("Easier to speak frankly when one party weighs much more than the others."),
    )
    review = forms.ModelChoiceField(
        label=gettext_lazy("Review that it prepares"),
        queryset=Review.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    title = BoundedTextField(
        label=gettext_lazy("Title"),
        max_length=150,
        max_breaks=0,
        required=False,
        widget=forms.TextInput,
        help_text=gettext_lazy("For example “Before signing”. Empty: “Rating t0”."),
    )
    version = VersionField(required=False)

    def __init__(self, *args: Any, campaign: Campaign | None = None, partnership: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        free = Review.objects.filter(partnership=partnership, campaign=None)
        if campaign is not None and campaign.review_id:
            free = free | Review.objects.filter(pk=campaign.review_id)
        field: Any = self.fields["review"]
        field.queryset = free.order_by("number")
        field.label_from_instance = _review_words
        if not free.exists():
            del self.fields["review"]
        if campaign is not None and campaign.state == CampaignState.OPEN:
            for name in ("mode", "confidentiality", "lettered"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What the service takes; what isn't asked any more stays as it was."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        if self.campaign is not None and self.campaign.state == CampaignState.OPEN:
            for name in ("mode", "confidentiality", "lettered"):
                data[name] = getattr(self.campaign, name)
        data.setdefault("review", None)
        return data


def _review_words(review: Review) -> str:
    return _("review %(number)s, %(day)s") % {"number": review.number, "day": review.planned_on.strftime("%d/%m/%Y")}


class TrustForm(Form):
    """Three facets for each other party: one choice each, "I don't know" by default."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, others: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        for party in others:
            for facet in TrustFacet:
                self.fields[f"{party.pk}-{facet}"] = forms.TypedChoiceField(
                    label=f"{party.organization}, {facet.label}",
                    choices=TRUST_LEVELS,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    widget=forms.RadioSelect,
                )

    def groups(self) -> Iterator[tuple[Party, list[tuple[str, str, forms.BoundField]]]]:
        """Party → its three facets: name, what it means, field."""
        for party in self.others:
            yield (
                party,
                [(facet.label, str(FACETS[facet]), self[f"{party.pk}-{facet}"]) for facet in TrustFacet],
            )

    def levels(self) -> dict[tuple[Any, str], int | None]:
        return {
            (party.pk, facet.value): self.cleaned_data[f"{party.pk}-{facet}"]
            for party in self.others
            for facet in TrustFacet
        }


FACETS = {
    TrustFacet.RELIABILITY: gettext_lazy("It does what it says, in time."),
    TrustFacet.OPENNESS: gettext_lazy("It says what it thinks and tells what it knows."),
    TrustFacet.BENEVOLENCE: gettext_lazy("It minds our interest too, when nobody looks."),
}


class BenefitsForm(Form):
    """Benefits: those that the party declared first, the others behind one click; three drawbacks at most."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, declared: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declared = declared
        for benefit in BENEFITS:
            self.fields[benefit.code] = forms.TypedChoiceField(
                label=str(benefit.name).capitalize(),
                choices=FELT_LEVELS,
                coerce=int,
                empty_value=None,
                required=False,
                help_text=_("What the facts can say: %(proxy)s.") % {"proxy": benefit.proxy},
            )
        for number in range(1, DRAWBACKS + 1):
            self.fields[f"text{number}"] = BoundedTextField(
                label=_("Drawback %(number)d") % {"number": number},
                max_length=300,
                max_breaks=0,
                required=False,
                widget=forms.TextInput,
            )
            self.fields[f"weight{number}"] = forms.TypedChoiceField(
                label=_("Its weight"), choices=WEIGHTS, coerce=int, empty_value=None, required=False
            )

    def expected(self) -> list[forms.BoundField]:
        return [self[benefit.code] for benefit in BENEFITS if benefit.code in self.declared]

    def others(self) -> list[forms.BoundField]:
        return [self[benefit.code] for benefit in BENEFITS if benefit.code not in self.declared]

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"text{number}"], self[f"weight{number}"]) for number in range(1, DRAWBACKS + 1)]

    def felt(self) -> dict[str, int]:
        return {
            benefit.code: self.cleaned_data[benefit.code]
            for benefit in BENEFITS
            if self.cleaned_data.get(benefit.code) is not None
        }

    def drawbacks(self) -> list[tuple[str, int]]:
        rows = [(self.cleaned_data[f"text{n}"], self.cleaned_data[f"weight{n}"]) for n in range(1, DRAWBACKS + 1)]
        return [(text, weight or 1) for text, weight in rows if text]
