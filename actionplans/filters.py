from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.models import ActionPlan, ActionPlanQuerySet
from directory.enums import Sector


class PlanFilter(django_filters.FilterSet):
    """The list of plans: words, sector, and where they stand. Needs ``with_counts``."""

    q = django_filters.CharFilter(
        label=_("Service or territory"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"),
        field_name="service_point__sector",
        choices=Sector.choices,
        empty_label=pgettext_lazy("sectors", "all"),
    )
    standing = django_filters.ChoiceFilter(
        label=_("Promises"),
        method="stand",
        empty_label=pgettext_lazy("promises", "all"),
        choices=[("late", _("late")), ("open", _("open")), ("kept", _("all kept")), ("none", _("none written"))],
    )

    class Meta:
        model = ActionPlan
        fields: list[str] = []

    def search(self, queryset: ActionPlanQuerySet, name: str, value: str) -> Any:
        return queryset.filter(
            Q(title__icontains=value) | Q(service_point__name__icontains=value) | Q(territory__name__icontains=value)
        )

    def stand(self, queryset: ActionPlanQuerySet, name: str, value: str) -> Any:
        match value:
            case "late":
                return queryset.filter(late__gt=0)
            case "open":
                return queryset.filter(next_due__isnull=False)
            case "kept":
                return queryset.filter(total__gt=0, next_due=None)
            case _:
                return queryset.filter(total=0)
