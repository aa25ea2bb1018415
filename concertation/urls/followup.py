from django.urls import URLPattern, path

from concertation.views import followup

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/followup/", followup.followup, name="followup"),
    path("editions/<uuid:pk>/followup/<uuid:lever>/", followup.lever_verdict, name="lever_verdict"),
]
