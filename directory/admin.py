"""The operator's view of the register, at /operator/."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from directory.models import Organization, ServicePoint, Territory


@admin.register(Territory)
class TerritoryAdmin(admin.ModelAdmin):
    """Read only: paths are written by the site's own pages and import."""

    list_display = ["name", "level", "code", "parent"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "territory", "registered_by"]
    list_filter = ["kind"]
    list_select_related = ["territory", "registered_by"]
    search_fields = ["name"]
    autocomplete_fields = ["territory", "registered_by"]


@admin.register(ServicePoint)
class ServicePointAdmin(admin.ModelAdmin):
    list_display = ["name", "sector", "operator", "territory"]
    list_filter = ["sector"]
    list_select_related = ["operator", "territory"]
    search_fields = ["name"]
    autocomplete_fields = ["operator", "territory", "registered_by"]
