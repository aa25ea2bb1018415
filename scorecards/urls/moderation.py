from django.urls import URLPattern, path

from scorecards.views import moderation

urlpatterns: list[URLPattern] = [
    path("moderation/", moderation.moderation_list, name="moderation_list"),
    path("moderation/<uuid:pk>/", moderation.moderation_decide, name="moderation_decide"),
]
