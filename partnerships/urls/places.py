from django.urls import URLPattern, path

from partnerships.views import places

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/places/", places.places, name="places"),
    path("<uuid:pk>/places/new/", places.place_form, name="place_add"),
    path("<uuid:pk>/places/<uuid:row>/", places.place_form, name="place_edit"),
    path("<uuid:pk>/places/<uuid:row>/remove/", places.place_remove, name="place_remove"),
]
