from django.urls import path

from scorecards.views import papers

urlpatterns = [
    path("<uuid:pk>/report/<slug:kind>/", papers.report_ask, name="report_ask"),
]
