from django.urls import URLPattern, path

from concertation.views import exchange

urlpatterns: list[URLPattern] = [
    path("editions/<uuid:pk>/peers/", exchange.peers, name="peers"),
    path("<uuid:pk>/share/", exchange.peers_share, name="peers_share"),
]
