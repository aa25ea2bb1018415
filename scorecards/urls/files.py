from django.urls import URLPattern, path

from scorecards.views import files

urlpatterns: list[URLPattern] = [
    path("import/", files.card_import, name="card_import"),
    path("import/<uuid:pk>/", files.card_import_preview, name="card_import_preview"),
    path("<uuid:pk>/export.csv", files.card_export, name="card_export"),
]
