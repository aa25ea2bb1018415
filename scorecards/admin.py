"""The operator's view of the scorecards, at /operator/: the common library; cycles are read, never changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from scorecards.models import Cycle, CycleEvent, IndicatorTemplate


@admin.register(IndicatorTemplate)
class IndicatorTemplateAdmin(admin.ModelAdmin):
    list_display = ["code", "sector", "label_fr", "asked_of", "owner", "is_active"]
    list_filter = ["sector", "asked_of", "is_active"]
    list_select_related = ["owner"]
    search_fields = ["code", "label_fr", "label_en", "label_ar"]
    autocomplete_fields = ["owner"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A code never changes meaning: it is written once."""
        return ["code"] if obj else []


class CycleEventInline(admin.TabularInline):
    model = CycleEvent
    extra = 0
    can_delete = False
    fields = readonly_fields = ["at", "name", "from_state", "to_state", "by", "reason"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Cycle)
class CycleAdmin(admin.ModelAdmin):
    """Services move a cycle, with their guards and traces; the operator looks."""

    list_display = ["service_point", "number", "organization", "state", "starts_on", "released_at"]
    list_filter = ["state", "is_demo"]
    list_select_related = ["service_point", "organization"]
    search_fields = ["service_point__name", "organization__name"]
    inlines = [CycleEventInline]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
