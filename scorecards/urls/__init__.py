from django.urls import URLPattern, URLResolver, include, path

from scorecards.urls import (
    ballots,
    card,
    clips,
    cycles,
    devices,
    feasibility,
    field,
    fieldpages,
    files,
    incidents,
    issues,
    library,
    meeting,
    moderation,
    papers,
    preparation,
    programme,
    publication,
    reopening,
    review,
    rounds,
    sessions,
)

app_name = "scorecards"

#: Everything under /cycles/.
cycle_patterns: list[URLPattern | URLResolver] = [
    *files.urlpatterns,
    *devices.urlpatterns,
    *clips.urlpatterns,
    *ballots.urlpatterns,
    *moderation.urlpatterns,
    *incidents.urlpatterns,
    *issues.urlpatterns,
    *library.urlpatterns,
    *preparation.urlpatterns,
    *programme.urlpatterns,
    *publication.urlpatterns,
    *review.urlpatterns,
    *reopening.urlpatterns,
    *feasibility.urlpatterns,
    *sessions.urlpatterns,
    *meeting.urlpatterns,
    *papers.urlpatterns,
    *rounds.urlpatterns,
    *card.urlpatterns,
    *cycles.urlpatterns,
]

#: What stands beside the cycles has its own place at the root: /field/ (pages), /api/v1/ (their server side).
urlpatterns: list[URLPattern | URLResolver] = [
    path("cycles/", include(cycle_patterns)),
    path("api/v1/", include(field.urlpatterns)),
    path("field/", include(fieldpages.urlpatterns)),
    *fieldpages.root_patterns,
    path("b/", include(ballots.public_urlpatterns)),
]
