from django.urls import URLPattern, path

from concertation.views import devices

urlpatterns: list[URLPattern] = [
    path("", devices.device_list, name="device_list"),
    path("export.<str:form>", devices.device_list_export, name="device_list_export"),
    path("new/", devices.device_create, name="device_create"),
    path("<uuid:pk>/", devices.device_detail, name="device_detail"),
    path("<uuid:pk>/edit/", devices.device_edit, name="device_edit"),
    path("<uuid:pk>/publish/", devices.device_publish, name="device_publish"),
    path("<uuid:pk>/companions/", devices.device_companions, name="device_companions"),
    path(
        "<uuid:pk>/companions/<uuid:organization>/remove/",
        devices.device_companion_remove,
        name="device_companion_remove",
    ),
]
