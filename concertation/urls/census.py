from django.urls import URLPattern, path

from concertation.views import imports

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/census/", imports.census, name="census"),
    path("<uuid:pk>/census/file/", imports.census_import, name="census_import"),
]
