"""For the referents and for whoever names them."""

from django.urls import path

from scorecards.views import sensitive

app_name = "sensitive"

urlpatterns = [
    path("", sensitive.inbox, name="inbox"),
    path("channel/", sensitive.channel, name="channel"),
    path("channel/referents/", sensitive.referent_add, name="referent_add"),
    path("channel/referents/<uuid:pk>/remove/", sensitive.referent_remove, name="referent_remove"),
    path("<uuid:pk>/", sensitive.report, name="report"),
    path("<uuid:pk>/state/", sensitive.report_state, name="report_state"),
]
