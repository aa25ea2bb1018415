from django.urls import URLPattern, path

from scorecards.views import fieldpages, worker

#: Below /field/.
urlpatterns: list[URLPattern] = [
    path("", fieldpages.field_start, name="field_start"),
    path("who/", fieldpages.field_who, name="field_who"),
    path("sessions/<uuid:pk>/", fieldpages.field_session, name="field_session"),
    path("cycles/<uuid:pk>/", fieldpages.field_cycle, name="field_cycle"),
    path("cycles/<uuid:pk>/prepare/", fieldpages.field_prepare, name="field_prepare"),
]

#: At the root: a worker's reach depends on where it lies.
root_patterns: list[URLPattern] = [
    path("sw.js", worker.worker, name="worker"),
    path("manifest.webmanifest", worker.manifest, name="manifest"),
]
