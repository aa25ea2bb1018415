from django.urls import URLPattern, path

from partnerships.views import disagreements, facts

_DISAGREEMENT = "<uuid:pk>/facts/disagreements/<uuid:row>/"

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/facts/", facts.facts, name="facts"),
    path("<uuid:pk>/facts/practices/", facts.practices, name="practices"),
    path("<uuid:pk>/facts/disagreements/", disagreements.disagreements, name="disagreements"),
    path("<uuid:pk>/facts/disagreements/new/", disagreements.disagreement_open, name="disagreement_open"),
    path(_DISAGREEMENT, disagreements.disagreement, name="disagreement"),
    path(f"{_DISAGREEMENT}agree/", disagreements.disagreement_agree, name="disagreement_agree"),
    path(f"{_DISAGREEMENT}<slug:what>/", disagreements.disagreement_write, name="disagreement_write"),
    path("<uuid:pk>/facts/requests/<uuid:row>/answer/", facts.request_answer, name="request_answer"),
    path("<uuid:pk>/facts/incidents/<uuid:row>/look/", facts.incident_look, name="incident_look"),
    path("<uuid:pk>/facts/lessons/<uuid:row>/recognise/", facts.lesson_recognise, name="lesson_recognise"),
    path("<uuid:pk>/facts/lessons/<uuid:row>/reuse/", facts.lesson_reuse, name="lesson_reuse"),
    path("<uuid:pk>/facts/<slug:kind>/", facts.fact_log, name="fact_log"),
    path("<uuid:pk>/facts/<slug:kind>/new/", facts.fact_add, name="fact_add"),
    path("<uuid:pk>/facts/<slug:kind>/<uuid:row>/", facts.fact_edit, name="fact_edit"),
    path("<uuid:pk>/facts/<slug:kind>/<uuid:row>/remove/", facts.fact_remove, name="fact_remove"),
]
