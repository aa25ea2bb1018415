from partnerships.urls import (
    agreement,
    alerts,
    dates,
    facts,
    framing,
    life,
    missions,
    places,
    publication,
    rating,
    reviews,
    signing,
    territory,
    workshops,
)

app_name = "partnerships"

urlpatterns = [
    *territory.urlpatterns,
    *framing.urlpatterns,
    *workshops.urlpatterns,
    *agreement.urlpatterns,
    *signing.urlpatterns,
    *rating.urlpatterns,
    *reviews.urlpatterns,
    *facts.urlpatterns,
    *alerts.urlpatterns,
    *dates.urlpatterns,
    *missions.urlpatterns,
    *places.urlpatterns,
    *publication.urlpatterns,
    *life.urlpatterns,
]
