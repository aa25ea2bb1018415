from django.urls import URLPattern, path

from scorecards.views import clips

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/indicators/<uuid:indicator>/aids/", clips.indicator_aids, name="indicator_aids"),
    path("<uuid:pk>/aids/", clips.cycle_aids, name="cycle_aids"),
    path("clips/<uuid:pk>/<slug:mark>/", clips.clip, name="clip"),
]
