from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from actionplans.models import Action, ActionPlan, ActionUpdate


class ReadOnlyAdmin(admin.ModelAdmin):
    """The operator looks, the services write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ActionPlan)
class ActionPlanAdmin(ReadOnlyAdmin):
    list_display = ["title", "organization", "service_point", "opened_on", "published_at"]
    search_fields = ["title", "service_point__name"]


@admin.register(Action)
class ActionAdmin(ReadOnlyAdmin):
    list_display = ["number", "what", "plan", "side", "due_on", "state"]
    list_filter = ["side", "state"]
    search_fields = ["what", "plan__title"]


@admin.register(ActionUpdate)
class ActionUpdateAdmin(ReadOnlyAdmin):
    list_display = ["on", "action", "from_state", "to_state", "by"]
