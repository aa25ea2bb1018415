from django.urls import URLPattern, path

from concertation.views import editions, sheets

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/editions/new/", editions.edition_create, name="edition_create"),
    path("editions/<uuid:pk>/", editions.edition_detail, name="edition_detail"),
    path("editions/<uuid:pk>/edit/", editions.edition_edit, name="edition_edit"),
    path("editions/<uuid:pk>/close/", editions.edition_close, name="edition_close"),
    path("editions/<uuid:pk>/facts/", sheets.edition_facts, name="edition_facts"),
    path("editions/<uuid:pk>/facts/<slug:sheet>/", sheets.edition_sheet, name="edition_sheet"),
    path("<uuid:pk>/profile/", sheets.profile_edit, name="profile_edit"),
]
