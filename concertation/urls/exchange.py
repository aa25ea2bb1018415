from django.urls import URLPattern, path

from concertation.views import exchange

urlpatterns: list[URLPattern] = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/file/", exchange.exchange_file, name="exchange_file"),
    path("exchange/receive/", exchange.exchange_receive, name="exchange_receive"),
    path("exchange/partners/new/", exchange.exchange_partner, name="exchange_partner"),
    path("exchange/partners/<uuid:pk>/remove/", exchange.exchange_partner_remove, name="exchange_partner_remove"),
]
