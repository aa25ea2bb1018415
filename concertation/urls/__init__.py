from concertation.urls import (
    census,
    coding,
    contributions,
    devices,
    diagnosis,
    editions,
    exchange,
    experience,
    followup,
    imports,
    indicators,
    levers,
    observation,
    peers,
    surveys,
    wizard,
)

app_name = "concertation"

urlpatterns = [
    *census.urlpatterns,
    *coding.urlpatterns,
    *contributions.urlpatterns,
    *diagnosis.urlpatterns,
    *editions.urlpatterns,
    *exchange.urlpatterns,
    *experience.urlpatterns,
    *followup.urlpatterns,
    *imports.urlpatterns,
    *indicators.urlpatterns,
    *levers.urlpatterns,
    *observation.urlpatterns,
    *peers.urlpatterns,
    *surveys.urlpatterns,
    *wizard.urlpatterns,
    *devices.urlpatterns,
]
