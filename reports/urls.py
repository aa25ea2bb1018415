from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("<uuid:pk>/", views.report_detail, name="report_detail"),
    path("<uuid:pk>/status/", views.report_status, name="report_status"),
    path("<uuid:pk>/retry/", views.report_retry, name="report_retry"),
    path("<uuid:pk>/download/", views.report_download, name="report_download"),
]
