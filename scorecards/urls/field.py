"""What devices speak to, under /api/v1/: JSON, never a redirect."""

from django.urls import URLPattern, path

from scorecards.views import field

urlpatterns: list[URLPattern] = [
    path("csrf/", field.api_csrf, name="api_csrf"),
    path("field/cycles/<uuid:pk>/", field.api_package, name="api_package"),
    path("submissions/<uuid:pk>/", field.api_submission, name="api_submission"),
    path("devices/<uuid:pk>/", field.api_device, name="api_device"),
]
