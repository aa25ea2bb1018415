from django.urls import URLPattern, path

from partnerships.views import missions

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/missions/", missions.missions, name="missions"),
    path("<uuid:pk>/missions/open/", missions.missions_open, name="missions_open"),
    path("<uuid:pk>/missions/answer/", missions.missions_rate, name="missions_rate"),
]
