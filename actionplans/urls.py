from django.urls import path

from actionplans.views import actions, confirmations, plans

app_name = "actionplans"

urlpatterns = [
    path("", plans.plan_list, name="plan_list"),
    path("export/<slug:form>/", plans.plan_list_export, name="plan_list_export"),
    path("late/", plans.late_list, name="late_list"),
    path("<uuid:pk>/", plans.plan_detail, name="plan_detail"),
    path("<uuid:pk>/export/<slug:form>/", plans.plan_export, name="plan_export"),
    path("<uuid:pk>/report/<slug:kind>/", plans.plan_report, name="plan_report"),
    path("<uuid:pk>/actions/new/", actions.action_create, name="action_create"),
    path("actions/<uuid:pk>/", actions.action_detail, name="action_detail"),
    path("actions/<uuid:pk>/edit/", actions.action_edit, name="action_edit"),
    path("actions/<uuid:pk>/confirm/", confirmations.action_confirm, name="action_confirm"),
    path("actions/<uuid:pk>/follow/", actions.action_follow, name="action_follow"),
]
