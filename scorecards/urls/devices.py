from django.urls import URLPattern, path

from scorecards.views import devices

urlpatterns: list[URLPattern] = [
    path("submissions/", devices.submission_inbox, name="submission_inbox"),
    path("submissions/import/", devices.submission_import, name="submission_import"),
    path("submissions/<uuid:pk>/", devices.submission_detail, name="submission_detail"),
    path("submissions/<uuid:pk>/choose/", devices.submission_choose, name="submission_choose"),
    path("submissions/<uuid:pk>/again/", devices.submission_again, name="submission_again"),
    path("submissions/<uuid:pk>/aside/", devices.submission_aside, name="submission_aside"),
    path("submissions/<uuid:pk>/scores/<uuid:indicator>/", devices.submission_score, name="submission_score"),
    path("<uuid:pk>/devices/", devices.device_list, name="device_list"),
    path("<uuid:pk>/submissions/", devices.submission_list, name="submission_list"),
]
