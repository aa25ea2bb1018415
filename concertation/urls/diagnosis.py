from django.urls import URLPattern, path

from concertation.views import diagnosis

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/diagnosis/", diagnosis.diagnosis, name="diagnosis"),
    path("editions/<uuid:pk>/diagnosis/keep/", diagnosis.diagnosis_keep, name="diagnosis_keep"),
    path("editions/<uuid:pk>/diagnosis/weights/", diagnosis.diagnosis_weights, name="diagnosis_weights"),
    path("editions/<uuid:pk>/papers/<slug:kind>/", diagnosis.edition_paper, name="edition_paper"),
    path("diagnoses/<uuid:pk>/", diagnosis.diagnosis_kept, name="diagnosis_kept"),
]
