from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums import State, Theme
from partnerships.models import Partnership, Party


class PartnershipFilter(django_filters.FilterSet):
    """The list of partnerships: words, theme, where they stand."""

    q = django_filters.CharFilter(
        label=_("Name, zone or party"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), method="by_theme", choices=Theme.choices, empty_label=pgettext_lazy("themes", "all")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=State.choices, empty_label=pgettext_lazy("states", "all")
    )

    class Meta:
        model = Partnership
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> Any:
        there = Party.objects.filter(organization__name__icontains=value, left_on=None).values("partnership")
        return queryset.filter(Q(name__icontains=value) | Q(territory__name__icontains=value) | Q(pk__in=there))

    def by_theme(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(themes__contains=[value])
