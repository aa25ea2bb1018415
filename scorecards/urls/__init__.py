from scorecards.urls import card, cycles, files, meeting, papers, review, sessions

app_name = "scorecards"

urlpatterns = [
    *files.urlpatterns,
    *review.urlpatterns,
    *sessions.urlpatterns,
    *meeting.urlpatterns,
    *papers.urlpatterns,
    *card.urlpatterns,
    *cycles.urlpatterns,
]
