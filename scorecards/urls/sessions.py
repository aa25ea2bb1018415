from django.urls import URLPattern, path

from scorecards.views import scores, sessions, sheet

urlpatterns: list[URLPattern] = [
    path("sessions/<uuid:pk>/", sessions.session_detail, name="session_detail"),
    path("sessions/<uuid:pk>/attendance/", sessions.session_attendance, name="session_attendance"),
    path("sessions/<uuid:pk>/open/", sessions.session_open, name="session_open"),
    path("sessions/<uuid:pk>/close/", sessions.session_close, name="session_close"),
    path("sessions/<uuid:pk>/reopen/", sessions.session_reopen, name="session_reopen"),
    path("sessions/<uuid:pk>/sheet/", sheet.session_sheet, name="session_sheet"),
    path("sessions/<uuid:pk>/indicators/<uuid:indicator>/", scores.session_score, name="session_score"),
]
