from django.urls import URLPattern, path

from partnerships.views import dates

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/dates/<str:code>/", dates.date_keep, name="date_keep"),
    path("<uuid:pk>/dates/<str:code>/open/", dates.date_open, name="date_open"),
    path("<uuid:pk>/lasting/", dates.lasting, name="lasting"),
    path("<uuid:pk>/lasting/<uuid:action>/", dates.lasting_answer, name="lasting_answer"),
]
