from django.urls import URLPattern, path

from concertation.views import editions

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/editions/new/", editions.edition_create, name="edition_create"),
    path("editions/<uuid:pk>/", editions.edition_detail, name="edition_detail"),
    path("editions/<uuid:pk>/edit/", editions.edition_edit, name="edition_edit"),
    path("editions/<uuid:pk>/close/", editions.edition_close, name="edition_close"),
]
