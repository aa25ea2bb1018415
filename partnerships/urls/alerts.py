from django.urls import URLPattern, path

from partnerships.views import alerts

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/alerts/", alerts.alerts, name="alerts"),
    path("<uuid:pk>/alerts/refresh/", alerts.alerts_refresh, name="alerts_refresh"),
    path("<uuid:pk>/alerts/<uuid:row>/", alerts.alert, name="alert"),
    path("<uuid:pk>/alerts/<uuid:row>/reply/", alerts.alert_reply, name="alert_reply"),
    path("<uuid:pk>/alerts/<uuid:row>/close/", alerts.alert_close, name="alert_close"),
]
