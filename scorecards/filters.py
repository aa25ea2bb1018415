from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayField
from directory.enums import Sector
from directory.filters import TerritoryFilter
from scorecards.enums import CycleState
from scorecards.models import Cycle, CycleQuerySet


class CycleFilter(django_filters.FilterSet):
    """The list of cycles: words, where they stand, which service."""

    q = django_filters.CharFilter(
        label=_("Service or territory"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Phase"), choices=CycleState.choices, empty_label=pgettext_lazy("phases", "all")
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"),
        field_name="service_point__sector",
        choices=Sector.choices,
        empty_label=pgettext_lazy("sectors", "all"),
    )
    service = django_filters.UUIDFilter(field_name="service_point", widget=forms.HiddenInput)

    class Meta:
        model = Cycle
        fields: list[str] = []

    def search(self, queryset: CycleQuerySet, name: str, value: str) -> Any:
        return queryset.filter(
            Q(service_point__name__icontains=value) | Q(service_point__territory__name__icontains=value)
        )


class DayFilter(django_filters.Filter):
    field_class = DayField


class ProgrammeFilter(django_filters.FilterSet):
    """The programme board: which services, where, which rounds, at which phase."""

    sector = django_filters.ChoiceFilter(
        label=_("Sector"),
        field_name="service_point__sector",
        choices=Sector.choices,
        empty_label=pgettext_lazy("sectors", "all"),
    )
    territory = TerritoryFilter(label=_("Territory"), field_name="service_point__territory__path")
    since = DayFilter(label=_("Rounds begun from"), field_name="starts_on", lookup_expr="gte")
    until = DayFilter(label=_("Rounds begun until"), field_name="starts_on", lookup_expr="lte")
    state = django_filters.ChoiceFilter(
        label=_("Phase"), choices=CycleState.choices, empty_label=pgettext_lazy("phases", "all")
    )

    class Meta:
        model = Cycle
        fields: list[str] = []
