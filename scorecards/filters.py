from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.enums import Sector
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
