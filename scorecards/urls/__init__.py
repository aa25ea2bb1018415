from scorecards.urls import card, cycles, files, incidents, meeting, moderation, papers, review, sessions

app_name = "scorecards"

urlpatterns = [
    *files.urlpatterns,
    *moderation.urlpatterns,
    *incidents.urlpatterns,
    *review.urlpatterns,
    *sessions.urlpatterns,
    *meeting.urlpatterns,
    *papers.urlpatterns,
    *card.urlpatterns,
    *cycles.urlpatterns,
]
