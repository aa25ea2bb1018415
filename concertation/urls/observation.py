from django.urls import URLPattern, path

from concertation.views import listening

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/observation/", listening.observation, name="observation"),
    path("sittings/<uuid:pk>/speech/", listening.sitting_speech, name="sitting_speech"),
    path("sittings/<uuid:pk>/grid/<int:observer>/", listening.sitting_grid, name="sitting_grid"),
]
