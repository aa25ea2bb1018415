"""Public, and apart: see ``config.quiet``."""

from django.urls import path

from scorecards.views import protected

app_name = "protected"

urlpatterns = [
    path("", protected.home, name="home"),
    path("follow/", protected.follow, name="follow"),
    path("<uuid:pk>/", protected.write, name="write"),
]
