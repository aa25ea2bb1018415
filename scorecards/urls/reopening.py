from django.urls import URLPattern, path

from scorecards.views import ownindicators, reopening

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/ask/", reopening.session_ask, name="session_ask"),
    path("sessions/<uuid:pk>/own/", ownindicators.session_own, name="session_own"),
    path("reopening/<uuid:pk>/", reopening.reopen_decide, name="reopen_decide"),
    path("<uuid:pk>/review/due/", reopening.review_due, name="review_due"),
]
