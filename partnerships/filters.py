from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.enums import ActorKind
from directory.models import Territory
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


class TerritoryFilter(django_filters.FilterSet):
    """The territory view: theme, zone, kind of actor among the parties."""

    theme = django_filters.ChoiceFilter(
        label=_("Theme"), method="by_theme", choices=Theme.choices, empty_label=pgettext_lazy("themes", "all")
    )
    zone = django_filters.ModelChoiceFilter(
        label=_("Zone"), method="by_zone", queryset=Territory.objects.none(), empty_label=pgettext_lazy("zones", "all")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of actor"), method="by_kind", choices=ActorKind.choices,
        empty_label=pgettext_lazy("kinds of actors", "all"),
    )  # fmt: skip

    class Meta:
        model = Partnership
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        zones = queryset.order_by().values("territory")
        self.filters["zone"].queryset = Territory.objects.filter(pk__in=zones).order_by("path")

    def by_theme(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(themes__contains=[value])

    def by_zone(self, queryset: Any, name: str, value: Territory) -> Any:
        """The zone and what lies in it."""
        return queryset.filter(territory__path__startswith=value.path)

    def by_kind(self, queryset: Any, name: str, value: str) -> Any:
        there = Party.objects.filter(organization__kind=value, left_on=None).values("partnership")
        return queryset.filter(pk__in=there)
