from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from directory.enums import ActorKind, Sector, TerritoryLevel
from directory.fields import TerritoryField
from directory.models import Organization, ServicePoint, Territory


class TerritoryFilter(django_filters.Filter):
    """Rows of a territory and of everything below it."""

    field_class = TerritoryField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__startswith": value.path}) if value else qs


def _search_box(filterset: django_filters.FilterSet) -> None:
    filterset.form.fields["q"].widget = forms.TextInput(attrs={"type": "search"})


class PlaceFilter(django_filters.FilterSet):
    """The tree: by name or code, level, and below a territory."""

    q = django_filters.CharFilter(label=_("Name or code"), method="search")
    level = django_filters.ChoiceFilter(label=_("Level"), choices=TerritoryLevel.choices, empty_label=_("all"))
    within = TerritoryFilter(label=_("Within"), field_name="path")

    class Meta:
        model = Territory
        fields = ["q", "level", "within"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _search_box(self)

    def search(self, queryset: QuerySet[Territory], name: str, value: str) -> QuerySet[Territory]:
        return queryset.filter(Q(name__icontains=value) | Q(code__istartswith=value))


class OrganizationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("Kind of actor"), choices=ActorKind.choices, empty_label=_("all"))
    territory = TerritoryFilter(label=_("Territory"), field_name="territory__path")

    class Meta:
        model = Organization
        fields = ["q", "kind", "territory"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _search_box(self)


class ServicePointFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), method="search")
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("all"))
    territory = TerritoryFilter(label=_("Territory"), field_name="territory__path")

    class Meta:
        model = ServicePoint
        fields = ["q", "sector", "territory"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _search_box(self)

    def search(self, queryset: QuerySet[ServicePoint], name: str, value: str) -> QuerySet[ServicePoint]:
        return queryset.filter(Q(name__icontains=value) | Q(operator__name__icontains=value))
