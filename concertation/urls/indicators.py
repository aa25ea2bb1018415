from django.urls import URLPattern, path

from concertation.views import indicators

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/indicators/", indicators.indicators, name="indicators"),
    path("editions/<uuid:pk>/indicators/<slug:code>/", indicators.indicator_detail, name="indicator_detail"),
]
