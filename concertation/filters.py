from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concertation.enums import DeviceKind, Theme
from concertation.models import Device


class DeviceFilter(django_filters.FilterSet):
    """The register of devices: words, kind, theme."""

    q = django_filters.CharFilter(
        label=_("Name, zone or organisation"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=DeviceKind.choices, empty_label=pgettext_lazy("kinds", "all")
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, empty_label=pgettext_lazy("themes", "all")
    )

    class Meta:
        model = Device
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> Any:
        words = Q(name__icontains=value) | Q(territory__name__icontains=value)
        return queryset.filter(words | Q(organization__name__icontains=value))
