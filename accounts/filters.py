from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Membership
from directory.models import Organization

STATES = (("active", pgettext_lazy("membership", "active")), ("closed", pgettext_lazy("membership", "closed")))


class MemberFilter(django_filters.FilterSet):
    """Members by name or e-mail, role, organisation, state (active ones first asked)."""

    q = django_filters.CharFilter(label=_("Name or e-mail"), method="search")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("all"))
    organization = django_filters.ModelChoiceFilter(
        label=_("Organisation"),
        queryset=Organization.objects.none(),
        empty_label=pgettext_lazy("organisations", "all"),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("all"))

    class Meta:
        model = Membership
        fields = ["q", "role", "organization", "state"]

    def __init__(self, *args: Any, organizations: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organization"].queryset = organizations
        self.form.fields["q"].widget = forms.TextInput(attrs={"type": "search"})

    def search(self, queryset: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        return queryset.filter(Q(user__full_name__icontains=value) | Q(user__email__icontains=value))

    def by_state(self, queryset: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        return queryset.filter(is_active=value == "active")
