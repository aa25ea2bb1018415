from django.urls import URLPattern, path

from scorecards.views import library

urlpatterns: list[URLPattern] = [
    path("library/", library.library, name="library"),
    path("library/new/", library.library_new, name="library_new"),
    path("library/import/", library.library_import, name="library_import"),
    path("library/export.csv", library.library_export, name="library_export"),
    path("library/<uuid:pk>/", library.library_edit, name="library_edit"),
]
