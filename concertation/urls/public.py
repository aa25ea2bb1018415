"""Readable without signing in: the survey of a link, what became of what was said."""

from django.urls import URLPattern, path

from concertation.views import voices

app_name = "voices"

urlpatterns: list[URLPattern] = [
    path("devices/<uuid:pk>/", voices.device, name="device"),
    path("<str:secret>/", voices.survey, name="survey"),
]
