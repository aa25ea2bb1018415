from scorecards.urls import card, cycles, files, meeting, review, sessions

app_name = "scorecards"

urlpatterns = [
    *files.urlpatterns,
    *review.urlpatterns,
    *sessions.urlpatterns,
    *meeting.urlpatterns,
    *card.urlpatterns,
    *cycles.urlpatterns,
]
