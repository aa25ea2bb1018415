from django.urls import URLPattern, path

from partnerships.views import answer, followups, rating, ratingsheets

urlpatterns: list[URLPattern] = [
    path("answer/<str:secret>/", answer.answer, name="answer"),
    path("<uuid:pk>/rating/", rating.rating, name="rating"),
    path("<uuid:pk>/rating/new/", rating.campaign_create, name="campaign_create"),
    path("ratings/<uuid:pk>/", rating.campaign_detail, name="campaign_detail"),
    path("ratings/<uuid:pk>/edit/", rating.campaign_edit, name="campaign_edit"),
    path("ratings/<uuid:pk>/open/", rating.campaign_open, name="campaign_open"),
    path("ratings/<uuid:pk>/close/", rating.campaign_close, name="campaign_close"),
    path("ratings/<uuid:pk>/remove/", rating.campaign_remove, name="campaign_remove"),
    path("ratings/<uuid:pk>/publish/", rating.campaign_publish, name="campaign_publish"),
    path("ratings/<uuid:pk>/export/<slug:kind>/", rating.campaign_export, name="campaign_export"),
    path("ratings/<uuid:pk>/sheet/", ratingsheets.campaign_sheet, name="campaign_sheet"),
    path("ratings/<uuid:pk>/together/", ratingsheets.campaign_joint, name="campaign_joint"),
    path("ratings/<uuid:pk>/trust/", ratingsheets.campaign_trust, name="campaign_trust"),
    path("ratings/<uuid:pk>/benefits/", ratingsheets.campaign_benefits, name="campaign_benefits"),
    path("ratings/<uuid:pk>/link/", ratingsheets.campaign_link, name="campaign_link"),
    path("ratings/<uuid:pk>/link/state/", ratingsheets.campaign_link_state, name="campaign_link_state"),
    path("ratings/<uuid:pk>/criteria/<slug:code>/", rating.campaign_criterion, name="campaign_criterion"),
    path("ratings/<uuid:pk>/follow/<str:code>/note/", followups.follow_note, name="follow_note"),
    path("ratings/<uuid:pk>/follow/<str:code>/action/", followups.follow_action, name="follow_action"),
    path("ratings/<uuid:pk>/follow/<str:code>/workshop/", followups.follow_workshop, name="follow_workshop"),
]
