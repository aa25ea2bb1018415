from django.urls import path

from scorecards.views import kit, papers

urlpatterns = [
    path("<uuid:pk>/kit/", kit.cycle_kit, name="cycle_kit"),
    path("sheets/<uuid:pk>/", kit.kit_entry, name="kit_entry"),
    path("<uuid:pk>/report/<slug:kind>/", papers.report_ask, name="report_ask"),
]
