from django.urls import URLPattern, path

from concertation.views import surveys

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/surveys/", surveys.surveys, name="surveys"),
    path("surveys/<uuid:pk>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<uuid:pk>/link/", surveys.survey_toggle, name="survey_toggle"),
    path("surveys/<uuid:pk>/paper/", surveys.survey_paper, name="survey_paper"),
    path("surveys/<uuid:pk>/sheet/", surveys.survey_sheet, name="survey_sheet"),
]
