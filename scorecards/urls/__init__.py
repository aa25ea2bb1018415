from scorecards.urls import (
    card,
    cycles,
    files,
    incidents,
    meeting,
    moderation,
    papers,
    preparation,
    review,
    rounds,
    sessions,
)

app_name = "scorecards"

urlpatterns = [
    *files.urlpatterns,
    *moderation.urlpatterns,
    *incidents.urlpatterns,
    *preparation.urlpatterns,
    *review.urlpatterns,
    *sessions.urlpatterns,
    *meeting.urlpatterns,
    *papers.urlpatterns,
    *rounds.urlpatterns,
    *card.urlpatterns,
    *cycles.urlpatterns,
]
