"""Readable without signing in: what services chose to publish."""

from django.urls import path

from scorecards.views import public

app_name = "public"

urlpatterns = [
    path("", public.index, name="index"),
    path("<uuid:pk>/", public.service, name="service"),
]
