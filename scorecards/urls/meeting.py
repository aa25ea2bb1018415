from django.urls import path

from scorecards.views import meeting

urlpatterns = [
    path("<uuid:pk>/meeting/", meeting.cycle_meeting, name="cycle_meeting"),
    path("<uuid:pk>/meeting/edit/", meeting.meeting_edit, name="meeting_edit"),
    path("discussions/<uuid:pk>/", meeting.discussion_edit, name="discussion_edit"),
    path("discussions/<uuid:pk>/action/", meeting.discussion_action, name="discussion_action"),
]
