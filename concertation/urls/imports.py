from django.urls import URLPattern, path

from concertation.views import imports

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/files/", imports.import_list, name="import_list"),
    path("editions/<uuid:pk>/files/<slug:kind>/", imports.import_file, name="import_file"),
]
