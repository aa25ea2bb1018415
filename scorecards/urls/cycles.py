from django.urls import URLPattern, path

from scorecards.views import committee, cycles, groups, indicators, workflow

urlpatterns: list[URLPattern] = [
    path("", cycles.cycle_list, name="cycle_list"),
    path("export/<slug:form>/", cycles.cycle_list_export, name="cycle_list_export"),
    path("new/", cycles.cycle_create, name="cycle_create"),
    path("<uuid:pk>/", cycles.cycle_detail, name="cycle_detail"),
    path("<uuid:pk>/edit/", cycles.cycle_edit, name="cycle_edit"),
    path("<uuid:pk>/groups/", groups.cycle_groups, name="cycle_groups"),
    path("<uuid:pk>/groups/<uuid:group>/", groups.group_edit, name="group_edit"),
    path("<uuid:pk>/groups/<uuid:group>/remove/", groups.group_remove, name="group_remove"),
    path("<uuid:pk>/indicators/", indicators.cycle_indicators, name="cycle_indicators"),
    path("<uuid:pk>/indicators/write/", indicators.indicator_write, name="indicator_write"),
    path("<uuid:pk>/indicators/<uuid:indicator>/", indicators.indicator_change, name="indicator_change"),
    path("<uuid:pk>/advance/<str:name>/", workflow.cycle_advance, name="cycle_advance"),
    path("<uuid:pk>/reopen/", workflow.cycle_reopen, name="cycle_reopen"),
    path("<uuid:pk>/repeat/", workflow.cycle_repeat, name="cycle_repeat"),
    path("<uuid:pk>/provider/", workflow.cycle_provider, name="cycle_provider"),
    path("<uuid:pk>/committee/", committee.cycle_committee, name="cycle_committee"),
]
