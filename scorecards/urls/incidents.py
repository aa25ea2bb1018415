from django.urls import URLPattern, path

from scorecards.views import incidents

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/incidents/", incidents.cycle_incidents, name="cycle_incidents"),
    path("<uuid:pk>/incidents/new/", incidents.incident_create, name="incident_create"),
    path("incidents/<uuid:pk>/", incidents.incident_edit, name="incident_edit"),
]
