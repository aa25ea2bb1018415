from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("help/field-day/", views.field_day_page, name="field_day"),
    path("help/guides/<slug:slug>/", views.guide_page, name="guide"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("public/", include("scorecards.urls.public")),
    path("protected/", include("scorecards.urls.protected")),
    path("sensitive/", include("scorecards.urls.sensitive")),
    path("partnerships/", include("partnerships.urls")),
    path("concertation/", include("concertation.urls")),
    path("voices/", include("concertation.urls.public")),
    path("plans/", include("actionplans.urls")),
    path("reports/", include("reports.urls")),
    path("people/", include("accounts.urls")),
    path("places/", include("directory.urls")),
    path("accounts/", include("accounts.auth_urls")),
    path("operator/", admin.site.urls),
    path("", include("scorecards.urls")),
]
