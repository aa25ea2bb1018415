from django.urls import URLPattern, path

from concertation.views import listening

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/answers/", listening.coding, name="coding"),
    path("answers/<uuid:pk>/read/", listening.answer_read, name="answer_read"),
]
